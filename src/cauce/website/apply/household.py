"""The household: whoever travels, a page each; removing somebody can be undone."""

from dataclasses import asdict
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from cauce.applications.checking import in_order
from cauce.applications.drafts import content
from cauce.applications.submission import PersonIn
from cauce.base.refusal import Refused
from cauce.eligibility import Faults, words
from cauce.packs import pack
from cauce.questions import days
from cauce.questions.answers import SAID, UNKNOWN, Answers, Gone, Ref
from cauce.questions.fields import Typed
from cauce.questions.reading import Unreadable
from cauce.website.apply import desk as desks
from cauce.website.apply import forms, topics, wording
from cauce.website.apply.desk import Desk
from cauce.website.apply.steps import lost, next_after, show, step, stops, to, typed_in
from cauce.website.opening import relations
from cauce.website.pages import language

MOST = 20


@step
def people(request: HttpRequest, desk: Desk) -> HttpResponse:
    """List whoever is named so far; go on from here."""
    if not desk.people:
        return to("person-new")
    if "stop" in request.POST:
        return to("stopped")
    faults = _out_of_order(desk) if request.method == "POST" else []
    if request.method == "POST" and not faults:
        return next_after(desk, "people")
    lines = [_line(desk, place) for place in range(len(desk.people))]
    undo = desk.said.get("undo")
    context = {
        "lines": lines,
        "room": len(lines) < MOST,
        "undo": content.name_of(undo["person"]) or _("this person") if undo else "",
        "ready": all(person["given"] for person in desk.people),
    }
    return show(request, desk, "people", context, faults=faults)


@step
def person(request: HttpRequest, desk: Desk, number: int | None = None) -> HttpResponse:
    """Name one person, or change what was said of them."""
    place = len(desk.people) if number is None else desk.place_of(number)
    if place is None or place >= MOST:
        return to("people")
    if request.method != "POST":
        return _person(request, desk, place, _typed(desk, place))
    if stops(request):
        return to("stopped")
    typed = typed_in(request)
    try:
        on = date.fromisoformat(desk.answers.on)
        said, relation = forms.read_person(pack(), typed, on, main=place == 0)
        changed = desks.change(request, lambda d: _keep(d, number, said, relation, _once(request)))
    except Unreadable as unreadable:
        return _person(request, desk, place, typed, unreadable.faults)
    if changed is None:
        return lost(request)
    if "stop" in request.POST:
        return to("stopped")
    return to("review" if request.POST.get("then") == "review" else "people")


@step
def remove(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """Take somebody off the list; the next page offers to undo it."""
    if request.method != "POST" or not desk.place_of(number):
        return to("people")
    changed = desks.change(request, lambda latest: _remove(latest, number))
    return lost(request) if changed is None else to("people")


@step
def undo(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Put the person who was removed last back on the list."""
    if request.method != "POST" or not desk.said.get("undo"):
        return to("people")
    return lost(request) if desks.change(request, _restore) is None else to("people")


def relation_in_words(answers: Answers, place: int) -> str:
    """Return what somebody is to the main applicant; empty where nobody said."""
    fact = pack().facts[pack().relations.fact]
    code = answers.persons[place].get(fact.key)
    return words(pack(), language()).code(fact.type.codes, code) if code else ""


def birth_in_words(person: dict[str, Any]) -> str:
    """Return a birth as it was said, with what is not sure about it."""
    if not person.get("birth"):
        return _("I don't know")
    said = days.spoken(person["birth"])
    return _("about %(day)s") % {"day": said} if person.get("approximate") else said


def _out_of_order(desk: Desk) -> list[tuple[str, str]]:
    """Say now, not after all the questions, whose birth and relation cannot both be right."""
    fact = pack().facts[pack().relations.fact].key
    head, *others = desk.people
    told = _(
        "%(name)s and the main applicant were born in an order that does not fit their relation. "
        "Change the date of birth, or who is what to whom."
    )
    return [
        (f"person-{named['number']}", told % {"name": desk.answers.names[place]})
        for place, named in enumerate(others, 1)
        if not in_order(
            head.get("birth", ""),
            named.get("birth", ""),
            desk.answers.persons[place].get(fact) or "",
            pack(),
        )
    ]


def _line(desk: Desk, place: int) -> dict[str, Any]:
    named = desk.people[place]
    return {
        "number": named["number"],
        "name": desk.answers.names[place],
        "relation": relation_in_words(desk.answers, place) if place else _("Main applicant"),
        "birth": birth_in_words(named),
        "complete": bool(named["given"]),
        "main": place == 0,
    }


def _person(
    request: HttpRequest, desk: Desk, place: int, typed: Typed, faults: Any = ()
) -> HttpResponse:
    shown = sum(bool((typed.get(f"{i}-kind") or [""])[0]) for i in range(forms.MOST_PAPERS))
    context = {
        "typed": typed,
        "main": place == 0,
        "mine": desk.answers.mine,
        "name": desk.answers.names[place] if place < len(desk.people) else "",
        "choices": relations(pack(), language()),
        "papers": wording.papers(),
        "shown": min(shown + 1, forms.MOST_PAPERS),
        "then": request.GET.get("then") or request.POST.get("then") or "",
        "once": f"{desk.draft.version}-{place}",
        "address": request.path,
        "begun": bool(desk.people),
    }
    return show(request, desk, "person", context, faults=faults)


def _typed(desk: Desk, place: int) -> Typed:
    if place == len(desk.people):
        return {}
    relation = desk.answers.persons[place].get(pack().facts[pack().relations.fact].key)
    return forms.typed_person(pack(), desk.people[place], relation)


def _once(request: HttpRequest) -> str:
    """Return what tells a page from another: pressed twice, it names one person and not two."""
    return request.POST.get("once", "")


def _keep(desk: Desk, number: int | None, said: dict[str, Any], relation: Any, once: str) -> None:
    """Store one person in the newest state of the draft."""
    if number is None:
        if desk.answers.seen_form(f"person {once}", repr(sorted(said.items()))):
            return
        place = _new(desk)
    else:
        found = desk.place_of(number)
        if found is None:
            raise Refused(_("This person was taken off the list on another page."))
        place = found
    desk.people[place] = {**said, "number": desk.people[place]["number"]}
    _bind(desk.answers, place, said, relation)
    _advance(desk.answers)


def _new(desk: Desk) -> int:
    """Make room for one more person; return their place."""
    place, number = len(desk.people), desk.said.get("next", 0)
    if place >= MOST:
        raise Refused(_("No more people fit on this page. Ask the office for help."))
    desk.people.append({"number": number})
    desk.said["next"] = number + 1
    if place >= len(desk.answers.persons):
        desk.answers.persons.append({})
    return place


def _bind(answers: Answers, place: int, said: dict[str, Any], relation: Any) -> None:
    """Let the birth and the relation answer the questions that the rules ask about them."""
    rules = pack()
    birth = PersonIn(
        given=said["given"], birth=said["birth"], birth_approximate=said["approximate"]
    ).birth_known
    ref = Ref(place, rules.relations.birth)
    answers.put(rules, ref, birth or None, SAID if birth else UNKNOWN)
    if place:
        answers.persons[place][rules.facts[rules.relations.fact].key] = relation


def _advance(answers: Answers) -> None:
    try:
        topics.advance(pack(), answers)
    except Faults:
        raise Unreadable(("y", _("This date does not fit. Check the year."))) from None


def _remove(desk: Desk, number: int) -> None:
    place = desk.place_of(number)
    if not place:  # removed already; the main applicant stays
        return
    gone = desk.answers.remove_person(place)
    desk.said.pop("idle", None)
    desk.said["undo"] = {"place": place, "person": desk.people.pop(place), "gone": asdict(gone)}
    _advance(desk.answers)


def _restore(desk: Desk) -> None:
    undo = desk.said.pop("undo", None)
    if undo is None:
        return
    desk.said.pop("idle", None)
    place, gone = min(undo["place"], len(desk.people)), undo["gone"]
    steps = [Ref(*ref) for ref in gone["steps"]]
    desk.people.insert(place, undo["person"])
    desk.answers.restore_person(place, Gone(gone["person"], gone["how"], steps))
    _advance(desk.answers)
