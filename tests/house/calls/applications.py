"""How the verbs of applications are called."""

from typing import Any

from cauce.base.actors import Actor
from tests import family
from tests.house.calls import Calls
from tests.house.calls.base import a_site


def _sent() -> dict[str, Any]:
    return {"sent": family.submission(a_site()), "by": Actor.FAMILY}


CALLS: Calls = {
    "applications.submit": _sent,
}
