"""Reads a table of registrations (CSV): every line becomes one application, or a fault with its place.

Reading changes nothing: it is the dry run. A column is one of COLUMNS, or the key of a fact that everybody
is asked; codes stand as the rules write them, several in one field are parted by blanks.
"""

import csv
import io
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid5

from django.conf import settings
from django.utils.translation import gettext as _

from cauce.applications.consents import PURPOSES
from cauce.applications.submission import (
    Answer,
    ConsentIn,
    Paper,
    PersonIn,
    RouteIn,
    Submission,
)
from cauce.base.models import Site
from cauce.eligibility import Fact, Faults, Pack, read_value
from cauce.packs import pack
from cauce.people import phones

COLUMNS = (
    "given",
    "surname1",
    "surname2",
    "birth",
    "paper_kind",
    "paper_number",
    "paper_issuer",
    "phone",
    "email",
    "language",
    "consent",
)
NEEDED = ("given", "consent")
MOST_LINES = 500
MOST_BYTES = 2_000_000
LONGEST = 200
YES = frozenset({"yes", "y", "sí", "si", "wi", "1", "x", "true"})
NO = frozenset({"no", "n", "non", "0", "false"})
_DAY = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})")
_MAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")

Line = Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class Fault:
    """What is wrong, on which line (the head is line 1) and in which column."""

    line: int
    column: str
    sentence: str


@dataclass(frozen=True, kw_only=True)
class Registration:
    """One line that can be taken over. The same content at the same site is the same form."""

    line: int
    content: Mapping[str, str]
    person: PersonIn
    routes: tuple[RouteIn, ...]
    language: str

    def form_id(self, site: Site) -> UUID:
        """Return the id by which a line that comes again is known."""
        return uuid5(site.pk, json.dumps(self.content, sort_keys=True, ensure_ascii=False))

    def submission(self, site: Site) -> Submission:
        """Return the line as an application: the yes in it is for what is necessary, for nothing else."""
        return Submission(
            form_id=self.form_id(site),
            site=site,
            language=self.language,
            persons=(self.person,),
            consents=tuple(
                ConsentIn(purpose=p.purpose, recipient=p.recipient, given=p.necessary)
                for p in PURPOSES
            ),
            routes=self.routes,
            channel="import",
        )


class _Wrong(Exception):
    """What is wrong with one field."""


def read_csv(data: bytes, *, site: Site) -> tuple[list[Registration], list[Fault]]:
    """Return what can be taken over, and every fault; nothing is written."""
    try:
        table = _table(data)
        head = _head(table)
    except _Wrong as wrong:
        return [], [Fault(line=1, column="", sentence=str(wrong))]
    rows: list[Registration] = []
    faults: list[Fault] = []
    for number, fields in enumerate(table[1:], 2):
        if any(field.strip() for field in fields):
            reader = _Reader(dict(zip(head, (f.strip() for f in fields), strict=False)), site)
            faults += [
                Fault(line=number, column=column, sentence=text)
                for column, text in reader.faults(extra=len(fields) > len(head))
            ]
            rows += [] if reader.wrong else [reader.registration(number)]
    if not rows and not faults:
        faults.append(Fault(line=2, column="", sentence=_("There is no line below the head.")))
    return rows, faults


def _table(data: bytes) -> list[list[str]]:
    if len(data) > MOST_BYTES:
        raise _Wrong(_("This file is too large. Part it, and send one part after the other."))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise _Wrong(_("This is no CSV file in UTF-8. Save the table as “CSV UTF-8”.")) from None
    if "\0" in text:
        raise _Wrong(_("This is no CSV file in UTF-8. Save the table as “CSV UTF-8”."))
    first = text.partition("\n")[0]
    mark = max(",;\t", key=first.count)
    try:
        table = list(csv.reader(io.StringIO(text), delimiter=mark, strict=True))
    except csv.Error:
        raise _Wrong(_("A quotation mark is open or stands wrong. Save the table again.")) from None
    if len(table) > MOST_LINES + 1:
        raise _Wrong(
            _("This file has more than %(most)d lines. Part it, and send one part after the other.")
            % {"most": MOST_LINES}
        )
    return table


def _head(table: list[list[str]]) -> list[str]:
    head = [name.strip().lower() for name in table[0]] if table else []
    known = {*COLUMNS, *_facts(pack())}
    strange = [name for name in head if name not in known]
    lacking = [name for name in NEEDED if name not in head]
    if lacking:
        raise _Wrong(_("These columns are missing: %s.") % ", ".join(lacking))
    if strange:
        raise _Wrong(
            _("These columns are not known: %(names)s. Take them out, or use: %(known)s.")
            % {"names": ", ".join(strange), "known": ", ".join(COLUMNS)}
        )
    if len(set(head)) < len(head):
        raise _Wrong(_("A column stands there twice. Keep one."))
    return head


def _facts(rules: Pack) -> dict[str, Fact]:
    """Return the facts that a column may hold: asked of everybody, one answer or codes."""
    bound = {rules.facts[name].key for name in (rules.relations.birth, rules.relations.fact)}
    return {
        key: fact
        for key, fact in rules.facts_of("person").items()
        if fact.asked == "public"
        and not fact.protective
        and fact.type.kind != "rows"
        and key not in bound
    }


class _Reader:
    """Reads one line."""

    def __init__(self, line: Line, site: Site) -> None:
        self.line, self.site, self.rules = line, site, pack()
        self.read: dict[str, Any] = {}
        self.wrong = False

    def faults(self, *, extra: bool) -> list[tuple[str, str]]:
        """Read every field; return the column and the sentence of each that cannot be taken."""
        found = list(self._each())
        if extra:
            found.append(("", _("This line has more fields than the head.")))
        self.wrong = bool(found)
        return found

    def _each(self) -> Iterator[tuple[str, str]]:
        for column, text in self.line.items():
            reader = _FIELDS.get(column, _plain)
            if column not in COLUMNS:
                reader = _fact
            try:
                self.read[column] = reader(self, text, column)
            except (_Wrong, ValueError) as wrong:
                yield column, str(wrong)

    def registration(self, number: int) -> Registration:
        """Return the line, once it is known to be right."""
        read = self.read
        paper = Paper(
            kind=read.get("paper_kind") or "other",
            number=read.get("paper_number", ""),
            issuer=read.get("paper_issuer", ""),
        )
        answers = {
            column: Answer(value=value)
            for column, value in read.items()
            if column not in COLUMNS and value is not None
        }
        person = PersonIn(
            given=read["given"],
            surname1=read.get("surname1", ""),
            surname2=read.get("surname2", ""),
            birth=read.get("birth", ""),
            papers=(paper,) if paper.number else (),
            answers=answers,
        )
        return Registration(
            line=number,
            content={column: text for column, text in self.line.items() if text},
            person=person,
            routes=tuple(
                RouteIn(kind=kind, address=read[kind])
                for kind in ("phone", "email")
                if read.get(kind)
            ),
            language=read.get("language") or self.site.languages[0],
        )


_Field = Callable[[_Reader, str, str], Any]


def _plain(_reader: _Reader, text: str, _column: str) -> str:
    if len(text) > LONGEST:
        raise _Wrong(_("This is too long for one field."))
    return text


def _given(reader: _Reader, text: str, column: str) -> str:
    if not text:
        raise _Wrong(_("There is no name. One name is enough."))
    return _plain(reader, text, column)


def _birth(reader: _Reader, text: str, _column: str) -> str:
    day = _DAY.fullmatch(text)
    written = f"{day[3]}-{int(day[2]):02}-{int(day[1]):02}" if day else text
    try:
        read_value(reader.rules, reader.rules.facts[reader.rules.relations.birth], written or None)
    except Faults:
        raise _Wrong(
            _("Write a date of birth like 1988-03-14, 14/03/1988, 1988-03 or 1988.")
        ) from None
    return written


def _phone(reader: _Reader, text: str, _column: str) -> str:
    return phones.e164(text, reader.site.time_zone) if text else ""


def _email(_reader: _Reader, text: str, _column: str) -> str:
    if text and not _MAIL.fullmatch(text):
        raise _Wrong(_("This e-mail address is not complete. Write it like name@example.org."))
    return text


def _language(_reader: _Reader, text: str, _column: str) -> str:
    known = [code for code, _name in settings.LANGUAGES]
    if text and text not in known:
        raise _Wrong(_("Write one of these languages: %s.") % ", ".join(known))
    return text


def _consent(_reader: _Reader, text: str, _column: str) -> bool:
    if text.casefold() not in YES:
        raise _Wrong(_("Nobody is entered without their yes. Ask them, and write yes."))
    return True


def _fact(reader: _Reader, text: str, column: str) -> Any:
    fact = _facts(reader.rules)[column]
    value = _KINDS.get(fact.type.kind, str)(text) if text else None
    try:
        read_value(reader.rules, fact, value)
    except Faults:
        raise _Wrong(_how(reader.rules, fact)) from None
    return value


def _how(rules: Pack, fact: Fact) -> str:
    """Return how an answer to a question is written in a table."""
    if fact.type.kind in ("code", "set"):
        codes = ", ".join(sorted(rules.codes[fact.type.codes])[:12])
        return _("Write codes of this list, several parted by blanks: %s…") % codes
    return {
        "bool": _("Write yes or no, or leave it empty if nobody knows."),
        "date": _("Write a date like 2023-06-11, 2023-06 or 2023."),
    }.get(fact.type.kind, _("Write a whole number."))


def _bool(text: str) -> bool | str:
    word = text.casefold()
    return True if word in YES else False if word in NO else text


_KINDS: dict[str, Callable[[str], Any]] = {
    "bool": _bool,
    "int": lambda text: int(text) if text.isdecimal() else text,
    "set": str.split,
}
_FIELDS: dict[str, _Field] = {
    "given": _given,
    "birth": _birth,
    "phone": _phone,
    "email": _email,
    "language": _language,
    "consent": _consent,
}
