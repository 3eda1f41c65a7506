"""What changed between two packs: rule by rule, table by table, and whose word would be another."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from cauce.eligibility import word as ev
from cauce.eligibility.examplefiles import read_examples
from cauce.eligibility.examples import Example, because_of
from cauce.eligibility.outcomes import evaluate
from cauce.eligibility.pack import Company, Criterion, Group, Pack, Parameter, Pathway
from cauce.eligibility.rules import rules_for
from cauce.eligibility.types import Fact

_CRITERION: dict[str, Callable[[Criterion], Any]] = {
    "when": lambda c: " ".join(c.text.split()),
    "scope": lambda c: c.scope,
    "unknown": lambda c: c.unknown,
    "through": lambda c: c.through,
    "after": lambda c: c.after,
    "from": lambda c: c.first,
    "to": lambda c: c.last,
    "as of": lambda c: c.as_of,
    "sources": lambda c: c.sources,
    "evidence": lambda c: c.evidence,
    "confidence": lambda c: c.confidence,
}
_PATHWAY: dict[str, Callable[[Pathway], Any]] = {
    "authority": lambda p: p.authority,
    "sources": lambda p: p.sources,
    "confidence": lambda p: p.confidence,
    "through": lambda p: p.through,
    "destination": lambda p: p.destination,
    "availability by": lambda p: p.availability.by,
    "availability": lambda p: tuple(_group(group) for group in p.availability.groups),
    "may be listed": lambda p: tuple(_company(company) for company in p.company),
    "order of criteria": lambda p: tuple(c.id for c in p.criteria),
}
_FACT: dict[str, Callable[[Fact], Any]] = {
    "belongs to": lambda f: f.of,
    "type": lambda f: str(f.type),
    "asked": lambda f: f.asked,
    "protective": lambda f: f.protective,
    "evidence": lambda f: f.evidence,
}


def compare(old: Pack, new: Pack) -> list[str]:
    """The lines of the comparison; none if the law, the words and every example stay the same."""
    lines = [
        *_parts("pathway", old.pathways, new.pathways, _PATHWAY),
        *_parts("criterion", old.criteria, new.criteria, _CRITERION),
        *_parameters(old.parameters, new.parameters),
        *_parts("fact", old.facts, new.facts, _FACT),
        *_codes(old, new),
    ]
    if old.words != new.words:
        lines.append("words: changed")
    return [*lines, *_examples(old, new)]


def _parts(
    kind: str, old: Mapping[str, Any], new: Mapping[str, Any], fields: Mapping[str, Any]
) -> Iterator[str]:
    for name in [*old, *(name for name in new if name not in old)]:
        if name not in new:
            yield f"{kind} {name}: removed"
        elif name not in old:
            yield f"{kind} {name}: added"
        else:
            for field, read in fields.items():
                yield from _field(f"{kind} {name}: {field}", read(old[name]), read(new[name]))


def _field(what: str, before: Any, after: Any) -> Iterator[str]:
    if before != after:
        yield f"{what}: {_said(before)} → {_said(after)}"


def _said(value: Any) -> str:
    if isinstance(value, tuple | frozenset):
        items = sorted(value) if isinstance(value, frozenset) else value
        return ", ".join(map(_said, items)) or "none"
    if isinstance(value, dict):
        return "; ".join(f"{key}: {_said(item)}" for key, item in value.items())
    return "none" if value in (None, "") else str(value)


def _group(group: Group) -> str:
    periods = ", ".join(f"{p.first or '…'} {p.state}" for p in group.periods)
    return f"{' '.join(sorted(group.codes))}: {periods}" if group.codes else periods


def _company(company: Company) -> str:
    condition = f" if {' '.join(company.text.split())}" if company.text else ""
    return f"{' '.join(sorted(company.relations))}{condition}"


def _parameters(old: Mapping[str, Parameter], new: Mapping[str, Parameter]) -> Iterator[str]:
    for name in [*old, *(name for name in new if name not in old)]:
        if name not in old or name not in new:
            yield f"parameter {name}: {'removed' if name in old else 'added'}"
            continue
        before, after = _values(old[name]), _values(new[name])
        for span in [*before, *(span for span in after if span not in before)]:
            what = f"parameter {name}: {span}"
            if span not in after or span not in before:
                yield f"{what}: {'removed' if span in before else 'added'}"
            else:
                yield from _field(what, before[span], after[span])
        yield from _field(f"parameter {name}: source", old[name].source, new[name].source)


def _values(table: Parameter) -> dict[str, Any]:
    return {
        f"{entry.first or '…'} to {entry.last or '…'}": _dated(table, entry.value)
        for entry in table.entries
    }


def _dated(table: Parameter, value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _dated(table, item) for key, item in value.items()}
    return date.fromordinal(value) if table.type.kind == "date" and value else value


def _codes(old: Pack, new: Pack) -> Iterator[str]:
    for name in [*old.codes, *(name for name in new.codes if name not in old.codes)]:
        before, after = old.codes.get(name, frozenset()), new.codes.get(name, frozenset())
        if gone := before - after:
            yield f"codes {name}: without {', '.join(sorted(gone))}"
        if more := after - before:
            yield f"codes {name}: with {', '.join(sorted(more))}"


def _examples(old: Pack, new: Pack) -> Iterator[str]:
    """The examples of the old pack that get another word, or another reason, under the new one."""
    for example in read_examples(old):
        if example.pathway not in new.pathways:
            continue
        before, after = _outcome(old, example), _outcome(new, example)
        if (before.word, because_of(before)) != (after.word, because_of(after)):
            file, line, _ = example.place
            place = f"{file}:{line}" if line else file
            yield f"example {place}: {example.name}: {_word(before)} → {_word(after)}"


def _outcome(pack: Pack, example: Example) -> ev.Outcome:
    rules = rules_for(pack, example.case.on, example.case.filed)
    return evaluate(pack, example.pathway, example.case, rules=rules)


def _word(outcome: ev.Outcome) -> str:
    because = ", ".join(sorted(because_of(outcome)))
    return f"{outcome.word} ({because})" if because else outcome.word
