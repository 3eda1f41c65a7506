"""How the verbs about organisations are called."""

from typing import Any

from cauce.base.actors import Actor
from cauce.partners import actions
from cauce.partners.models import Organisation
from tests.house.calls import AT, Calls


def an_organisation(*, ended: bool = False) -> Organisation:
    organisation = actions.add_organisation(
        name="Puente",
        recipient="resettlement",
        address="",
        answers_within=30,
        by=Actor.DEMONSTRATION,
        at=AT,
    )
    if ended:
        actions.end_organisation(organisation=organisation, by=Actor.DEMONSTRATION, at=AT)
    return organisation


def _call(*, ended: bool = False, **words: Any) -> dict[str, Any]:
    return {"organisation": an_organisation(ended=ended), "by": Actor.DEMONSTRATION, **words}


CALLS: Calls = {
    "partners.add_organisation": lambda: {
        "name": "Orilla", "recipient": "", "address": "", "answers_within": 10, "by": Actor.DEMONSTRATION,
    },
    "partners.change_organisation": lambda: _call(name="Puentes", address="", answers_within=5),
    "partners.end_organisation": _call,
    "partners.take_back_organisation": lambda: _call(ended=True),
}  # fmt: skip
