"""Reads the forms of the application's own pages, or says what is wrong with them; nothing is stored here."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from cauce.applications.consents import PURPOSES, Purpose
from cauce.base.models import Site
from cauce.eligibility import Pack
from cauce.questions import tongues
from cauce.questions.fields import DONT_KNOW, Typed, boxes
from cauce.questions.reading import Unreadable, first, read_day
from cauce.website.apply.beginning import TICKET
from cauce.website.opening import relations

AROUND = {"csrfmiddlewaretoken", "form", "once", "then", "stop", "add"}
LONGEST = 80
MOST_PAPERS = 3
PAPERS = ("passport", "identity", "birth", "permit", "other")
YES, NO = "yes", "no"


@dataclass(frozen=True, kw_only=True)
class Start:
    """The first page: where, in which language, and who helps."""

    site: Site
    language: str
    spoken: str
    variety: str
    helper_name: str
    helper_relation: str


def read_start(typed: Typed, sites: Sequence[Site]) -> Start:
    """Return what the first page says. Raises Unreadable."""
    names = {
        "site",
        "language",
        "spoken",
        "variety",
        "helped",
        "helper",
        "relation",
        "with",
        TICKET,
    }
    only(typed, names)
    faults: list[tuple[str, str]] = []
    chosen = first(typed, "site") if len(sites) > 1 else str(sites[0].pk)
    site = next((site for site in sites if str(site.pk) == chosen), None)
    if site is None:
        faults.append(("site", _("Choose the office that is nearest to you.")))
    language = first(typed, "language")
    if language not in dict(settings.LANGUAGES):
        faults.append(("language", _("Choose the language in which you read.")))
    spoken, variety = first(typed, "spoken"), text(typed, "variety", faults)
    if spoken not in tongues.CODES:
        faults.append(("spoken", _("Choose the language that you speak best, or “Another one”.")))
    if spoken == tongues.OTHER and not variety:
        faults.append(("variety", _("Write which language you speak.")))
    helper, relation = text(typed, "helper", faults), text(typed, "relation", faults)
    helped = first(typed, "helped")
    if helped not in {YES, NO}:
        faults.append(("helped", _("Say whether somebody helps you to fill this in.")))
    if helped == YES and not helper:
        faults.append(("helper", _("Write the name of whoever helps you.")))
    if faults or site is None:
        raise Unreadable(*faults)
    named = helped == YES
    return Start(
        site=site,
        language=language,
        spoken=spoken,
        variety=variety,
        helper_name=helper if named else "",
        helper_relation=relation if named else "",
    )


def consent_name(purpose: Purpose) -> str:
    """Return what a line of the consent page is called in its form."""
    return f"{purpose.purpose}-{purpose.recipient}"


def read_consents(typed: Typed) -> dict[str, bool]:
    """Return the answer to each purpose; what was not answered is refused. Raises Unreadable."""
    refusable = [purpose for purpose in PURPOSES if not purpose.necessary]
    only(typed, {consent_name(purpose) for purpose in refusable})
    said = {consent_name(p): first(typed, consent_name(p)) == YES for p in refusable}
    return said | {consent_name(p): True for p in PURPOSES if p.necessary}


def typed_person(pack: Pack, person: dict[str, Any], relation: str | None) -> Typed:
    """Return a person as their form was filled in."""
    typed: Typed = {name: [person.get(name, "")] for name in ("given", "surname1", "surname2")}
    typed |= boxes("", person.get("birth", ""))
    typed["relation"] = [relation or DONT_KNOW]
    if person.get("approximate"):
        typed["about"] = ["1"]
    for index, paper in enumerate(person.get("papers", [])):
        typed |= {f"{index}-{part}": [paper[part]] for part in ("kind", "number", "issuer")}
    return typed


def read_person(pack: Pack, typed: Typed, on: date, *, main: bool) -> tuple[dict[str, Any], Any]:
    """Return a person's names, birth and papers, and their relation. Raises Unreadable."""
    names = {f"{i}-{part}" for i in range(MOST_PAPERS) for part in ("kind", "number", "issuer")}
    only(typed, names | {"given", "surname1", "surname2", "d", "m", "y", "about", "relation"})
    faults: list[tuple[str, str]] = []
    person: dict[str, Any] = {
        part: text(typed, part, faults) for part in ("given", "surname1", "surname2")
    }
    if not person["given"]:
        faults.append(("given", _("Write at least one name.")))
    person["birth"] = _birth(typed, on, faults)
    person["approximate"] = bool(first(typed, "about")) and bool(person["birth"])
    person["papers"] = _papers(typed, faults)
    relation = None if main else _relation(pack, typed, faults)
    if faults:
        raise Unreadable(*faults)
    return person, relation


def text(typed: Typed, name: str, faults: list[tuple[str, str]], longest: int = LONGEST) -> str:
    """Return a line of text with single blanks; a longer one is a fault, so that nothing is cut off."""
    value = " ".join(first(typed, name).split())
    if len(value) > longest:
        faults.append(
            (name, _("This is too long. Write at most %(most)d letters.") % {"most": longest})
        )
    return value if value.isprintable() else "".join(c for c in value if c.isprintable())


def only(typed: Typed, names: set[str]) -> None:
    """Refuse a form that holds what was never asked. Raises Unreadable."""
    if typed.keys() - names - AROUND:
        told = _("This form held something that was not asked. Fill it in as it stands.")
        raise Unreadable(("main", told))


def _birth(typed: Typed, on: date, faults: list[tuple[str, str]]) -> str:
    try:
        return read_day(typed, "", latest=on) or ""
    except Unreadable as unreadable:
        faults += unreadable.faults
        return ""


def _papers(typed: Typed, faults: list[tuple[str, str]]) -> list[dict[str, str]]:
    found = []
    for index in range(MOST_PAPERS):
        kind, number = first(typed, f"{index}-kind"), text(typed, f"{index}-number", faults, 40)
        issuer = text(typed, f"{index}-issuer", faults)
        if kind and kind not in PAPERS:
            faults.append((f"{index}-kind", _("Choose one of the papers on the list.")))
        elif number and not kind:
            faults.append((f"{index}-kind", _("Say which paper has this number.")))
        elif kind:
            found.append({"kind": kind, "number": number, "issuer": issuer})
    return found


def _relation(pack: Pack, typed: Typed, faults: list[tuple[str, str]]) -> str | None:
    code = first(typed, "relation")
    if code not in {*(option.value for option in relations(pack, "")), DONT_KNOW}:
        faults.append(("relation", _("Say what this person is to the main applicant.")))
    return None if code == DONT_KNOW else code
