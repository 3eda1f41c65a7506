"""What a family asks of the office in its own words: correct something, add somebody, look again, stop."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from cauce.applications.corrections import actions as corrections
from cauce.applications.models import Application
from cauce.applications.withdrawal import actions as withdrawal
from cauce.base import clock
from cauce.base.actors import Actor
from cauce.base.days import day_at
from cauce.cases.models import Case, Decision, Review
from cauce.cases.reviews import actions as reviews
from cauce.eligibility import words
from cauce.packs import pack
from cauce.people import names
from cauce.people.models import Member
from cauce.questions import days
from cauce.questions.fields import Option, Typed
from cauce.questions.reading import Unreadable
from cauce.website.apply import forms, wording
from cauce.website.mine.inside import faulty, form_id, inner, show, text_of, to
from cauce.website.opening import relations
from cauce.website.pages import language

HOUSEHOLD, SOMEBODY_NEW = "household", "member"


@inner
def correct(request: HttpRequest, application: Application) -> HttpResponse:
    """Ask that something be corrected that no question asks: a name, who is there, a paper."""
    about = _people(application)
    typed = {name: text_of(request, name) for name in ("about", "said", "why")}
    context: dict[str, Any] = {"people": about, "typed": typed}
    if request.method != "POST":
        return show(request, "correct", context)
    faults = []
    if typed["about"] not in {option.value for option in about}:
        faults.append(("about", _("Choose whom it is about.")))
    if not typed["said"]:
        faults.append(("said", _("Write what is wrong or missing, and how it is right.")))
    if faults:
        return faulty(request, "correct", context | {"faults": faults})
    corrections.ask_correction(
        application=application,
        form_id=form_id(request),
        said=typed["said"],
        about=int(typed["about"]) if typed["about"].isdecimal() else None,
        why=typed["why"],
        by=Actor.FAMILY,
        at=clock.now(),
    )
    return to("said", done="asked")


@inner
def add(request: HttpRequest, application: Application) -> HttpResponse:
    """Ask that somebody be added to the household; an officer looks at it first."""
    if request.method != "POST":
        return show(request, "add", _person({}))
    typed = {name: list(values) for name, values in request.POST.lists()}
    if "add" in typed:
        return show(request, "add", _person(typed, more=1) | {"form": form_id(request)})
    try:
        today = day_at(application.site, clock.now())
        said = _in_words(*forms.read_person(pack(), _without(typed), today, main=False))
    except Unreadable as unreadable:
        return faulty(request, "add", _person(typed) | {"faults": unreadable.faults})
    corrections.ask_correction(
        application=application,
        form_id=form_id(request),
        said=said,
        fact=SOMEBODY_NEW,
        by=Actor.FAMILY,
        at=clock.now(),
    )
    return to("said", done="asked")


@inner
def withdraw(request: HttpRequest, application: Application) -> HttpResponse:
    """Withdraw the application, or take that back."""
    withdrawn = application.state == Application.State.WITHDRAWN
    if request.method != "POST":
        at = application.withdrawn_at or clock.now()
        until = day_at(application.site, at + withdrawal.UNDO)
        return show(request, "withdraw", {"withdrawn": withdrawn, "until": until})
    if "undo" in request.POST:
        # A second tap of the same button finds it done.
        if withdrawn:
            withdrawal.undo_withdrawal(application=application, by=Actor.FAMILY, at=clock.now())
        return to("home", done="undone")
    if not withdrawn:
        withdrawal.withdraw(
            application=application, why=text_of(request, "why"), by=Actor.FAMILY, at=clock.now()
        )
    return to("home", done="withdrawn")


@inner
def review(request: HttpRequest, application: Application) -> HttpResponse:
    """Ask that another officer look at the decision again."""
    decision = _decision(application)
    if decision is None:
        return show(request, "review", {"decision": None})
    before = Review.objects.of(decision=decision).first()
    late = clock.now() > decision.review_until
    typed = {name: text_of(request, name) for name in ("why", "late")}
    context: dict[str, Any] = {
        "decision": decision,
        "day": day_at(application.site, decision.decided_at),
        "until": day_at(application.site, decision.review_until),
        "late": late,
        "before": before,
        "due": day_at(application.site, before.due_at) if before else None,
        "typed": typed,
    }
    if request.method != "POST":
        return show(request, "review", context)
    faults = []
    if not typed["why"]:
        faults.append(("why", _("Write what the decision got wrong, or what it did not know.")))
    if late and not typed["late"]:
        faults.append(("late", _("Write why it comes after the day that the letter names.")))
    if faults:
        return faulty(request, "review", context | {"faults": faults})
    reviews.ask_review(
        decision=decision,
        form_id=form_id(request),
        why=typed["why"],
        late=typed["late"] if late else "",
        by=Actor.FAMILY,
        at=clock.now(),
    )
    return to("home", done="review")


def _decision(application: Application) -> Decision | None:
    case = Case.objects.of(application=application).first()
    if case is None:
        return None
    found: Decision | None = (
        Decision.objects.of(case=case)
        .select_related("key", "site", "case__key", "case__site")
        .order_by("-number")
        .first()
    )
    return found


def _people(application: Application) -> list[Option]:
    rows = Member.objects.of(household=application.household).filter(left_at__isnull=True)
    called = names.by_number(rows.select_related("person__key").order_by("number"))
    everybody = Option(HOUSEHOLD, _("All of us, or somebody who is not on the list"))
    return [*(Option(str(number), name) for number, name in called.items()), everybody]


def _person(typed: Typed, *, more: int = 0) -> dict[str, Any]:
    filled = sum(bool((typed.get(f"{i}-kind") or [""])[0]) for i in range(forms.MOST_PAPERS))
    return {
        "typed": typed,
        "choices": relations(pack(), language()),
        "papers": wording.papers(),
        "shown": min(max(1, filled + more), forms.MOST_PAPERS),
    }


def _without(typed: Typed) -> Typed:
    return {name: values for name, values in typed.items() if name not in {"form"}}


def _in_words(person: dict[str, Any], relation: str | None) -> str:
    """Return somebody as an officer reads it: names, relation, birth, papers."""
    fact = pack().facts[pack().relations.fact]
    unknown = _("I don't know")
    lines = [
        f"{_('Add a person')}: {names.full(person)}",
        words(pack(), language()).code(fact.type.codes, relation) if relation else unknown,
        _birth(person) or unknown,
    ]
    lines += [
        " ".join(filter(None, (wording.paper(paper["kind"]), paper["number"], paper["issuer"])))
        for paper in person["papers"]
    ]
    return "\n".join(lines)


def _birth(person: dict[str, Any]) -> str:
    if not person["birth"]:
        return ""
    said = pgettext("a person", "born %(day)s") % {"day": days.spoken(person["birth"])}
    return f"{said} ({_('It is approximate')})" if person["approximate"] else said
