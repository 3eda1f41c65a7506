"""The findings of a screening as grounds that a decision may rest on. Plain data, read as it was kept."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from cauce.eligibility import CLOSED, UNDETERMINED

Json = Mapping[str, Any]
# What the office has to supply, never a family.
PARAMETER = "parameter:"
MET, NOT_MET, OPEN = "true", "false", "unknown"


@dataclass(frozen=True, kw_only=True)
class Ground:
    """One finding: of a pathway, for a person, with the facts it used as a case file writes them.

    That a pathway is closed, or misses a fact, is a ground too: it has no criterion; `closed` says why.
    """

    pathway: str
    criterion: str
    person: int
    value: str
    facts: Json
    closed: str = ""

    @property
    def id(self) -> str:
        """Return the name by which a form and a record know it."""
        return f"{self.pathway}/{self.criterion}/{self.person}"


def grounds_of(content: Json) -> dict[str, Ground]:
    """Return every finding of a kept screening by its id, in the order of the pathways."""
    return {ground.id: ground for ground in _each(content)}


def chosen(found: Mapping[str, Ground], ids: Iterable[str]) -> list[Ground]:
    """Return the chosen ones in the order of the screening; KeyError for one that is no finding."""
    wanted = set(ids)
    unknown = wanted - found.keys()
    if unknown:
        raise KeyError(sorted(unknown)[0])
    return [ground for name, ground in found.items() if name in wanted]


def answers(content: Json) -> Mapping[str, Json]:
    """Return the kept answer of each pathway."""
    found: Mapping[str, Json] = content["pathways"]
    return found


def with_word(content: Json, word: str) -> list[str]:
    """Return the pathways that have a word."""
    return [name for name, answer in answers(content).items() if answer["word"] == word]


def missing_of(content: Json, ground: Ground) -> list[str]:
    """Return the facts that are missing for the person of a ground on its pathway, by their names."""
    answer = answers(content)[ground.pathway]
    if ground.person:
        answer = answer.get("members", {}).get(str(ground.person), {})
    return [name for name, *_place in answer.get("missing", []) if not name.startswith(PARAMETER)]


def open_points(content: Json, pathways: Iterable[str]) -> list[str]:
    """Return the criteria that the rules leave to whoever decides, of these pathways, each once."""
    found = (answers(content)[name].get("open_points", []) for name in pathways)
    return list(dict.fromkeys(point for points in found for point in points))


def _each(content: Json) -> Iterator[Ground]:
    for pathway, answer in answers(content).items():
        yield from _of(pathway, 0, answer)
        for person, of_member in answer.get("members", {}).items():
            yield from _of(pathway, int(person), of_member)


def _of(pathway: str, person: int, answer: Json) -> Iterator[Ground]:
    whole = {CLOSED: NOT_MET, UNDETERMINED: OPEN}.get(answer["word"])
    if whole:
        closed = answer.get("reason", "")
        yield Ground(
            pathway=pathway, criterion="", person=person, value=whole, facts={}, closed=closed
        )
    for criterion, value, facts in answer.get("findings", []):
        yield Ground(pathway=pathway, criterion=criterion, person=person, value=value, facts=facts)
