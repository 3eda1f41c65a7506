"""How the verbs about cases are called."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

from cauce.base.actors import Actor
from cauce.cases import actions
from cauce.cases.decisions.making import make
from cauce.cases.models import Case
from cauce.cases.waiting.actions import EVERY
from tests import casework, family
from tests import cast as people
from tests.house.calls import AT, Calls

Words = dict[str, Any]
Scene = Callable[[SimpleNamespace], Words]


def _call(scene: Scene, **more: Any) -> Callable[[], Words]:
    return lambda: scene(people.enter()) | more


def _opened(cast: SimpleNamespace) -> Words:
    return {"case": casework.opened(cast), "by": cast.sofia}


def _mine(cast: SimpleNamespace) -> Words:
    words = _opened(cast)
    actions.assign_case(case=words["case"], officer=cast.iris, why="a test", by=cast.sofia, at=AT)
    return {"case": words["case"], "by": cast.iris}


def _closed(cast: SimpleNamespace) -> Words:
    words = _opened(cast)
    actions.close_case(**words, why="a test", answer="It is closed.", at=AT)
    return words


def _waiting(cast: SimpleNamespace) -> Words:
    case = casework.decided(cast, "wait").case
    return {"case": case, "by": cast.sofia}


def _planned(cast: SimpleNamespace) -> Words:
    row = casework.planned(cast, casework.opened(cast))
    return {"interview": row, "by": cast.iris}


def _running(cast: SimpleNamespace) -> Words:
    return {"interview": casework.running(cast, casework.opened(cast)), "by": cast.iris}


def _read_back(cast: SimpleNamespace) -> Words:
    from cauce.cases.interviews import actions as interviews

    words = _running(cast)
    interviews.record_read_back(**words, person_confirms=True, interpreter_signs=False, at=AT)
    return words


def _long_waiting(cast: SimpleNamespace) -> Words:
    case = casework.opened(cast, at=AT - EVERY)
    return {"application": case.application, "by": Actor.WORKER}


def _answer(cast: SimpleNamespace) -> Words:
    return _running(cast) | {"member": None, "said": casework.said("same_country", True)}


def _view(cast: SimpleNamespace) -> Words:
    from cauce.applications.screening import members_of
    from cauce.packs import pack

    case = casework.to_decide(cast)
    key = next(f.key for f in pack().facts.values() if f.asked == "office")
    member = members_of(case.application)[0]
    return {
        "case": case,
        "member": member,
        "key": key,
        "value": True,
        "why": "seen",
        "by": cast.ivan,
    }


def _to_decide(cast: SimpleNamespace) -> Words:
    case = casework.to_decide(cast)
    proposal = casework.proposal(case)
    read = make(case, proposal, AT).letter.digest.hex()
    return {"case": case, "proposal": proposal, "previewed": read, "by": cast.ivan}


def _decided(cast: SimpleNamespace) -> Words:
    return {"decision": casework.decided(cast), "form_id": uuid4(), "why": "", "by": Actor.FAMILY}


def _review(cast: SimpleNamespace) -> Words:
    from cauce.cases.reviews.actions import ask_review

    return {"review": ask_review(**_decided(cast), at=AT), "by": cast.sofia}


def _to_refer(cast: SimpleNamespace) -> Words:
    decision = casework.decided(cast)
    return {
        "decision": decision,
        "organisation": casework.organisation(cast),
        "pathway": decision.pathways[0],
        "by": cast.sofia,
    }


def _referred(cast: SimpleNamespace) -> Words:
    from cauce.cases.referrals.actions import refer

    return {"referral": refer(**_to_refer(cast), at=AT), "by": cast.sofia}


def _by_registrar(cast: SimpleNamespace) -> Words:
    return {"application": family.family(cast), "by": cast.rosa}


def _taking(cast: SimpleNamespace) -> Words:
    casework.opened(cast)
    return {"state": Case.State.TO_INTERVIEW, "by": cast.iris}


def _taking_review(cast: SimpleNamespace) -> Words:
    _review(cast)
    return {"by": cast.sofia}


def _planning(cast: SimpleNamespace) -> Words:
    case = casework.opened(cast)
    words = {"interviewer": cast.iris, "planned_at": AT, "place": "Room 4"}
    return {"case": case, **words, "by": cast.sofia}


def _to_decide_again(cast: SimpleNamespace) -> Words:
    return {"case": casework.to_decide(cast), "by": cast.sofia}


def _to_give(cast: SimpleNamespace) -> Words:
    return _opened(cast) | {"officer": cast.iris}


CALLS: Calls = {
    "cases.open_case": _call(_by_registrar),
    "cases.take_oldest_case": _call(_taking),
    "cases.assign_case": _call(_to_give, why="a test"),
    "cases.give_back_case": _call(_mine),
    "cases.go_without_interview": _call(_opened, why="a test"),
    "cases.interview_again": _call(_to_decide_again, why="a test"),
    "cases.resume_case": _call(_waiting),
    "cases.close_case": _call(_opened, why="a test", answer="It is closed."),
    "cases.reopen_case": _call(_closed, interview=True, why="a test"),
    "cases.tell_still_waiting": _call(_long_waiting),
    "cases.plan_interview": _call(_planning),
    "cases.begin_interview": _call(_planned, interpreter="", spoken="es"),
    "cases.save_interview_answer": _call(_answer),
    "cases.note_interview": _call(_running, text="a note"),
    "cases.record_read_back": _call(_running, person_confirms=True, interpreter_signs=False),
    "cases.go_on_with_interview": _call(_read_back),
    "cases.end_interview": _call(_read_back),
    "cases.miss_interview": _call(_planned, why=""),
    "cases.cancel_interview": _call(_planned, why="a power cut"),
    "cases.answer_discretion": _call(_view),
    "cases.decide": _call(_to_decide),
    "cases.ask_review": _call(_decided),
    "cases.take_oldest_review": _call(_taking_review),
    "cases.decide_review": _call(_review, outcome="upheld", answer="Looked at again."),
    "cases.refer": _call(_to_refer),
    "cases.record_referral_answer": _call(_referred, state="accepted", answer=""),
    "cases.still_waiting_for_partner": _call(_referred, answer="Next month."),
}  # fmt: skip
