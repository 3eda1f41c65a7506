"""What shows that an item is finished: an account of the act that ended it, or of what arrived."""

from datetime import date

from django.utils.translation import gettext as _

from cauce.base.refusal import Refused
from cauce.ledger import CLOSING, Ledger
from cauce.ledger.book import Account, Entry, View

# What was given for a promise, and what ended it.
_ARRIVED = frozenset({"disbursed", "spent", "delivered", "in_kind", "result", "returned"})
_ENDED = frozenset({"cancelled", "suspended", "reprogrammed"})


def showing(book: Ledger, name: str, *, day: date) -> list[str]:
    """The standing accounts that may show that an entry is finished."""
    view = book.view(known_on=day)
    entry = view.get(name)
    if entry is None:
        return []
    found = _ending(entry) if entry.kind == "request" else _arrivals(view, entry)
    return list(dict.fromkeys(account.id for account in found if account.happened))


def refuse_without(book: Ledger, name: str, account: str, *, day: date) -> None:
    """Refuse to close what nothing shows to be finished."""
    if name not in book.ids:
        raise Refused(_("There is no such entry in the ledger."))
    if not account and book.view().get(name) is None:
        return  # its sources were taken back: nothing is left that could be finished
    if account not in showing(book, name, day=day):
        raise Refused(
            _(
                "Nothing shows yet that this is finished. Record the act that ended it, or what arrived."
            )
        )


def _ending(entry: Entry) -> list[Account]:
    return [a for step in entry.steps if step.word in CLOSING for a in step.accounts]


def _arrivals(view: View, promise: Entry) -> list[Account]:
    """Accounts of what arrived for a promise or was said to end it: entries that name it."""
    found: list[Account] = []
    for entry in view.entries:
        related = {relation["to"] for relation in entry.data.get("relations") or ()}
        nature = entry.data.get("nature")
        if promise.id in related and nature in _ARRIVED | _ENDED:
            found += entry.accounts
    return found
