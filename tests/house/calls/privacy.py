"""How the verbs of privacy are called."""

from typing import Any
from uuid import uuid4

from cauce.base import files
from cauce.base.actors import Actor
from cauce.base.roles import Role
from cauce.privacy import actions
from cauce.privacy.models import FileCopy
from tests.house.calls import AT, Calls
from tests.house.calls.applications import an_application
from tests.house.calls.base import an_officer


def _file() -> dict[str, Any]:
    household = an_application().household
    by = an_officer(username="sofia", roles=(Role.SUPERVISOR,), site=household.site)
    return {"household": household, "reason": "asked", "by": by}


def _proposed() -> dict[str, Any]:
    proposal = actions.propose_erasure(**_file(), at=AT)
    by = an_officer(username="dina", roles=(Role.DIRECTOR,), site=proposal.site)
    return {"erasure": proposal, "by": by}


def _signed() -> dict[str, Any]:
    words = _proposed()
    actions.sign_erasure(**words, at=AT)
    return {"erasure": words["erasure"].pk, "by": Actor.WORKER}


def _asking() -> dict[str, Any]:
    return {"application": an_application(), "form_id": uuid4(), "by": Actor.FAMILY}


def _asked() -> dict[str, Any]:
    return {"copy": actions.ask_copy(**_asking(), at=AT), "by": Actor.WORKER}


def _made() -> dict[str, Any]:
    copy = _asked()["copy"]
    name = files.new_name(copy.pk)
    actions.keep_copy(copy=copy, file=name, size=1, by=Actor.WORKER, at=AT)
    return {"copy": FileCopy.objects.itself(copy).select_related("key").get(), "by": Actor.FAMILY}


CALLS: Calls = {
    "privacy.propose_erasure": _file,
    "privacy.decline_erasure": _proposed,
    "privacy.sign_erasure": _proposed,
    "privacy.finish_erasure": _signed,
    "privacy.ask_copy": _asking,
    "privacy.keep_copy": lambda: _asked() | {"file": files.new_name(uuid4()), "size": 1},
    "privacy.drop_copy": _asked,
    "privacy.collect_copy": _made,
}  # fmt: skip
