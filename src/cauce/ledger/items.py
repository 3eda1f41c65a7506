"""A handover brief as items: each with what it says, since when, what comes next and what it rests on.

An item carries no word of a language: sections and states are words of the form, the rest are the
ledger's own titles, dates and sums. So a brief can be kept as it was and read in any language.
"""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from cauce.ledger.agenda import agenda
from cauce.ledger.book import Entry, Json, View
from cauce.ledger.brief import handover_brief
from cauce.ledger.requests import open_requests

SECTIONS = (
    "they_wait_on_us", "we_wait_on_them", "public_money_announced", "public_money_delivered",
    "latest_running_total", "disagreements_open", "dates", "initiatives_not_closed", "last_contact",
)  # fmt: skip
AHEAD = timedelta(days=60)
# What grows by itself with each day is no change.
_GROWS = ("age", "age_days", "last_act_of_asker")


def brief_items(view: View, ask: Json) -> list[Json]:
    """The items of a brief, in the order of its sections."""
    made = _Maker(view, ask)
    return [item for section in SECTIONS for item in made.section(section)]


def changed(frozen: Iterable[Json], today: Iterable[Json]) -> Json:
    """What is new, gone or different since a brief was frozen, by the keys of its items."""
    then = {item["key"]: item for item in frozen}
    now = {item["key"]: item for item in today}
    differ = ({"key": key, "fields": _differing(then[key], now[key])} for key in then if key in now)
    return {
        "new": [item for key, item in now.items() if key not in then],
        "gone": [item for key, item in then.items() if key not in now],
        "different": [found for found in differ if found["fields"]],
    }


def _differing(then: Json, now: Json) -> list[Json]:
    was, has = _flat(then), _flat(now)
    fields = [field for field in was | has if was.get(field) != has.get(field)]
    return [{"field": f, "was": was.get(f), "now": has.get(f)} for f in fields]


def _flat(item: Json) -> Json:
    facts = {key: value for key, value in item["facts"].items() if key not in _GROWS}
    return {
        "title": item["title"], "since": item["since"], "next": item["next"], **facts,
        "sources": sorted(source["id"] for source in item["sources"]),
    }  # fmt: skip


class _Maker:
    """Makes the items of one brief."""

    def __init__(self, view: View, ask: Json) -> None:
        self.view, self.ask = view, ask
        self.day: date = ask["as_of"]
        self.answer = handover_brief(view, ask)
        self.entries = {entry.id: entry for entry in view.entries}
        self.requests = {r["request"]: r for r in open_requests(view, {"as_of": self.day})}

    def section(self, name: str) -> Iterator[Json]:
        """The items of one section."""
        makers = {
            "they_wait_on_us": self._requests, "we_wait_on_them": self._requests,
            "public_money_announced": self._sums, "public_money_delivered": self._sums,
            "latest_running_total": self._sums, "disagreements_open": self._matters,
            "dates": self._dates, "initiatives_not_closed": self._initiatives,
            "last_contact": self._contacts,
        }  # fmt: skip
        return makers[name](name)

    def _requests(self, section: str) -> Iterator[Json]:
        for name in self.answer[section]:
            found = self.requests[name]
            kept = ("status", "age", "last_act_of_asker", "reiterated", "contested", "carried_over")
            facts = {key: found[key] for key in kept}
            yield self._of(section, name, found["filed"], found["expected_by"], facts)

    def _sums(self, section: str) -> Iterator[Json]:
        named = self.answer[section]
        for name in [named] if isinstance(named, str) else named or ():
            entry = self.entries[name]
            facts = {
                "nature": entry.value("nature"), "amount": entry.amount(),
                "quantity": entry.data.get("quantity"), "condition": entry.value("condition"),
            }  # fmt: skip
            yield self._of(section, name, entry.value("date"), None, facts)

    def _matters(self, section: str) -> Iterator[Json]:
        open_ones = set(self.answer[section])
        accounts = self.view.accounts()
        for matter in self.view.ledger.disagreements:
            if matter["id"] in open_ones:
                field, sides = matter["field"], [accounts[matter["a"]], accounts[matter["b"]]]
                facts = {"field": field, "a": sides[0].says(field), "b": sides[1].says(field)}
                sources = [account.source for account in sides]
                title = matter.get("matter") or matter["id"]
                yield _made(section, matter["id"], title, None, None, facts, sources)

    def _dates(self, section: str) -> Iterator[Json]:
        for passed in self.answer["planned_dates_passed"]:
            facts = {"what": "planned_end_passed"}
            yield self._of(section, passed["entry"], None, passed["planned_end"], facts)
        for coming in agenda(self.view, {"as_of": self.day, "to": self._end()}):
            if coming["about"] in self.entries and self._is_ours(self.entries[coming["about"]]):
                facts = {"what": coming["what"]}
                yield self._of(section, coming["about"], None, coming["date"], facts)

    def _end(self) -> date:
        return self.day + AHEAD if self.day < date.max - AHEAD else date.max

    def _is_ours(self, entry: Entry) -> bool:
        return self.ask["side"] in entry.sides

    def _initiatives(self, section: str) -> Iterator[Json]:
        for name, state in self.answer[section].items():
            planned = (self.entries[name].data.get("planned_end") or {}).get("date")
            yield self._of(section, name, state["since"], planned, {"phase": state["phase"]})

    def _contacts(self, section: str) -> Iterator[Json]:
        for level, found in self.answer[section].items():
            first = self.entries[found["entries"][0]]
            facts = {
                "level": level, "mode": first.value("mode"), "age_days": found["age_days"],
                "entries": sorted(found["entries"]),
            }  # fmt: skip
            sources = [a.source for name in found["entries"] for a in self.entries[name].accounts]
            item = _made(
                section, first.id, first.data["title"], found["date"], None, facts, sources
            )
            # The last contact of a level is one thing, also when it becomes another contact.
            yield item | {"key": f"{section}/{level}"}

    def _of(
        self, section: str, name: str, since: str | None, following: str | None, facts: Json
    ) -> Json:
        entry = self.entries[name]
        sources = [account.source for account in entry.accounts]
        return _made(section, name, entry.data["title"], since, following, facts, sources)


def _made(
    section: str,
    about: str,
    title: str,
    since: str | None,
    following: str | None,
    facts: Json,
    sources: Iterable[Json],
) -> Json:
    kept = ("id", "title", "outlet", "published")
    named = {source["id"]: {key: source.get(key) for key in kept} for source in sources}
    return {
        "key": f"{section}/{about}", "section": section, "about": about, "title": title,
        "since": since, "next": following, "facts": facts, "sources": list(named.values()),
    }  # fmt: skip
