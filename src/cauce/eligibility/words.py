"""The pack's words: questions, rules, reasons, names of codes, in each language of the pack.

A text that a language lacks is taken from the pack's other languages, and says so by its `lang`.
"""

from functools import lru_cache
from pathlib import Path
from typing import Any

from cauce.eligibility import marks
from cauce.eligibility.faults import Fault
from cauce.eligibility.pack import REASONS, Pack

_CRITERION = ("rule", "reason", "change")
_PATHWAY = ("title", "summary", "referral")
_CLOSED = ("title", "meaning")
_FACT = ("label", "question", "why")


class Said(str):
    """A text and the language it is in."""

    lang: str

    def __new__(cls, text: str, lang: str) -> "Said":
        said = super().__new__(cls, text)
        said.lang = lang
        return said


class Words:
    """All texts of a pack, asked for in one language."""

    def __init__(self, pack: Pack, lang: str) -> None:
        self.pack, self.lang = pack, lang
        order = [lang, *(other for other in pack.languages if other != lang)]
        self._files = [
            (name, _read(str(pack.folder), name, pack.words))
            for name in order
            if name in pack.languages
        ]

    @property
    def status(self) -> str:
        """`complete`, or what the language's file says of itself."""
        return str(self._files[0][1].get("status", "")) if self._files else ""

    def text(self, *path: str) -> Said | None:
        """The text at a path such as ("criteria", id, "rule"); None where no language has it."""
        for lang, file in self._files:
            value: Any = file
            for part in path:
                value = value.get(part) if isinstance(value, dict) else None
            if isinstance(value, str) and value:
                return Said(value, lang)
        return None

    def fact(self, name: str, part: str) -> Said:
        """label, question, other, why or hint of a fact; empty where it has none."""
        return self.text("facts", name, part) or Said("", self.lang)

    def topic(self, name: str) -> Said:
        """What a page of questions on a topic is called."""
        return self.text("topics", name) or Said(name, self.lang)

    def criterion(self, name: str, part: str) -> Said:
        """rule, reason or change of a criterion."""
        return self.text("criteria", name, part) or Said(name, self.lang)

    def pathway(self, name: str, part: str) -> Said:
        """title, summary or referral of a pathway."""
        return self.text("pathways", name, part) or Said(name, self.lang)

    def closed(self, reason: str, part: str) -> Said:
        """title or meaning of a reason why a pathway is closed."""
        return self.text("closed", reason, part) or Said(reason, self.lang)

    def parameter(self, name: str) -> Said:
        """What the office has to supply."""
        return self.text("parameters", name, "label") or Said(name, self.lang)

    def code(self, codes: str, code: str) -> Said:
        """The name of a code in a list of codes, or among a fact's own values."""
        return (
            self.text("codes", codes, code)
            or self.text("facts", codes, "values", code)
            or Said(code, self.lang)
        )

    def order(self, codes: str) -> tuple[str, ...]:
        """The codes of a list in the order in which the words name them; empty where no language does."""
        for _, file in self._files:
            for path in (("codes", codes), ("facts", codes, "values")):
                value: Any = file
                for part in path:
                    value = value.get(part) if isinstance(value, dict) else None
                if isinstance(value, dict):
                    return tuple(value)
        return ()


def words(pack: Pack, lang: str) -> Words:
    """The words of a pack in a language; read once."""
    return _words(pack, lang)


@lru_cache(maxsize=64)
def _words(pack: Pack, lang: str) -> Words:
    return Words(pack, lang)


@lru_cache(maxsize=64)
def _read(folder: str, lang: str, fingerprint: str) -> Any:
    path = Path(folder) / "words" / f"{lang}.yaml"
    return marks.read(path, f"{path.parent.parent.name}/words/{lang}.yaml") if path.exists() else {}


def missing_words(pack: Pack) -> list[Fault]:
    """Every text that a language lacks. A language that needs a native reader may lack names of codes."""
    faults = []
    for lang in pack.languages:
        texts = Words(pack, lang)._files[0][1]
        file = f"{pack.folder.name}/words/{lang}.yaml"
        for path in _needed(pack):
            value: Any = texts
            for part in path:
                value = value.get(part) if isinstance(value, dict) else None
            if not isinstance(value, str) or not value.strip():
                faults.append(Fault(file, 0, 0, f"{' → '.join(path)} is missing", "write the text"))
    return faults


def _needed(pack: Pack) -> list[tuple[str, ...]]:
    topics = dict.fromkeys(fact.topic for fact in pack.facts.values() if fact.topic)
    paths: list[tuple[str, ...]] = [("topics", topic) for topic in topics]
    for fact in pack.facts.values():
        paths += [("facts", fact.name, part) for part in _FACT]
        if fact.type.codes == fact.name:
            paths += [
                ("facts", fact.name, "values", code) for code in sorted(pack.codes[fact.name])
            ]
    for pathway in pack.pathways:
        paths += [("pathways", pathway, part) for part in _PATHWAY]
    for criterion in pack.criteria:
        paths += [("criteria", criterion, part) for part in _CRITERION]
    return paths + [("closed", reason, part) for reason in REASONS for part in _CLOSED]
