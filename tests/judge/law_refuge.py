"""The refugee programme, the Central American Minors programme, and the two paroles."""

from __future__ import annotations

import datetime as dt

from tests.judge.common import (
    CHILD,
    abroad,
    adult,
    at,
    fear,
    form_filed,
    ground,
    harmed_nobody,
    immediate_relative,
    national,
    never_disclosed,
    not_at,
    refugee,
    relative_aged,
    removal_bar,
    single,
    stateless,
    valid_passport,
)
from tests.judge.facts import Relative, World
from tests.judge.form import Criterion as C
from tests.judge.form import Pathway, between
from tests.judge.values import (
    NEVER,
    Truth,
    after,
    any_of,
    at_least,
    before,
    both,
    by,
    day,
    differs,
    either,
    equals,
    happened,
    holds_one,
    is_empty,
    is_in,
    more_than_one,
    no,
    years_ago,
    younger,
)

IN_COUNTRY = ("CU", "SV", "GT", "HN")
NORTH = ("SV", "GT", "HN")
FOUR = ("CU", "HT", "NI", "VE")
PROTECTED = ("asylum_applicant", "refugee_recognised")
SPOUSE_AND_CHILDREN = {"spouse": None, "child": ("unmarried", 21)}


def _outside_or_in_country(w: World) -> Truth:
    here, there = w.person("current_country"), w.person("habitual_residence_country")
    authorised = day("2022-10-01") <= w.on <= day("2025-09-30")
    return either(
        both(no(stateless(w)), abroad(w)),
        both(stateless(w), differs(here, there)),
        at(w, *IN_COUNTRY) if authorised else False,
    )


def _referred(w: World) -> Truth:
    """A refused referral ends the route; no referral yet is open."""
    referral = w.person("resettlement_referral")
    if referral is None or referral is NEVER:
        return None
    return referral != "declined"


USRAP_P1 = Pathway(
    "USRAP-P1",
    between("", "2025-01-26", "suspended"),
    (
        C("USRAP-P1-1", _outside_or_in_country),
        C("USRAP-P1-2", fear),
        C("USRAP-P1-3", ground, after="USRAP-P1-2"),
        C("USRAP-P1-4", harmed_nobody),
        C("USRAP-P1-5", lambda w: not_at(w, "US")),
        C("USRAP-P1-6", _referred, refer=True),
        C("USRAP-P1-7", lambda w: no(w.person("firmly_resettled")), refer=True),
    ),
    SPOUSE_AND_CHILDREN,
)
USRAP_P2CU = Pathway("USRAP-P2CU", lambda w: "no_intake", (), {})


def _refugee_relative(w: World, r: Relative) -> Truth:
    return both(happened(r("humanitarian_admission_on")), relative_aged(r, 18))


def _admitted_lately(w: World, r: Relative) -> Truth:
    return after(r("humanitarian_admission_on"), years_ago(w.on, 5))


def _close_family(w: World, r: Relative) -> Truth:
    minor = both(single(w), younger(w.person("birth_date"), 21, w.on))
    return either(
        is_in(r("relation"), ("spouse", "parent")), both(is_in(r("relation"), CHILD), minor)
    )


def _registered_abroad(w: World) -> Truth:
    registered = either(
        happened(w.person("unhcr_registered_on")),
        happened(w.person("host_asylum_filed_on")),
        is_in(w.person("host_status"), PROTECTED),
    )
    here = w.person("current_country")
    northern_at_home = both(
        at(w, *NORTH),
        any_of(w.person("nationalities"), lambda c: both(is_in(c, NORTH), equals(here, c))),
    )
    return either(northern_at_home, both(abroad(w), registered))


USRAP_P3 = Pathway(
    "USRAP-P3",
    between("", "2025-01-26", "suspended"),
    (
        C("USRAP-P3-1", _refugee_relative, "relative"),
        C("USRAP-P3-2", _admitted_lately, "relative"),
        C("USRAP-P3-3", _close_family, "relative"),
        C("USRAP-P3-4", _registered_abroad),
        C("USRAP-P3-5", refugee),
    ),
    SPOUSE_AND_CHILDREN,
)


def _named_in_time(w: World) -> Truth:
    limit = day("2023-09-30")
    return either(
        by(w.person("unhcr_registered_on"), limit),
        both(
            by(w.person("host_asylum_filed_on"), limit), is_in(w.person("host_status"), PROTECTED)
        ),
        both(national(w, *FOUR), before(w.person("us_supporter.i134a_filed_on"), limit)),
    )


def _adult_or_accompanied(w: World) -> Truth:
    return either(adult(w), w.person("travels_with_parent_or_guardian"))


USRAP_P4 = Pathway(
    "USRAP-P4",
    between("2023-12-18", "2025-01-26", "suspended"),
    (
        C("USRAP-P4-1", lambda w: at_least(w.house("us_sponsor_group.size"), 5)),
        C("USRAP-P4-2", lambda w: both(abroad(w), not_at(w, "US")), "each"),
        C("USRAP-P4-3", _adult_or_accompanied, "each"),
        C("USRAP-P4-4", _named_in_time),
        C("USRAP-P4-5", lambda w: no(w.person("usrap_denied_before")), "each"),
        C("USRAP-P4-6", refugee),
        C("USRAP-P4-7", lambda w: w.house("same_country"), refer=True),
    ),
    SPOUSE_AND_CHILDREN,
)


def _by_nationality(openings: dict[str, str], closes: str, ends: str):
    """Open by nationality; one the programme never names uses its first opening."""
    first = min(openings.values())

    def one(code: str | None, on: dt.date) -> str | None:
        start = openings.get(code, first) if code else first
        return "not_yet_open" if on < day(start) else None

    def available(w: World) -> str | None:
        if w.on >= day(ends):
            return "ended"
        if w.on >= day(closes):
            return "intake_closed"
        held = w.person("nationalities")
        listed = [one(code, w.on) for code in held.items] if held else []
        if None in listed:
            return None
        if held and held.complete:
            return one(None, w.on) if not listed else "not_yet_open"
        rest = {one(code, w.on) for code in (None, *openings)}
        return rest.pop() if len(rest) == 1 else "unknown"

    return available


CHNV_BARS = {"VE": "2022-10-19", "CU": "2023-01-09", "HT": "2023-01-09", "NI": "2023-01-09"}
CHNV_OPENS = {"VE": "2022-10-18", "CU": "2023-01-06", "HT": "2023-01-06", "NI": "2023-01-06"}
SEA_BARS = {"CU": "2023-04-28", "HT": "2023-04-29"}
SUPPORTERS = ("usc", "lpr", "lawful_nonimmigrant", "refugee", "asylee", "parolee", "tps",
              "deferred_action", "ded")  # fmt: skip
FRP_OPENS = {
    "CO": "2023-07-10", "SV": "2023-07-10", "GT": "2023-07-10", "HN": "2023-07-10",
    "CU": "2023-08-11", "HT": "2023-08-11", "EC": "2023-11-16",
}  # fmt: skip


def _since_bar(w: World, fact: str, bars: dict[str, str]) -> Truth:
    """After the bar date of the principal's nationality, the earliest if there are two."""
    when = w.person(fact)
    if when is NEVER:
        return False
    return any_of(
        w.principal("nationalities"),
        lambda code: after(when, day(bars[code])) if code in bars else False,
    )


def _of_the_four(w: World) -> Truth:
    """A national of the four; a listed member passes with a principal who passes."""
    return either(
        holds_one(w.person("nationalities"), FOUR), holds_one(w.principal("nationalities"), FOUR)
    )


def _travel_document(w: World) -> Truth:
    venezuelan = any_of(
        w.person("passports"),
        lambda one: both(equals(one["country"], "VE"), after(one["expires"], years_ago(w.on, 5))),
    )
    return either(valid_passport(w), venezuelan)


def _no_other_country(w: World) -> Truth:
    return both(
        no(more_than_one(w.person("nationalities"))),
        is_empty(w.person("permanent_residence_in")),
        is_empty(w.person("refugee_status_in")),
    )


def _no_irregular_entry(w: World) -> Truth:
    entered = _since_bar(w, "us_irregular_entry_on", CHNV_BARS)
    return either(no(entered), w.person("us_entry_exception"))


def _no_crossing(w: World) -> Truth:
    return no(
        either(
            _since_bar(w, "pa_irregular_entry_on", CHNV_BARS),
            _since_bar(w, "mx_irregular_entry_on", CHNV_BARS),
        )
    )


def _not_at_sea(w: World) -> Truth:
    """Cubans from 28 April 2023, Haitians from the day after."""
    stopped = after(w.person("sea_interdicted_on"), day("2023-04-27"))
    served = [code for code, start in SEA_BARS.items() if w.on >= day(start)]
    return no(both(holds_one(w.principal("nationalities"), served), stopped))


def _not_removed(w: World) -> Truth:
    return no(removal_bar(w))


def _supported(w: World) -> Truth:
    return both(form_filed(w), w.house("us_supporter.funds_sufficient"))


CHNV = Pathway(
    "CHNV",
    _by_nationality(CHNV_OPENS, "2025-01-20", "2025-03-25"),
    (
        C("CHNV-1", _of_the_four, "each"),
        C("CHNV-2", lambda w: not_at(w, "US"), "each"),
        C("CHNV-3", lambda w: is_in(w.house("us_supporter.status"), SUPPORTERS), "each"),
        C("CHNV-4", _travel_document, "each"),
        C("CHNV-5", _no_other_country),
        C("CHNV-6", _no_irregular_entry, "each"),
        C("CHNV-7", _no_crossing, "each"),
        C("CHNV-8", _not_at_sea, "each", start="2023-04-28"),
        C("CHNV-9", _not_removed, "each"),
        C("CHNV-10", _adult_or_accompanied, "each"),
        C("CHNV-11", _supported, "each", refer=True),
        C("CHNV-12", never_disclosed, "each", refer=True),
    ),
    {**SPOUSE_AND_CHILDREN, "common_law_partner": None},
)


def _process_open(w: World) -> Truth:
    opened = [code for code, start in FRP_OPENS.items() if w.on >= day(start)]
    return national(w, *opened)


def _not_removed_lately(w: World) -> Truth:
    return no(after(w.person("us_removal_ordered_on"), years_ago(w.on, 5)))


FRP = Pathway(
    "FRP",
    _by_nationality(FRP_OPENS, "2025-01-20", "2025-12-15"),
    (
        C("FRP-1", _process_open),
        C("FRP-2", lambda w, r: equals(r("i130"), "approved"), "relative"),
        C("FRP-3", lambda w, r: is_in(r("status"), ("usc", "lpr")), "relative", after="FRP-2"),
        C("FRP-4", lambda w, r: happened(r("frp_invited_on")), "relative", after="FRP-2"),
        C("FRP-5", lambda w, r: no(r("iv_issued")), "relative", after="FRP-2"),
        C("FRP-6", lambda w: not_at(w, "US"), "each"),
        C("FRP-7", valid_passport, "each"),
        C("FRP-8", lambda w: no(_since_bar(w, "us_irregular_entry_on", FRP_OPENS)), "each"),
        C("FRP-9", lambda w: no(_since_bar(w, "sea_interdicted_on", FRP_OPENS)), "each"),
        C("FRP-10", _not_removed_lately, "each"),
        C("FRP-11", lambda w, r: no(immediate_relative(w, r)), "relative", after="FRP-2"),
        C("FRP-12", form_filed, "each", refer=True),
        C("FRP-13", never_disclosed, "each", refer=True),
    ),
    SPOUSE_AND_CHILDREN,
)


def _parent_in_us(w: World, r: Relative) -> Truth:
    return both(r("in_us"), relative_aged(r, 18))


def _qualifying_parent(w: World, r: Relative) -> Truth:
    wider = w.on >= day("2023-04-11")
    pending = ("pending_asylum", "pending_u", *(("pending_t",) if wider else ()))
    filed = day("2023-04-11" if wider else "2021-05-15")
    status, since = r("status"), r("status_since")
    return either(
        is_in(status, ("lpr", "tps", "ded", "withholding")),
        both(is_in(status, ("parolee", "deferred_action")), by(since, years_ago(w.on, 1))),
        both(is_in(status, pending), by(since, filed)),
    )


CAM = Pathway(
    "CAM",
    between("2021-03-10", "2025-01-26", "suspended"),
    (
        C("CAM-1", lambda w: national(w, *NORTH)),
        C("CAM-2", _parent_in_us, "relative"),
        C("CAM-3", _qualifying_parent, "relative", after="CAM-2"),
        C("CAM-4", lambda w, r: is_in(r("relation"), (*CHILD, "ward")), "relative", after="CAM-2"),
        C("CAM-5", single),
        C("CAM-6", lambda w: younger(w.person("birth_date"), 21, w.on)),
        C("CAM-7", lambda w: at(w, *NORTH)),
        C("CAM-8", lambda w: None, "each", refer=True),
    ),
    {"child": ("unmarried", 21), "parent": None, "caregiver": None, "sibling": ("unmarried", 21)},
)
PATHWAYS = (USRAP_P1, USRAP_P2CU, USRAP_P3, USRAP_P4, CHNV, FRP, CAM)
