"""Who saw the family's data: in which role, at which site, on which day. Never a colleague's name."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cauce.applications.models import Application
from cauce.base import reads
from cauce.base.days import day_at
from cauce.base.models import Event
from cauce.base.roles import Role
from cauce.people.models import Member
from cauce.website.mine.inside import inner, show

_ROLES: dict[Role, Promise] = {
    Role.REGISTRAR: gettext_lazy("an officer who takes applications in"),
    Role.INTERVIEWER: gettext_lazy("an officer who interviews or decides"),
    Role.PROTECTION: gettext_lazy("an officer for protection"),
    Role.SUPERVISOR: gettext_lazy("a supervisor"),
    Role.DIRECTOR: gettext_lazy("the director"),
    Role.RULE_EDITOR: gettext_lazy("an editor of the rules"),
    Role.LIAISON: gettext_lazy("a liaison officer"),
}


@dataclass(frozen=True)
class Reading:
    """One day on which somebody in some role opened the file."""

    day: date
    who: str
    times: int


@inner
def readers(request: HttpRequest, application: Application) -> HttpResponse:
    """List the readings of the family's file, the newest day first."""
    members = Member.objects.of(household=application.household)
    subjects = {application.key_id, application.household.key_id}
    subjects |= set(members.values_list("key_id", flat=True))
    events = {event.pk: event for subject in subjects for event in reads.readers(subject=subject)}
    counts: dict[tuple[date, str], int] = {}
    for _pk, event in sorted(events.items(), reverse=True):
        known = day_at(application.site, event.at), _who(event, application)
        counts[known] = counts.get(known, 0) + 1
    found = [Reading(day, who, times) for (day, who), times in counts.items()]
    found.sort(key=lambda reading: reading.day, reverse=True)
    return show(request, "readers", {"readings": found, "site": application.site})


def _who(event: Event, application: Application) -> str:
    officer = event.officer
    if officer is None:
        return _("somebody of the office")
    roles = officer.grants.filter(site=application.site).values_list("role", flat=True)
    said = sorted(str(_ROLES[Role(role)]) for role in roles)
    return ", ".join(said) or _("an officer who does not work at this site any more")
