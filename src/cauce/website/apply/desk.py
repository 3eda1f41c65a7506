"""From a family's visit to its opened draft, and back: read, edited in its newest state, saved at once."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from cauce.applications.drafts import actions, content
from cauce.applications.models import Application, Draft
from cauce.base import clock, keys
from cauce.base.actors import Actor, By
from cauce.base.models import Site
from cauce.packs import pack
from cauce.questions.answers import Answers, answers_of
from cauce.website import visits
from cauce.website.apply import newer, topics

TRIES = 5
FORMS = "apply forms"


@dataclass
class Desk:
    """An opened draft: what the family said, and the answers to the questions beside it."""

    draft: Draft
    said: dict[str, Any]
    answers: Answers

    @property
    def form_key(self) -> bytes:
        """Return the key that binds a page's form to this draft."""
        return keys.open_key(row=self.draft.key, purpose=FORMS)

    @property
    def people(self) -> list[dict[str, Any]]:
        """Return the persons named so far, the main applicant first."""
        found: list[dict[str, Any]] = self.said.setdefault("people", [])
        return found

    def place_of(self, number: int) -> int | None:
        """Return where on the list the person of a number stands."""
        numbers = [person["number"] for person in self.people]
        return numbers.index(number) if number in numbers else None

    def name(self) -> None:
        """Let the questions call people by their names."""
        self.answers.names = [
            content.name_of(person) or _("Person %(number)d") % {"number": place + 1}
            for place, person in enumerate(self.people)
        ]


def opened(request: HttpRequest) -> Desk | Application | None:
    """Return the family's draft, the application it became, or None where nobody entered."""
    visit = visits.visit_of(request)
    if visit is None:
        return None
    home = visits.home(visit)
    return _open(home) if isinstance(home, Draft) else home


def begin(site: Site, language: str, said: dict[str, Any], answers: Answers, by: By) -> Draft:
    """Begin a draft that holds what was said on the first page."""
    assisted_by = None if isinstance(by, Actor) else by
    draft, _code = actions.begin_draft(
        site=site, language=language, assisted_by=assisted_by, by=by, at=clock.now()
    )
    desk = Desk(draft, said, answers)
    _store(desk, by)
    return draft


def change(request: HttpRequest, edit: Callable[[Desk], None], **moved: Any) -> Desk | None:
    """Edit the family's draft; tried again when another page of theirs was faster."""
    for _each in range(TRIES):
        desk = opened(request)
        if not isinstance(desk, Desk):
            return None
        edit(desk)
        try:
            _store(desk, who(request, desk.draft), **moved)
        except actions.Overtaken:
            continue
        return desk
    raise actions.Overtaken(_("Too many pages at once. Open the page again."))


def who(request: HttpRequest, draft: Draft) -> By:
    """Return who writes: the officer who helps, in their own browser, or the family."""
    if draft.assisted_by_id and draft.assisted_by == request.user:
        return draft.assisted_by
    return Actor.FAMILY


def fresh(site: Site) -> Answers:
    """Return answers in which nothing was said yet."""
    return Answers(on=clock.today(site).isoformat(), law=pack().law)


def _open(draft: Draft) -> Desk:
    said = content.read(draft)
    kept = said.pop("answers", None)
    answers = answers_of(kept) if kept else fresh(draft.site)
    today = clock.today(draft.site).isoformat()
    if answers.law != pack().law or today < answers.on:
        answers = newer.moved(pack(), answers, today)
    elif answers.on != today:
        answers.on = today
        topics.advance(pack(), answers)
    desk = Desk(draft, said, answers)
    desk.name()
    return desk


def _store(desk: Desk, by: By, **moved: Any) -> None:
    desk.name()
    actions.save_draft(
        draft=desk.draft,
        version=desk.draft.version,
        content={**desk.said, "answers": json.loads(desk.answers.as_json())},
        by=by,
        at=clock.now(),
        **moved,
    )
