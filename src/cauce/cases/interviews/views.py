"""Pages of an interview: planned, begun, one question after the other, read back, ended; and on paper."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from cauce.base import clock, envelopes
from cauce.base.roles import Permission
from cauce.cases import words
from cauce.cases.forming import asked
from cauce.cases.forms import BeginForm, PlanForm, ReadBackForm, WhyForm, officers_with
from cauce.cases.interviews import actions
from cauce.cases.interviews.places import Line, Talk
from cauce.cases.models import Interview
from cauce.cases.opening import OpenCase, opened, part
from cauce.cases.pages import attempt, back, officer_of, page
from cauce.questions import tongues
from cauce.questions.fields import field_of

UNDER_WAY = (Interview.State.RUNNING, Interview.State.READ_BACK)


def plan(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Plan a talk with a family."""
    now = clock.now()
    found = opened(officer_of(request), case_id, at=now)
    site = found.case.site
    officers = officers_with(site, Permission.INTERVIEW)
    if not found.may(Permission.ASSIGN):
        officers = [one for one in officers if one.pk == found.officer.pk]
    form = PlanForm(officers, now, site, request.POST or None)

    def act(cleaned: Any) -> HttpResponse:
        actions.plan_interview(
            case=found.case,
            interviewer=form.officers[cleaned["interviewer"]],
            planned_at=cleaned["planned_at"],
            place=cleaned["place"],
            interpreter=cleaned["interpreter"],
            by=found.officer,
            at=clock.now(),
        )
        return back("cases:case", case_id, done="planned")

    return asked(
        request,
        form,
        act,
        title=_("Plan the interview"),
        button=_("Plan it"),
        back=reverse("cases:case", args=[case_id]),
        back_text=_("Back to the case"),
        lines=[
            _("Whoever is here already gets no letter; everybody else is told when and where."),
            _("The family speaks: %(language)s.") % {"language": _spoken(found)},
        ],
        site=site,
    )


def _spoken(found: OpenCase) -> str:
    """Return what the family speaks, so that an interpreter is thought of in time."""
    household = found.case.application.household
    shared = envelopes.read(household, "sealed", opened=found.opened)
    return tongues.spoken_by(shared.get("spoken") or household.language, shared.get("variety", ""))


@require_safe
def interview(request: HttpRequest, interview_id: UUID) -> HttpResponse:
    """Show a talk: what is still needed, what was said before, and how it ends."""
    row, found = _open(request, interview_id)
    talk = Talk(found, clock.today(row.site))
    content = envelopes.read(row, "sealed", opened=found.opened)
    context = {
        "found": found,
        "interview": row,
        "state": words.INTERVIEWS[row.state],
        "content": content,
        "wanted": talk.wanted(),
        "unanswered": talk.unanswered(),
        "contradictions": talk.contradictions(),
        "everything": list(talk.everything()),
        "mine": row.interviewer_id == found.officer.pk,
        "supervises": row.state in UNDER_WAY and found.may(Permission.ASSIGN),
        "read_back": ReadBackForm(),
        "begin": BeginForm(initial={"interpreter": content.get("interpreter", "")}),
        "shared": envelopes.read(found.case.application.household, "sealed", opened=found.opened),
    }
    return page(request, "cases/interview.html", context, site=row.site)


@require_safe
def sheet(request: HttpRequest, interview_id: UUID) -> HttpResponse:
    """Show the questions on paper, with room for the answers: for a power cut."""
    row, found = _open(request, interview_id)
    talk = Talk(found, clock.today(row.site))
    content = envelopes.read(row, "sealed", opened=found.opened)
    context = {
        "found": found,
        "interview": row,
        "content": content,
        "questions": [
            (line, *_on_paper(found, line)) for line in [*talk.wanted(), *talk.unanswered()]
        ],
        "contradictions": talk.contradictions(),
    }
    return page(request, "cases/sheet.html", context, site=row.site)


@require_POST
@sensitive_post_parameters()
def begin(request: HttpRequest, interview_id: UUID) -> HttpResponse:
    """Begin a talk."""
    row, found = _open(request, interview_id)
    form = BeginForm(request.POST)
    if not form.is_valid():
        raise Http404

    def act() -> None:
        cleaned = form.cleaned_data
        actions.begin_interview(
            interview=row,
            interpreter=cleaned["interpreter"],
            spoken=cleaned["spoken"],
            by=found.officer,
            at=clock.now(),
        )

    return _button(request, row, act, "begun")


@require_POST
@sensitive_post_parameters()
def note(request: HttpRequest, interview_id: UUID) -> HttpResponse:
    """Keep a note of the interviewer."""
    row, found = _open(request, interview_id)
    text = request.POST.get("text", "")[:4000]

    def act() -> None:
        actions.note_interview(interview=row, text=text, by=found.officer, at=clock.now())

    return _button(request, row, act, "noted")


@require_POST
def read_back(request: HttpRequest, interview_id: UUID) -> HttpResponse:
    """Record that everything was read back."""
    row, found = _open(request, interview_id)
    form = ReadBackForm(request.POST)
    form.is_valid()

    def act() -> None:
        actions.record_read_back(
            interview=row, **form.cleaned_data, by=found.officer, at=clock.now()
        )

    return _button(request, row, act, "read-back")


@require_POST
def go_on(request: HttpRequest, interview_id: UUID) -> HttpResponse:
    """Go back to the questions."""
    row, found = _open(request, interview_id)

    def act() -> None:
        actions.go_on_with_interview(interview=row, by=found.officer, at=clock.now())

    return _button(request, row, act, "goes-on")


@require_POST
def end(request: HttpRequest, interview_id: UUID) -> HttpResponse:
    """End a talk."""
    row, found = _open(request, interview_id)
    address = reverse("cases:interview", args=[row.pk])
    return attempt(
        request,
        lambda: actions.end_interview(interview=row, by=found.officer, at=clock.now()),
        lambda: back("cases:case", row.case_id, done="ended"),
        address,
    )


def missed(request: HttpRequest, interview_id: UUID) -> HttpResponse:
    """Record that the family did not come."""
    return _with_why(
        request, interview_id, actions.miss_interview, _("The family did not come"), "missed"
    )


def cancel(request: HttpRequest, interview_id: UUID) -> HttpResponse:
    """Call a talk off."""
    return _with_why(
        request, interview_id, actions.cancel_interview, _("Call the interview off"), "cancelled"
    )


def _on_paper(found: OpenCase, line: Line) -> tuple[list[str], bool]:
    """Return what may be ticked on paper, and whether something has to be written."""
    shape = field_of(found.pack, line.place.fact.name, found.lang)
    short = shape.options if shape.shape in ("radio", "checks") else ()
    return [option.text for option in (*short, *shape.escapes)], shape.shape != "radio"


def open_interview(request: HttpRequest, interview_id: UUID) -> tuple[Interview, OpenCase]:
    """Return a talk and its case, opened for the officer."""
    return _open(request, interview_id)


def _open(request: HttpRequest, interview_id: UUID) -> tuple[Interview, OpenCase]:
    officer = officer_of(request)
    row: Interview = part(Interview, officer, interview_id, "interviewer")
    found = opened(officer, row.case_id, at=clock.now())
    if not found.may(Permission.READ_PROTECTED):
        raise Http404
    row.case = found.case
    return row, found


def _button(request: HttpRequest, row: Interview, act: Any, done: str) -> HttpResponse:
    address = reverse("cases:interview", args=[row.pk])
    return attempt(request, act, lambda: back("cases:interview", row.pk, done=done), address)


def _with_why(
    request: HttpRequest, interview_id: UUID, verb: Any, title: str, done: str
) -> HttpResponse:
    row, found = _open(request, interview_id)

    def act(cleaned: Any) -> HttpResponse:
        verb(interview=row, why=cleaned["why"], by=found.officer, at=clock.now())
        return back("cases:case", row.case_id, done=done)

    return asked(
        request,
        WhyForm(request.POST or None),
        act,
        title=title,
        button=title,
        back=reverse("cases:interview", args=[row.pk]),
        back_text=_("Back to the interview"),
        site=row.site,
    )
