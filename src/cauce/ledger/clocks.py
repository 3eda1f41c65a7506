"""When an answer is due: a pure function of acts, rule, pauses and extensions that prints its calculation.

A day that was agreed counts as agreed. A rule (so many days, calendar or working) counts from the last
filing or forwarding, or from the last act of the kind that it names; while a question of the addressee is
not answered it stands still. Nothing agreed and no rule: there is no day, and nothing is ever overdue.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from cauce.dates import CalendarFault, Span, after_working_days, closed_because, closed_days, spell
from cauce.ledger.book import Entry, Json, Step
from cauce.ledger.days import When, when

ASKED, ANSWERED = "clarification_asked", "clarified"
_STARTS = ("filed", "forwarded")
_DAY = timedelta(days=1)
# Counted from later days, a rule could lead out of the calendar.
_LAST_YEAR = 9900


@dataclass(frozen=True)
class Clock:
    """What is expected by when, on what basis, and each line of how that was found."""

    expected_by: str | None
    basis: str | None
    paused_since: str | None
    calculation: tuple[Json, ...]

    @property
    def expected(self) -> When:
        """The possible days of it."""
        return when(self.expected_by)

    def state(self, day: date) -> str:
        """How it stands on a day: no_date, paused, running, perhaps_overdue or overdue."""
        if self.paused_since:
            return "paused"
        if self.expected.last is None:
            return "no_date"
        if day > self.expected.last:
            return "overdue"
        first = self.expected.first
        return "perhaps_overdue" if first is not None and day > first else "running"

    def overdue_days(self, day: date) -> list[int] | None:
        """For how many days it is certainly overdue, at least and at most."""
        days = self.expected
        if self.state(day) != "overdue" or days.last is None:
            return None
        return [(day - days.last).days, (day - (days.first or days.last)).days]


def clock(entry: Entry, day: date) -> Clock:
    """The clock of a request as it stands on a day. Raises CalendarFault where a calendar is missing."""
    data = entry.data.get("clock") or {}
    acts = [step for step in entry.steps if _happened_by(step, day)]
    paused = _open_question(acts)
    pause_line: list[Json] = [{"step": "paused", "since": paused.text}] if paused else []
    since = (paused.text or "..") if paused else None
    agreed = _agreed(data, day)
    if agreed:
        return Clock(str(agreed[-1]["date"]), _basis(agreed), since, (*agreed, *pause_line))
    if data.get("rule"):
        return _by_rule(data["rule"], acts, since, pause_line)
    return Clock(None, None, since, ({"step": "none"}, *pause_line))


def _happened_by(step: Step, day: date) -> bool:
    first = step.when.first
    return any(a.happened for a in step.accounts) and (first is None or first <= day)


def _open_question(acts: list[Step]) -> Step | None:
    """The last question of the addressee that nobody has answered."""
    last = next((step for step in reversed(acts) if step.word in (ASKED, ANSWERED)), None)
    return last if last is not None and last.word == ASKED else None


def _agreed(data: Json, day: date) -> list[Json]:
    """The day that was first agreed, and each that was agreed instead of it by now."""
    extensions = data.get("extensions") or []
    first = extensions[0].get("from") if extensions else data.get("expected_by")
    basis = data.get("basis")
    lines: list[Json] = [{"step": "agreed", "date": first, "basis": basis}] if first else []
    for extension in extensions:
        agreed_on = when(extension.get("on")).last
        if agreed_on is None or agreed_on <= day:
            kept = {key: extension.get(key) for key in ("by", "why", "on")}
            lines.append({"step": "extended", "date": extension["to"], **kept})
    return lines


def _basis(lines: list[Json]) -> str | None:
    first = lines[0]
    return first.get("basis") if first["step"] == "agreed" else "agreed"


def _by_rule(rule: Json, acts: list[Step], since: str | None, pause_line: list[Json]) -> Clock:
    starts = (rule["from"],) if rule.get("from") else _STARTS
    started = [step for step in acts if step.word in starts]
    start = started[-1] if started else None
    basis = rule.get("basis")
    if start is None or start.when.first is None or start.when.last is None:
        return Clock(None, basis, since, ({"step": "start_unknown"}, *pause_line))
    lines: list[Json] = [{"step": start.word, "date": start.text}, _rule_line(rule)]
    pauses = _pauses(acts[acts.index(start) :])
    lines += [{"step": "stood_still", "from": a.text, "to": b.text} for a, b in pauses]
    if since:
        return Clock(None, basis, since, (*lines, *pause_line))
    first = _count(start.when.first, rule, _shortest(pauses))
    last = _count(start.when.last, rule, _longest(pauses))
    lines += _holidays(start.when.first, last, rule)
    expected = spell(Span(first, last))
    lines.append({"step": "expected", "date": expected})
    return Clock(expected, basis, None, tuple(lines))


def _rule_line(rule: Json) -> Json:
    return {"step": "rule", "days": rule["days"], "calendar": rule.get("calendar")} | {
        "basis": rule.get("basis")
    }


def _pauses(acts: list[Step]) -> list[tuple[Step, Step]]:
    """Each question of the addressee with the act that answered it."""
    found, asked = [], None
    for step in acts:
        if step.word == ASKED and asked is None:
            asked = step
        elif step.word == ANSWERED and asked is not None:
            found.append((asked, step))
            asked = None
    return found


def _shortest(pauses: list[tuple[Step, Step]]) -> list[tuple[date, date]]:
    return _days(pauses, longest=False)


def _longest(pauses: list[tuple[Step, Step]]) -> list[tuple[date, date]]:
    return _days(pauses, longest=True)


def _days(pauses: list[tuple[Step, Step]], *, longest: bool) -> list[tuple[date, date]]:
    """From the day of the question to the day before the answer; a day that nobody knows is no pause."""
    found = []
    for asked, answered in pauses:
        begin = asked.when.first if longest else asked.when.last
        end = answered.when.last if longest else answered.when.first
        if begin is not None and end is not None and begin < end:
            found.append((begin, end - _DAY))
    return found


def _count(start: date, rule: Json, pauses: list[tuple[date, date]]) -> date:
    """Count the rule's days one by one; a day on which the clock stands still is not counted."""
    if start.year > _LAST_YEAR:
        raise CalendarFault(f"no calendar reaches so far behind {start}; mend that date")
    if not pauses and rule.get("calendar"):
        return after_working_days(start, int(rule["days"]), rule["calendar"])
    day, left = start, int(rule["days"])
    while left > 0:
        day += _DAY
        still = any(first <= day <= last for first, last in pauses)
        closed = rule.get("calendar") and closed_because(day, rule["calendar"])
        left -= not still and not closed
    return day


def _holidays(first: date, last: date, rule: Json) -> list[Json]:
    if not rule.get("calendar"):
        return []
    closed = closed_days(first + _DAY, last, rule["calendar"])
    return [{"step": "closed", "date": day.isoformat(), "name": name} for day, name in closed]


def told(made: Clock) -> list[str]:
    """The calculation in plain lines, as a shell prints it."""
    return [_TOLD[line["step"]](line) for line in made.calculation]


def _days_of(line: Json) -> str:
    country = line.get("calendar")
    days = f"{line['days']} working days of {country}" if country else f"{line['days']} days"
    return f"rule: {days}" + (f" ({line['basis']})" if line.get("basis") else "")


_TOLD: dict[str, Callable[[Json], str]] = {
    "none": lambda line: "no answer date agreed",
    "start_unknown": lambda line: "nobody knows when it was filed; the rule cannot be counted",
    "agreed": lambda line: (
        f"agreed: {line['date']}" + (f" ({line['basis']})" if line["basis"] else "")
    ),
    "extended": lambda line: (
        f"extended: {line['date']}"
        + (f", agreed on {line['on']}" if line["on"] else "")
        + (f": {line['why']}" if line["why"] else "")
    ),
    "filed": lambda line: f"filed: {line['date']}",
    "reiterated": lambda line: f"asked again: {line['date']}",
    "acknowledged": lambda line: f"acknowledged: {line['date']}",
    "forwarded": lambda line: f"forwarded: {line['date']}; counted anew from here",
    "rule": _days_of,
    "stood_still": lambda line: f"stood still: from {line['from']} until {line['to']}",
    "paused": lambda line: (
        f"stands still since {line['since'] or 'a day nobody knows'}: a question waits"
    ),
    "closed": lambda line: f"closed: {line['date']} {line['name']}",
    "expected": lambda line: f"expected by: {line['date']}",
}
