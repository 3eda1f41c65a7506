"""Random case files, made from the worked persons by mutation, or wholly at random."""

from __future__ import annotations

import copy
import datetime as dt
import json
import os
import random
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from tests.judge.classes import BULLETINS, CUTS
from tests.judge.facts import DATES
from tests.judge.values import day, years_ago

Case = dict[str, Any]
ONE_DAY = dt.timedelta(days=1)
BOUNDARIES = [
    "2022-10-01",
    "2022-10-18",
    "2022-10-19",
    "2022-12-15",
    "2023-01-01",
    "2023-01-06",
    "2023-01-09",
    "2023-02-21",
    "2023-04-11",
    "2023-04-27",
    "2023-04-28",
    "2023-04-29",
    "2023-05-03",
    "2023-06-12",
    "2023-06-28",
    "2023-07-10",
    "2023-08-01",
    "2023-08-03",
    "2023-08-11",
    "2023-08-31",
    "2023-09-15",
    "2023-10-18",
    "2023-11-09",
    "2023-11-16",
    "2023-11-17",
    "2023-11-20",
    "2023-12-18",
    "2023-12-29",
    "2023-12-31",
    "2024-02-29",
    "2024-06-01",
    "2024-06-06",
    "2024-06-30",
    "2024-09-16",
    "2024-09-26",
    "2024-11-07",
    "2024-12-02",
    "2025-01-01",
    "2025-01-17",
    "2025-01-20",
    "2025-01-22",
    "2025-01-27",
    "2025-02-28",
    "2025-03-25",
    "2025-06-09",
    "2025-09-15",
    "2025-09-30",
    "2025-12-15",
    "2025-12-30",
    "2026-01-01",
    "2026-01-21",
    "2026-04-01",
    "2026-04-30",
    "2026-12-31",
]
COUNTRIES = "VE VE CU CU HT HT NI NI CO CO EC SV GT HN HN CR US MX CA ES BO BZ BR AG DM CL DO PE IN"
CODES: dict[str, str] = {
    "marital_status": "single married common_law separated divorced widowed",
    "host_status": "national permanent_resident temporary_regular regularisation_pending "
    "asylum_applicant refugee_recognised irregular",
    "resettlement_referral": "none unhcr us_embassy designated_ngo declined",
    "us_removal_kind": "arriving other none",
    "criminal_or_security_flag": "none disclosed",
    "job_us.petition_stage": "none employer_willing labor_cert_approved petition_filed "
    "petition_approved",
    "job_us.sector": "agricultural nonagricultural none",
    "job_us.temporary_need": "seasonal peakload one_time intermittent permanent none",
    "ca_anchor.status": "citizen pr none",
    "ca_anchor.relation": "child grandchild spouse common_law_partner parent grandparent sibling "
    "other none",
    "ca_anchor.lives_in": "quebec rest_of_canada abroad none",
    "us_supporter.status": "usc lpr lawful_nonimmigrant refugee asylee parolee tps "
    "deferred_action ded none",
    "intent.canada_province": "quebec other none",
    "status": "usc usc usc lpr lpr lpr refugee asylee tps parolee deferred_action ded withholding "
    "pending_asylum pending_t pending_u nonimmigrant none",
    "relation": "spouse child child child stepchild adopted_child ward parent sibling other none",
    "i130": "none filed approved approved approved",
    "birth_country": COUNTRIES + " MX CN PH",
    "current_country": COUNTRIES,
    "habitual_residence_country": COUNTRIES + " none",
}
NUMBERS = {
    "us_removal_count": (0, 1, 1, 2, 3),
    "us_unlawful_presence_days": (0, 179, 180, 181, 364, 365, 366, 800),
    "us_sponsor_group.size": (0, 4, 5, 6),
    "skills.years_experience": (0, 1, 4),
    "skills.language_clb": (0, 6, 7, 10),
    "job_es.posts_in_offer": (0, 4, 5, 6, 9, 10, 11),
}
GROUNDS = ("race", "religion", "nationality", "political_opinion", "particular_social_group")
RELATIONS = [
    "spouse",
    "common_law_partner",
    "child",
    "child",
    "child",
    "stepchild",
    "stepchild",
    "adopted_child",
    "ward",
    "grandchild",
    "parent",
    "grandparent",
    "sibling",
    "caregiver",
    "other",
]
KIN = ("spouse", "common_law_partner", "child", "stepchild", "stepchild", "sibling", "parent")
YEARS = {
    "birth_date": (18, 18, 21, 21, 22, 25, 30, 40, 5),
    "ca_anchor.birth_date": (18, 30, 50),
    "us_removal_ordered_on": (1, 5, 5, 10, 10, 20, 20),
    "us_last_departure_on": (1, 3, 3, 10, 10),
    "humanitarian_admission_on": (1, 5, 5, 6),
    "status_since": (1, 1, 4),
    "i130_priority_date": (1, 2, 12),
}


CARRIED = (
    "passports",
    "current_country",
    "us_irregular_entry_on",
    "pa_irregular_entry_on",
    "mx_irregular_entry_on",
    "sea_interdicted_on",
    "us_removal_ordered_on",
    "us_last_departure_on",
    "us_unlawful_presence_days",
    "travels_with_parent_or_guardian",
    "intends_return_after_job",
    "usrap_denied_before",
    "us_supporter.i134a_filed_on",
    "nationalities",
)
TRAVELLING = ("W02", "W03", "W08", "W09", "W12", "W13", "W15", "W16", "W18", "W19", "W21", "W25")


@cache
def worked() -> list[Case]:
    """W01 to W25, from the examples or from the pack."""
    folders = [Path(os.environ.get("CAUCE_EXAMPLES", "none")) / "screening",
               Path(__file__).parents[2] / "packs/americas/examples/persons"]  # fmt: skip
    folder = next(one for one in folders if (one / "W01.json").exists())
    return [json.loads(path.read_text()) for path in sorted(folder.glob("W*.json"))]


def households(seed: int, count: int) -> Iterator[Case]:
    """So many cases; the same ones for the same seed."""
    bases = worked()
    for number in range(count):
        rng = random.Random(f"{seed}/{number}")
        yield _Maker(rng, copy.deepcopy(rng.choice(bases))).case(f"{seed}-{number}")


class _Maker:
    def __init__(self, rng: random.Random, base: Case):
        self.rng, self.base = rng, base
        self.on = day(base["on"])
        self.unknowing = rng.choice((0.0, 0.02, 0.1, 0.1, 0.4))

    def case(self, name: str) -> Case:
        if self.rng.random() < 0.7:
            self._choose_day()
        head = self.base["persons"][0]
        wild, family = self.rng.random() < 0.2, self.rng.random() < 0.4
        if family:
            self.base = copy.deepcopy(
                self.rng.choice([b for b in worked() if b["id"] in TRAVELLING])
            )
            head, wild, self.unknowing = self.base["persons"][0], False, self.rng.choice((0, 0.03))
            self.on = day(self.base["on"]) + self.rng.choice((0, 0, 0, -60, 60)) * ONE_DAY
        persons = [self._person(head, wild, most=2 if family else 12)]
        while len(persons) < 5 and self.rng.random() < (0.8 if family else 0.3):
            persons.append(self._like(persons[0]) if family else self._member(head, wild))
        house = self.base["household"]
        self._mutate(house, len(house) if wild else self.rng.randint(0, 1 if family else 3))
        for one in (house, *persons):
            self._forget(one)
        if self.rng.random() < 0.1:
            self._oddity(self.rng.choice(persons))
        return {"id": name, "on": self.on.isoformat(), "household": house, "persons": persons}

    def _oddity(self, person: Case) -> None:
        """What nobody expects and the form of a case file allows."""
        odd = self.rng.choice(
            ("current_country", "birth_country", "birth_date", "passports", "own")
        )
        if odd == "own":
            person["permanent_residence_in"] = person.get("nationalities")
            person["refugee_status_in"] = person.get("nationalities")
        elif odd == "kin" and person["relation_to_principal"] != "principal":
            person["relation_to_principal"] = None
        elif odd in ("passports", "kin"):
            person["passports"] = [{"country": "VE", "expires": "never"}, {"country": "none"}]
        else:
            person[odd] = "never" if odd == "birth_date" else "none"

    def _choose_day(self) -> None:
        if self.rng.random() < 0.6:
            shift = self.rng.choice((-1, 0, 0, 1))
            self.on = day(self.rng.choice(BOUNDARIES)) + shift * ONE_DAY
        else:
            self.on = day("2022-01-01") + self.rng.randrange(5 * 365) * ONE_DAY

    def _person(self, head: Case, wild: bool, most: int = 12) -> Case:
        person = copy.deepcopy(head)
        listed = person.pop("us_relatives")
        self._mutate(person, len(person) if wild else self.rng.randint(most // 6, most))
        if person["birth_date"] and person["birth_date"] > self.on.isoformat():
            person["birth_date"] = self.date("birth_date")
        person["us_relatives"] = self._relatives(listed)
        return person

    def _member(self, head: Case, wild: bool) -> Case:
        person = self._person(head, wild)
        person["relation_to_principal"] = self.rng.choice(RELATIONS)
        person["birth_date"] = self.date("birth_date")
        return person

    def _like(self, head: Case) -> Case:
        """A member much like the principal: else all fail, and the family's rules stay untried."""
        person = copy.deepcopy(head)
        person["relation_to_principal"] = self.rng.choice(
            KIN if self.rng.random() < 0.7 else RELATIONS
        )
        person["marital_status"] = self.rng.choice(("single", "single", "married", "common_law"))
        person["birth_date"] = self.date("birth_date")
        if self.rng.random() < 0.4:
            person["birth_date"] = years_ago(self.on, self.rng.randint(1, 17)).isoformat()
        for name in self.rng.sample(CARRIED, self.rng.choice((0, 0, 1, 2, 3))):
            person[name] = self.value(name)
        return person

    def _forget(self, facts: Case) -> None:
        """Some facts are unknown; some of those are left out, which is the same."""
        for name in list(facts):
            if name == "relation_to_principal" or self.rng.random() >= self.unknowing:
                continue
            facts[name] = None
            if self.rng.random() < 0.3:
                del facts[name]
        for one in self._listed(facts.get("us_relatives")):
            self._forget(one)

    def _listed(self, raw: Any) -> list[Case]:
        return raw["items"] if isinstance(raw, dict) else raw or []

    def _mutate(self, facts: Case, count: int) -> None:
        names = [name for name in facts if name not in ("relation_to_principal", "us_relatives")]
        for name in self.rng.sample(names, min(count, len(names))):
            facts[name] = self.value(name)

    def value(self, name: str) -> Any:
        if self.rng.random() < 0.06:
            return None
        if name in DATES:
            return self.date(name)
        if name in CODES:
            return self.rng.choice(CODES[name].split())
        if name in NUMBERS:
            return self.rng.choice(NUMBERS[name])
        if name in ("nationalities", "permanent_residence_in", "refugee_status_in"):
            weights = (1, 8, 3, 1) if name == "nationalities" else (6, 3, 1, 0)
            return self._list(COUNTRIES.split(), weights)
        if name == "fear_ground":
            return self._list(GROUNDS, (2, 3, 1, 0))
        if name == "passports":
            size = self.rng.choices((0, 1, 2, 3), (2, 5, 2, 1))[0]
            return self._open([self._passport() for _ in range(size)])
        return self.rng.random() < 0.5

    def _list(self, pool: Any, weights: tuple[int, ...]) -> Any:
        size = self.rng.choices(range(len(weights)), weights)[0]
        return self._open(list(dict.fromkeys(self.rng.choices(pool, k=size))))

    def _open(self, items: list) -> Any:
        return {"items": items, "complete": False} if self.rng.random() < 0.12 else items

    def _passport(self) -> Case:
        back = years_ago(self.on, 5)
        near = self.rng.choice((self.on, back, self.on + 900 * ONE_DAY, self.on - 900 * ONE_DAY))
        expires = self._written(near + self.rng.choice((-1, 0, 0, 1)) * ONE_DAY)
        country: Any = self.rng.choice(COUNTRIES.split())
        if self.rng.random() < 0.05:
            country = None
        return {"country": country, "expires": None if self.rng.random() < 0.05 else expires}

    def date(self, name: str) -> Any:
        if "birth_date" not in name and self.rng.random() < 0.2:
            return "never"
        when = self._near(name) + self.rng.choice((-1, 0, 0, 1)) * ONE_DAY
        text = self._written(min(when, self.on))
        latest = (text.split("/")[-1] + "-12-31")[:10] if len(text) != 7 else text + "-31"
        return text if latest <= self.on.isoformat() else min(when, self.on).isoformat()

    def _near(self, name: str) -> dt.date:
        cuts = CUTS.get(name, ())
        if name == "i130_priority_date":
            cuts = [text for month in BULLETINS.values() for text in month]
        years = YEARS.get(name, ()) or ((1, 3) if not cuts else ())
        if name == "birth_date" and self.rng.random() < 0.05:
            return day(self.rng.choice(("2000-02-29", "2004-02-29", "2008-02-29")))
        if self.rng.random() < 0.15:
            return self.on - self.rng.randrange(9000) * ONE_DAY
        choice = self.rng.choice((*cuts, *years))
        return day(choice) if isinstance(choice, str) else years_ago(self.on, choice)

    def _written(self, when: dt.date) -> str:
        """A day, or a month, year or interval in which it lies."""
        if self.rng.random() < 0.8:
            return when.isoformat()
        first, last = (when + self.rng.randint(*ends) * ONE_DAY for ends in ((-40, 0), (0, 40)))
        return self.rng.choice(
            (f"{when:%Y-%m}", f"{when:%Y}", f"{first.isoformat()}/{last.isoformat()}")
        )

    def _relatives(self, listed: list[Case]) -> Any:
        listed = copy.deepcopy(listed)
        while len(listed) < 3 and self.rng.random() < 0.4:
            listed.append(self._relative())
        for one in listed:
            self._mutate(one, self.rng.choice((0, 0, 1, 3)))
        roll = self.rng.random()
        if roll < 0.05:
            return None
        return {"items": listed, "complete": False} if roll < 0.12 else listed

    def _relative(self) -> Case:
        names = ("status", "status_since", "humanitarian_admission_on", "birth_date", "in_us",
                 "relation", "i130", "i130_priority_date", "usc_at_filing", "frp_invited_on",
                 "iv_issued", "can_support")  # fmt: skip
        found = {name: self.value(name) for name in names}
        found["birth_date"] = found["birth_date"] or years_ago(self.on, 40).isoformat()
        return found
