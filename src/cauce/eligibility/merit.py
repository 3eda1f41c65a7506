"""The merit of one person on one pathway: criteria in their order, gate, inner gates, relatives as blocks."""

from collections.abc import Iterable, Iterator
from itertools import product
from math import prod
from typing import Any

from cauce.eligibility.context import Context
from cauce.eligibility.pack import OPEN
from cauce.eligibility.relevance import TRIALS, Given, Key, by_record, changed, known, trying, whole
from cauce.eligibility.rules import Rule, Way
from cauce.eligibility.values import Rows, Truth, exact
from cauce.eligibility.wanting import Reads, Standing

Values = dict[str, Truth]


class Reading:
    """The block for one relative. `record` is None for the one of whom nothing is known."""

    __slots__ = ("record", "value", "values")

    def __init__(self, record: Any, value: Truth, values: Values) -> None:
        self.record, self.value, self.values = record, value, values


class Merit:
    """`value` is Kleene's; `values` holds every criterion that was looked at, in order."""

    __slots__ = ("by_gate", "readings", "unknown", "value", "values", "way")

    def __init__(
        self,
        way: Way,
        value: Truth,
        values: Values,
        unknown: list[Rule],
        readings: list[Reading],
        by_gate: bool = False,
    ) -> None:
        self.way, self.value, self.values, self.by_gate = way, value, values, by_gate
        self.unknown, self.readings = unknown, readings

    @property
    def undecided_block(self) -> bool:
        """Has nobody of the list settled the block?"""
        truths = {reading.value for reading in self.readings}
        return None in truths and True not in truths

    @property
    def failing(self) -> list[str]:
        """The criteria that are reported when the merit is false."""
        return [name for name, value in self.values.items() if value is False]

    def open_points(self) -> list[str]:
        """The criteria of kind refer that are unknown."""
        return [
            rule.id
            for rule in self.way.rules
            if not rule.ask and self.values.get(rule.id, False) is None
        ]

    def explaining(self) -> Any:
        """The record of the relative whose reading is reported, if there is one."""
        return _closest(self.readings).record if self.readings else None

    def keys(self, context: Context) -> dict[Key, None]:
        """The facts and parameters that can still change the word, each with the record it belongs to.

        Of relatives, those of every listed one who is undecided; the list itself for the one of whom
        nothing is known.
        """
        found: dict[Key, None] = {}
        standing = standing_of(self.way, self.unknown, context)
        for rule in self.unknown:
            found.update(dict.fromkeys(self._wanted(rule, context, standing)))
        for reading in self.readings if self.undecided_block else ():
            if reading.value is None:
                found.update(dict.fromkeys(self._of(reading, context, standing)))
        return found

    def _of(self, reading: Reading, context: Context, standing: Standing) -> Iterator[Key]:
        if reading.record is None:
            if OpenList(self, context).matters():
                yield self.way.relatives, id(context.person)
            return
        context.relative = reading.record
        for rule in self.way.block:
            if rule.ask and reading.values.get(rule.id, True) is None:
                yield from self._wanted(rule, context, standing)

    def _wanted(self, rule: Rule, context: Context, standing: Standing) -> Iterator[Key]:
        keys = self.way.keys_of(rule, context)
        return standing.keys(keys, rule.reads, trying(rule.value, context))


def standing_of(way: Way, unknown: list[Rule], context: Context) -> Standing:
    """The rest of a pathway, to be read again with answers put in."""

    def value(given: Given) -> Truth:
        tried = whole(context, given)
        closed = way.state(tried.person) not in (OPEN, None)
        return False if closed else merit(way, tried).value

    person, facts = context.person, known(context)

    def shared(reads: Reads) -> Iterable[Given]:
        """Every answer to the facts of the person that a criterion shares with other undecided ones."""
        names = [
            name
            for name in dict.fromkeys(name for rule in unknown for name in rule.reads_of_person)
            if reads(name)
            and not exact(person.get(name))
            and sum(rule.reads(name) for rule in unknown) > 1
        ]
        options = [way.options(name, person, facts) for name in names]
        if not names or prod(map(len, options)) > TRIALS:
            return [{}]
        keys = [(name, id(person)) for name in names]
        return (dict(zip(keys, answers, strict=True)) for answers in product(*options))

    def options(key: Key) -> list[Any]:
        return way.options(key[0], person, facts) if key[1] == id(person) else []

    return Standing(value, shared, options, way.read_once)


def merit(way: Way, context: Context) -> Merit:
    """The merit of `context.person` as principal."""
    if way.straight:
        return _in_a_row(way, context)
    found = _Building(way, context)
    for rule in way.rules:
        if rule.through:
            if rule is not way.block[0]:
                continue
            truth = found.block(rule, gated=rule.id == way.gate)
        else:
            truth = found.single(rule)
        if truth is False and rule.id == way.gate and found.values.get(rule.id) is False:
            return Merit(way, False, {rule.id: False}, [], found.readings, by_gate=True)
        found.take(truth)
    return Merit(way, found.value, found.values, found.unknown, found.readings)


def _in_a_row(way: Way, context: Context) -> Merit:
    """The same, for a pathway without relatives and inner gates; tests/library holds both together."""
    values: Values = {}
    unknown: list[Rule] = []
    found: Truth = True
    for value, name, rule in way.row:
        truth: Truth = value(context)
        values[name] = truth
        if truth is True:
            continue
        if truth is False:
            if name == way.gate:
                return Merit(way, False, {name: False}, [], [], by_gate=True)
            found = False
        elif rule.ask:
            unknown.append(rule)
            if found is True:
                found = None
    return Merit(way, found, values, unknown, [])


class _Building:
    """The merit as far as it has been read."""

    __slots__ = ("context", "readings", "unknown", "value", "values", "way")

    def __init__(self, way: Way, context: Context) -> None:
        self.way, self.context = way, context
        self.values: Values = {}
        self.unknown: list[Rule] = []
        self.readings: list[Reading] = []
        self.value: Truth = True

    def single(self, rule: Rule) -> Truth:
        """One criterion about the person; one behind an inner gate that is false is not looked at."""
        if rule.after and self.values.get(rule.after, False) is False:
            return True
        truth: Truth = rule.value(self.context)
        self.values[rule.id] = truth
        if truth is None and not rule.ask:
            return True
        if truth is None:
            self.unknown.append(rule)
        return truth

    def block(self, first: Rule, gated: bool) -> Truth:
        """All criteria about relatives at once; where there is no relative the first alone is false."""
        truth, self.readings = _block(self.way, self.context, gated)
        self.values.update(_closest(self.readings).values if self.readings else {first.id: False})
        return truth

    def take(self, truth: Truth) -> None:
        """Kleene's and."""
        if truth is False:
            self.value = False
        elif truth is None and self.value is True:
            self.value = None


def _block(way: Way, context: Context, gated: bool) -> tuple[Truth, list[Reading]]:
    """The block over every relative; an open or unknown list counts as one more of whom nothing is known."""
    rows = context.person.get(way.relatives)
    records: list[Any] = list(rows.items) if rows is not None else []
    if rows is None or not rows.complete:
        records.append(None)
    readings = [_reading(way, context, record, gated) for record in records]
    context.relative = None
    truths = [reading.value for reading in readings]
    if True in truths:
        return True, readings
    return (None if None in truths else False), readings


def _reading(way: Way, context: Context, record: Any, gated: bool) -> Reading:
    context.relative = record if record is not None else {}
    values: Values = {}
    value: Truth = True
    for rule in way.block:
        if rule.after and values.get(rule.after, True) is False:
            continue
        truth = values[rule.id] = rule.value(context)
        if truth is False:
            if gated and rule is way.block[0]:
                return Reading(record, False, values)
            value = False
        elif truth is None and rule.ask and value is True:
            value = None
    return Reading(record, value, values)


def _closest(readings: list[Reading]) -> Reading:
    """The relative that explains: one that holds, else the one that came closest."""
    holding = [reading for reading in readings if reading.value is True]
    undecided = [reading for reading in readings if reading.value is None]
    return min(holding or undecided or readings, key=_distance)


def _distance(reading: Reading) -> tuple[int, int, int]:
    """Most criteria true, then fewest failures, then fewest unknowns; the list's order breaks ties."""
    truths = list(reading.values.values())
    return -truths.count(True), truths.count(False), truths.count(None)


class OpenList:
    """An open or unknown list of relatives: could closing it, or one more on it, still change the block?"""

    def __init__(self, merit: Merit, context: Context) -> None:
        self.way, self.context, self.readings = merit.way, context, merit.readings
        self.gated = self.way.block[0].id == self.way.gate

    def matters(self) -> bool:
        """Is there an answer to what the listed hang on after which it matters who else there is?

        Where there are too many ways to try, the list stays named.
        """
        if self._closing_changes({}):
            return True
        wanted, facts = self._of_listed(), known(self.context)
        options = [self.way.options(name, record, facts) for (name, _), record in wanted.items()]
        singles = (
            {key: answer} for key, own in zip(wanted, options, strict=True) for answer in own
        )
        if any(map(self._closing_changes, singles)) or prod(map(len, options)) > TRIALS:
            return True
        return any(
            self._closing_changes(dict(zip(wanted, answers, strict=True)))
            for answers in product(*options)
        )

    def _of_listed(self) -> dict[Key, Any]:
        """What the listed relatives' readings hang on, with the records."""
        records = {id(record): record for record in (self.context.person, self.context.household)}
        found: dict[Key, Any] = {}
        for reading in self.readings:
            if reading.record is None or reading.value is not None:
                continue
            self.context.relative = reading.record
            records[id(reading.record)] = reading.record
            for rule in self.way.block:
                if rule.ask and reading.values.get(rule.id, True) is None:
                    keys = [
                        key for key, _ in self.way.keys_of(rule, self.context) if key[1] in records
                    ]
                    found.update((key, records[key[1]]) for key in keys)
        return found

    def _closing_changes(self, given: Given) -> bool:
        return self._block(given, True) is not self._block(given, False)

    def _block(self, given: Given, complete: bool) -> Truth:
        answers = by_record(given)
        items = tuple(changed(r.record, answers) for r in self.readings if r.record is not None)
        person = {
            **changed(self.context.person, answers),
            self.way.relatives: Rows(items, complete),
        }
        household = changed(self.context.household, answers)
        return _block(
            self.way, Context(person, person, household, self.context.members), self.gated
        )[0]
