"""How the verbs of work at the governments' desk are called."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from cauce.base.actors import Actor
from cauce.base.roles import Role
from cauce.governments.actions import load_ledger
from cauce.governments.entries import actions as entries
from cauce.governments.entries.forms_in import ActIn
from cauce.governments.models import Digest, Item, Step
from cauce.governments.work import actions
from cauce.governments.work.quick import actions as quick
from cauce.governments.work.reminding import actions as reminding
from tests import cast as people
from tests.house.calls import AT, Calls
from tests.house.calls.governments import CALL, a_request

IN_A_WEEK = AT.date() + timedelta(days=7)


def desk() -> Any:
    """A ledger with an open request, and two officers of the desk."""
    cast = people.enter()
    load_ledger(record=a_request(), by=Actor.IMPORT, at=AT)
    cast.lucia = people.officer("lucia", role=Role.LIAISON, site=cast.site)
    return cast


def answered(cast: Any) -> str:
    """Record that the request was answered; the account that shows it."""
    form = uuid4()
    act = ActIn(act="answered", actor="south", day="2024-01-11", seen=1, words="They said yes.")
    entries.record_act(request="asked", act=act, form_id=form, by=cast.luis, at=AT)
    return f"a-{form.hex}"


def a_step(cast: Any) -> UUID:
    """A step that Luis has planned for himself."""
    return actions.add_step(
        entry="asked", what="Call them", owner=cast.luis, day=IN_A_WEEK, form_id=uuid4(),
        by=cast.luis, at=AT,
    )  # fmt: skip


def _step(**more: Any) -> dict[str, Any]:
    cast = desk()
    return {"step": a_step(cast), "by": cast.luis} | more


def _moved() -> dict[str, Any]:
    cast = desk()
    return {"step": a_step(cast), "owner": cast.lucia, "day": IN_A_WEEK, "by": cast.luis}


def _added() -> dict[str, Any]:
    cast = desk()
    said = {"entry": "asked", "what": "Call them", "owner": cast.lucia, "day": IN_A_WEEK}
    return said | {"form_id": uuid4(), "by": cast.luis}


def _to_close() -> dict[str, Any]:
    cast = desk()
    return {"entry": "asked", "account": answered(cast), "why": "They said yes.", "by": cast.luis}


def _closing() -> dict[str, Any]:
    cast = desk()
    said = {"entry": "asked", "account": answered(cast), "why": "They said yes."}
    actions.close_item(**said, by=cast.luis, at=AT)
    return {"item": Item.objects.get(pk="asked"), "by": cast.lucia}


def _sent_back() -> dict[str, Any]:
    cast = desk()
    step = a_step(cast)
    actions.finish_step(step=step, why="Called.", by=cast.luis, at=AT)
    return {"item": Step.objects.get(pk=step), "why": "Whom?", "by": cast.lucia}


def _reminded() -> dict[str, Any]:
    line = {"what": "no_owner", "id": "asked", "late": 0}
    return {"officer": desk().luis, "day": AT.date(), "lines": [line], "by": Actor.WORKER}


def _delivered() -> dict[str, Any]:
    reminding.remind_officer(**_reminded(), at=AT)
    return {"digest": Digest.objects.get(), "by": Actor.WORKER}


def _unopened() -> dict[str, Any]:
    desk()
    return {"by": Actor.WORKER}


def _undone() -> dict[str, Any]:
    cast, form = desk(), uuid4()
    quick.log_with_step(contact=CALL, step=None, form_id=form, by=cast.luis, at=AT)
    return {"form_id": form, "by": cast.luis}


def _logged() -> dict[str, Any]:
    cast = desk()
    step = quick.StepIn(what="Send the list", owner=cast.luis, day=IN_A_WEEK)
    return {"contact": CALL, "step": step, "form_id": uuid4(), "by": cast.luis}


CALLS: Calls = {
    "governments.log_with_step": _logged,
    "governments.undo_note": _undone,
    "governments.add_step": _added,
    "governments.move_step": _moved,
    "governments.drop_step": lambda: _step(why="They called us."),
    "governments.finish_step": lambda: _step(why="Called."),
    "governments.close_item": _to_close,
    "governments.verify_closing": _closing,
    "governments.send_back": _sent_back,
    "governments.open_unfinished": _unopened,
    "governments.remind_officer": _reminded,
    "governments.deliver_digest": _delivered,
}
