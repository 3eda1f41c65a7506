"""A household's copy in words: what its page shows of the rows, section by section, in the language in force.

The page is for a person to read: names and answers, days, letters. What only programs need (identities,
versions, digests, states of sending) is in `data.json`, which is complete by construction.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from cauce.applications.papers.kinds import KINDS
from cauce.base import codes
from cauce.base.models import Site
from cauce.cases.words import INTERVIEWS, OUTCOMES, REFERRALS, REVIEWS
from cauce.eligibility import Fact, words
from cauce.packs import pack
from cauce.people import facts, names
from cauce.questions import days, spoken, told, tongues
from cauce.questions.answers import SAID, items

Row = Mapping[str, Any]
Tables = Mapping[str, list[dict[str, Any]]]
_IDENTITY: dict[str, Promise] = {
    "passport": gettext_lazy("Passport"),
    "identity": gettext_lazy("Identity card"),
    "birth": gettext_lazy("Birth certificate"),
    "permit": gettext_lazy("Residence or refugee permit"),
    "other": gettext_lazy("Another paper"),
}
_CORRECTIONS: dict[str, Promise] = {
    "open": gettext_lazy("not answered yet"),
    "accepted": gettext_lazy("accepted"),
    "declined": gettext_lazy("declined"),
}


@dataclass(frozen=True)
class Block:
    """Something that belongs together within a section: a person, a letter, a talk."""

    title: str = ""
    lines: tuple[tuple[str, str], ...] = ()
    paragraphs: tuple[str, ...] = ()


@dataclass(frozen=True)
class Section:
    """A part of the page; `name` is its place in the table of contents."""

    name: str
    title: str
    blocks: tuple[Block, ...]


def sections(tables: Tables, site: Site) -> list[Section]:
    """Return the copy in words, in the order in which a family would ask; empty parts are left out."""
    teller = _Teller(tables, ZoneInfo(site.time_zone), site)
    parts: list[tuple[str, str, Callable[[], Iterator[Block]]]] = [
        ("application", _("Your application"), teller.application),
        ("people", _("The people in it"), teller.people),
        ("household", _("All of you together"), teller.household),
        ("reach", _("How to reach you"), teller.routes),
        ("answers", _("What the rules answered"), teller.answers),
        ("letters", _("Letters to you"), teller.letters),
        ("asked", _("Corrections and reviews that you asked for"), teller.asked),
        ("office", _("Talks, decisions and referrals"), teller.office),
        ("papers", _("Papers that you sent"), teller.papers),
    ]
    found = [Section(name, title, tuple(make())) for name, title, make in parts]
    return [section for section in found if section.blocks]


class _Teller:
    def __init__(self, tables: Tables, zone: ZoneInfo, site: Site) -> None:
        self.tables, self.zone, self.site = tables, zone, site
        self.persons = {row["id"]: row for row in tables.get("Person", ())}
        self.members = sorted(tables.get("Member", ()), key=lambda row: row["number"])

    def rows(self, name: str, by: str = "") -> list[dict[str, Any]]:
        found = list(self.tables.get(name, ()))
        return sorted(found, key=lambda row: row[by]) if by else found

    def application(self) -> Iterator[Block]:
        for row in self.rows("Application", "received_at"):
            yield Block(
                lines=_lines(
                    (_("Reference"), codes.shown(row["reference"])),
                    (_("Office"), self.site.name),
                    (_("Received on"), self.day(row["received_at"])),
                    (_("Withdrawn on"), self.day(row["withdrawn_at"])),
                    (_("Code that a caller says"), row.get("call_code", "")),
                )
            )

    def people(self) -> Iterator[Block]:
        fact = pack().facts[pack().relations.fact]
        for member in self.members:
            person = self.persons.get(member["person"], {})
            relation = words(pack(), _lang()).code(fact.type.codes, member["relation"] or "")
            papers = "; ".join(_identity(paper) for paper in person.get("papers", ()))
            own = member["number"] and member["relation"]
            yield Block(
                title=names.full(person)
                or _("Person %(number)d") % {"number": member["number"] + 1},
                lines=_lines(
                    (_("Relation"), relation if own else ""),
                    (_("Born"), self.birth(person)),
                    (_("Papers"), papers),
                    (_("Left the household on"), self.day(member["left_at"])),
                    *_facts(member.get("facts", {})),
                ),
            )

    def birth(self, person: Row) -> str:
        if not person.get("birth"):
            return ""
        said = days.spoken(person["birth"])
        return _("about %(day)s") % {"day": said} if person.get("birth_approximate") else said

    def household(self) -> Iterator[Block]:
        for row in self.rows("Household"):
            helper = row.get("helper") or {}
            lines = _lines(
                (_("Language that you speak"), tongues.spoken_by(row["spoken"], row["variety"]))
                if row.get("spoken")
                else ("", ""),
                (_("Filled in with the help of"), helper.get("name", "")),
                *_facts(row.get("facts", {})),
            )
            if lines:
                yield Block(lines=lines)

    def routes(self) -> Iterator[Block]:
        for row in self.rows("ContactRoute", "number"):
            safe = [
                _("messages") if row["may_write"] else _("no messages"),
                _("calls") if row["may_call"] else _("no calls"),
                _("without naming this office") if row["neutral_only"] else "",
            ]
            yield Block(
                title=row["address"],
                lines=_lines(
                    (_("Whose it is"), row.get("whose", "")),
                    (_("What is safe"), ", ".join(filter(None, safe))),
                ),
            )

    def answers(self) -> Iterator[Block]:
        spoken_words = words(pack(), _lang())
        for row in self.rows("Screening", "number"):
            found = sorted(row["outcomes"].items(), key=lambda pair: told.ORDER.index(pair[1]))
            yield Block(
                title=_("On %(day)s") % {"day": days.spoken(row["on"])},
                lines=tuple(
                    (spoken_words.pathway(name, "title"), told.tag(w)) for name, w in found
                ),
            )

    def letters(self) -> Iterator[Block]:
        for row in self.rows("Notice", "created_at"):
            if row.get("body"):
                title = f"{self.day(row['created_at'])}: {row['subject']}"
                yield Block(title=title, paragraphs=tuple(_paragraphs(row["body"])))

    def asked(self) -> Iterator[Block]:
        for row in self.rows("Correction", "asked_at"):
            yield Block(
                title=_("Correction, %(day)s") % {"day": self.day(row["asked_at"])},
                lines=_lines(
                    (_("You wrote"), row.get("said", "")),
                    (_("Why"), row.get("why", "")),
                    (_("It was"), str(_CORRECTIONS.get(row["state"], ""))),
                    (_("The office answered"), row.get("answer", "")),
                ),
            )
        for row in self.rows("Review", "asked_at"):
            yield Block(
                title=_("Review, %(day)s") % {"day": self.day(row["asked_at"])},
                lines=_lines(
                    (_("You wrote"), row.get("why", "")),
                    (_("It came to"), str(REVIEWS.get(row["state"], ""))),
                    (_("The office answered"), row.get("answer", "")),
                ),
            )

    def office(self) -> Iterator[Block]:
        for row in self.rows("Interview", "planned_at"):
            yield Block(
                title=_("Talk, %(day)s") % {"day": self.day(row["planned_at"])},
                lines=_lines((_("It came to"), str(INTERVIEWS.get(row["state"], "")))),
            )
        spoken_words = words(pack(), _lang())
        for row in self.rows("Decision", "decided_at"):
            ways = [str(spoken_words.pathway(way, "title")) for way in row["pathways"]]
            yield Block(
                title=_("Decision, %(day)s") % {"day": self.day(row["decided_at"])},
                lines=_lines(
                    (_("Decided"), str(OUTCOMES.get(row["outcome"], ""))),
                    (_("For"), "; ".join(ways)),
                    (_("A review may be asked for until"), self.day(row["review_until"])),
                ),
            )
        for row in self.rows("Referral", "sent_at"):
            yield Block(
                title=_("Referral, %(day)s") % {"day": self.day(row["sent_at"])},
                lines=_lines(
                    (_("For"), str(spoken_words.pathway(row["pathway"], "title"))),
                    (_("It came to"), str(REFERRALS.get(row["state"], ""))),
                ),
            )

    def papers(self) -> Iterator[Block]:
        lines = []
        for row in self.rows("Document", "sent_at"):
            if row["removed_at"] is None:
                kind = KINDS.get(row["kind"], row["kind"])
                lines.append((str(kind), self.day(row["sent_at"])))
        if lines:
            yield Block(lines=tuple(lines))

    def day(self, moment: datetime | None) -> str:
        """Return a moment's day where the office is."""
        if moment is None:
            return ""
        return days.spoken(moment.astimezone(self.zone).date())


def _facts(said: Mapping[str, Iterable[facts.Statement]]) -> Iterator[tuple[str, str]]:
    """Yield what was told, fact by fact, the newest last where it was told more than once."""
    rules, lang = pack(), _lang()
    by_key = {fact.key: fact for fact in rules.facts.values() if fact.of in ("person", "household")}
    for key, statements in said.items():
        fact = rules.facts.get(key) or by_key.get(key)
        # The rules may know it no more: data.json holds it. Birth and relation stand above.
        if fact is None or fact.name in (rules.relations.birth, rules.relations.fact):
            continue
        statements = list(statements)
        told_once = dict.fromkeys(
            spoken.answer(rules, fact, one.get("value"), one.get("how", SAID), lang)
            for one in statements
        )
        label = str(words(rules, lang).fact(fact.name, "label"))
        yield label, " → ".join(told_once)
        for number, record in enumerate(_records(fact, statements[-1].get("value")), 1):
            for inner in rules.facts.values():
                if inner.of == fact.type.row and inner.key in record:
                    answer = spoken.answer(rules, inner, record[inner.key], SAID, lang)
                    yield (
                        f"{label} {number}: {words(rules, lang).fact(inner.name, 'label')}",
                        answer,
                    )


def _records(fact: Fact, value: Any) -> list[Any]:
    """Return the entries of a list whose own facts are asked, such as relatives."""
    return items(value) if fact.type.kind == "rows" and fact.type.row else []


def _identity(paper: Mapping[str, str]) -> str:
    kind = str(_IDENTITY.get(paper.get("kind", ""), ""))
    return " · ".join(filter(None, (kind, paper.get("number", ""), paper.get("issuer", ""))))


def _paragraphs(body: str) -> Iterator[str]:
    for block in body.split("\n\n"):
        if block.strip():
            yield block.strip().removeprefix("# ")


def _lines(*pairs: tuple[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple((label, said) for label, said in pairs if said)


def _lang() -> str:
    return get_language() or ""
