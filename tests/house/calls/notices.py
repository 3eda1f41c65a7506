"""How the verbs of letters and messages are called."""

from typing import Any

from cauce.base.actors import Actor
from cauce.notices.letters import compose
from tests.house.calls import Calls
from tests.house.calls.base import a_site
from tests.household import a_household


def _letter() -> dict[str, Any]:
    home = a_household(a_site(), routes=({"kind": "phone"},)).home
    letter = compose("message", "es", {"text": "Traiga la partida de nacimiento."})
    return {"household": home, "letter": letter, "by": Actor.WORKER}


def _untranslated() -> dict[str, Any]:
    home = a_household(a_site(), language="quc").home
    return {"household": home, "kind": "message", "values": {"text": "…"}, "by": Actor.WORKER}


CALLS: Calls = {
    "notices.write": _letter,
    "notices.tell": _untranslated,
}  # fmt: skip
