"""The rules: packs, what a screening means, why, and what to ask next. The one door to the engine.

Nothing here reads a clock, knows Django, or holds law: the law is in a pack's folder.
"""

from cauce.eligibility.ask import Asked, Question, ask
from cauce.eligibility.case import Case
from cauce.eligibility.cases import case_from, read_cases, read_value
from cauce.eligibility.faults import Fault, Faults
from cauce.eligibility.outcomes import evaluate, evaluate_all
from cauce.eligibility.pack import OPEN, REASONS, Criterion, Pack, Parameter, Pathway
from cauce.eligibility.reader import load_pack
from cauce.eligibility.rules import Rules, rules_for
from cauce.eligibility.screen import findings, members, screen, written
from cauce.eligibility.travel import Travel, travellers
from cauce.eligibility.types import Fact, Type
from cauce.eligibility.word import CLOSED, ELIGIBLE, NOT_ELIGIBLE, UNDETERMINED, Outcome
from cauce.eligibility.words import Said, Words, words

__all__ = [
    "CLOSED",
    "ELIGIBLE",
    "NOT_ELIGIBLE",
    "OPEN",
    "REASONS",
    "UNDETERMINED",
    "Asked",
    "Case",
    "Criterion",
    "Fact",
    "Fault",
    "Faults",
    "Outcome",
    "Pack",
    "Parameter",
    "Pathway",
    "Question",
    "Rules",
    "Said",
    "Travel",
    "Type",
    "Words",
    "ask",
    "case_from",
    "evaluate",
    "evaluate_all",
    "findings",
    "load_pack",
    "members",
    "read_cases",
    "read_value",
    "rules_for",
    "screen",
    "travellers",
    "words",
    "written",
]
