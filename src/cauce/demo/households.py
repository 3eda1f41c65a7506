"""Invented households: names of the region, ages, telephones, and the situations of the pack's own examples.

What they answer comes from the worked persons in the pack's `examples/persons`, so the code knows no fact;
a pack without such examples gets households that have answered nothing yet.
"""

import json
import random
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any
from uuid import UUID

from cauce.applications.consents import PURPOSES
from cauce.applications.submission import Answer, ConsentIn, Paper, PersonIn, RouteIn, Submission
from cauce.base.models import Site
from cauce.eligibility import Fact
from cauce.packs import default_pack, pack
from cauce.people.facts import PRIVATE, UNKNOWN

GIVEN = (
    "Rosa María", "Mateo", "Ana Lucía", "José", "Micaela", "Pedro", "Juana", "Wilmer", "Yeimi",
    "Carlos Andrés", "Luz Marina", "Domingo", "Marie-Claire", "Jean Robert", "Wideline", "Yusnaidy",
    "Eduardo", "Gladys", "Tomás", "Candelaria", "Óscar", "Nidia", "Ernesto", "Xiomara", "Sebastián",
    "Dayana", "Felipe", "Guerline", "Manuel", "Ixchel",
)  # fmt: skip
SURNAMES = (
    "Xol", "Caal", "Pérez", "Núñez", "Choc", "Ramírez", "Jean-Baptiste", "Moreno", "Tzoc",
    "Hernández", "Pop", "Castillo", "Joseph", "Rodríguez", "Mejía", "Quispe", "Vásquez", "Ixcoy",
    "Zelaya", "Paz", "Guerrero", "Pierre", "Oxlaj", "Rivas",
)  # fmt: skip
TONGUES = (
    ("es", ""),
    ("es", ""),
    ("es", ""),
    ("kek", ""),
    ("mam", ""),
    ("quc", ""),
    ("ht", ""),
    ("es", ""),
)
PREFIXES = {
    "America/Guatemala": "+502555",
    "America/Bogota": "+57300555",
    "America/Costa_Rica": "+5068555",
}

# The member's number (None: the household), a fact's key, and its value.
Kept = tuple[int | None, str, Any]


class Inventor:
    """Invents one household after another; the same seed invents the same ones."""

    def __init__(self, seed: int) -> None:
        """Begin with a seed."""
        self.chance = random.Random(seed)  # noqa: S311 - invented people, no secret
        self.count = 0

    def household(self, site: Site, on: date, *, share: bool) -> tuple[Submission, list[Kept]]:
        """Return what a family sends, and what it will say only in an interview.

        `share` says whether it agrees that its data goes to organisations and destinations.
        """
        self.count += 1
        sample = self.chance.choice(
            _samples(default_pack()) or [{"household": {}, "persons": [{}]}]
        )
        surnames = self.chance.sample(SURNAMES, 2)
        persons, kept = [], []
        for number, said in enumerate(sample["persons"]):
            answers, later = self._answers("person", said, on, number)
            kept += later
            persons.append(self._person(said, number, surnames, answers))
        shared, later = self._answers("household", sample["household"], on, None)
        spoken, variety = self.chance.choice(TONGUES)
        language = "ht" if spoken == "ht" and "ht" in site.languages else "es"
        sent = Submission(
            form_id=UUID(int=self.chance.getrandbits(128), version=4),
            site=site,
            language=language,
            persons=persons,
            answers=shared,
            consents=[
                ConsentIn(
                    purpose=p.purpose,
                    recipient=p.recipient,
                    given=p.necessary or (share and p.recipient != "home-state"),
                )
                for p in PURPOSES
            ],
            routes=self._routes(site),
            spoken=spoken,
            variety=variety,
        )
        return sent, kept + later

    def _person(
        self, said: Mapping[str, Any], number: int, surnames: list[str], answers: dict[str, Answer]
    ) -> PersonIn:
        rules = pack()
        birth, relation = _bound()
        given = self.chance.choice(GIVEN)
        paper = f"{self.chance.choice('ABEPV')}{self.chance.randrange(10**7, 10**8)}"
        return PersonIn(
            given=given,
            surname1=surnames[0],
            surname2=surnames[1] if self.chance.random() < 0.7 else "",
            birth=str(said.get(birth) or ""),
            birth_approximate=False,
            relation=str(said.get(relation) or "") if number else rules.relations.principal,
            papers=[Paper(kind="passport", number=paper)] if self.chance.random() < 0.6 else [],
            answers=answers,
        )

    def _answers(
        self, entity: str, said: Mapping[str, Any], on: date, number: int | None
    ) -> tuple[dict[str, Answer], list[Kept]]:
        """Return what is answered on the phone, and what only an interview asks."""
        facts, bound = pack().facts_of(entity), _bound()
        told: dict[str, Answer] = {}
        kept: list[Kept] = []
        for key, value in said.items():
            fact = facts.get(key)
            if fact is None or key in bound or value is None or _later(fact, value, on):
                continue
            if fact.asked == "interview":
                kept.append((number, key, value))
            elif fact.asked == "public":
                told[key] = self._said(value, protective=fact.protective)
        return told, kept

    def _said(self, value: Any, *, protective: bool) -> Answer:
        if protective and self.chance.random() < 0.15:
            return Answer(value=None, how=PRIVATE)
        if self.chance.random() < 0.04:
            return Answer(value=None, how=UNKNOWN)
        return Answer(value=value)

    def _routes(self, site: Site) -> list[RouteIn]:
        number = f"{PREFIXES[site.time_zone]}{self.count:05d}"
        routes = [
            RouteIn(
                kind="phone",
                address=number,
                may_call=self.chance.random() < 0.8,
                may_write=self.chance.random() < 0.9,
                neutral_only=self.chance.random() < 0.7,
                from_hour=9 if self.chance.random() < 0.3 else None,
                to_hour=18 if self.chance.random() < 0.3 else None,
            )
        ]
        if self.chance.random() < 0.4:
            address = f"family{self.count}@example.org"
            routes.append(RouteIn(kind="email", address=address, neutral_only=False))
        return routes


@lru_cache(maxsize=2)
def _samples(folder: Path) -> list[dict[str, Any]]:
    files = sorted((folder / "examples" / "persons").glob("*.json"))
    return [json.loads(file.read_text(encoding="utf-8")) for file in files]


def _bound() -> tuple[str, str]:
    rules = pack()
    return rules.facts[rules.relations.birth].key, rules.facts[rules.relations.fact].key


def _later(fact: Fact, value: Any, on: date) -> bool:
    """Say whether an answer speaks of a day after `on`: nobody could have said it yet."""
    text = str(value)
    return fact.type.kind == "date" and text[:1].isdigit() and text > on.isoformat()[: len(text)]
