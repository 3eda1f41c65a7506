"""Who of the household may travel with an eligible principal (contract, section 6)."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import chain, product
from math import prod
from typing import Any, TypeAlias

from cauce.dates import years_before
from cauce.eligibility.case import Case
from cauce.eligibility.kleene import both, either
from cauce.eligibility.outcomes import names
from cauce.eligibility.relevance import TRIALS, Given, Key, substitute, trying
from cauce.eligibility.rules import Rule, Rules, Way
from cauce.eligibility.values import Range, Truth, exact
from cauce.eligibility.wanting import Reads, Standing

Record: TypeAlias = Mapping[str, Any]
TRAVELS, FAILS, UNDETERMINED, SEPARATELY = "travels", "fails", "undetermined", "applies_separately"


@dataclass(frozen=True, slots=True)
class Travel:
    """What a member gets on one pathway: the word, and the criteria or facts it rests on.

    A minor who drops out with the one they depend on (`because_of`) fails that one's criteria.
    """

    person: int
    word: str
    criteria: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    wanted: tuple[tuple[str, int], ...] = ()
    because_of: int | None = None

    def as_json(self) -> Any:
        """The form of the case file."""
        if self.word == FAILS:
            return {FAILS: list(self.criteria)}
        return {UNDETERMINED: list(self.facts)} if self.word == UNDETERMINED else self.word


def travellers(rules: Rules, way: Way, case: Case, principal: int) -> list[Travel]:
    """Every other member's word. One who fails drops out, and with them a minor who depends on them."""
    found = {
        person: _member(rules, way, case, principal, person)
        for person in range(len(case.persons))
        if person != principal
    }
    changed = True
    while changed:
        changed = False
        for person, travel in found.items():
            if travel.word in (TRAVELS, UNDETERMINED):
                gone = _left_alone(rules, case, found, person)
                if gone is not None:
                    found[person] = Travel(person, FAILS, found[gone].criteria, because_of=gone)
                    changed = True
    return list(found.values())


def _left_alone(rules: Rules, case: Case, found: dict[int, Travel], person: int) -> int | None:
    """The one who drops out and on whom this minor depends, if nobody else of that relation stays."""
    relations = rules.pack.relations
    needed = relations.depends_on.get(case.persons[person].get(relations.fact) or "", ())
    if not needed or not _minor(rules, case, person):
        return None
    guardians = [
        travel
        for other, travel in found.items()
        if other != person and case.persons[other].get(relations.fact) in needed
    ]
    if any(guardian.word in (TRAVELS, UNDETERMINED) for guardian in guardians):
        return None
    return next((guardian.person for guardian in guardians if guardian.word == FAILS), None)


def _minor(rules: Rules, case: Case, person: int) -> bool:
    """Known to be under the age at which one may travel alone."""
    born = case.persons[person].get(rules.pack.relations.birth)
    earliest = born.first if type(born) is Range else born
    limit = years_before(date.fromordinal(rules.env.on), rules.pack.relations.minor_under)
    return type(earliest) is int and earliest > limit.toordinal()


def _member(rules: Rules, way: Way, case: Case, principal: int, person: int) -> Travel:
    listed = _listed(rules, way, case, principal, person)
    if listed is False:
        return Travel(person, SEPARATELY)
    truths = list(_truths(way.rules, case, principal, person))
    failing = tuple(rule.id for rule, truth in truths if truth is False)
    if failing:
        return Travel(person, FAILS, criteria=failing)
    open_rules = [rule for rule, truth in truths if truth is None and rule.ask]
    if listed is not None and not open_rules:
        return Travel(person, TRAVELS)
    keys = _keys(rules, way, case, principal, person, listed, open_rules)
    return Travel(person, UNDETERMINED, facts=names(rules, keys), wanted=tuple(keys))


def _keys(
    rules: Rules,
    way: Way,
    case: Case,
    principal: int,
    person: int,
    listed: Truth,
    open_rules: list[Rule],
) -> dict[Key, None]:
    """The facts that this member's word hangs on."""
    standing = _standing(rules, way, case, principal, person, open_rules)
    keys: dict[Key, None] = {}
    if listed is None:
        keys.update(dict.fromkeys(_listing_keys(rules, way, case, principal, person, standing)))
    for rule in open_rules:
        by_head = rule.criterion.scope == "principal_and_family"
        for one in (person, principal) if by_head else (person,):
            context = case.context(one, principal)
            wanted = way.keys_of(rule, context)
            found = standing.keys(wanted, rule.reads, trying(rule.value, context))
            keys.update(dict.fromkeys(found))
    return keys


def _standing(
    rules: Rules, way: Way, case: Case, principal: int, person: int, open_rules: list[Rule]
) -> Standing:
    """The rest of this member's criteria, to be read again with answers put in."""
    head, own = case.persons[principal], case.persons[person]
    asked = [rule for rule in way.rules if rule.ask]
    before = list(_truths(asked, case, principal, person))

    def value(given: Given) -> Truth:
        tried = substitute(case, given)
        listed = _listed(rules, way, tried, principal, person)
        if listed is False:
            return False
        # Only who reads an answer can say something else now; what fails settles it.
        names = {name for name, _ in given}
        kept = [truth for rule, truth in before if rule.names.isdisjoint(names)]
        again = [rule for rule, _ in before if not rule.names.isdisjoint(names)]
        truths = (truth for _, truth in _truths(again, tried, principal, person))
        return both(chain((listed,), kept, truths))

    def options(key: Key) -> list[Any]:
        return way.options(key[0], head, head) if key[1] == id(head) else []

    def shared(reads: Reads) -> Iterable[Given]:
        """Every answer to what a criterion reads of these two together with other undecided ones."""
        several = [
            (name, record)
            for name, record in _of_two(open_rules, own, head)
            if reads(name) and not exact(record.get(name))
        ]
        options = [way.options(name, record, record) for name, record in several]
        if not several or prod(map(len, options)) > TRIALS:
            return [{}]
        keys = [(name, id(record)) for name, record in several]
        return (dict(zip(keys, answers, strict=True)) for answers in product(*options))

    return Standing(value, shared, options, way.read_once)


def _of_two(open_rules: list[Rule], own: Record, head: Record) -> list[tuple[str, Record]]:
    """The facts of a member and of the principal that more than one undecided criterion reads."""
    counts: Counter[tuple[str, bool]] = Counter()
    for rule in open_rules:
        both_ways = rule.criterion.scope == "principal_and_family"
        of_head = {(name, True) for name in rule.reads_of("principal")}
        of_own = {(name, False) for name in rule.reads_of("person")}
        counts.update(of_head | of_own | ({(n, True) for n, _ in of_own} if both_ways else set()))
    return [(name, head if is_head else own) for (name, is_head), n in counts.items() if n > 1]


def _truths(
    rules: list[Rule], case: Case, principal: int, person: int
) -> Iterator[tuple[Rule, Truth]]:
    """The criteria that each traveller must meet, and those met by relation to a principal who passes."""
    own, head = case.context(person, principal), case.context(principal, principal)
    for rule in rules:
        if rule.criterion.for_each:
            yield rule, rule.value(own)
        elif rule.criterion.scope == "principal_and_family":
            yield rule, either(rule.value(one) for one in (own, head))


def _listed(rules: Rules, way: Way, case: Case, principal: int, person: int) -> Truth:
    """May this relation be on the case? Unknown relation or age leaves it open."""
    relation = case.persons[person].get(rules.pack.relations.fact)
    company = rules.company(way.id)
    if relation is None:
        return None if company else False
    context = case.context(person, principal)
    return either(
        item.condition(context) if item.condition else True
        for item in company
        if relation in item.relations
    )


def _listing_keys(
    rules: Rules, way: Way, case: Case, principal: int, person: int, standing: Standing
) -> Iterator[Key]:
    record = case.persons[person]
    relation = record.get(rules.pack.relations.fact)
    if relation is None:
        yield rules.pack.relations.fact, id(record)
    context = case.context(person, principal)
    for item in rules.company(way.id):
        if relation in item.relations and item.condition and item.condition(context) is None:
            value = trying(item.condition, context)
            yield from standing.keys(item.keys(context), lambda name: True, value)
