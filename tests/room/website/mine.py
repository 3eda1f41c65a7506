"""A family with a browser of its own, before and behind the door of its application."""

import re
from datetime import timedelta
from typing import Any

from django.test import Client

from cauce.applications import access_codes
from cauce.applications.models import Application
from cauce.base import clock


class Family:
    """A family that sent an application and kept its receipt."""

    def __init__(self, application: Application, *, lang: str = "en", **client: Any) -> None:
        self.application = application
        self.code = access_codes.first_code(application.key)
        self.client = Client(headers={"accept-language": lang}, **client)

    def get(self, address: str) -> Any:
        """Open a page."""
        return self.client.get(address)

    def post(self, address: str, **fields: Any) -> Any:
        """Send a form."""
        return self.client.post(address, fields)

    def enter(self) -> Any:
        """Go in: where it stands, and no more."""
        answer = self.post("/my", reference=self.application.reference, code=self.code)
        assert answer.status_code == 302, answer.content.decode()
        return answer

    def enter_deep(self) -> "Family":
        """Go in, and type the code once more."""
        self.enter()
        answer = self.post("/my/again", then="home", code=self.code)
        assert answer.status_code == 302, answer.content.decode()
        return self

    def form(self, address: str) -> str:
        """The id of the form on a page."""
        found = re.search(r'name="form" value="([^"]+)"', self.get(address).content.decode())
        assert found is not None
        return found[1]


def later(monkeypatch: Any, minutes: float) -> None:
    """Let the machine's clock be some minutes on."""
    moment = clock.machine_now() + timedelta(minutes=minutes)
    monkeypatch.setattr(clock, "machine_now", lambda: moment)
