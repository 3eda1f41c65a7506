"""Answers *Could I?* from a case file, by what the pages say and nothing else."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from cauce.eligibility import Fact, Pack, words


@dataclass
class Page:
    """What a page of questions shows: its question, whom it is about, and its controls by name."""

    question: str = ""
    about: str = ""
    controls: dict[str, set[str]] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    hidden: dict[str, str] = field(default_factory=dict)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.page, self._into, self._select = Page(), "", ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        name = said.get("name") or ""
        if tag == "h1":
            self._into = "question"
        elif (tag, said.get("class")) in {("p", "about"), ("span", "whom")}:
            self._into = "about"
        elif tag == "input" and said.get("type") == "hidden":
            self.page.hidden.setdefault(name, said.get("value") or "")
        elif tag == "input" and name:
            self.page.kinds[name] = said.get("type") or "text"
            self.page.controls.setdefault(name, set()).add(said.get("value") or "")
        elif tag == "select":
            self._select = name
            self.page.kinds[name] = "select"
        elif tag == "option" and self._select:
            self.page.controls.setdefault(self._select, set()).add(said.get("value") or "")

    def handle_endtag(self, tag: str) -> None:
        if tag in {"h1", "p", "span"}:
            self._into = ""
        elif tag == "select":
            self._select = ""

    def handle_data(self, data: str) -> None:
        if self._into:
            setattr(self.page, self._into, getattr(self.page, self._into) + data)


def read(html: str) -> Page:
    """Read a page of questions."""
    reader = _Reader()
    reader.feed(html)
    page = reader.page
    page.question, page.about = page.question.strip(), page.about.strip()
    return page


def read_topic(html: str) -> list[tuple[str, Page]]:
    """Read a page of several questions: each with what its names begin with, read as if it stood alone."""
    whole = read(html)
    found = []
    for part in re.split(r'<div class="asked" id="', html)[1:]:
        prefix, _, text = part.partition('top">')
        one = read(text.replace("<h2>", "<h1>").replace("</h2>", "</h1>"))
        one.about = whole.about

        def own(names: dict[str, Any], prefix: str = prefix) -> dict[str, Any]:
            return {n.removeprefix(prefix): v for n, v in names.items() if n.startswith(prefix)}

        one.controls, one.kinds, one.hidden = own(one.controls), own(one.kinds), own(one.hidden)
        found.append((prefix, one))
    return found


class Robot:
    """Knows a pack's questions by their words, and a case by its file."""

    def __init__(self, pack: Pack, case: dict[str, Any], lang: str) -> None:
        self.pack, self.case, self.lang = pack, case, lang
        self.facts: dict[str, Fact] = {}
        spoken = words(pack, lang)
        for fact in pack.facts.values():
            for part in ("question", "other"):
                if text := spoken.fact(fact.name, part):
                    self.facts[str(text)] = fact
        # What was really answered, in the form of a case file.
        self.said: dict[str, Any] = {
            "id": case["id"],
            "on": case["on"],
            "household": {},
            "persons": [{} for _ in case["persons"]],
        }
        key = pack.facts[pack.relations.fact].key
        for person, source in zip(self.said["persons"], case["persons"], strict=True):
            person[key] = source.get(key)

    def fact(self, page: Page) -> Fact:
        """The fact that a page asks for."""
        return self.facts[page.question]

    def answer(self, page: Page) -> dict[str, list[str]]:
        """What to put where on a page, by the name of the control."""
        fact = self.fact(page)
        source, target = self._records(page, fact)
        value = source.get(fact.key)
        records = fact.type.kind == "rows" and fact.type.row
        target[fact.key] = [{} for _ in value] if records and value else value
        return fill(page, fact, value)

    def _records(self, page: Page, fact: Fact) -> tuple[dict[str, Any], dict[str, Any]]:
        if fact.of == "household":
            return self.case["household"], self.said["household"]
        number = re.search(r"\w+ (\d+)(:|$)", page.about.split(" · ")[0])
        person = int(number[1]) - 1 if number and "," not in page.about.split(" · ")[0] else 0
        pair = self.case["persons"][person], self.said["persons"][person]
        if fact.of == "person":
            return pair
        row = re.search(r", (\d+) (of|de|sou) \d+$", page.about)
        assert row, page.about
        lists = [f for f in self.pack.facts.values() if f.type.row == fact.of]
        found = [record[lists[0].key][int(row[1]) - 1] for record in pair]
        return found[0], found[1]


def fill(page: Page, fact: Fact, value: Any) -> dict[str, list[str]]:
    """A value of a case file, as a hand would put it into the controls of a page."""
    escapes = "how" if "how" in page.controls else "v"
    if value is None or (value == "never" and "-none" not in page.controls[escapes]):
        return {escapes: ["-unknown"]}
    if value in ("never", "none") or value == []:
        return {escapes: ["-none"]}
    if fact.type.kind == "date":
        return _boxes("", value)
    if fact.type.kind == "rows":
        return _rows(fact, value)
    if fact.type.kind == "set":
        if page.kinds.get("v") == "checkbox":
            return {"v": list(value)}
        return {f"v{index}": [code] for index, code in enumerate(value)}
    if isinstance(value, bool):
        return {"v": ["yes" if value else "no"]}
    return {"v": [str(value)]}


def _rows(fact: Fact, value: list[dict[str, Any]]) -> dict[str, list[str]]:
    if fact.type.row:
        return {"v": [str(len(value))]}
    filled: dict[str, list[str]] = {}
    for index, entry in enumerate(value):
        for key, part in entry.items():
            if fact.fields[key].kind == "date":
                filled |= _boxes(f"{index}-{key}-", part)
            else:
                filled[f"{index}-{key}"] = [part]
    return filled


def _boxes(prefix: str, value: str) -> dict[str, list[str]]:
    return {prefix + box: [part] for box, part in zip("ymd", value.split("-"), strict=False)}
