"""The first page of my application: where it stands, and nothing that tells of anybody."""

from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from cauce.applications.models import Application
from cauce.base import clock, codes
from cauce.notices import reading
from cauce.website.mine.inside import inside, show
from cauce.website.mine.standing import standing, work_on

DONE: dict[str, Promise] = {
    "withdrawn": gettext_lazy("You withdrew. You can take this back for 30 days."),
    "undone": gettext_lazy("Your application goes on where it stood."),
    "review": gettext_lazy("We have your request. Another officer looks at the decision again."),
}


@inside
def home(request: HttpRequest, application: Application) -> HttpResponse:
    """Show whose turn it is, until when, and the ways on."""
    work = work_on(application)
    found = standing(application, work, at=clock.now())
    zone = ZoneInfo(application.site.time_zone)
    context = {
        "standing": found,
        "reference": codes.shown(application.reference),
        "meeting": found.meeting.astimezone(zone) if found.meeting else None,
        "site": application.site,
        "ways": _ways(reading.unread_by(application.household), decided=work.decision is not None),
        "done": DONE.get(request.GET.get("done", "")),
    }
    return show(request, "home", context)


def _ways(unread: int, *, decided: bool) -> list[tuple[str, str]]:
    """Return the pages behind the first one, by name and words."""
    new = ngettext("%(num)d not read", "%(num)d not read", unread) % {"num": unread}
    post = _("Letters and messages")
    ways = [
        ("mine:letters", f"{post} ({new})" if unread else post),
        ("mine:answer", _("My answer, way by way")),
        ("mine:said", _("What I told you: correct, answer, add a person")),
        ("documents:my", _("My papers")),
        ("mine:routes", _("How you may reach me")),
        ("mine:consent", _("What I agreed to")),
        ("mine:readers", _("Who saw my data")),
        ("mine:copy", _("A copy of my file")),
    ]
    if decided:
        ways.append(("mine:review", _("Ask another person to review the decision")))
    return [*ways, ("mine:withdraw", _("Withdraw"))]
