"""Who is named in a text: office-holders, bodies and countries, by the register and by titles."""

import re
from datetime import date
from typing import Any, NamedTuple

from cauce import dates
from cauce.reading.register import CAPITAL, finder, register
from cauce.reading.text import fold

_INNER = r"(?:(?:de|del|de la|de los|von|van|bin|ben|al|el|da|dos)[^\S\n]+)?(?:[A-Z]\.[^\S\n]+)?"
_NAME = rf"{CAPITAL}(?:[^\S\n]+{_INNER}{CAPITAL}){{0,3}}"
_FULL = rf"{CAPITAL}(?:[^\S\n]+{_INNER}{CAPITAL}){{1,3}}"
_DOCTOR = (
    r"(?:el |la |the )?(?:(?:His|Her) Excellency |Su Excelencia |(?:H\.\s?E\.|S\.\s?E\.|Dr|Dra|Mr|Mrs|"
    r"Ms|Sr|Sra|Srta|Prof|Gen|Col|Ing"
    r"|Lic|Hon)\.? |Sir |Dame |Lord |Don |Doña |General |Sheikh )*"
)
_LINKED = re.compile(r"\s+(?:[a-záéíóúñ]+\s+)?(?:of|for|to|on|de|del|para|ante|en)\b|\s+\w+,")
_APART = re.compile(rf"(?:\s+[^.;:\"“]{{2,80}}?)?,\s+{_DOCTOR}({_FULL})")
_WORD = rf"(?:{CAPITAL}|and|y|for|of|de|the)"
_RUN = re.compile(rf"\s+(?:of|for|de|del|para)\s+(?:[a-z]+\s+)?({_WORD}(?:\s+{_WORD})*)")
# Who comes after one of these takes an office, or holds a profession that goes before a name.
_COMES = re.compile(
    rf"(?:(?:replaced|succeeded) by|(?:taken|filled)\s(?:\w+\s){{0,4}}by|abogad[oa]|economista|"
    rf"diplomátic[oa]|jurista|general|lawyer|"
    rf"economist|jurist|"
    rf"(?:career|veteran) diplomat)\s+({_FULL})"
)
_OWNER = (
    r"(?:(?:at present|currently|until now|actualmente|hasta ahora|the|a|el|la|los|su|his|her|who is|"
    r"quien es|actual|\w+'s|\w+’s)\s+)*"
)
# `la ministra caboverdiana Ilda Fortes`
_THEIRS = re.compile(rf"[^\S\n]+([a-záéíóúñ]+)[^\S\n]+{_DOCTOR}({_FULL})")
# `Minister of Security` is known, `Public, Frank Abrego` follows: the branch, then the name.
_BRANCH = re.compile(rf"[^\S\n]+{CAPITAL}(?:\s(?:y|e|and)\s{CAPITAL})?,\s+{_DOCTOR}({_FULL})")
_LEAD = re.compile(rf"({_FULL}),\s+{_OWNER}(?:{CAPITAL}\s+)?$")
_THEIRS_TOO = re.compile(
    rf"\s+(\w+)((?:\s+(?:de|para|of|for)(?:\s+(?:la|las|los|el|the))?\s+{CAPITAL})?)"
)
# Somebody without a title is known by what only a person does.
_ACTING = re.compile(
    rf"({_FULL})\s+(?:said|told|says|(?:was|has been) (?:appointed|named|sworn|elected|tasked)|"
    rf"spoke with|"
    r"met with|(?:takes|took|will take) over as|becomes|became|resigned as|quit as|steps down as|"
    r"asume|asumió|asumirá|renunció|"
    r"dimitió|dijo|afirmó|señaló|(?:fue|ha sido|será) (?:nombrad|designad|elegid|juramentad|"
    r"investid)\w+|se reunió con)\b"
)


# Heads that are a party even when they stand alone.
_PLAIN_BODIES = ("administration", "embassy", "embajada")


class Mention(NamedTuple):
    """Somebody named in a sentence. `kind`: person, body or country."""

    start: int
    end: int
    name: str
    kind: str
    of: str | None  # the country
    gender: str | None = None


class Person(NamedTuple):
    """An office-holder as the text or the register knows them."""

    name: str
    title: str | None
    of: str | None
    gender: str | None


def _spelled(words: list[str]) -> list[str]:
    """A surname in capitals as others write it: MORITA Akiko is Morita Akiko."""
    mixed = len(words) > 1 and not all(w.isupper() for w in words)
    return [w.capitalize() if mixed and w.isupper() and len(w) > 3 else w for w in words]


# Titles that are surnames as often.
_SURNAMES = ("rey", "reina", "king", "queen", "sultan", "mayor", "alcalde", "bishop", "chancellor",
             "premier", "consul", "head", "chief", "par", "speaker", "marino", "prior")  # fmt: skip


class Names:
    """The names of one text: the register's, and those that the text itself introduces by a title."""

    def __init__(self, text: str, folded: str, on: date | None) -> None:
        """Look through the whole text for names that stand beside a title."""
        self.on = on
        self.register = register()
        self.people: dict[str, Person] = {}
        self._aliases: dict[str, str] = {}
        self._introduce(text, folded)
        self._finder = finder(self._aliases)

    def _introduce(self, text: str, folded: str) -> None:
        for match in self.register.title.finditer(folded):
            found = self._after(text, match) or self._before(text, match)
            if found:
                name, stretch = found
                title = self.register.titles[re.sub(r"\s+", " ", match["title"])]
                self._know(name, title, self._country(stretch))
        for match in [*_ACTING.finditer(text), *_COMES.finditer(text)]:
            if found := self._trim(match[1], ""):
                self._know(found[0], None, None)
        for match in self.register.known.finditer(folded):
            if holder := self.register.aliases.get(re.sub(r"\s+", " ", match[0])):
                self._know(holder, None, None)

    def _after(self, text: str, title: re.Match[str]) -> tuple[str, str] | None:
        """`President X`, `Minister of Y, X`, `Commissioner for Y and Z X`."""
        rest = text[title.end() : title.end() + 140]
        theirs = _THEIRS.match(rest)
        if theirs and fold(theirs[1]) in self.register.demonyms:
            return self._trim(theirs[2], theirs[1])
        branch = _BRANCH.match(rest)
        if branch and self.register.titles[_plain(title["title"])] in _MANY:
            return self._trim(branch[1], text[max(0, title.start() - 25) : title.end()])
        near = text[max(0, title.start() - 25) : title.end()]
        if match := re.match(rf"[^\S\n]+{_DOCTOR}({_NAME})", rest):
            return self._trim(match[1], near)
        apart = _APART.match(rest)
        if apart and (rest.startswith(",") or _LINKED.match(rest)):
            return self._trim(apart[1], near + apart[0][: apart.start(1)])
        if run := _RUN.match(rest):
            words = run[1].split()
            tail = [w for w in words if not self._is_common(w)][-2:]
            if len(tail) == 2 and run[1].endswith(" ".join(tail)) and len(words) > 2:
                return " ".join(tail), near + run[0]
        return None

    def _before(self, text: str, title: re.Match[str]) -> tuple[str, str] | None:
        """`X, the spokesman for Y`."""
        match = _LEAD.search(text[max(0, title.start() - 90) : title.start()])
        stretch = text[title.start() : title.end() + 60].split(",")[0]
        return self._trim(match[1], stretch) if match else None

    def _trim(self, name: str, stretch: str) -> tuple[str, str] | None:
        """The name without words that are titles, topics or countries."""
        words = re.sub(r"['’]s\b.*", "", name).split()
        while words and self._is_common(words[0]):
            words.pop(0)
        kept: list[str] = []
        for word in words:
            if self._is_common(word):
                break
            kept.append(word)
        return (" ".join(_spelled(kept)), stretch) if kept else None

    def _is_common(self, word: str) -> bool:
        folded = fold(word).strip(".")
        known = self.register
        return (
            folded in known.common or folded in known.demonyms or folded in known.countries
            or (bool(known.title.fullmatch(folded)) and folded not in _SURNAMES)
        )  # fmt: skip

    def _know(self, name: str, title: str | None, country: str | None) -> None:
        name = self.register.aliases.get(fold(name)) or self._aliases.get(fold(name)) or name
        if " " not in name:
            name = self._surname_first(name, title)
        else:
            self._forget_short(name)
        row = self.register.people.get(name, {})
        old = self.people.get(name)
        self.people[name] = Person(
            name, title or (old and old.title) or row.get("title"),
            row.get("of") or (old and old.of) or country, row.get("gender"),
        )  # fmt: skip
        words = [w for w in re.split(r"\s+", name) if w[:1].isupper()]
        aka = row.get("aka", ())
        for alias in [name, *aka, *words[1:], " ".join(words[-2:])]:
            if len(alias) > 2 and fold(alias) not in self.register.countries:
                self._aliases.setdefault(fold(alias), name)
        if len(words) == 1:
            self._aliases.setdefault(fold(name), name)

    def _forget_short(self, name: str) -> None:
        """`Landau` in a heading, then `Christopher Landau`: one person, by the full name."""
        for word in name.split():
            if word in self.people and word not in self.register.people:
                del self.people[word]
                self._aliases = {a: name if n == word else n for a, n in self._aliases.items()}

    def _surname_first(self, name: str, title: str | None) -> str:
        """`Minister Morita` after `Morita Akiko`: the person of that office whose name begins so."""
        for other, person in self.people.items():
            if other.split()[0] == name and person.title:
                self._aliases.setdefault(fold(name), other)
                return other
        return name

    def _country(self, stretch: str) -> str | None:
        """The country that is named first in some words."""
        match = self.register.place.search(fold(stretch))
        if not match:
            return None
        word = re.sub(r"\s+", " ", match[0])
        return self.register.countries.get(word) or self.register.demonyms[word]

    def places(self, folded: str) -> list[str]:
        """The countries of a text, as often as they are named."""
        words = [re.sub(r"\s+", " ", m[0]) for m in self.register.place.finditer(folded)]
        return [self.register.countries.get(w) or self.register.demonyms[w] for w in words]

    def mentions(self, said: str, folded: str) -> list[Mention]:
        """Who is named in a sentence, in order; a title without a name is looked up."""
        every = [*self._finder.finditer(folded), *self.register.known.finditer(folded)]
        spots = [m for m in every if self._is_name(m[0], said[m.start() : m.end()])]
        spots = [m for m in spots if not self.register.club.search(folded[: m.start()])]
        found = self._add([], [m for m in map(self._known, spots) if m])
        found = self._add(found, self._bodies(said, found))
        titled = [
            m for m in (self._titled(t, folded) for t in self.register.title.finditer(folded)) if m
        ]
        return sorted(self._add(found, titled, join=True))

    def _is_name(self, word: str, said: str) -> bool:
        """Names are written large: "us" and "un" are words, "US" and "UN" are parties."""
        if word in self.register.demonyms:
            return True
        if word in self._aliases:
            return any(c.isupper() for c in said)
        return any(c.isupper() for c in said) if len(word) > 3 else said.isupper()

    def _known(self, match: re.Match[str]) -> Mention | None:
        word, spot = re.sub(r"\s+", " ", match[0]), match.span()
        if name := self._aliases.get(word):
            person = self.people[name]
            return Mention(*spot, name, "person", person.of, person.gender)
        if word in self.register.aliases:
            return None
        if word in self.register.bodies:
            return Mention(
                *spot, self.register.bodies[word][0], "body", self.register.bodies[word][1]
            )
        country = self.register.countries.get(word) or self.register.demonyms[word]
        return Mention(*spot, country, "country", country)

    def _bodies(self, said: str, found: list[Mention]) -> list[Mention]:
        """Ministries, embassies, administrations: a head with what names it, before or after."""
        bodies = []
        for match in self.register.body.finditer(said):
            start, end = match.start(), match.end()
            people = [
                m.start
                for m in found
                if m.kind == "person" and m.end >= end - 1 and m.start > start
            ]
            end = min([*people, end])
            if after := _THEIRS_TOO.match(said, end):
                end = after.start(2) if fold(after[1]) in self.register.demonyms else end
                # `Agencia Portuguesa de Desarrollo` is a name; `Cancillería guatemalteca` says whose.
                end = after.end() if end > match.end() and after[1][:1].isupper() else end
            if article := re.match(r"(?:The|La|El|Los|Las)\s+(?=\w)", said[start:end]):
                start += article.end()
            name = re.sub(r"\s+", " ", said[start:end]).strip()
            if " " not in name and name[:1].islower() and fold(name) not in _PLAIN_BODIES:
                continue
            inside = [m for m in found if m.start < end and start < m.end]
            of = self._country(name) or next((m.of for m in inside if m.of), None)
            bodies.append(Mention(start, end, self._official(name), "body", of))
        return bodies

    def _official(self, name: str) -> str:
        """`Cancillería guatemalteca` is written with its country, as other texts write it."""
        head, _, last = name.rpartition(" ")
        country = self.register.demonyms.get(fold(last)) if last.islower() else None
        return f"{head} de {country}" if head and country else name

    @staticmethod
    def _add(found: list[Mention], more: list[Mention], *, join: bool = False) -> list[Mention]:
        """Longer mentions swallow shorter ones; with `join`, those already there win."""
        kept = list(found)
        for new in more:
            over = [m for m in kept if m.start < new.end and new.start < m.end]
            if over and (join or any(m.end - m.start >= new.end - new.start for m in over)):
                continue
            kept = [m for m in kept if m not in over]
            kept.append(new)
        return kept

    def _titled(self, title: re.Match[str], folded: str) -> Mention | None:
        """`the Guatemalan president`, `la vicepresidenta`: whom the text, or the register, means by it."""
        word = re.sub(r"\s+", " ", title["title"])
        kind = self.register.titles[word]
        lead = folded[max(0, title.start() - 40) : title.start()]
        if kind in _MANY and _MODIFIED.search(lead):
            return None
        country = self._country(_of(folded, title.end())) or self._country(
            re.split(r"[,.;:]", lead)[-1][-24:] + folded[title.start() : title.end()]
        )
        for person in self.people.values():
            if person.title == kind and country in (None, person.of):
                return Mention(*title.span(), person.name, "person", person.of, person.gender)
        held = self._held(kind, country)
        return (
            Mention(*title.span(), held["name"], "person", held["of"], held.get("gender"))
            if held
            else None
        )

    def _held(self, title: str, country: str | None) -> dict[str, Any] | None:
        if not country or self.on is None:
            return None
        for row in self.register.people.values():
            if row.get("title") == title and row["of"] == country and _in_office(row, self.on):
                return row
        return None


# Titles of which a government has many: a word before one says which, and it may be another person.
_MANY = ("minister", "secretary", "director", "vice minister", "under secretary")
_MODIFIED = re.compile(
    r"\b(?!(?:the|a|an|that|this|his|her|its|their|former|acting|new|then|said|told|and|of|by|with|to|"
    r"for|from|as|"
    r"deputy|current|outgoing|incoming|el|la|los|un|una|su|del|al|y|por|con|de|a|nuevo|nueva|actual|"
    r"que|como|"
    r"exterior|foreign|when|while|where|after|met|asked|urged|thanked)\s)[a-z]{4,}\s$"
)


def _plain(title: str) -> str:
    return re.sub(r"\s+", " ", title)


def _of(folded: str, end: int) -> str:
    match = re.match(
        r"\s+(?:of|de|del)\s+(?:the\s+|la\s+|los\s+|republica de\s+)*[\w ]{3,20}",
        folded[end : end + 45],
    )
    return match[0] if match else ""


def _in_office(row: dict[str, Any], on: date) -> bool:
    first = dates.parse(str(row["from"])).first if row.get("from") else date.min
    last = dates.parse(str(row["to"])).last if row.get("to") else date.max
    return first <= on <= last
