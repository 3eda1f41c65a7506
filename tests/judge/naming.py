"""Which unknown facts could still change a word: found by trying answers, one class at a time.

A fact is named when, with the other unknown facts as they are or answered in some way, the word
is undetermined, and some value of the fact settles it. Each relative on whom the word hangs is
looked at as if there were no other, and of one who is not listed only the list is named. A
parameter that the office has not entered stays missing while facts are tried: no family can
supply it.

The bound: answers are not all values but classes: the days on, before and after each cut-off of
the law and each anniversary that it counts, every kind of code, and a pool of countries that
holds one of every kind the law tells apart. A search is cut after `LOCAL` trials for a criterion
and `BOUND` for a pathway; then the fact is named, since nothing showed that it is idle, and
`bounded` counts it.
"""

from __future__ import annotations

import random
from collections.abc import Callable

from tests.judge.classes import classes
from tests.judge.facts import BULLETIN, LIST, Key, World, named
from tests.judge.merit import NOT_ELIGIBLE, UNDETERMINED, Finding, Undecided

BOUND = 1500
LOCAL = 20000
bounded = 0
Look = Callable[[World], Finding]


def needed(world: World, look: Look) -> list[str]:
    """The names of the unknown facts whose value can still change an undetermined word."""
    found = look(world)
    if not found.unsettled:
        return sorted({named(key) for key in _keys(world, look, found.reads)})
    keys = {LIST} if LIST in found.reads and _list_matters(world, look, found) else set()
    for place in found.unsettled:
        alone = world.with_only(place)
        keys |= _keys(alone, look, look(alone).reads) - {LIST}
    return sorted({named(key) for key in keys})


def _list_matters(world: World, look: Look, found: Finding) -> bool:
    """Whether one more relative, or the word that there is none, could settle it."""
    facts = {key: classes(key, world) for key in sorted(found.reads - {BULLETIN}, key=str)}
    return _settles(world, look, {}, LIST, facts[LIST]) or _witness(world, look, facts, LIST)


def _keys(world: World, look: Look, reads: set[Key]) -> set[Key]:
    answers = {key: classes(key, world) for key in sorted(reads, key=str)}
    facts = {key: tries for key, tries in answers.items() if key != BULLETIN}
    known = {key for key in facts if _settles(world, look, {}, key, facts[key])}
    for seed in range(3):
        whole = (
            _favourable(world, look, facts, random.Random(seed)) if known != set(facts) else None
        )
        if whole is not None:
            known |= {k for k in facts if k not in known and _matters(world, look, whole, facts, k)}
    unsure = [key for key in facts if key not in known and _turns(world, look, facts, key)]
    known |= {key for key in unsure if _witness(world, look, facts, key)}
    return known | {
        key for key in answers if key == BULLETIN and _witness(world, look, answers, key)
    }


def _turns(world: World, look: Look, facts: dict, key: Key) -> bool:
    """Whether some single criterion that reads the fact can turn on it, by all its own facts."""
    return any(_turned(world, one, facts, key) for one in look(world).undecided if key in one.reads)


def _turned(world: World, one: Undecided, facts: dict, key: Key) -> bool:
    others, tries = sorted((k for k in facts if k in one.reads and k != key),
                           key=lambda k: len(facts[k])), [0]  # fmt: skip

    def go(supposed: dict, place: int) -> bool:
        tries[0] += 1
        if tries[0] > LOCAL:
            return True
        if one.value(world.supposing(supposed)) is not None:
            return False
        values = (one.value(world.supposing({**supposed, key: value})) for value in facts[key])
        if any(value is not None for value in values):
            return True
        return place < len(others) and any(
            go({**supposed, others[place]: value}, place + 1) for value in facts[others[place]]
        )

    return go({}, 0)


def _settles(world: World, look: Look, supposed: dict, key: Key, tries: list) -> bool:
    """Whether some value of the fact settles the word, the others being as supposed."""
    return any(
        look(world.supposing({**supposed, key: value})).word != UNDETERMINED for value in tries
    )


def _matters(world: World, look: Look, whole: dict, facts: dict, key: Key) -> bool:
    """In this completion nothing is settled until the fact is known."""
    rest = {k: v for k, v in whole.items() if k != key}
    hangs = look(world.supposing(rest)).word == UNDETERMINED
    return hangs and _settles(world, look, rest, key, facts[key])


def _favourable(world: World, look: Look, answers: dict, rng: random.Random) -> dict | None:
    """A completion in which nothing fails, by greedy choice with a few steps back."""
    keys, tries = sorted(answers, key=lambda key: len(answers[key])), [0]

    def go(place: int, supposed: dict) -> dict | None:
        tries[0] += 1
        word = look(world.supposing(supposed)).word
        if tries[0] > 600 or word in (NOT_ELIGIBLE, "closed"):
            return None
        if place == len(keys):
            return supposed
        for value in rng.sample(answers[keys[place]], len(answers[keys[place]])):
            found = go(place + 1, {**supposed, keys[place]: value})
            if found is not None:
                return found
        return None

    return go(0, {})


def _witness(world: World, look: Look, answers: dict, key: Key) -> bool:
    """Whether some completion of the others leaves the word hanging on this fact."""
    global bounded
    tries = [0]

    def go(supposed: dict, left: tuple[Key, ...]) -> bool:
        tries[0] += 1
        if tries[0] > BOUND:
            return True
        found = look(world.supposing(supposed))
        if found.word != UNDETERMINED or key not in found.reads:
            return False
        if _settles(world, look, supposed, key, answers[key]):
            return True
        near = [k for k in left if k in found.reads]
        if not near:
            return False
        chosen = min(near, key=lambda k: len(answers[k]))
        rest = tuple(k for k in left if k != chosen)
        return any(go({**supposed, chosen: value}, rest) for value in answers[chosen])

    found = go({}, tuple(k for k in answers if k != key))
    bounded += tries[0] > BOUND
    return found
