"""Which unknown facts could still change a word: found by trying answers, one class at a time.

A fact is named when, with the other unknown facts as they are or answered in some way, the word
is undetermined, and some value of the fact settles it: it fails a criterion (then only the other
facts of that criterion need trying), or it is the last thing that is missing. Each relative on
whom the word hangs is looked at as if there were no other, and of one who is not listed only the
list is named. A parameter that the office has not entered stays missing while facts are tried:
no family can supply it.

The bound: answers are not all values but classes: the days on, before and after each cut-off of
the law and each anniversary that it counts, every kind of code, and a pool of countries that
holds one of every kind the law tells apart. A search is cut after `LOCAL` trials for a criterion,
and then the fact is named, since nothing showed that it is idle (`bounded` counts it); what is
missing last is sought in `SEEDS` completions in which nothing fails.
"""

from __future__ import annotations

import random
from collections.abc import Callable

from tests.judge.classes import classes
from tests.judge.facts import BULLETIN, LIST, Key, World, named
from tests.judge.merit import NOT_ELIGIBLE, UNDETERMINED, Finding, Undecided

LOCAL = 60000
SEEDS = 8
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
    if _settles(world, look, {}, LIST, facts[LIST]):
        return True
    return _is_last(world, look, facts, LIST) or _closing_settles(world, look, facts)


def _closing_settles(world: World, look: Look, facts: dict) -> bool:
    """Whether the listed relatives can all fail while one more still could not."""
    keys = sorted(facts.keys() - {LIST}, key=lambda key: (key[0] != "relative", len(facts[key])))
    tries = [0]

    def go(supposed: dict, place: int, more: int) -> bool:
        tries[0] += 1
        if tries[0] > SEEDS * 300 or look(world.supposing(supposed)).word != UNDETERMINED:
            return False
        if not more:
            return _settles(world, look, supposed, LIST, [[]])
        return any(
            go({**supposed, keys[later]: value}, later + 1, more - 1)
            for later in range(place, len(keys))
            for value in facts[keys[later]]
        )

    return any(go({}, 0, size) for size in range(4))


def _keys(world: World, look: Look, reads: set[Key]) -> set[Key]:
    answers = {key: classes(key, world) for key in sorted(reads, key=str)}
    facts = {key: tries for key, tries in answers.items() if key != BULLETIN}
    known = {key for key in facts if _settles(world, look, {}, key, facts[key])}
    known |= {key for key in facts if key not in known and _fails(world, look, facts, key)}
    known |= {key for key in answers if key == BULLETIN and _fails(world, look, answers, key)}
    left = answers.keys() - known
    return known | {key for key in left if _is_last(world, look, answers, key)}


def _fails(world: World, look: Look, facts: dict, key: Key) -> bool:
    """Whether a value of the fact can fail some criterion while nothing else has failed."""
    hanging = [one for one in look(world).undecided if key in one.reads]
    return any(_failed(world, look, one, facts, key) for one in hanging)


def _settling(world: World, one: Undecided, key: Key, tries: list) -> float:
    """How many of the answers settle the criterion by themselves: those are tried first."""
    settled = sum(one.value(world.supposing({key: value})) is not None for value in tries)
    return settled / len(tries)


def _failed(world: World, look: Look, one: Undecided, facts: dict, key: Key) -> bool:
    global bounded
    tries = [0]
    others = [k for k in facts if k in one.reads and k != key]
    others.sort(key=lambda k: -_settling(world, one, k, facts[k]))

    def here(supposed: dict) -> bool:
        values = ({**supposed, key: value} for value in facts[key])
        turned = any(one.value(world.supposing(given)) is False for given in values)
        return turned and look(world.supposing(supposed)).word == UNDETERMINED

    def go(supposed: dict, place: int, more: int) -> bool:
        tries[0] += 1
        if tries[0] > LOCAL:
            return True
        if one.value(world.supposing(supposed)) is not None:
            return False
        if not more:
            return here(supposed)
        return any(
            go({**supposed, others[later]: value}, later + 1, more - 1)
            for later in range(place, len(others))
            for value in facts[others[later]]
        )

    found = any(go({}, 0, size) for size in range(len(others) + 1))  # few answers first
    bounded += tries[0] > LOCAL
    return found


def _is_last(world: World, look: Look, answers: dict, key: Key) -> bool:
    """Whether everything else can be answered well, and the word then hangs on this fact."""
    facts = {k: v for k, v in answers.items() if k != BULLETIN or key == BULLETIN}
    for seed in range(SEEDS):
        whole = _favourable(world, look, facts, random.Random(seed))
        if whole is None:
            continue
        if _matters(world, look, whole, facts, key):
            return True
    return False


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
