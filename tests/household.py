"""A household with its ways to be reached, without any application: for rooms below `applications`."""

from types import SimpleNamespace

from cauce.base import envelopes, keys
from cauce.base.models import Site
from cauce.base.models.keys import KeyKind
from cauce.people.models import ContactRoute, Household, Member, Person
from tests.cast import MORNING

PHONE, MAIL = "+50255512345", "rosa.xol@example.org"


def a_household(
    site: Site, *, language: str = "es", routes: tuple[dict[str, object], ...] = ()
) -> SimpleNamespace:
    """A mother, her household and the routes described; see `route`."""
    key = keys.make(kind=KeyKind.HOUSEHOLD)
    home = Household.objects.create(
        key=key, site=site, language=language, size=1, created_at=MORNING
    )
    person = Person(key=keys.make(kind=KeyKind.PERSON), site=site)
    named = {"given": "Rosa María", "surname1": "Xol", "surname2": "Caal"}
    person.sealed = envelopes.close(person, "sealed", named)
    person.save(force_insert=True)
    Member.objects.create(household=home, person=person, key=person.key, number=0)
    made = [route(home, number, **words) for number, words in enumerate(routes, 1)]
    return SimpleNamespace(home=home, key=key, routes=made, person=person)


def route(home: Household, number: int, **words: object) -> ContactRoute:
    """A way to reach a household: by telephone, verified, safe to write to at any hour, unless it is said."""
    kind = str(words.get("kind", "phone"))
    made = ContactRoute(
        household=home,
        key=home.key,
        kind=kind,
        number=number,
        may_write=bool(words.get("may_write", True)),
        may_call=bool(words.get("may_call", False)),
        neutral_only=bool(words.get("neutral_only", False)),
        state=str(words.get("state", "verified")),
    )
    made.sealed = envelopes.close(
        made,
        "sealed",
        {
            "address": words.get("address", PHONE if kind == "phone" else MAIL),
            "from_hour": words.get("from_hour"),
            "to_hour": words.get("to_hour"),
        },
    )
    made.save(force_insert=True)
    return made
