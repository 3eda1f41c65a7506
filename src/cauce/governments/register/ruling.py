"""The forms of the rule of a clock, and of an entry that another replaces."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cauce.base import clock
from cauce.dates import CalendarFault, closed_because
from cauce.governments.deeds.doing import Deed, button, form_page, officer_of
from cauce.governments.deeds.views import back_to, book, entry_of
from cauce.governments.entries import actions as entering
from cauce.governments.entries.forms_in import RuleIn
from cauce.governments.register.forms import RuleForm, SupersedeForm
from cauce.governments.settling import actions as settling
from cauce.ledger import Ledger

Json = dict[str, Any]


def rule(request: HttpRequest, name: str) -> HttpResponse:
    """Say within how many days an answer to a request is due."""
    ledger = book()
    entry = entry_of(ledger, name, "request")
    before = (entry.data.get("clock") or {}).get("rule") or {}
    countries = [
        (code, _("working days of %(country)s") % {"country": code}) for code in _calendars(ledger)
    ]
    form = RuleForm(request.POST or None, countries=countries, rule=before)

    def do(said: Json) -> None:
        kept = {key: said[key] for key in ("days", "country", "counted_from")}
        made = RuleIn(**kept, law=said["law"] == "law") if said["days"] else None
        entering.set_clock_rule(
            request=name, rule=made, before=before, by=officer_of(request), at=clock.now()
        )

    there = f"{before.get('days', '')} {before.get('calendar') or ''}".strip()
    deed = Deed(
        title=_("Rule of the clock: %(title)s") % {"title": entry.data["title"]},
        button=_("Keep this rule"),
        back=back_to(entry),
        done="rule-set",
        form=form,
        stamp="/".join(f"{key}={before[key]}" for key in sorted(before)),
        now=[(_("Rule"), there, "days")],
        act=do,
        lines=[_("Holidays and weekends come from the calendar of that country.")],
    )
    return form_page(request, deed)


def _calendars(ledger: Ledger) -> Iterator[str]:
    """The countries of the register whose working days are known."""
    for code in sorted({a["country"] for a in ledger.data["actors"] if a.get("country")}):
        try:
            closed_because(clock.today(), code)
        except CalendarFault:
            continue
        yield code


def supersede(request: HttpRequest, name: str) -> HttpResponse:
    """Say which entry stands in the place of another."""
    ledger = book()
    entry = entry_of(ledger, name)
    others = [(e.id, str(e.data["title"])) for e in ledger.view().of(entry.kind) if e.id != name]
    form = SupersedeForm(request.POST or None, others=sorted(others, key=lambda one: one[1]))

    def do(said: Json) -> None:
        settling.supersede_entry(entry=name, **said, by=officer_of(request), at=clock.now())

    deed = Deed(
        title=_("Replaced by …: %(title)s") % {"title": entry.data["title"]},
        button=_("The other stands in its place"),
        back=back_to(entry),
        done="superseded",
        form=form,
        stamp="",
        now=(),
        act=do,
        lines=[
            _(
                "Nothing is deleted. It counts no more while the other stands, and can be taken back."
            )
        ],
    )
    return form_page(request, deed)


@require_POST
def reinstate(request: HttpRequest) -> HttpResponse:
    """Let an entry count again in whose place another stood."""
    name, other = request.POST.get("entry", ""), request.POST.get("other", "")
    return button(
        request,
        lambda by: settling.reinstate_entry(entry=name, other=other, by=by, at=clock.now()),
        back=back_to(entry_of(book(), name)),
        done="reinstated",
    )
