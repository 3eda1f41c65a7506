"""What may be promised to a person: learning more never overturns a settled word (section 4's last lines)."""

import copy
import random
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cauce.dates import Span, parse, spell
from cauce.eligibility import CLOSED, ELIGIBLE, NOT_ELIGIBLE, case_from, evaluate_all
from cauce.eligibility.closures import Compiler
from cauce.eligibility.context import Context
from cauce.eligibility.expressions import compile_text
from cauce.eligibility.interpret import interpret
from cauce.eligibility.rules import Rules
from cauce.eligibility.values import NEVER, Range
from tests.judge.generate import households
from tests.library.generated import DAYS, ON
from tests.library.language import scope, small_pack
from tests.library.small import LONG, the_americas

EXAMPLES = 5000 if LONG else 100
PACK = the_americas()


class Learning:
    """Fills some of what a household has left open: unknown facts, partial dates, open lists."""

    def __init__(self, rng, data):
        self.rng, self.data = rng, copy.deepcopy(data)
        self.latest = date.fromisoformat(data["on"])

    def done(self):
        """The same household, of which more is known."""
        self._record(self.data["household"], PACK.facts_of("household"))
        for person in self.data["persons"]:
            self._record(person, PACK.facts_of("person"), keep={PACK.relations.fact})
        return self.data

    def _record(self, record, facts, keep=()):
        for key, fact in facts.items():
            if fact.name in keep or self.rng.random() < 0.4:
                continue
            record[key] = self._learned(fact.type, record.get(key), fact)

    def _learned(self, type_, value, fact):
        if type_.kind == "rows":
            return self._rows(type_, value, fact)
        if type_.kind == "set":
            return self._set(type_, value)
        if type_.kind == "date" and isinstance(value, str) and value != "never":
            return self._narrower(value)
        return self._answer(type_, fact) if value is None else value

    def _answer(self, type_, fact):
        if type_.kind == "bool":
            return self.rng.random() < 0.5
        if type_.kind == "int":
            return self.rng.choice((0, 1, 2, 5, 7, 181, 400))
        if type_.kind == "code":
            return self.rng.choice([*sorted(PACK.codes[type_.codes]), "none"])
        return self._day(may_be_never=not fact.born)

    def _day(self, may_be_never):
        if may_be_never and self.rng.random() < 0.3:
            return "never"
        return (self.latest - timedelta(self.rng.randrange(1, 12_000))).isoformat()

    def _narrower(self, text):
        first, last = parse(text)
        length = (last - first).days
        begin = self.rng.randint(0, length)
        end = self.rng.choice((begin, self.rng.randint(begin, length)))
        return spell(Span(first + timedelta(begin), first + timedelta(end)))

    def _set(self, type_, value):
        if isinstance(value, list):
            return value
        items = list(value["items"]) if value else []
        more = self.rng.sample(sorted(PACK.codes[type_.codes]), self.rng.choice((0, 0, 1, 2)))
        return self._listed(list(dict.fromkeys([*items, *more])))

    def _rows(self, type_, value, fact):
        items = value if isinstance(value, list) else list(value["items"]) if value else []
        items = [self._row(type_, item, fact) for item in items]
        if isinstance(value, list):
            return items
        more = [self._row(type_, {}, fact) for _ in range(self.rng.choice((0, 0, 1)))]
        return self._listed([*items, *more])

    def _row(self, type_, item, fact):
        if type_.row:
            self._record(item, PACK.facts_of(type_.row))
            return item
        return {
            key: self._learned(field, item.get(key), fact) for key, field in fact.fields.items()
        }

    def _listed(self, items):
        return items if self.rng.random() < 0.7 else {"items": items, "complete": False}


def overturned(before, after):
    """Is this a change that nobody may see? Points left to other authorities may be refused."""
    if before.word == CLOSED:
        return after.word != CLOSED
    if before.word == NOT_ELIGIBLE:
        by_code = PACK.pathways[before.pathway].availability.by
        return after.word not in ((NOT_ELIGIBLE, CLOSED) if by_code else (NOT_ELIGIBLE,))
    if before.word != ELIGIBLE or after.word == ELIGIBLE:
        return False
    if PACK.pathways[before.pathway].through:
        # A refused point may leave another relative, known or not, to hang on.
        return after.word == CLOSED or not before.open_points
    return after.word != NOT_ELIGIBLE or not set(after.criteria) <= set(before.open_points)


@settings(max_examples=EXAMPLES)
@given(seed=st.integers(0, 10**9))
def test_learning_more_never_overturns_a_settled_word(seed):
    (data,) = households(seed=seed, count=1)
    more = Learning(random.Random(seed), data).done()
    before, after = (evaluate_all(PACK, case_from(PACK, one)) for one in (data, more))
    wrong = [(a, b) for a, b in zip(before, after, strict=True) if overturned(a, b)]
    assert wrong == [], (data, more)


def test_the_check_above_sees_settled_words_being_learned_about():
    """It would promise nothing if the generated households never moved from unknown to known."""
    moves = set()
    for seed in range(40):
        (data,) = households(seed=seed, count=1)
        more = Learning(random.Random(seed), data).done()
        before, after = (evaluate_all(PACK, case_from(PACK, one)) for one in (data, more))
        moves |= {(a.word, b.word) for a, b in zip(before, after, strict=True)}
    assert {("undetermined", "not_eligible"), ("undetermined", "eligible")} <= moves
    assert {
        ("not_eligible", "not_eligible"),
        ("eligible", "eligible"),
        ("closed", "closed"),
    } <= moves


@given(seed=st.integers(0, 10**9))
def test_what_is_not_yet_settled_can_be_settled_both_ways_only_while_it_is_undetermined(seed):
    """Two people who know more than a third never get opposite words where the third's was settled."""
    (data,) = households(seed=seed, count=1)
    told = evaluate_all(PACK, case_from(PACK, data))
    ways = [
        evaluate_all(PACK, case_from(PACK, Learning(random.Random(f"{seed}/{n}"), data).done()))
        for n in (1, 2)
    ]
    for first, *others in zip(told, *ways, strict=True):
        words = {other.word for other in others}
        if words >= {ELIGIBLE, NOT_ELIGIBLE}:
            assert first.word == "undetermined" or first.open_points


RULES = Rules(small_pack(), ON)


def value(text, day):
    node = compile_text(text=text, file="f.yaml", scope=scope())
    person = {"person.arrived": day}
    context = Context(person, person, {}, (person,))
    judged = interpret(node, context, RULES.env)
    assert Compiler(RULES.env).value(node)(context) is judged
    return judged


OPPOSITES = [("<", ">="), ("<=", ">"), (">", "<="), (">=", "<"), ("==", "!="), ("!=", "==")]


@pytest.mark.parametrize(("op", "opposite"), OPPOSITES)
@pytest.mark.parametrize("other", ['"2021-03-01"', "on", "years_before(3)"])
@given(day=DAYS)
def test_not_less_is_at_least_for_every_day_but_never(op, opposite, other, day):
    turned = value(f"not (person.arrived {op} {other})", day)
    plain = value(f"person.arrived {opposite} {other}", day)
    if day is NEVER:
        assert (turned, plain) == (True, False)
    else:
        assert turned is plain


@given(span=DAYS.filter(lambda day: type(day) is Range), share=st.floats(0, 1))
def test_a_day_inside_an_interval_agrees_with_what_the_interval_settled(span, share):
    day = span.first + round((span.last - span.first) * share)
    for op, _ in OPPOSITES:
        settled = value(f'person.arrived {op} "2021-03-01"', span)
        assert settled in (None, value(f'person.arrived {op} "2021-03-01"', day))
