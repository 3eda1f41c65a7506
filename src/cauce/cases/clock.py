"""How long each step of a case may take, and until when a family may ask for a review. Plain functions."""

from datetime import datetime, timedelta

# Days of the office's own promise; a marked household comes first.
WITHIN = {
    "to_interview": timedelta(days=10),
    "interviewing": timedelta(days=5),
    "to_decide": timedelta(days=5),
    "waiting": timedelta(days=30),
    "to_refer": timedelta(days=5),
    "decided": timedelta(days=45),
    "closed": timedelta(days=0),
}
URGENT_WITHIN = timedelta(days=2)
URGENT_STEPS = frozenset({"to_interview", "to_decide", "to_refer"})
# UNHCR's own standard for status procedures is thirty days at the least.
REVIEW_TIME = timedelta(days=30)
REVIEW_WITHIN = timedelta(days=20)
# Whoever did not come is asked again, and the file stays open six weeks at the least.
MISSED_TIME = timedelta(weeks=6)


def step_due(*, state: str, since: datetime, urgent: bool) -> datetime:
    """Return when a case that came to a state is late there."""
    within = WITHIN[state]
    if urgent and state in URGENT_STEPS:
        within = min(within, URGENT_WITHIN)
    return since + within


def review_until(*, decided_at: datetime) -> datetime:
    """Return until when a review may be asked for without saying why it comes late."""
    return decided_at + REVIEW_TIME


def review_due(*, asked_at: datetime) -> datetime:
    """Return when a review is late."""
    return asked_at + REVIEW_WITHIN


def answer_due(*, since: datetime, answers_within: int) -> datetime:
    """Return when an organisation's next word is late."""
    return since + timedelta(days=answers_within)


def missed_until(*, at: datetime) -> datetime:
    """Return until when a family that did not come may ask for another day."""
    return at + MISSED_TIME
