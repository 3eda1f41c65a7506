"""The forms of deciding between accounts: a value, a difference, one event; a source taken back."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cauce.base import clock
from cauce.governments.deeds.doing import Deed, button, form_page, officer_of
from cauce.governments.deeds.forms import ChooseForm, ReasonForm, SameForm
from cauce.governments.deeds.views import back_to, book, entry_of
from cauce.governments.entries import actions as entering
from cauce.governments.settling import actions as settling
from cauce.governments.told import field_said
from cauce.ledger.book import Account, Ledger

Json = dict[str, Any]


def _account_said(ledger: Ledger, account: Account, field: str) -> str:
    return f"{account.says(field)}: {ledger.sources[account.data['source']]['title']}"


def decide(request: HttpRequest, name: str, field: str) -> HttpResponse:
    """Take what one account says as the entry's value."""
    ledger = book()
    entry = entry_of(ledger, name)
    saying = [a for a in entry.accounts if field in a.values]
    if field not in settling.FIELDS or not saying:
        raise Http404
    before = ((entry.data.get("accepted") or {}).get(field) or {}).get("account")
    accounts = [(a.id, _account_said(ledger, a, field)) for a in saying]
    form = ChooseForm(request.POST or None, accounts=accounts, chosen=before or "")

    def do(said: Json) -> None:
        settling.accept_value(
            entry=name, field=field, **said, before=before, by=officer_of(request), at=clock.now()
        )

    words = {"field": field_said(field), "title": entry.data["title"]}
    deed = Deed(
        title=_("Decide %(field)s: %(title)s") % words,
        button=_("Take this value"),
        back=back_to(entry),
        done="decided",
        form=form,
        stamp=before or "",
        now=[(_("Taken"), dict(accounts).get(before or "", _("nobody decided")), "account")],
        act=do,
        lines=[_("The other accounts stay as they are, and the difference stays listed.")],
    )
    return form_page(request, deed)


def settle(request: HttpRequest, name: str) -> HttpResponse:
    """Say which of two accounts is believed, or that it is open again."""
    ledger = book()
    matter = next((one for one in ledger.disagreements if one["id"] == name), None)
    if matter is None:
        raise Http404
    by_id = {a.id: a for entry in ledger.every for a in entry.accounts}
    two = [by_id[matter[key]] for key in ("a", "b") if matter[key] in by_id]
    accounts = [(a.id, _account_said(ledger, a, matter["field"])) for a in two]
    accounts.append(("", _("Neither: leave it open")))
    before = matter.get("settled")
    form = ChooseForm(request.POST or None, accounts=accounts, chosen=before or "", needed=False)

    def do(said: Json) -> None:
        settling.settle_disagreement(
            disagreement=name, account=said["account"] or None, why=said["why"], before=before,
            by=officer_of(request), at=clock.now(),
        )  # fmt: skip

    deed = Deed(
        title=_("Settle: %(matter)s") % {"matter": matter.get("matter") or name},
        button=_("Keep"),
        back=reverse("desk:disagreements"),
        done="settled",
        form=form,
        stamp=before or "",
        now=[(_("Believed"), dict(accounts)[before or ""], "account")],
        act=do,
        lines=[_("Both accounts stay, and the difference stays listed.")],
    )
    return form_page(request, deed)


def same(request: HttpRequest, name: str) -> HttpResponse:
    """Say that another entry tells of the same event."""
    ledger = book()
    entry = entry_of(ledger, name)
    others = [e for e in ledger.every if e.kind == entry.kind and e.id != name]
    titles = sorted(((e.id, str(e.data["title"])) for e in others), key=lambda found: found[1])
    form = SameForm(request.POST or None, others=titles)

    def do(said: Json) -> None:
        settling.merge_same_event(entry=name, **said, by=officer_of(request), at=clock.now())

    deed = Deed(
        title=_("Same event: %(title)s") % {"title": entry.data["title"]},
        button=_("They are one event"),
        back=back_to(entry),
        done="same-event",
        form=form,
        stamp="",
        now=(),
        act=do,
        lines=[_("Both entries stay and count once, until somebody takes them apart again.")],
    )
    return form_page(request, deed)


@require_POST
def apart(request: HttpRequest) -> HttpResponse:
    """Say that two entries are not one event after all."""
    name, other = request.POST.get("entry", ""), request.POST.get("other", "")
    return button(
        request,
        lambda by: settling.unmerge_same_event(entry=name, other=other, by=by, at=clock.now()),
        back=back_to(entry_of(book(), name)),
        done="apart",
    )


def retract(request: HttpRequest, name: str) -> HttpResponse:
    """Let nothing rest on a source any more."""
    source = book().sources.get(name)
    if source is None:
        raise Http404

    def do(said: Json) -> None:
        by, at = officer_of(request), clock.now()
        entering.retract_source(source=name, why=said["why"], by=by, at=at)

    deed = Deed(
        title=_("Take back: %(title)s") % {"title": source["title"]},
        button=_("Take this source back"),
        back=reverse("desk:source", args=[name]),
        done="retracted",
        form=ReasonForm(request.POST or None),
        stamp=str(source.get("retracted") or ""),
        now=[(_("Taken back on"), str(source.get("retracted") or _("nobody took it back")), "why")],
        act=do,
        lines=[
            _("Nothing is deleted. Pages as known on an earlier day still show what rested on it.")
        ],
    )
    return form_page(request, deed)


@require_POST
def restore(request: HttpRequest, name: str) -> HttpResponse:
    """Let a source count again."""
    if name not in book().sources:
        raise Http404
    return button(
        request,
        lambda by: entering.restore_source(source=name, by=by, at=clock.now()),
        back=reverse("desk:source", args=[name]),
        done="restored",
    )
