"""Everything that would be sent, line by line, as the family reads it back."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from cauce.applications.consents import PURPOSES
from cauce.applications.drafts.content import people
from cauce.packs import pack
from cauce.questions import spoken, tongues
from cauce.questions.answers import Ref
from cauce.website.apply import forms, household, wording
from cauce.website.apply.desk import Desk
from cauce.website.apply.steps import papers_address
from cauce.website.asking import answer_in_words
from cauce.website.documents.shown import papers
from cauce.website.pages import language

THEN = "?then=review"


@dataclass(frozen=True)
class Line:
    """One line: what it is, what was said, and where to change it."""

    label: str
    said: str
    address: str
    missing: bool = False
    # It was asked once, and changes nothing any more; it is sent all the same.
    idle: bool = False


@dataclass(frozen=True)
class Section:
    """The lines about one person, or about all of them together."""

    title: str
    lines: tuple[Line, ...]


def sections(desk: Desk) -> list[Section]:
    """Return everything that would be sent, the main applicant first."""
    idle = {Ref(*ref) for ref in desk.said.get("idle", [])}
    found = [
        Section(desk.answers.names[place], tuple(_person(desk, place, idle)))
        for place in range(len(desk.people))
    ]
    together = [*_answers(desk, None, idle), *_papers(desk), *_reach(desk)]
    found.append(Section(_("All of you"), tuple(together)))
    found.append(Section(_("What you agree to"), tuple(_consents(desk))))
    return found


def unanswered(desk: Desk) -> int:
    """Return how many questions could still be answered."""
    return desk.answers.left[1] if desk.answers.now is not None else 0


def _person(desk: Desk, place: int, idle: set[Ref]) -> Iterator[Line]:
    named, at = desk.people[place], _at("person", desk.people[place]["number"])
    yield Line(_("Name"), desk.answers.names[place], at, missing=not named["given"])
    if place:
        said = household.relation_in_words(desk.answers, place)
        yield Line(_("Relation"), said or _("I don't know"), at, missing=not said)
    yield Line(_("Born"), household.birth_in_words(named), at)
    papers = [_paper(paper) for paper in named.get("papers", [])]
    yield Line(_("Papers"), "; ".join(papers) or _("None"), at)
    yield from _answers(desk, place, idle)


def _paper(paper: dict[str, str]) -> str:
    return " · ".join(
        filter(None, (wording.paper(paper["kind"]), paper["number"], paper["issuer"]))
    )


def _answers(desk: Desk, place: int | None, idle: set[Ref]) -> Iterator[Line]:
    rules, answers, lang = pack(), desk.answers, language()
    for number, ref in enumerate(answers.steps, 1):
        if ref.person == place and answers.answered(ref):
            about = spoken.about(rules, answers, ref, lang) if ref.row is not None else ""
            label = spoken.question(rules, answers, ref, lang)
            yield Line(
                f"{label} ({about})" if about else label,
                answer_in_words(answers, ref, lang),
                _at("question", number),
                idle=ref in idle,
            )


def _papers(desk: Desk) -> Iterator[Line]:
    """Yield the photos that were added; that there is none is no fault."""
    there = [paper for paper in papers(desk.draft, people(desk.said)) if paper.state != "removed"]
    for paper in there:
        said = " · ".join(filter(None, (str(paper.kind), paper.whose)))
        yield Line(_("Photo or PDF"), said, papers_address())
    if not there:
        yield Line(_("Photo or PDF"), _("None yet; it may come later"), papers_address())


def _reach(desk: Desk) -> Iterator[Line]:
    said, start = desk.said, reverse("apply:start")
    yield Line(_("Office"), desk.draft.site.name, start)
    yield Line(_("You read"), dict(settings.LANGUAGES).get(desk.draft.language, ""), start)
    speaks = filter(None, (tongues.name_of(said.get("spoken", "")), said.get("variety", "")))
    yield Line(_("You speak"), ", ".join(speaks), start)
    helper = said.get("helper", {})
    if helper.get("name"):
        named = ", ".join(filter(None, (helper["name"], helper.get("relation", ""))))
        yield Line(_("Filled in with the help of"), named, start)
    routes = said.get("routes", [])
    for route in routes:
        yield Line(_("How to reach you"), route_in_words(route), _at("contact"))
    if not routes:
        yield Line(
            _("How to reach you"), _("Nothing safe: you look here yourselves"), _at("contact")
        )


def route_in_words(route: dict[str, Any]) -> str:
    """Return a way to reach the household, and what is safe on it."""
    parts = [route["address"], route["whose"]]
    parts.append(_("messages") if route["write"] else _("no messages"))
    parts.append(_("calls") if route["call"] else _("no calls"))
    if route["from"] is not None:
        hours = {"first": f"{route['from']}:00", "last": f"{route['to']}:00"}
        parts.append(_("from %(first)s to %(last)s") % hours)
    if not route["named"]:
        parts.append(_("without naming this office"))
    return " · ".join(filter(None, parts))


def _consents(desk: Desk) -> Iterator[Line]:
    given = desk.said.get("consents", {})
    for line in PURPOSES:
        said = _("Yes") if given.get(forms.consent_name(line)) else _("No")
        yield Line(wording.purpose(line), said, _at("consent"))


def _at(name: str, *args: int) -> str:
    return reverse(f"apply:{name}", args=args) + THEN
