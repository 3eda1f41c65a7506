"""One answer of every kind that the law tells apart, for each fact (the bound of the judge)."""

from __future__ import annotations

import datetime as dt
from itertools import product
from typing import Any

from tests.judge.facts import DATES, Key, World, read
from tests.judge.values import NEVER, Items, Span, certain, day, years_ago

POOL = tuple(
    [
        "VE",
        "CU",
        "HT",
        "NI",
        "CO",
        "EC",
        "SV",
        "GT",
        "HN",
        "CR",
        "US",
        "MX",
        "BO",
        "BZ",
        "AG",
        "BR",
        "CA",
        "ES",
        "DO",
        "GY",
    ]
)
ONE_DAY = dt.timedelta(days=1)
FRP_DAYS = ("2023-07-10", "2023-08-11", "2023-11-16")
CHNV_DAYS = ("2022-10-19", "2023-01-09")
CUTS: dict[str, tuple[str, ...]] = {
    "host_present_since": ("2023-06-11", "2023-06-12", "2023-10-18", "2024-09-15"),
    "host_asylum_filed_on": ("2023-06-12", "2023-09-30", "2023-10-18", "2024-09-15"),
    "unhcr_registered_on": ("2023-09-30",),
    "us_supporter.i134a_filed_on": ("2023-09-30",),
    "us_irregular_entry_on": (*CHNV_DAYS, *FRP_DAYS),
    "pa_irregular_entry_on": CHNV_DAYS,
    "mx_irregular_entry_on": CHNV_DAYS,
    "sea_interdicted_on": ("2023-04-27", *FRP_DAYS),
    "status_since": ("2021-05-15", "2023-04-11"),
}  # fmt: skip
BULLETINS = {
    "2023-08": ("2015-01-01", "2017-10-08", "2015-09-22", "2009-01-08", "2007-04-22"),
    "2024-06": ("2015-07-08", "2021-11-15", "2016-04-01", "2010-03-01", "2007-07-22"),
    "2025-01": ("2015-11-22", "2022-01-01", "2016-05-22", "2010-07-01", "2007-08-01"),
    "2026-04": ("2017-05-01", "2024-02-01", "2017-05-22", "2011-12-22", "2008-06-08"),
}
AGO = {
    "birth_date": (18, 21, 22, 30),
    "ca_anchor.birth_date": (18,),
    "us_removal_ordered_on": (5, 10, 20),
    "us_last_departure_on": (3, 10),
    "status_since": (1,),
    "humanitarian_admission_on": (5,),
    "i130_priority_date": (0, 2),
}
RELATIONS = ("spouse", "child", "stepchild", "adopted_child", "ward", "parent", "sibling", "other")
CODES: dict[str, tuple[str, ...]] = {
    "marital_status": ("single", "married", "common_law"),
    "host_status": ("national", "asylum_applicant", "refugee_recognised", "irregular"),
    "resettlement_referral": ("unhcr", "declined"),
    "us_removal_kind": ("arriving", "other"),
    "criminal_or_security_flag": ("disclosed",),
    "us_supporter.status": ("usc", "none"),
    "job_us.petition_stage": ("employer_willing", "petition_approved"),
    "job_us.sector": ("agricultural", "nonagricultural"),
    "job_us.temporary_need": ("seasonal", "permanent"),
    "ca_anchor.status": ("citizen",),
    "ca_anchor.relation": ("child", "other"),
    "ca_anchor.lives_in": ("quebec", "rest_of_canada"),
    "intent.canada_province": ("quebec", "other"),
    "status": ("usc", "lpr", "tps", "parolee", "pending_asylum", "pending_t", "nonimmigrant"),
    "relation": RELATIONS,
    "i130": ("filed", "approved"),
    "relation_to_principal": (
        "spouse", "common_law_partner", "child", "stepchild", "grandchild", "parent", "sibling",
        "caregiver", "other",
    ),
}  # fmt: skip
NUMBERS = {
    "us_removal_count": (0, 1, 2),
    "us_unlawful_presence_days": (0, 180, 181, 364, 365),
    "us_sponsor_group.size": (0, 4, 5),
    "skills.years_experience": (0, 1),
    "skills.language_clb": (0, 6, 7),
    "job_es.posts_in_offer": (0, 4, 5, 9, 10),
}


def classes(key: Key, world: World) -> list[Any]:
    """The answers to try for this fact, within what is already known of it."""
    kind, name = key[0], key[-1]
    if kind == "parameter":
        return [day("1950-01-01"), day("2100-01-01")]
    if kind == "list":
        return [[], *([one] for one in kinds_of_relative(world.on))]
    now = present(key, world)
    if certain(now):  # a common-law couple: known, and yet undecided
        return [code for code in CODES["marital_status"] if code != "common_law"]
    if name in DATES:
        return dates(name, now, world)
    return plain(name, now, world)


def present(key: Key, world: World) -> Any:
    return world.parsed.get(key)


def plain(name: str, now: Any, world: World) -> list[Any]:
    if name == "passports":
        return passports(now, world.on)
    if name in ("nationalities", "permanent_residence_in", "refugee_status_in", "fear_ground"):
        return sets(name, now, world)
    if name in ("current_country", "habitual_residence_country"):
        here = [code for code in _countries(world) if code not in POOL]
        return [*POOL, *here, "IN", *([NEVER] if name.startswith("h") else [])]
    if name == "birth_country":
        return ["VE", "MX"]
    if name in CODES:
        return [*CODES[name], NEVER]
    return list(NUMBERS.get(name, (True, False)))


def _countries(world: World) -> list[str]:
    """Countries that this very case names, so that *the same one* can be tried."""
    found = [world.raw.get("current_country"), world.raw.get("habitual_residence_country")]
    held = world.raw.get("nationalities") or []
    found += held["items"] if isinstance(held, dict) else held
    return [code for code in dict.fromkeys(found) if code and code != "none"]


def sets(name: str, now: Any, world: World) -> list[Items]:
    held = now.items if now is not None else ()
    if name == "nationalities":
        more = list(dict.fromkeys((*POOL, *_countries(world))))
        pairs = [("VE", "MX"), ("CU", "VE"), ("EC", "CO"), ("HT", "MX"), ("SV", "MX")]
        pairs += [(code, c) for c in ("VE", "HT", "MX") for code in _countries(world) if code != c]
        tries = [(), *((code,) for code in more), *([] if held else pairs)]
    else:
        tries = [(), ("race",)] if name == "fear_ground" else [(), ("CL",)]
    return [Items((*held, *extra)) for extra in tries if not set(extra) & set(held)]


def passports(now: Any, on: dt.date) -> list[Items]:
    later, lately, long_ago = (Span(d, d) for d in (
        on + 400 * ONE_DAY, years_ago(on, 2), years_ago(on, 7)))  # fmt: skip
    extra = [None, *({"country": c, "expires": later} for c in ("MX", "HT", "VE", "US", "GY"))]
    extra += [{"country": "VE", "expires": lately}, {"country": "VE", "expires": long_ago}]
    if now is None:
        return [Items((one,) if one else ()) for one in extra]
    parts = [_passport(one, on) for one in now.items]
    tails = extra if not now.complete else [None]
    whole = [*product(*parts, tails)][:400]
    return [Items(tuple(one for one in choice if one)) for choice in whole]


def _passport(one: dict, on: dt.date) -> list[dict]:
    countries = ["MX", "HT", "VE", "US"] if one["country"] is None else [one["country"]]
    points = [on, on - ONE_DAY, years_ago(on, 5), years_ago(on, 5) + ONE_DAY]
    if one["expires"] is None:
        days: list[Any] = [Span(p, p) for p in (*points, on + 400 * ONE_DAY, years_ago(on, 7))]
    elif one["expires"] is NEVER:
        days = [NEVER]
    else:
        days = _within(one["expires"], points)
    return [{"country": c, "expires": d} for c in countries for d in days]


def dates(name: str, now: Any, world: World) -> list[Any]:
    cuts = [day(text) for text in CUTS.get(name, ())]
    cuts += [years_ago(world.on, n) for n in AGO.get(name, ())]
    cuts += [world.on] if name == "host_regularisation_filed_on" else []
    if name == "i130_priority_date":
        cuts += [day(text) for text in BULLETINS.get(f"{world.on:%Y-%m}", ())]
    cuts += _frozen(name, world)
    points = sorted({c + shift * ONE_DAY for c in cuts for shift in (-1, 0, 1)})
    if now is not None:
        return _within(now, points)
    if name == "birth_date":
        points = [p for p in points if p <= world.on] + [years_ago(world.on, 3)]
    days: list[Any] = [Span(p, p) for p in (day("1970-01-01"), *points)]
    return days if "birth_date" in name else [NEVER, *days]


def _frozen(name: str, world: World) -> list[dt.date]:
    """The days on which age freezing turns, where the other date is known in part."""
    if name not in ("birth_date", "i130_priority_date"):
        return []
    other = "i130_priority_date" if name == "birth_date" else "birth_date"
    known = [read(other, r.raw.get(other)) for r in world.relatives()[0]]
    if name == "i130_priority_date":
        known = [read(other, world.raw.get(other))]
    ends = [d for one in known if isinstance(one, Span) for d in (one.lo, one.hi)]
    return [years_ago(d, 21 if name == "birth_date" else -21) for d in ends]


def _within(span: Span, points: list[dt.date]) -> list[Span]:
    inside = {p for p in points if span.lo <= p <= span.hi} | {span.lo, span.hi}
    return [Span(p, p) for p in sorted(inside)]


def kinds_of_relative(on: dt.date) -> list[dict[str, Any]]:
    """Two dozen relatives of whom everything favourable is known."""
    year_ago, old, born = (Span(d, d) for d in (
        years_ago(on, 1), day("1990-01-01"), years_ago(on, 40)))  # fmt: skip
    relations = ("spouse", "child", "parent", "sibling")
    kinds = product(("usc", "lpr", "tps"), relations, (True, False))
    return [
        {
            "status": status, "relation": relation, "usc_at_filing": citizen, "i130": "approved",
            "birth_date": born, "in_us": True, "can_support": True, "i130_priority_date": old,
            "humanitarian_admission_on": year_ago, "frp_invited_on": year_ago,
            "iv_issued": False, "status_since": old,
        }
        for status, relation, citizen in kinds
    ]  # fmt: skip
