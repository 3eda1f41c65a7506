"""Letters for a running office, made by the verbs in a process of its own; prints where they are read."""

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.house.tree import ROOT
from tests.room.cli.office import environment


def fill(data: Path) -> dict[str, str]:
    """Write letters in an office's data folder; return addresses by what they show."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.journeys.letters"],
        env=environment(data, DJANGO_SETTINGS_MODULE="cauce.settings"),
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    found: dict[str, str] = json.loads(done.stdout)
    return found


def _main() -> None:
    import django

    django.setup()
    from cauce.base import clock
    from cauce.base.actors import Actor
    from cauce.base.models import Site
    from cauce.notices import actions
    from cauce.notices.letters import compose
    from tests.household import a_household

    site = Site.objects.get(grants__officer__username="supervisor")
    worker = {"by": Actor.WORKER, "at": clock.now()}

    def write(kind: str, *routes: dict[str, object]) -> str:
        values = {"text": "Traiga la partida.", "reference": "QX7-4KM-2AB", "decided_on": "hoy"}
        values |= {"paragraphs": "# Por qué\n\n- Uno\n- Dos", "review_until": "el martes"}
        home = a_household(site, routes=routes).home
        letter = compose(kind, "es", values)
        return f"/office/notices/{actions.write(household=home, letter=letter, **worker).pk}"

    any_hour = {"from_hour": 0, "to_hour": 0}
    sent = write("decision", any_hour, {"kind": "email", **any_hour})
    call = write("message", {"may_write": False, "may_call": True, "from_hour": 9, "to_hour": 17})
    home = a_household(site, language="quc").home
    words = {"household": home, "kind": "message", "values": {"text": "x"}, **worker}
    blocked = f"/office/notices/{actions.tell(**words).pk}"
    print(json.dumps({"sent": sent, "call": call, "blocked": blocked, "paper": f"{sent}/paper"}))


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cauce.settings")
    _main()
