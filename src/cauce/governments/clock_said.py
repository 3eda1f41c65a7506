"""A request's clock in the reader's words: how long it is open, what is due, each step of the counting."""

from typing import Any

from django.utils.translation import gettext as _

from cauce.governments import saying

Json = dict[str, Any]


def open_said(standing: Json, clock: Json | None) -> str:
    """How long a request is open, and by when an answer is due; overdue only where a day was agreed."""
    age = saying.age_said(standing["age"])
    if clock is None or clock["state"] == "no_date":
        return _("Open %(age)s, no answer date agreed.") % {"age": age}
    if clock["state"] == "paused":
        return _("Open %(age)s; the clock stands still, a question waits.") % {"age": age}
    if clock["overdue"]:
        late = saying.age_said(clock["overdue"])
        return _("Open %(age)s; the agreed day passed %(late)s ago.") % {"age": age, "late": late}
    day = saying.date_said(clock["expected_by"])
    return _("Open %(age)s; an answer is expected by %(day)s.") % {"age": age, "day": day}


def lines(clock: Json) -> list[str]:
    """The calculation, a line for each step."""
    filed = saying.date_said(clock["filed"])
    begun, ended = (saying.date_said(clock[k].isoformat()) for k in ("counted_from", "counted_to"))
    age = saying.age_said(clock["age"])
    found = [
        _("Filed: %(filed)s. Counted from %(begun)s to %(ended)s: %(age)s.")
        % {"filed": filed, "begun": begun, "ended": ended, "age": age}
    ]
    if clock["filed"] is None:
        found.append(_("No source says when it was filed; the first telling of it is counted."))
    found += [_pause(pause) for pause in clock["pauses"]]
    if clock["without_pauses"]:
        less = saying.age_said(clock["without_pauses"])
        found.append(
            _("Without the days in which the asker had to act: %(less)s.") % {"less": less}
        )
    return [*found, *(_step(line, clock["basis"]) for line in clock["calculation"])]


def _pause(pause: Json) -> str:
    said = {
        "begun": saying.date_said(pause["from"]),
        "ended": saying.date_said(pause["to"]),
        "days": saying.age_said(pause["days"]),
    }
    if pause["to"] is None:
        return _("A question of the other side waits since %(begun)s: %(days)s.") % said
    return _("The asker had to act from %(begun)s to %(ended)s: %(days)s.") % said


def _step(line: Json, basis: str | None) -> str:
    said = {"day": saying.date_said(line.get("date")), "why": line.get("why") or "", "by": ""}
    step = line["step"]
    if step == "agreed":
        return _("Agreed: an answer by %(day)s.") % said
    if step == "extended":
        said["on"] = saying.date_said(line.get("on"))
        return _("Agreed anew on %(on)s: by %(day)s. %(why)s") % said
    if step == "rule":
        return _rule(line, basis)
    if step == "closed":
        return _("Closed: %(day)s, %(name)s.") % {**said, "name": line.get("name")}
    if step == "stood_still":
        begun, ended = saying.date_said(line["from"]), saying.date_said(line["to"])
        return _("Stood still from %(begun)s to %(ended)s.") % {"begun": begun, "ended": ended}
    texts = {
        "none": _("No answer date is agreed, and no rule sets one: nothing can be overdue."),
        "start_unknown": _("Nobody knows when it was filed; the rule cannot be counted."),
        "filed": _("Counted from the filing of %(day)s."),
        "reiterated": _("Counted from the last time it was asked again, %(day)s."),
        "acknowledged": _("Counted from the acknowledgement of %(day)s."),
        "forwarded": _("Passed on; counted anew from %(day)s."),
        "expected": _("So an answer is expected by %(day)s."),
        "paused": _("The clock stands still: a question waits for an answer."),
        "no_calendar": _(
            "The working days cannot be counted: there is no calendar of that country."
        ),
    }
    return str(texts.get(step, step.replace("_", " ")) % said)


def _rule(line: Json, basis: str | None) -> str:
    """A rule of the house is never called law."""
    said = {"days": saying.number(line["days"]), "country": line.get("calendar") or ""}
    days = (
        _("%(days)s working days of %(country)s") if line.get("calendar") else _("%(days)s days")
    ) % said
    kind = _("law") if (line.get("basis") or basis) == "law" else _("a rule of the house, no law")
    return _("Rule: %(days)s (%(kind)s).") % {"days": days, "kind": kind}
