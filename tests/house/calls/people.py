"""How the verbs of persons are called."""

from typing import Any

from cauce.base.actors import Actor
from cauce.people.lookalikes import actions
from cauce.people.models import ContactRoute, LookAlike
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


CALLS: Calls = {
    "people.search_persons": lambda: {
        "kind": "name", "what": "Pérez", "found": [], "by": a_registrar(a_site()),
    },
    "people.mark_route": lambda: _route() | {"to": "failing"},
    "people.look_for_look_alikes": _twice,
    "people.decide_look_alike": lambda: _pair() | {"same": False},
    "people.reopen_look_alike": _decided,
}  # fmt: skip
