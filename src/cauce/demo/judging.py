"""How the demonstration's officers decide: by what the newest screening says, and nothing else."""

from datetime import datetime
from typing import Any
from uuid import UUID

from cauce.applications.screening import rescreen
from cauce.cases.decisions import actions, grounds, standing
from cauce.cases.decisions.making import make
from cauce.cases.decisions.proposal import CLEAR, Proposal, View
from cauce.cases.models import Case, Decision
from cauce.eligibility import ELIGIBLE

REASONS = "Se vieron los documentos."
_WANTED = {
    Decision.Outcome.REFER: grounds.MET,
    Decision.Outcome.NOT_NOW: grounds.NOT_MET,
    Decision.Outcome.WAIT: grounds.OPEN,
}


def decided(case: Case, letter: UUID, *, by: Any, at: datetime) -> Decision:
    """Decide a case by what its newest screening says, as an officer would who found nothing else."""
    found = standing.newest(case)
    if standing.why_stale(found, case, at):
        rescreen(application=case.application, why="asked", by=by, at=at)
        found = standing.newest(case)
    content = found.content
    outcome = _outcome(content)
    proposal = _proposal(content, outcome, letter)
    read = make(case, proposal, at).letter.digest.hex()
    return actions.decide(case=case, proposal=proposal, previewed=read, by=by, at=at)


def _outcome(content: Any) -> Decision.Outcome:
    if grounds.with_word(content, ELIGIBLE):
        return Decision.Outcome.REFER
    found = grounds.grounds_of(content).values()
    return Decision.Outcome.NOT_NOW if any(_false(g) for g in found) else Decision.Outcome.WAIT


def _proposal(content: Any, outcome: Decision.Outcome, letter: UUID) -> Proposal:
    eligible = grounds.with_word(content, ELIGIBLE)[:1]
    referring = outcome == Decision.Outcome.REFER
    fitting = [
        ground.id
        for ground in grounds.grounds_of(content).values()
        if ground.value == _WANTED[outcome] and ground.person == 0
        if not referring or ground.pathway in eligible
    ]
    points = grounds.open_points(content, eligible) if referring else []
    return Proposal(
        id=letter,
        outcome=outcome,
        pathways=eligible if referring else [],
        grounds=fitting if referring else fitting[:2],
        reasons=REASONS,
        discretion={point: View(view=CLEAR) for point in points},
    )


def _false(ground: grounds.Ground) -> bool:
    return ground.value == grounds.NOT_MET and ground.person == 0
