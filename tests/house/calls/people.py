"""How the verbs of persons are called."""

from typing import Any

from cauce.base.actions import open_site
from cauce.base.actors import Actor
from cauce.people.lookalikes import actions
from cauce.people.models import ContactRoute, FarLookAlike, LookAlike
from tests.house.calls import AT, Calls
from tests.house.calls.applications import a_registrar, an_application
from tests.house.calls.base import a_site


def _route() -> dict[str, Any]:
    household = an_application().household
    route = ContactRoute.objects.of(household=household).select_related("household__site").get()
    return {"route": route, "by": Actor.WORKER}


def _twice() -> dict[str, Any]:
    site = a_site()
    an_application(site)
    return {"household": an_application(site).household, "by": Actor.WORKER}


def a_pair() -> LookAlike:
    words = _twice()
    actions.look_for_look_alikes(**words, at=AT)
    found: LookAlike = LookAlike.objects.at_site(words["household"].site).first()
    return found


def _pair() -> dict[str, Any]:
    pair = a_pair()
    return {"look_alike": pair, "by": a_registrar(pair.site)}


def _decided() -> dict[str, Any]:
    words = _pair()
    actions.decide_look_alike(**words, same=True, at=AT)
    return words


def _far() -> dict[str, Any]:
    site = a_site()
    an_application(site)
    there = open_site(
        name="Far", time_zone="UTC", opening_hours={}, languages=["es"], by=Actor.SETUP, at=AT
    )
    household = an_application(there).household
    actions.look_for_look_alikes(household=household, by=Actor.WORKER, at=AT)
    return {"far": FarLookAlike.objects.at_site(there).get(), "by": a_registrar(there)}


def _asked_elsewhere() -> dict[str, Any]:
    words = _far()
    actions.ask_elsewhere(**words, at=AT)
    here = FarLookAlike.objects.at_site(words["far"].other.site).get()
    return {"far": here, "answer": "same", "by": a_registrar(here.site, username="rita")}


CALLS: Calls = {
    "people.search_persons": lambda: {
        "kind": "name", "what": "Pérez", "found": [], "by": a_registrar(a_site()),
    },
    "people.mark_route": lambda: _route() | {"to": "failing"},
    "people.look_for_look_alikes": _twice,
    "people.decide_look_alike": lambda: _pair() | {"same": False},
    "people.reopen_look_alike": _decided,
    "people.ask_elsewhere": _far,
    "people.answer_elsewhere": _asked_elsewhere,
}  # fmt: skip
