"""When did they last speak: contacts that were held, tied ones as one, with every doubt shown."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from cauce.ledger.book import Account, Entry, Json, View, hull_of
from cauce.ledger.days import UNKNOWN, When, days_until, when


@dataclass(frozen=True)
class Talk:
    """One contact: the entries tied to each other, and the accounts that say it was held."""

    entries: tuple[Entry, ...]
    holding: tuple[Account, ...]

    @property
    def ids(self) -> list[str]:
        """The ids of its entries."""
        return [entry.id for entry in self.entries]

    @cached_property
    def text(self) -> str | None:
        """The narrowest date that an account gives; nothing where narrow ones exclude each other."""
        if self._whole:
            return self._whole
        dates = [a.values["date"] for a in self.holding if a.values.get("date")]
        if not dates:
            return None
        least = min(when(text).width() for text in dates)
        narrow = list(dict.fromkeys(t for t in dates if when(t).width() == least))
        chosen = [text for text in narrow if text in self._accepted]
        if chosen:
            return str(chosen[0])
        agree = all(when(a).meets(when(b)) for a in narrow for b in narrow)
        return str(narrow[0]) if agree else None

    @property
    def _accepted(self) -> set[str | None]:
        return {entry.data.get("date") for entry in self.entries}

    @cached_property
    def _whole(self) -> str | None:
        """All the days of a contact that lasted, where a standing account gives them."""
        given = {a.values.get("date") for a in self.holding}
        lasted = (e.data["date"] for e in self.entries if e.data.get("span") == "lasting")
        return next((text for text in lasted if text in given), None)

    @cached_property
    def stated(self) -> When:
        """The days of its date, as they are stated."""
        return when(self.text) if self.text else hull_of(self.holding)

    @cached_property
    def days(self) -> When:
        """First and last possible day: of a contact that lasted, its last day; never after it was told."""
        stated = self.stated
        told = [day for account in self.holding if (day := account.told())]
        last = stated.last or (min(told) if told else None)
        return When(last if self._whole else stated.first, last, stated.marked)

    def value(self, field: str) -> Any:
        """The value of the entry whose date is narrowest and that has one."""
        entries = sorted(self.entries, key=lambda entry: entry.when.width())
        values = (entry.value(field) for entry in entries)
        return next((value for value in values if value is not None), None)

    def naming(self, topics: Iterable[str]) -> list[str]:
        """The standing accounts that name one of these topics."""
        wanted = set(topics)
        accounts = (a for entry in self.entries for a in entry.accounts)
        return [a.id for a in accounts if wanted & set(a.values.get("topics") or ())]

    def age(self, day: date) -> list[int | None]:
        """Age in days, youngest and oldest; None where there is no limit."""
        return [days_until(day, self.days.last), days_until(day, self.days.first)]


def talks(view: View, ask: Json) -> list[Talk]:
    """The contacts that an account asserts as held and that fit the definition asked for."""
    found = []
    for group in view.groups("contact"):
        holding = tuple(a for entry in group for a in entry.accounts if _holds(entry, a))
        talk = Talk(group, holding)
        if holding and _fits(talk, ask):
            found.append(talk)
    return found


def _holds(entry: Entry, account: Account) -> bool:
    """Whether this account says that the contact was held, not that it was proposed or declined."""
    if account.data["polarity"] != "asserts" or not account.happened:
        return False
    if account.values.get("state", "held") != "held":
        return False
    events = {step.word for step in entry.steps if account in step.accounts}
    return not events or "held" in events


def _fits(talk: Talk, ask: Json) -> bool:
    entries = talk.entries
    sides = set().union(*(entry.sides for entry in entries))
    actors = set().union(*(entry.actors for entry in entries))
    return (
        set(ask.get("between") or ()) <= sides
        and set(ask.get("persons") or ()) <= actors
        and _one_of(ask, "levels", {entry.value("level") for entry in entries})
        and _one_of(ask, "modes", {entry.value("mode") for entry in entries})
        and ("topics" not in ask or bool(talk.naming(ask["topics"])))
    )


def _one_of(ask: Json, key: str, values: set[Any]) -> bool:
    return key not in ask or bool(values & set(ask[key]))


def sure_by(talk: Talk, day: date) -> bool:
    """Whether every possible day of it is past or today."""
    return talk.days.last is not None and talk.days.last <= day


def latest(held: list[Talk]) -> Talk | None:
    """The contact with the latest first possible day; of several, the one that may be later."""
    if not held:
        return None
    return max(held, key=lambda t: (t.days.first or date.min, t.days.last or date.min))


def last_contact(view: View, ask: Json) -> Json:
    """Answer when two sides last spoke, and which contacts leave a doubt."""
    day = ask["as_of"]
    found = talks(view, ask)
    held = [talk for talk in found if sure_by(talk, day)]
    last = latest(held)
    answer: Json = _told(last, day) if last else dict(_NONE)
    answer["could_be_as_late"] = [
        name for talk in held if talk is not last and _as_late(talk, last) for name in talk.ids
    ]
    answer["straddles_the_day"] = [
        name for talk in found if not sure_by(talk, day) and _begun(talk, day) for name in talk.ids
    ]
    if "topics" in ask:
        answer["accounts_naming_topic"] = last.naming(ask["topics"]) if last else []
    return answer


_NONE: Json = {
    "entries": [],
    "date": None,
    "level": None,
    "mode": None,
    "age_days": None,
    "approximate": False,
    "accounts_agree_on_date": [],
    "accounts_silent_on_date": [],
    "accounts_differ_on_date": [],
}


def _told(talk: Talk, day: date) -> Json:
    speaking = [a for entry in talk.entries for a in entry.accounts if a.happened]
    dated = [a for a in speaking if a.values.get("date")]
    agree = [a.id for a in dated if when(a.values["date"]).meets(talk.stated)]
    if talk.text is None:
        agree = []
    return {
        "entries": talk.ids,
        "date": talk.text,
        "level": talk.value("level"),
        "mode": talk.value("mode"),
        "age_days": talk.age(day),
        "approximate": talk.stated.marked,
        "accounts_agree_on_date": agree,
        "accounts_silent_on_date": [a.id for a in speaking if a not in dated],
        "accounts_differ_on_date": [a.id for a in dated if a.id not in agree],
    }


def _as_late(talk: Talk, last: Talk | None) -> bool:
    if last is None or last.days.first is None or talk.days.last is None:
        return True
    return talk.days.last >= last.days.first


def _begun(talk: Talk, day: date) -> bool:
    return talk.days.first is None or talk.days.first <= day


def topic_balance(view: View, ask: Json) -> Json:
    """Count held contacts of a period, and for each topic those that an account names it for."""
    others = {key: value for key, value in ask.items() if key != "topics"}
    counted = [talk for talk in talks(view, others) if _within(talk, ask)]
    wanted = ask.get("topics")
    named = Counter(
        topic
        for talk in counted
        for topic in {
            t for e in talk.entries for a in e.accounts for t in a.values.get("topics") or ()
        }
    )
    # In the ledger's order: the same question is answered with the same letters each time.
    there = [topic["id"] for topic in view.ledger.data["topics"] if named[topic["id"]]]
    by_topic = {topic: named[topic] for topic in (there if wanted is None else wanted)}
    return {"contacts": len(counted), "by_topic": by_topic}


def _within(talk: Talk, ask: Json) -> bool:
    first = talk.stated.first
    if first is None or talk.stated == UNKNOWN or not ask["from"] <= first <= ask["to"]:
        return False
    return "as_of" not in ask or sure_by(talk, ask["as_of"])
