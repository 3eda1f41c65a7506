"""What an officer proposes before it is decided, and what must hold of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from cauce.base.refusal import Refused
from cauce.cases.decisions import grounds
from cauce.cases.decisions.grounds import MET, NOT_MET, OPEN, Ground
from cauce.cases.models import Decision
from cauce.eligibility import ELIGIBLE

CLEAR, DOUBTFUL = "clear", "doubtful"
# What each outcome may rest on.
RESTS_ON = {
    Decision.Outcome.REFER: MET,
    Decision.Outcome.NOT_NOW: NOT_MET,
    Decision.Outcome.WAIT: OPEN,
}


@dataclass(frozen=True, kw_only=True)
class View:
    """An officer's answer to a question that the rules leave to a person."""

    view: str
    why: str = ""


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """A decision that is not taken yet. `id` becomes the decision's and the letter's."""

    id: UUID
    outcome: str
    pathways: Sequence[str] = ()
    grounds: Sequence[str] = ()
    # Words to the family, in its language; they stand in the letter.
    words: str = ""
    # The officer's own reasons; they stay in the file.
    reasons: str = ""
    discretion: Mapping[str, View] = field(default_factory=dict)


def checked(proposal: Proposal, content: Mapping[str, Any]) -> list[Ground]:
    """Return the grounds of a proposal; refuse one that the newest screening does not carry."""
    _demand_choices(proposal)
    try:
        chosen = grounds.chosen(grounds.grounds_of(content), proposal.grounds)
    except KeyError:
        raise Refused(
            _("One of the grounds is no finding of the newest screening. Choose them again.")
        ) from None
    if not all(carries(proposal.outcome, ground) for ground in chosen):
        raise Refused(_wrong(proposal.outcome))
    if proposal.outcome == Decision.Outcome.WAIT:
        _demand_missing(content, chosen)
    _demand_pathways(proposal, content, chosen)
    return chosen


def carries(outcome: str, ground: Ground) -> bool:
    """Say whether a finding can carry an outcome; any can while nothing is chosen."""
    return (
        outcome not in set(Decision.Outcome) or ground.value == RESTS_ON[Decision.Outcome(outcome)]
    )


def _demand_choices(proposal: Proposal) -> None:
    """Refuse with everything that is not chosen yet at once: one round, not one a fault."""
    faults = []
    if proposal.outcome not in set(Decision.Outcome):
        faults.append(_("Choose what you decide."))
    if proposal.outcome == Decision.Outcome.REFER and not proposal.pathways:
        faults.append(_("Choose to which pathways they may be referred."))
    if not proposal.grounds:
        faults.append(_("Choose at least one finding on which the decision rests."))
    if faults:
        raise Refused(" ".join(faults))


def _demand_missing(content: Mapping[str, Any], chosen: Sequence[Ground]) -> None:
    # A letter that asks to wait must be able to say for what.
    if any(not grounds.missing_of(content, ground) for ground in chosen):
        raise Refused(
            _("On one of these pathways no fact is missing that could be waited for. Leave it out.")
        )


def _demand_pathways(
    proposal: Proposal, content: Mapping[str, Any], chosen: Sequence[Ground]
) -> None:
    eligible = grounds.with_word(content, ELIGIBLE)
    if proposal.outcome != Decision.Outcome.REFER:
        if proposal.pathways:
            raise Refused(_("Pathways are only named where the family may be referred."))
        if eligible and not proposal.reasons.strip():
            raise Refused(
                _("The rules say that this family may be referred. Write why you decide otherwise.")
            )
        return
    if set(proposal.pathways) - set(eligible):
        raise Refused(
            _("They may be referred only where the rules say so. Ask for what is missing first.")
        )
    if set(proposal.pathways) - {ground.pathway for ground in chosen}:
        raise Refused(_("Choose at least one ground for each pathway."))
    _demand_views(proposal, grounds.open_points(content, proposal.pathways))


def _demand_views(proposal: Proposal, points: Sequence[str]) -> None:
    for point in points:
        view = proposal.discretion.get(point)
        if view is None or view.view not in (CLEAR, DOUBTFUL):
            raise Refused(_("Answer each question that the rules leave to a person."))
        if view.view == DOUBTFUL and not view.why.strip():
            raise Refused(_("Write what speaks against it where you are in doubt."))


def _wrong(outcome: str) -> str:
    return {
        Decision.Outcome.REFER: _(
            "“May be referred” rests on rules that are met. What does not fit is marked."
        ),
        Decision.Outcome.NOT_NOW: _(
            "“Not now” rests on rules that are not met. What does not fit is marked."
        ),
        Decision.Outcome.WAIT: _(
            "“Wait” rests on rules for which a fact is missing. What does not fit is marked."
        ),
    }[Decision.Outcome(outcome)]
