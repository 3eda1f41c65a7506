"""Finds persons who look like those of a household, by tokens alone: nothing is opened."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import Q

from cauce.people.models import ContactRoute, Household, Member, Person

# The strongest first; the codes that `people.intray` puts into words.
DOCUMENT, PHONE, NAME_AND_BIRTH, NAME_SOUND = "document", "phone", "name_and_birth", "name_sound"
_STRONG = (DOCUMENT, NAME_AND_BIRTH)
# Years between two births that may still be one, said from memory.
NEAR_YEARS = 2
MOST = 200
_PHONE_KINDS = (ContactRoute.Kind.PHONE, ContactRoute.Kind.EMAIL)

Pair = tuple[UUID, UUID]


def alike(household: Household) -> dict[Pair, list[str]]:
    """Return the pairs of a member of this household and somebody else, with why they look alike."""
    own = list(Person.objects.of(memberships__household=household))
    mine = {person.pk for person in own}
    found: dict[Pair, list[str]] = {}
    for other in _candidates(household, own, mine):
        for person in own:
            reasons = _reasons(person, other)
            if reasons:
                found[_pair(person.pk, other.pk)] = reasons
    for one, other_id in _by_phone(household):
        found.setdefault(_pair(one, other_id), []).append(PHONE)
    return found


def alike_elsewhere(household: Household) -> dict[Pair, list[str]]:
    """Return the pairs of a member and a person of another site, own person first: strong signs only.

    Of each household there only one pair: two families are one question. A name that sounds alike or a
    shared telephone is no reason to tell one site of another.
    """
    own = list(Person.objects.of(memberships__household=household).order_by("memberships__number"))
    wanted = Q(pk__in=())
    for person in own:
        if person.document_token:
            wanted |= Q(document_token=person.document_token)
        if person.given_token and person.birth_token:
            wanted |= Q(given_token=person.given_token, birth_token=person.birth_token)
    everywhere = Person.objects.unscoped(
        "whoever applied at two sites: both are told, neither reads"
    )
    rows = everywhere.filter(wanted).exclude(site=household.site).order_by("pk")[:MOST]
    found: dict[Pair, list[str]] = {}
    for person in own:
        for other in rows:
            reasons = [code for code in _reasons(person, other) if code in _STRONG]
            if reasons:
                found[person.pk, other.pk] = reasons
    return _one_of_each_household(found)


def _one_of_each_household(found: dict[Pair, list[str]]) -> dict[Pair, list[str]]:
    others = {other for _own, other in found}
    members = Member.objects.unscoped("which of these persons belong together")
    rows = members.filter(person__in=others).order_by("pk")
    homes = dict(rows.values_list("person", "household"))
    kept: dict[Any, Pair] = {}
    # The strongest; of equals the one whom the family named first.
    for pair in sorted(found, key=lambda pair: -len(found[pair])):
        kept.setdefault(homes.get(pair[1]), pair)
    return {pair: found[pair] for pair in kept.values()}


def sites_of(persons: Iterable[UUID]) -> dict[UUID, Any]:
    """Return at which site each of these persons is, for the row that its own site will see."""
    rows = Person.objects.unscoped("at which site to tell of a pair").filter(pk__in=set(persons))
    return {person.pk: person.site for person in rows.select_related("site")}


def _candidates(household: Household, own: Iterable[Person], mine: set[UUID]) -> list[Any]:
    wanted = Q(pk__in=())
    for person in own:
        if person.document_token:
            wanted |= Q(document_token=person.document_token)
        if person.given_token and person.surname_token:
            both = Q(surname_token=person.surname_token) | Q(surname2_token=person.surname_token)
            wanted |= both & Q(given_token=person.given_token)
        elif person.given_token and person.birth_token:
            wanted |= Q(given_token=person.given_token, birth_token=person.birth_token)
    rows = Person.objects.at_site(household.site).filter(wanted).exclude(pk__in=mine)
    return list(rows.order_by("pk")[:MOST])


def _reasons(one: Person, other: Person) -> list[str]:
    found = []
    if one.document_token and _same(one, other, "document_token"):
        found.append(DOCUMENT)
    if not _same(one, other, "given_token") or not _surnames_meet(one, other):
        return found
    if one.birth_token and _same(one, other, "birth_token"):
        found.append(NAME_AND_BIRTH)
    elif one.surname_token and _near(one.birth_year, other.birth_year):
        found.append(NAME_SOUND)
    return found


def _surnames_meet(one: Person, other: Person) -> bool:
    """Say whether a surname of one is a surname of the other; who has none meets whoever has none."""
    columns = ("surname_token", "surname2_token")
    here = {bytes(token) for c in columns if (token := getattr(one, c))}
    there = {bytes(token) for c in columns if (token := getattr(other, c))}
    return bool(here & there) or here == there


def _near(one: int | None, other: int | None) -> bool:
    return one is None or other is None or abs(one - other) <= NEAR_YEARS


def _same(one: Person, other: Person, column: str) -> bool:
    mine, theirs = getattr(one, column), getattr(other, column)
    return mine is not None and theirs is not None and bytes(mine) == bytes(theirs)


def _by_phone(household: Household) -> list[Pair]:
    """Return the main applicants of households that can be reached on the same way as this one."""
    tokens = ContactRoute.objects.of(household=household).filter(token__isnull=False)
    same = ContactRoute.objects.at_site(household.site).filter(
        kind__in=_PHONE_KINDS, token__in=list(tokens.values_list("token", flat=True))
    )
    others = same.exclude(household=household).values_list("household", flat=True)
    heads = Member.objects.at_site(household.site).filter(number=0, left_at=None)
    ours = heads.filter(household=household).values_list("person", flat=True).first()
    theirs = heads.filter(household__in=list(others[:MOST])).values_list("person", flat=True)
    return [(ours, person) for person in theirs if ours and person != ours]


def _pair(one: UUID, other: UUID) -> Pair:
    return (one, other) if one.int < other.int else (other, one)
