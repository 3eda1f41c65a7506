"""The next question: only what can still change a word, best first, the same every time."""

import copy
import random
from itertools import product

import pytest

from cauce.eligibility import UNDETERMINED, Rules, ask, case_from, evaluate_all
from cauce.eligibility.relevance import substitute
from tests.library.small import ALWAYS, LONG, person, way

THROUGH = ALWAYS + "\nthrough: kin"
ONE = way(
    "ONE",
    ("K-1", "person.ok or person.danger"),
    ("K-2", 'person.count < param("limit") and person.fine'),
    ("K-3", "person.brave", "unknown: refer"),
)
TWO = way("TWO", ("T-1", "person.ok"), ("T-2", "person.secret"), ("T-3", 'person.here == "A"'))
KIN = way("KIN", ("R-1", "kin.legal", "scope: any_relative"), ("R-2", "kin.near", "scope: same_relative"),
          head=THROUGH)  # fmt: skip
EACH = way("EACH", ("E-1", "person.ok", "scope: each"),
           head=ALWAYS + "\ntravel_with: [{relations: [kid, mate]}]")  # fmt: skip


def asked(pack, *people, on="2024-06-15", interview=True, principal=0):
    """(person, fact, relative) of every question, in order."""
    found = ask(pack, person(pack, *people, on=on), interview=interview, principal=principal)
    return [(q.person, q.fact.name, q.relative) for q in found.questions]


def names(*args, **how):
    return [fact for _, fact, _ in asked(*args, **how)]


def test_only_what_is_still_open_is_asked(make):
    pack = make(ONE)
    assert set(names(pack, {})) == {"person.ok", "person.danger", "person.count", "person.fine"}
    assert set(names(pack, {"ok": True, "count": 1})) == {"person.fine"}
    assert names(pack, {"ok": True, "fine": False}) == []


def test_a_fact_that_only_another_authority_needs_is_not_asked(make):
    assert "person.brave" not in names(make(ONE), {})


def test_a_missing_parameter_is_never_asked_and_nothing_it_makes_idle(make):
    pack = make(way("WAY", ("K-1", 'person.count < param("limit")'), ("K-2", "person.fine")))
    assert names(pack, {}, on="2020-06-01") == ["person.fine"]
    found = ask(pack, person(pack, {"fine": True}, on="2020-06-01"))
    assert found.done
    assert found.open == ("WAY",)


def test_protective_questions_come_first_whatever_else_would_settle_more(make):
    pack = make(ONE, TWO, way("THREE", ("H-1", "person.ok"), ("H-2", "person.fine")))
    assert names(pack, {})[0] == "person.danger"


def test_what_only_an_interviewer_may_ask_comes_last_or_not_at_all(make):
    pack = make(ONE, TWO)
    assert names(pack, {})[-1] == "person.secret"
    without = names(pack, {}, interview=False)
    assert set(without) == set(names(pack, {})) - {"person.secret"}
    found = ask(
        pack, person(pack, {"ok": True, "here": "A", "fine": True, "count": 1}), interview=False
    )
    assert (found.done, found.open) == (True, ("TWO",))


def test_the_question_that_settles_more_comes_before_one_that_settles_less(make):
    """A no to `ok` ends three ways, a no to `fine` one; `count` can end none without `fine`."""
    rest = [
        way(name, (f"{name}-1", "person.ok"), (f"{name}-2", "person.fine")) for name in ("P", "Q")
    ]
    pack = make(*rest, way("S", ("S-1", "person.ok"), ("S-2", "person.brave")))
    found = names(pack, {})
    assert found[0] == "person.ok"
    assert found.index("person.fine") < found.index("person.brave")


def test_done_when_nothing_is_left(make):
    pack = make(ONE, TWO)
    found = ask(pack, person(pack, {"ok": False, "danger": False}))
    assert (found.done, found.open, found.questions) == (True, (), ())


def test_a_question_says_of_whom_and_of_which_relative(make):
    pack = make(KIN)
    assert asked(pack, {}) == [(0, "kin", None)]
    two = {"items": [{"legal": True}, {"near": True}], "complete": True}
    assert set(asked(pack, {"kin": two})) == {(0, "kin.near", 0), (0, "kin.legal", 1)}
    assert ask(pack, person(pack, {"kin": two})).questions[0].list_fact == "kin"


def test_a_list_is_asked_under_its_name_in_a_case_file(make):
    (question,) = ask(make(KIN), person(make(KIN), {})).questions
    assert (question.name, question.pathways) == ("kin", ("KIN",))


def test_members_are_asked_what_their_own_journey_hangs_on(make):
    pack = make(EACH)
    people = [{"ok": True}, {"relation": "kid"}, {"relation": "guest"}]
    assert asked(pack, *people) == [(1, "person.ok", None)]
    assert asked(pack, {"ok": False}, {"relation": "kid"}) == []


def test_another_person_may_be_tried_as_principal(make):
    pack = make(TWO)
    assert {who for who, _, _ in asked(pack, {"ok": False}, {"relation": "kid"}, principal=1)} == {
        1
    }


def test_household_facts_belong_to_nobody(make):
    assert asked(make(way("WAY", ("K-1", "home.fee"))), {}) == [(None, "home.fee", None)]


# ------------------------------------------------------------------ the shipped pack

SAMPLES = 150 if LONG else 10
DIALOGUES = [f"W{number:02}" for number in range(1, 26)]


def forgetting(worked, seed, count=2):
    """A worked person of whom some facts are forgotten, and which."""
    rng = random.Random(seed)
    data = copy.deepcopy(worked[rng.choice(sorted(worked))])
    data["persons"] = data["persons"][:1]
    head = data["persons"][0]
    facts = [key for key in head if key not in ("relation_to_principal", "us_relatives")]
    gone = rng.sample(facts, count)
    for key in gone:
        head[key] = None
    return data, gone


def all_options(rules, fact, record):
    """One answer of each class that some pathway tells apart."""
    found = []
    for name in rules.pack.pathways:
        options = rules.way_options(name, fact, record, record)
        found += [one for one in options if one not in found]
    return found


@pytest.mark.parametrize("seed", range(SAMPLES))
def test_a_question_that_cannot_change_an_open_word_is_never_asked_and_one_that_can_is(
    americas, worked, seed
):
    """Of two forgotten facts every class of answers is tried, alone and with every one to the other."""
    data, gone = forgetting(worked, seed)
    case = case_from(americas, data)
    rules, head = Rules(americas, case.on), case.persons[0]
    facts = [americas.facts_of("person")[key].name for key in gone]
    rooms = [[None, *all_options(rules, fact, head)] for fact in facts]
    words = {}
    for places in product(*(range(len(room)) for room in rooms)):
        given = {
            (fact, id(head)): room[place]
            for fact, room, place in zip(facts, rooms, places, strict=True)
        }
        outcomes = evaluate_all(americas, substitute(case, given), rules=rules)
        words[places] = tuple(outcome.word for outcome in outcomes)
    could = set()
    for places, after in words.items():
        for index, fact in enumerate(facts):
            before = words[tuple(0 if i == index else place for i, place in enumerate(places))]
            if any(b == UNDETERMINED != a for b, a in zip(before, after, strict=True)):
                could.add(fact)
    questions = {q.fact.name for q in ask(americas, case).questions}
    assert questions & set(facts) == could


def blank(data):
    """The same people of whom nothing is known yet but who they are to each other."""
    relation = "relation_to_principal"
    persons = [{relation: one[relation]} for one in data["persons"]]
    return {"id": data["id"], "on": data["on"], "household": {}, "persons": persons}


def answer(pack, data, full, question):
    """Puts the full form's answer into the data; a list of relatives is first only counted."""
    key = question.fact.key
    if question.person is None:
        data["household"][key] = full["household"].get(key)
    elif question.relative is None:
        value = full["persons"][question.person].get(key)
        people = question.fact.type.row and isinstance(value, list)
        data["persons"][question.person][key] = [{} for _ in value] if people else value
    else:
        list_key = pack.facts[question.list_fact].key
        rows, real = (one["persons"][question.person][list_key] for one in (data, full))
        rows[question.relative][key] = real[question.relative].get(key)


def dialogue(pack, full, at_once=1 if LONG else 4):
    """Answers the first questions that were not put yet, until none is left; the data at the end."""
    data, put = blank(full), []
    while True:
        found = ask(pack, case_from(pack, data))
        fresh = [q for q in found.questions if (q.person, q.fact.name, q.relative) not in put]
        if not fresh:
            return data, put
        for question in fresh[:at_once]:
            put.append((question.person, question.fact.name, question.relative))
            answer(pack, data, full, question)


@pytest.mark.parametrize("name", DIALOGUES)
def test_a_dialogue_from_nothing_ends_in_the_words_of_the_full_form(americas, worked, name):
    data, put = dialogue(americas, worked[name])
    ends, whole = (
        {o.pathway: o.word for o in evaluate_all(americas, case_from(americas, one))}
        for one in (data, worked[name])
    )
    assert ends == whole
    assert len(put) == len(set(put))
    assert len(put) < 120


def shuffled(value, rng):
    """The same data with every mapping written in another order."""
    if isinstance(value, dict):
        keys = sorted(value)
        rng.shuffle(keys)
        return {key: shuffled(value[key], rng) for key in keys}
    return [shuffled(item, rng) for item in value] if isinstance(value, list) else value


def places(pack, data):
    return [(q.person, q.fact.name, q.relative) for q in ask(pack, case_from(pack, data)).questions]


@pytest.mark.parametrize("name", ["W02", "W05", "W09", "W15"])
def test_the_order_hangs_on_what_is_known_not_on_how_it_is_written(americas, worked, name):
    data, _ = forgetting({name: worked[name]}, 5, count=9)
    first = places(americas, data)
    assert first
    for seed in range(3):
        assert places(americas, shuffled(data, random.Random(seed))) == first


def test_going_back_leads_to_the_same_questions(americas, worked):
    full = worked["W02"]
    data, seen = blank(full), []
    for _ in range(6):
        question = ask(americas, case_from(americas, data)).questions[0]
        seen.append((copy.deepcopy(data), places(americas, data)))
        answer(americas, data, full, question)
    for earlier, questions in reversed(seen):
        assert places(americas, earlier) == questions


def test_with_nothing_known_protection_is_asked_first_and_no_interview_fact_in_public(
    americas, worked
):
    case = case_from(americas, blank(worked["W01"]))
    public = ask(americas, case, interview=False).questions
    assert public[0].fact.protective
    assert not any(question.interview for question in public)
    assert not any(question.name.startswith("parameter:") for question in public)
