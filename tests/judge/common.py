"""Questions that several pathways ask in the same words."""

from __future__ import annotations

from typing import Any

from tests.judge.facts import Relative, World
from tests.judge.values import (
    NEVER,
    Truth,
    after,
    aged,
    any_of,
    at_least,
    both,
    differs,
    either,
    equals,
    happened,
    holds_one,
    is_empty,
    is_in,
    no,
    not_in,
    on_or_after,
    years_ago,
    younger,
)

CHILD = ("child", "stepchild", "adopted_child")
GROUNDS = ("race", "religion", "nationality", "political_opinion", "particular_social_group")


def adult(w: World) -> Truth:
    return aged(w.person("birth_date"), 18, w.on)


def national(w: World, *codes: str) -> Truth:
    return holds_one(w.person("nationalities"), codes)


def at(w: World, *codes: str) -> Truth:
    return is_in(w.person("current_country"), codes)


def not_at(w: World, code: str) -> Truth:
    return differs(w.person("current_country"), code)


def at_home(w: World) -> Truth:
    """In a country of which the person is a national."""
    here = w.person("current_country")
    found = any_of(w.person("nationalities"), lambda code: equals(here, code))
    return None if here is None else found  # an unknown place is in no set, not even the empty one


def abroad(w: World) -> Truth:
    if w.person("current_country") is NEVER and w.person("nationalities") is not None:
        return False
    return no(at_home(w))


def unmarried(status: Any) -> Truth:
    """A common-law couple is left undecided."""
    if status == "common_law":
        return None
    return is_in(status, ("single", "divorced", "widowed"))


def married(status: Any) -> Truth:
    if status == "common_law":
        return None
    return is_in(status, ("married", "separated"))


def single(w: World) -> Truth:
    status = w.person("marital_status")
    if status == "common_law":
        w.read.add(("person", "marital_status"))
    return unmarried(status)


def wed(w: World) -> Truth:
    status = w.person("marital_status")
    if status == "common_law":
        w.read.add(("person", "marital_status"))
    return married(status)


def fear(w: World) -> Truth:
    return w.person("fear_of_return")


def ground(w: World) -> Truth:
    return holds_one(w.person("fear_ground"), GROUNDS)


def harmed_nobody(w: World) -> Truth:
    return no(w.person("persecuted_others"))


def refugee(w: World) -> Truth:
    return both(fear(w), ground(w), harmed_nobody(w))


def valid_passport(w: World) -> Truth:
    return any_of(w.person("passports"), lambda one: on_or_after(one["expires"], w.on))


def passport_outside(w: World, codes: frozenset[str]) -> Truth:
    """A valid passport of a country that is not barred."""
    return any_of(
        w.person("passports"),
        lambda one: both(on_or_after(one["expires"], w.on), not_in(one["country"], codes)),
    )


def not_barred(w: World, codes: frozenset[str]) -> Truth:
    return either(no(national(w, *codes)), passport_outside(w, codes))


def removal_bar(w: World) -> Truth:
    """5 years when ordered on arrival, otherwise 10, from the second 20."""
    ordered = w.person("us_removal_ordered_on")
    kind, count = w.person("us_removal_kind"), w.person("us_removal_count")
    return either(
        after(ordered, years_ago(w.on, 5)),
        both(no(equals(kind, "arriving")), after(ordered, years_ago(w.on, 10))),
        both(at_least(count, 2), after(ordered, years_ago(w.on, 20))),
    )


def presence_bar(w: World) -> Truth:
    days, left = w.person("us_unlawful_presence_days"), w.person("us_last_departure_on")
    return either(
        both(at_least(days, 181), after(left, years_ago(w.on, 3))),
        both(at_least(days, 365), after(left, years_ago(w.on, 10))),
    )


def no_bar_runs(w: World) -> Truth:
    return no(either(removal_bar(w), presence_bar(w)))


def never_disclosed(w: World) -> Truth:
    """A disclosed flag is open, not false."""
    return True if w.person("criminal_or_security_flag") is NEVER else None


def form_filed(w: World) -> Truth:
    """No form yet is open, not false."""
    return True if happened(w.person("us_supporter.i134a_filed_on")) else None


def relative_aged(r: Relative, years: int) -> Truth:
    return aged(r("birth_date"), years, r.world.on)


def frozen_young(w: World, r: Relative) -> Truth:
    """Under 21 when a parent who was then a citizen filed for them."""
    born, filed = w.person("birth_date"), r("i130_priority_date")
    return both(r("usc_at_filing"), happened(filed), younger(born, 21, filed))


def still_a_child(w: World, r: Relative) -> Truth:
    return either(younger(w.person("birth_date"), 21, w.on), frozen_young(w, r))


def immediate_relative(w: World, r: Relative) -> Truth:
    relation = r("relation")
    return both(
        equals(r("status"), "usc"),
        either(
            equals(relation, "spouse"),
            both(is_in(relation, CHILD), single(w), still_a_child(w, r)),
            both(equals(relation, "parent"), relative_aged(r, 21)),
        ),
    )


def stateless(w: World) -> Truth:
    return is_empty(w.person("nationalities"))
