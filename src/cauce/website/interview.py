"""Which question comes next, which are left, and which page a form that comes back belongs to."""

import hmac
import secrets
from collections.abc import Iterable, Iterator, Sequence

from cauce.eligibility import Case, Pack, Question, ask, case_from
from cauce.questions.answers import SAID, Answers, Ref, items

# Enough against chance and guessing, and light in a page that holds many.
NONCE, MAC = 8, 16


def ref_of(pack: Pack, question: Question) -> Ref:
    """Return a question of the engine as the pages name it."""
    return Ref(question.person, question.fact.name, question.list_fact, question.relative)


def advance(pack: Pack, answers: Answers) -> None:
    """Find the next question after a change. Raises Faults if the answers do not fit each other."""
    case = case_from(pack, answers.case())
    waiting = remaining(pack, answers, case)
    answers.left = (_at_least(waiting), len(waiting))
    answers.now = show(answers, ref_of(pack, waiting[0])) if waiting else None


def remaining(pack: Pack, answers: Answers, case: Case) -> list[Question]:
    """Return what can still change an outcome, may be asked here and was not answered, best first."""
    asked = ask(pack, case, interview=False)
    return [
        question
        for question in asked.questions
        # Who is what to whom is said on a page of its own.
        if question.fact.name != pack.relations.fact
        and not answers.answered(ref_of(pack, question))
    ]


def idle(pack: Pack, answers: Answers) -> set[Ref]:
    """Return the answers that change nothing any more: unanswered, they would not be asked."""
    said = (ref for ref in answers.steps if answers.answered(ref) == SAID)
    return {ref for ref in said if _is_idle(pack, answers, ref)}


def _is_idle(pack: Pack, answers: Answers, ref: Ref) -> bool:
    # Records of a list lie within another answer: they go where it goes.
    if ref.row is not None:
        return False
    without = answers.case()
    key = pack.facts[ref.fact].key
    if ref.person is None:
        without["household"] = {k: v for k, v in answers.household.items() if k != key}
    else:
        persons = list(answers.persons)
        persons[ref.person] = {k: v for k, v in persons[ref.person].items() if k != key}
        without["persons"] = persons
    asked = ask(pack, case_from(pack, without), interview=False)
    return all(ref_of(pack, question) != ref for question in asked.questions)


def show(answers: Answers, ref: Ref) -> int:
    """Return the step of a question; one that was never shown becomes the newest step."""
    if ref not in answers.steps:
        answers.steps.append(ref)
    return answers.steps.index(ref)


def step_before(answers: Answers, step: int) -> int | None:
    """Return the answered step before this one: where Back leads."""
    earlier = range(min(step, len(answers.steps)) - 1, -1, -1)
    return next((i for i in earlier if answers.answered(answers.steps[i])), None)


def new_form(key: bytes, answers: Answers, ref: Ref) -> str:
    """Return what a page carries so that its answer can only be taken for this question."""
    nonce = secrets.token_bytes(NONCE)
    return (nonce + _mac(key, nonce, answers, ref)).hex()


def form_of(key: bytes, answers: Answers, form: str, among: Iterable[Ref]) -> Ref | None:
    """Return the question that a form was made for; None where it fits none of `among`."""
    try:
        raw = bytes.fromhex(form)
    except ValueError:
        return None
    nonce, mac = raw[:NONCE], raw[NONCE:]
    fits = (r for r in among if hmac.compare_digest(mac, _mac(key, nonce, answers, r)))
    return next(fits, None)


def every_ref(pack: Pack, answers: Answers) -> Iterator[Ref]:
    """Yield every question that the pages may ask about this household."""
    public = [
        f for f in pack.facts.values() if f.asked == "public" and f.name != pack.relations.fact
    ]
    for fact in public:
        if fact.of == "household":
            yield Ref(None, fact.name)
    for index, person in enumerate(answers.persons):
        for fact in public:
            if fact.of == "person":
                yield Ref(index, fact.name)
            if fact.of == "person" and fact.type.kind == "rows" and fact.type.row:
                rows = len(items(person.get(fact.key)))
                inner = [f.name for f in public if f.of == fact.type.row]
                yield from (Ref(index, n, fact.name, row) for row in range(rows) for n in inner)


def _mac(key: bytes, nonce: bytes, answers: Answers, ref: Ref) -> bytes:
    # After somebody left the household, a page about "the second person" may mean another one.
    edition = answers.edition if ref.person or ref.row is not None else 0
    return hmac.digest(key, nonce + repr((tuple(ref), edition)).encode(), "sha256")[:MAC]


def _at_least(questions: Sequence[Question]) -> int:
    """Return how many answers it takes at the least: one answer may serve many open pathways."""
    first = [question for question in questions if question.fact.protective]
    open_ways = {way for question in questions for way in question.pathways}
    open_ways -= {way for question in first for way in question.pathways}
    wants = [set(question.pathways) for question in questions]
    count = len(first)
    while open_ways:
        open_ways -= max(wants, key=lambda ways: len(ways & open_ways))
        count += 1
    return count
