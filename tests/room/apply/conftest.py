"""Families that apply by the public's pages, without a browser."""

import re
from collections.abc import Callable
from html import unescape
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.db import connection
from django.test import Client

from cauce.applications.drafts import content
from cauce.applications.models import Application, Draft
from cauce.base import throttle
from cauce.people.models import Member
from tests.journeys import robot

ANA = {"given": "Ana María", "surname1": "Xol", "surname2": "Caal", "y": "1991"}
MATEO = {"given": "Mateo", "relation": "child", "d": "14", "m": "5", "y": "2016"}
ROUTE = {"0-address": "601 555 0101", "0-whose": "mine", "0-write": "1"}


class Family:
    """Somebody with a browser of their own."""

    def __init__(self, lang: str = "en") -> None:
        self.client = Client(headers={"accept-language": lang})

    def get(self, address: str) -> Any:
        """Open a page."""
        return self.client.get(address)

    def post(self, address: str, **form: Any) -> Any:
        """Send a form."""
        return self.client.post(address, form)

    def html(self, address: str) -> str:
        """Open a page and return its text."""
        answer = self.get(address)
        assert answer.status_code == 200, (answer.status_code, answer.headers.get("Location"))
        return str(answer.content.decode())

    def begin(self, **more: str) -> Any:
        """Fill in the first page."""
        form = {"language": "en", "spoken": "kek", "variety": "", "helped": "no"} | more
        return self.client.post("/apply", form)

    def agree(self, **more: str) -> Any:
        """Agree to what is necessary."""
        return self.client.post("/apply/consent", more)

    def name(self, said: dict[str, str], at: str = "new", **more: str) -> Any:
        """Fill in a person's page."""
        once = re.search(r'name="once" value="([^"]+)"', self.html(f"/apply/people/{at}"))
        assert once
        return self.client.post(f"/apply/people/{at}", {"once": once[1], **said, **more})

    def reach(self, **more: str) -> Any:
        """Fill in the contact page."""
        return self.client.post("/apply/contact", ROUTE | more)

    def come_to_questions(self, *others: dict[str, str]) -> None:
        """Go as far as the first question."""
        assert path_of(self.begin()) == "/apply/consent"
        assert path_of(self.agree()) == "/apply/people"
        for said in (ANA, *others):
            assert path_of(self.name(said)) == "/apply/people"
        assert path_of(self.reach()).startswith("/apply/questions/")

    def page(self, address: str) -> list[tuple[str, robot.Page]]:
        """Read a page of questions: each with what its names begin with."""
        return robot.read_topic(self.html(address))

    def reply(self, address: str, **more: Any) -> Any:
        """Answer every question of a page by "I don't know"."""
        return self.post(address, **filled(self.page(address), dont_know), **more)

    def answer_all(self) -> int:
        """Answer every question by "I don't know"; return how many there were."""
        address, asked = path_of(self.get("/apply/questions")), 0
        while address.startswith("/apply/questions/"):
            page = self.page(address)
            assert page, "a page without a question"
            answer = self.post(address, **filled(page, dont_know))
            assert answer.status_code == 302, wrong(answer)
            address, asked = path_of(answer), asked + len(page)
            assert asked < 120
        return asked

    def send(self, **more: str) -> Any:
        """Read back and send."""
        hidden = robot.read(self.html("/apply/review")).hidden
        form = {"form": hidden["form"], "version": hidden["version"], "read": "1"} | more
        return self.client.post("/apply/send", form)

    def way_back(self) -> tuple[str, str]:
        """The reference and the code, as the page shows them."""
        shown = re.findall(r'<bdi class="ref">([^<]+)</bdi>', self.html("/apply/stopped"))
        return shown[0], shown[1]


def dont_know(page: robot.Page) -> dict[str, Any]:
    """What says "I don't know" to a question."""
    return {"how" if "how" in page.controls else "v": "-unknown"}


def filled(
    page: list[tuple[str, robot.Page]], answer: Callable[[robot.Page], dict[str, Any]]
) -> dict[str, Any]:
    """The form of a page of questions, each answered."""
    form: dict[str, Any] = {}
    for prefix, one in page:
        said = {"form": one.hidden["form"], **answer(one)}
        form |= {prefix + name: value for name, value in said.items()}
    return form


def path_of(answer: Any) -> str:
    """Where an answer leads."""
    assert answer.status_code == 302, (
        answer.status_code,
        wrong(answer),
        answer.content.decode()[:3000],
    )
    return urlsplit(answer.headers["Location"]).path


def wrong(answer: Any) -> list[str]:
    """The sentences of the summary on top of a page."""
    box = re.search(r'<div class="errors".*?</div>', answer.content.decode(), re.S)
    return (
        [unescape(t) for t in re.findall(r'<li><a href="#[^"]+">(.*?)</a>', box[0])] if box else []
    )


def draft() -> Draft:
    """The only draft there is."""
    found: Draft = Draft.objects.unscoped("a test looks").get()
    return found


def said() -> dict[str, Any]:
    """What the only draft holds."""
    return content.read(draft())


def applications() -> list[Application]:
    """Every application there is."""
    return list(Application.objects.unscoped("a test looks"))


def members(application: Application) -> list[Member]:
    """The members of an application's household."""
    return list(Member.objects.of(household=application.household).order_by("number"))


@pytest.fixture
def family(cast: Any) -> Family:
    """A family that reads English, near an office that takes applications."""
    return Family()


@pytest.fixture(autouse=True)
def _nobody_began_yet() -> None:
    """Forget who began from this machine: with SQLite the counts lie in a file that no test rolls back."""
    if connection.vendor == "sqlite":
        throttle.forget(now=4e9)
