"""Readers of the public's pages, without a browser."""

import re
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client

from cauce.questions.answers import Answers, Ref, answers_from
from cauce.website import interview, sheets
from cauce.website.models import AnswerSheet
from tests.journeys import robot


class Visitor:
    """Somebody with a browser of their own."""

    def __init__(self, lang: str = "en") -> None:
        self.client = Client(headers={"accept-language": lang})

    def get(self, address: str) -> Any:
        """Open a page."""
        return self.client.get(address)

    def begin(self, *, who: str = "me", others: tuple[str, ...] = (), **more: str) -> Any:
        """Fill in the first pages."""
        form = {"who": who, "others": str(len(others)), "day": "office", **more}
        answer = self.client.post("/could-i", form)
        assert answer.status_code == 302, answer.content.decode()
        if others:
            people = {f"p{number}": relation for number, relation in enumerate(others, 1)}
            answer = self.client.post("/could-i/people", people)
            assert answer.status_code == 302, answer.content.decode()
        return answer

    def now(self) -> str:
        """The address of the question that waits."""
        answers = self.answers()
        assert answers.now is not None
        return f"/could-i/{answers.now + 1}"

    def page(self, address: str) -> robot.Page:
        """Read a question's page."""
        return robot.read(self.get(address).content.decode())

    def answer(self, address: str, form: str = "", **controls: Any) -> Any:
        """Answer the question at an address, by its own form or another one."""
        form = form or self.page(address).hidden["form"]
        return self.client.post(address, {"form": form, **controls})

    def unknown(self, address: str) -> Any:
        """Answer that one does not know."""
        page = self.page(address)
        return self.answer(
            address, page.hidden["form"], **{"how" if "how" in page.controls else "v": "-unknown"}
        )

    def reach(self, fact: str, person: int | None = 0) -> str:
        """Have a question asked that may not be the next one; its address."""
        answers, sheet = self.answers(), sheets._id(self.secret)
        step = interview.show(answers, Ref(person, fact))
        sealed = sheets.Sheet(sheet, self.secret, answers).sealed()
        AnswerSheet.objects.filter(pk=sheet).update(sealed=sealed)
        return f"/could-i/{step + 1}"

    @property
    def secret(self) -> bytes:
        """What only this browser knows."""
        return bytes.fromhex(self.client.cookies[sheets.cookie_name()].value)

    def answers(self) -> Answers:
        """What lies on this reader's sheet, opened with their secret."""
        row = AnswerSheet.objects.get(pk=sheets._id(self.secret))
        text = sheets.sealing.unseal(
            envelope=bytes(row.sealed),
            key=sheets._key(self.secret),
            table="website_answersheet",
            column="sealed",
            pk=row.pk,
        )
        return answers_from(text)


@pytest.fixture
def visitor(db: None) -> Visitor:
    """Somebody who reads English."""
    return Visitor()


@pytest.fixture
def another(db: None) -> Visitor:
    """Somebody else."""
    return Visitor()


def said_wrong(answer: Any) -> list[str]:
    """The sentences of the summary on top of a page."""
    html = answer.content.decode()
    box = re.search(r'<div class="errors".*?</div>', html, re.S)
    return re.findall(r'<li><a href="#[^"]+">(.*?)</a>', box[0]) if box else []


def path_of(answer: Any) -> str:
    """Where an answer leads."""
    return urlsplit(answer.headers["Location"]).path
