"""What each figure of the ledger's pages counts, and by which rule."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

_Text = str | Promise


@dataclass(frozen=True)
class Definition:
    """One figure: its name, what it counts, its rules, and the question of the ledger behind it."""

    title: _Text
    counts: _Text
    rules: tuple[_Text, ...]
    op: str
    # The day from which it counts so; another day when a rule changes.
    since: str = "2026-11-24"


DEFINITIONS: dict[str, Definition] = {
    "last-spoke": Definition(
        _("Last talk"),
        _("The latest contact that a source says was held, and the days since then."),
        (
            _("Planned, proposed, declined and denied contacts never count."),
            _("Reports of one contact count once, with the narrowest date that one of them gives."),
            _("A month without a day gives a range of days; a date with a doubt says so."),
            _(
                "Level, means and topic narrow what counts; the number follows, and the page says so."
            ),
        ),
        "last_contact",
    ),
    "unanswered": Definition(
        _("Open requests"),
        _("Requests that no standing account calls answered, refused, withdrawn or lapsed."),
        (
            _("Age counts from the first filing, silence from the last certain act of the asker."),
            _(
                "A filing whose day is not known gives “at least”, from the first day on which it was told."
            ),
            _("An acknowledgement does not close a request. A contested one stays on the list."),
            _("Without an agreed date a request is open, never overdue."),
        ),
        "open_requests",
    ),
    "whose-turn": Definition(
        _("Whose turn"),
        _("The government to which the oldest open request was put."),
        (
            _(
                "Counterparts stand in the order of their longest wait, then of their longest silence."
            ),
            _("No request that is open means nobody's turn, not that nothing is wanted."),
        ),
        "whose_turn",
    ),
    "promised-and-arrived": Definition(
        _("Promised and arrived"),
        _("New money that was promised, and the reports that it was paid out or delivered."),
        (
            _(
                "Only new money is added up, apart by public and private, by currency and by kind of sum."
            ),
            _("Parts, plans, totals, conditional and undated sums are not added, and say why."),
            _("A running total is never added to anything."),
            _("No report found is not nought: it may have come without a source on record."),
        ),
        "arrivals",
    ),
    "term-ends": Definition(
        _("Term ends"),
        _("Terms of public offices that end within sixty days, and the days until then."),
        (
            _("On the day of a handover both holders hold the office."),
            _("An open request is carried over only by an act of the incoming side."),
        ),
        "office_holder",
    ),
    "topics-of-talks": Definition(
        _("What they spoke about"),
        _(
            "Held contacts of a year, and for each topic those that a standing account names it for."
        ),
        (
            _("One contact may name several topics, so the topics do not add up to the contacts."),
            _("A contact belongs to the year of its first possible day."),
        ),
        "topic_balance",
    ),
}
