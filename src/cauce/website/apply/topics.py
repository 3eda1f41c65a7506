"""Which questions stand on a page together: those of one topic about one person, and no others.

The page that comes next is the topic of the question that can change most. With it go the others of the
topic that as many pathways wait for: they will hardly stop mattering by the answers of this page. When the
topic comes up again, the rest of it is asked at once, so that no topic comes a third time but for what
an answer itself brings up. The worked persons turn 271 pages of 579 questions so; question by question
it is 385 of one, and with all of a topic at once 218 of 805, twice what it takes.
"""

from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from cauce.eligibility import Pack, Question, case_from
from cauce.questions.answers import Answers, Ref
from cauce.website import interview


class Topic(NamedTuple):
    """A topic of the pack, and whom or which record of theirs it is about; `person` None: everybody."""

    person: int | None
    list_fact: str
    row: int | None
    name: str


@dataclass(frozen=True)
class Page:
    """A page of questions. `step` is the number of its first one; its questions follow one another."""

    number: int
    step: int
    topic: Topic
    refs: tuple[Ref, ...]


def topic_of(pack: Pack, ref: Ref) -> Topic:
    """Return the topic that a question belongs to."""
    return Topic(ref.person, ref.list_fact, ref.row, pack.facts[ref.fact].topic)


def pages(pack: Pack, answers: Answers) -> list[Page]:
    """Return every page that was shown so far, in order."""
    steps, opens = answers.steps, set(answers.opens)
    topics = [topic_of(pack, ref) for ref in steps]
    starts = [
        place
        for place, ref in enumerate(steps)
        if place == 0 or ref in opens or topics[place] != topics[place - 1]
    ]
    return [
        Page(number, first + 1, topics[first], tuple(steps[first:end]))
        for number, (first, end) in enumerate(pairwise([*starts, len(steps)]), 1)
    ]


def page_of(pack: Pack, answers: Answers, step: int) -> Page | None:
    """Return the page on which the question of a step stands; None where there is none."""
    found = pages(pack, answers)
    return next((page for page in reversed(found) if page.step <= step), None)


def shown(answers: Answers, page: Page) -> list[Ref]:
    """Return the questions of a page that were answered or still matter."""
    moot = set(answers.moot)
    return [ref for ref in page.refs if answers.answered(ref) or ref not in moot]


def before(pack: Pack, answers: Answers, page: Page) -> Page | None:
    """Return the page before one: where Back leads."""
    earlier = pages(pack, answers)[: page.number - 1]
    return next((p for p in reversed(earlier) if any(map(answers.answered, p.refs))), None)


def advance(pack: Pack, answers: Answers) -> None:
    """Find the next page after a change. Raises Faults if the answers do not fit each other."""
    waiting = interview.remaining(pack, answers, case_from(pack, answers.case()))
    refs = [interview.ref_of(pack, question) for question in waiting]
    answers.now = _open(pack, answers, waiting, refs) if waiting else None
    known = set(refs)
    answers.moot = [r for r in answers.steps if r not in known and not answers.answered(r)]
    answers.left = (min(1, len(waiting)), len(waiting))
    page = page_of(pack, answers, answers.now + 1) if answers.now is not None else None
    here = set(page.refs) if page else set()
    answers.pages_left = len({topic_of(pack, ref) for ref in refs if ref not in here})


def _open(pack: Pack, answers: Answers, waiting: list[Question], refs: list[Ref]) -> int:
    """Return the place of the best question; one that was never shown opens a page."""
    best = refs[0]
    if best not in answers.steps:
        topic = topic_of(pack, best)
        again = any(topic_of(pack, ref) == topic for ref in answers.steps)
        enough = 0 if again else len(waiting[0].pathways)
        chosen = [
            (question.fact.order, ref)
            for question, ref in zip(waiting, refs, strict=True)
            if topic_of(pack, ref) == topic
            and ref not in answers.steps
            and len(question.pathways) >= enough
        ]
        page = [ref for _order, ref in sorted(chosen, key=lambda pair: pair[0])]
        answers.opens.append(page[0])
        answers.steps += page
        return len(answers.steps) - len(page)
    return answers.steps.index(best)
