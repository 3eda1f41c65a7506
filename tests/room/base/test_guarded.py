"""A table about persons answers nobody who does not say by whom or why, by whatever way they ask."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db.models import Count, Exists, OuterRef, Prefetch

from cauce.base import keys
from cauce.base.guarded import Unscoped, guarded_models
from cauce.base.models import Site
from cauce.base.models.keys import KeyKind
from cauce.people.models import Household, Member, Person
from tests import cast as people

pytestmark = pytest.mark.django_db


@pytest.fixture
def household(cast: Any) -> Household:
    key = keys.make(kind=KeyKind.HOUSEHOLD)
    return Household.objects.create(
        key=key, site=cast.site, language="es", size=1, created_at=cast.at
    )


def _in_bulk(q: Any) -> Any:
    return q.in_bulk()


WAYS: dict[str, Callable[[Any], Any]] = {
    "list": list,
    "get": lambda q: q.get(),
    "first": lambda q: q.first(),
    "exists": lambda q: q.exists(),
    "exclude exists": lambda q: q.exclude(size=9).exists(),
    "contains": lambda q: q.contains(Household(pk=keys.make(kind=KeyKind.PERSON).pk)),
    "count": lambda q: q.count(),
    "len": len,
    "bool": bool,
    "slice": lambda q: list(q[:2]),
    "aggregate": lambda q: q.aggregate(n=Count("pk")),
    "annotate": lambda q: list(q.annotate(n=Count("members"))),
    "values": lambda q: list(q.values("pk")),
    "values_list": lambda q: list(q.values_list("pk")),
    "dates": lambda q: list(q.datetimes("created_at", "day")),
    "update": lambda q: q.update(size=2),
    "delete": lambda q: q.delete(),
    "raw delete": lambda q: q._raw_delete("default"),
    "in_bulk": _in_bulk,
    "iterator": lambda q: list(q.iterator()),
    "explain": lambda q: q.explain(),
    "raw": lambda q: q.raw("SELECT 1"),
    "union": lambda q: list(q.union(Household.objects.all())),
    "subquery": lambda q: list(Site.objects.filter(pk__in=q.values("site"))),
    "Exists": lambda q: list(Site.objects.filter(Exists(q.filter(site=OuterRef("pk"))))),
    "or": lambda q: list(q | Household.objects.all()),
    "said | unsaid": lambda q: list(Household.objects.unscoped("test") | q),
    "unsaid | said": lambda q: list(q | Household.objects.unscoped("test")),
    "prefetch": lambda q: list(
        Household.objects.unscoped("test").prefetch_related(
            Prefetch("members", queryset=Member.objects.all())
        )
    ),
    "plain prefetch": lambda q: list(
        Household.objects.unscoped("test").prefetch_related("members")
    ),
    "get_or_create": lambda q: q.get_or_create(size=1),
    "update_or_create": lambda q: q.update_or_create(size=1),
}


@pytest.mark.parametrize("way", WAYS)
def test_no_way_leads_around_the_guard(household: Household, way: str) -> None:
    with pytest.raises(Unscoped):
        WAYS[way](Household.objects.all())
    assert Household.objects.unscoped("test").get().size == 1


def test_a_related_manager_is_guarded_too(household: Household) -> None:
    with pytest.raises(Unscoped):
        list(household.members.all())


def test_an_officer_sees_the_sites_where_they_may_read(household: Household, cast: Any) -> None:
    other = Site.objects.create(name="Other", time_zone="UTC")
    stranger = people.officer("stranger", role=people.Role.INTERVIEWER, site=other)
    assert list(Household.objects.seen_by(cast.iris)) == [household]
    assert list(Household.objects.seen_by(stranger)) == []
    assert list(Household.objects.seen_by(cast.luis)) == []
    assert list(Household.objects.seen_by(cast.dina)) == []


def test_an_officer_whose_account_is_closed_sees_nothing(household: Household, cast: Any) -> None:
    cast.iris.is_active = False
    assert list(Household.objects.seen_by(cast.iris)) == []


def test_rows_are_reached_from_a_record_in_hand(household: Household, cast: Any) -> None:
    key = keys.make(kind=KeyKind.PERSON)
    person = Person.objects.create(key=key, site=cast.site)
    member = Member.objects.create(household=household, person=person, key=key, number=0)
    assert list(Member.objects.of(household=household)) == [member]
    assert Household.objects.itself(household).filter(size=1).update(size=2) == 1


def test_an_id_is_no_record_in_hand(household: Household) -> None:
    with pytest.raises(Unscoped):
        Member.objects.of(household=household.pk)
    with pytest.raises(Unscoped):
        Member.objects.of()
    with pytest.raises(Unscoped):
        Member.objects.unscoped(" ")


def test_every_table_about_persons_is_guarded() -> None:
    guarded = {model.__name__ for model in guarded_models()}
    rooms = ("people", "applications", "notices", "cases", "privacy")
    from cauce.base.privacy import house_models

    about_persons = {m.__name__ for m in house_models() if m._meta.app_label in rooms}
    assert about_persons == guarded
