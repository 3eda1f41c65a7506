"""Pages of a case: where it stands, what comes next, and every button that moves it."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cauce.applications.models import Application
from cauce.base import clock
from cauce.base.factor.asking import before_many
from cauce.base.roles import Permission
from cauce.cases import actions, hands, parts
from cauce.cases.forming import asked
from cauce.cases.forms import CloseForm, OfficerForm, ReopenForm, WhyForm, officers_with
from cauce.cases.models import Case
from cauce.cases.opening import OpenCase, opened
from cauce.cases.pages import attempt, back, officer_of, page
from cauce.cases.reviews.actions import take_oldest_review

_View = Callable[..., HttpResponse]


@require_safe
@before_many
def case(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Show a case: where it stands, its interviews, decisions, reviews and referrals."""
    now = clock.now()
    found = opened(officer_of(request), case_id, at=now)
    context = parts.of_case(found) | {"found": found}
    # Whoever opened a case for others goes on with the next application from here.
    idle = all(deed.why_not for deed in context["case_deeds"])
    context["takes_applications"] = idle and found.may(Permission.CHECK_APPLICATIONS)
    return page(request, "cases/case.html", context, site=found.case.site)


@require_POST
def open_one(request: HttpRequest, application_id: UUID) -> HttpResponse:
    """Open a case of an application."""
    officer = officer_of(request)
    rows = Application.objects.seen_by(officer).select_related("key", "site", "household__key")
    application = rows.filter(pk=application_id).first()
    if application is None:
        raise Http404

    def act() -> None:
        actions.open_case(application=application, by=officer, at=clock.now())

    def done() -> HttpResponse:
        made = Case.objects.of(application=application).get()
        return back("cases:case", made.pk, done="opened")

    return attempt(request, act, done, reverse("office:file", args=[application_id]))


def taking(state: str) -> _View:
    """Return the view that gives the officer the oldest case of a state."""

    @require_POST
    def take(request: HttpRequest) -> HttpResponse:
        """Give the officer the oldest case; the rule chooses."""
        taken: list[Case] = []

        def act() -> None:
            by, at = officer_of(request), clock.now()
            taken.append(actions.take_oldest_case(state=state, by=by, at=at))

        def done() -> HttpResponse:
            return back("cases:case", taken[0].pk, done="taken")

        return attempt(request, act, done, reverse("office:home"))

    return take


@require_POST
def take_review(request: HttpRequest) -> HttpResponse:
    """Give the officer the oldest review that they had no part in."""
    taken: list[Any] = []

    def act() -> None:
        taken.append(take_oldest_review(by=officer_of(request), at=clock.now()))

    def done() -> HttpResponse:
        return back("cases:review", taken[0].pk, done="taken")

    return attempt(request, act, done, reverse("office:home"))


@require_POST
def give_back(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Give a case back."""
    found = _open(request, case_id)
    return _button(request, found, actions.give_back_case, "given-back")


@require_POST
def resume(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Go on with a case that waited."""
    found = _open(request, case_id)
    return _button(request, found, actions.resume_case, "resumed")


def assign(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Give a case to an officer, with a reason."""
    found = _open(request, case_id)
    permission = hands.WORK.get(found.case.state)
    officers = officers_with(found.case.site, permission) if permission else []
    form = OfficerForm(officers, request.POST or None)

    def act(cleaned: Any) -> HttpResponse:
        to = form.officers[cleaned["officer"]]
        actions.assign_case(
            case=found.case, officer=to, why=cleaned["why"], by=found.officer, at=clock.now()
        )
        return back("cases:case", case_id, done="assigned")

    return _form(request, found, form, act, _("Give the case to an officer"), _("Give it"))


def go_without(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Let a case be decided without an interview."""
    return _with_why(
        request,
        case_id,
        actions.go_without_interview,
        _("Go on without an interview"),
        "moved",
    )


def interview_again(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Send a case back to be interviewed."""
    return _with_why(
        request, case_id, actions.interview_again, _("Ask for another interview"), "moved"
    )


def close(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Close a case; where nothing was decided, the family is told why."""
    found = _open(request, case_id)

    def act(cleaned: Any) -> HttpResponse:
        words = {"why": cleaned["why"], "answer": cleaned.get("answer", "")}
        actions.close_case(case=found.case, **words, by=found.officer, at=clock.now())
        return back("cases:case", case_id, done="closed")

    form = CloseForm(request.POST or None, undecided=hands.gets_no_answer(found.case))
    return _form(request, found, form, act, _("Close the case"), _("Close the case"))


def reopen(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Open a closed or decided case again."""
    found = _open(request, case_id)

    def act(cleaned: Any) -> HttpResponse:
        actions.reopen_case(
            case=found.case,
            interview=cleaned["interview"] == "yes",
            why=cleaned["why"],
            by=found.officer,
            at=clock.now(),
        )
        return back("cases:case", case_id, done="moved")

    form = ReopenForm(request.POST or None)
    return _form(request, found, form, act, _("Open the case again"), _("Open it"))


def to_file(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Lead to the family's file."""
    found = _open(request, case_id)
    return redirect("office:file", found.case.application_id)


def _open(request: HttpRequest, case_id: UUID) -> OpenCase:
    return opened(officer_of(request), case_id, at=clock.now())


def _button(
    request: HttpRequest, found: OpenCase, verb: Callable[..., Any], done: str
) -> HttpResponse:
    address = reverse("cases:case", args=[found.case.pk])
    return attempt(
        request,
        lambda: verb(case=found.case, by=found.officer, at=clock.now()),
        lambda: back("cases:case", found.case.pk, done=done),
        address,
    )


def _with_why(
    request: HttpRequest, case_id: UUID, verb: Callable[..., Any], title: str, done: str
) -> HttpResponse:
    found = _open(request, case_id)

    def act(cleaned: Any) -> HttpResponse:
        verb(case=found.case, why=cleaned["why"], by=found.officer, at=clock.now())
        return back("cases:case", case_id, done=done)

    return _form(request, found, WhyForm(request.POST or None), act, title, title)


def _form(
    request: HttpRequest, found: OpenCase, form: Any, act: Any, title: str, button: str
) -> HttpResponse:
    return asked(
        request,
        form,
        act,
        title=title,
        button=button,
        back=reverse("cases:case", args=[found.case.pk]),
        back_text=_("Back to the case"),
        lines=[_("Case %(reference)s") % {"reference": found.reference}],
        site=found.case.site,
    )
