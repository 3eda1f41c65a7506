"""Reads a record file: every date, id and word in it is checked, and every fault has its place."""

from collections import defaultdict
from datetime import date
from typing import Any

from cauce.dates import CalendarFault, DateFault, closed_because
from cauce.ledger import form
from cauce.ledger.days import When, when
from cauce.ledger.faults import Finder, Path, read_json
from cauce.ledger.shapes import check_shape

Json = dict[str, Any]
Leads = dict[str, list[tuple[Path, Any]]]


def read_record(text: str, file: str) -> Json:
    """A record as data, every list of it there. Raises Faults with every fault of the file."""
    data = read_json(text, file)
    faults = Finder(file, text)
    check_shape(data, faults)
    faults.refuse()
    for listed in form.LISTS:
        data[listed] = data.get(listed) or []
    _Checker(data, faults).check()
    faults.refuse()
    record: Json = data
    return record


def check(record: Json) -> None:
    """Look over a record that lies in no file, such as two that were laid together. Raises Faults."""
    faults = Finder("ledger", "{}")
    check_shape(record, faults)
    faults.refuse()
    _Checker(record, faults).check()
    faults.refuse()


class _Checker:
    """Looks up whatever a record names."""

    def __init__(self, data: Json, faults: Finder) -> None:
        self.data, self.faults = data, faults
        self.ids = {listed: [item["id"] for item in data[listed]] for listed in form.LISTS}
        self.things = [*self.ids["entries"], *self.ids["tenures"]]
        self.voices = [*self.ids["actors"], *self.ids["sources"]]
        self.accounts = [
            account["id"]
            for listed in ("tenures", "entries")
            for owner in data[listed]
            for account in owner.get("accounts") or ()
        ]

    def check(self) -> None:
        self._register()
        for n, entry in enumerate(self.data["entries"]):
            self._entry(entry, ("entries", n))
        self._disagreements()
        self._cycles()

    def _register(self) -> None:
        names: dict[str, str] = {}
        for n, actor in enumerate(self.data["actors"]):
            path: Path = ("actors", n)
            self._known((*path, "parent"), actor.get("parent"), "actors", "actor")
            other = names.setdefault(actor["name"].casefold(), actor["id"])
            if other != actor["id"]:
                what = f"{actor['id']} has the same name as {other}"
                self.faults.say((*path, "name"), what, "write a name that tells them apart")
        for n, source in enumerate(self.data["sources"]):
            for key in ("published", "retracted"):
                self._date(("sources", n, key), source.get(key))
            self._known(
                ("sources", n, "derived_from"), source.get("derived_from"), "sources", "source"
            )
        for n, tenure in enumerate(self.data["tenures"]):
            path = ("tenures", n)
            self._known((*path, "actor"), tenure["actor"], "actors", "actor")
            self._known((*path, "office"), tenure["office"], "offices", "office")
            self._term(tenure, path)
            self._accounts(tenure, path)

    def _term(self, tenure: Json, path: Path) -> None:
        begun, ended = (self._date((*path, key), tenure.get(key)) for key in ("from", "to"))
        if begun and ended and begun.first and ended.last and ended.last < begun.first:
            what = f"this term ends on {tenure['to']}, before it begins"
            self.faults.say((*path, "to"), what, "mend this date, or the first one")

    def _known(self, path: Path, name: str | None, listed: str, kind: str) -> None:
        if name is not None:
            self.faults.one_of(path, name, self.ids[listed], f"{kind} of this record")

    def _word(self, path: Path, word: Any, allowed: tuple[str, ...], kind: str) -> None:
        if word is not None:
            self.faults.one_of(path, word, allowed, kind)

    def _date(self, path: Path, text: Any) -> When | None:
        try:
            if text is None or isinstance(text, str):
                return when(text)
            self.faults.say(path, f"{text!r} is no date", "write it like 2023-06-13 or null")
        except DateFault as fault:
            what, _, mend = str(fault).partition("; ")
            self.faults.say(path, what, mend or "write it like 2023-06-13")
        return None

    def _entry(self, entry: Json, path: Path) -> None:
        for inner, text in form.dates_of(entry):
            self._date((*path, *inner), text)
        self._parties(entry, path)
        for n, topic in enumerate(entry.get("topics") or ()):
            self._known((*path, "topics", n), topic, "topics", "topic")
        self._accounts(entry, path)
        self._words(entry, path)
        own = [account["id"] for account in entry["accounts"]]
        self._steps(entry, path, own)
        for n, relation in enumerate(entry.get("relations") or ()):
            where = (*path, "relations", n)
            self._word((*where, "type"), relation["type"], form.RELATIONS, "relation")
            self.faults.one_of((*where, "to"), relation["to"], self.things, "entry of this record")
        for field, accepted in (entry.get("accepted") or {}).items():
            account = accepted.get("account") if isinstance(accepted, dict) else None
            self.faults.one_of((*path, "accepted", field), account, own, "account of this entry")
        for n, overlap in enumerate(entry.get("overlap") or ()):
            self._known((*path, "overlap", n, "entry"), overlap["entry"], "entries", "entry")
        if not any(fault[0][:2] == path for fault in self.faults.found):
            self._order(entry, path)

    def _parties(self, entry: Json, path: Path) -> None:
        for n, party in enumerate(entry["parties"]):
            where = (*path, "parties", n)
            self._known((*where, "actor"), party["actor"], "actors", "actor")
            self._known((*where, "as"), party.get("as"), "offices", "office")
            self._word((*where, "role"), party["role"], form.ROLES, "role")
            self._word((*where, "level"), party.get("level"), form.LEVELS, "level")
        for key in ("speaker",):
            self._known((*path, key), entry.get(key), "actors", "actor")
        subject = entry.get("subject")
        if subject is not None:
            known = [*self.things, *self.ids["actors"], *self.ids["offices"]]
            self.faults.one_of((*path, "subject"), subject, known, "entry of this record")

    def _words(self, entry: Json, path: Path) -> None:
        self._word((*path, "span"), entry.get("span"), form.SPANS, "span")
        self._word((*path, "nature"), entry.get("nature"), form.NATURES, "nature")
        self._word(
            (*path, "source_of_money"), entry.get("source_of_money"), form.MONEY, "source of money"
        )
        if entry["kind"] == "contact":
            self._word((*path, "level"), entry.get("level"), form.LEVELS, "level")
            self._word((*path, "state"), entry.get("state"), form.STATES, "state of a contact")
        self._calendar((*path, "clock"), entry.get("clock") or {})
        amount = entry.get("amount") or {}
        for where, part in (
            ((*path, "amount"), amount),
            ((*path, "amount", "also"), amount.get("also")),
        ):
            if part:
                self._currency((*where, "currency"), part["currency"])
                self._sum((*where, "value"), part["value"])
                self._word(
                    (*where, "qualifier"), part.get("qualifier"), form.QUALIFIERS, "qualifier"
                )

    def _calendar(self, path: Path, clock: Json) -> None:
        rule = clock.get("rule") or {}
        self._word(
            (*path, "rule", "from"), rule.get("from"), form.COUNTED_FROM, "act to count from"
        )
        country = rule.get("calendar")
        try:
            if country is not None:
                closed_because(date(2000, 1, 1), country)
        except CalendarFault as fault:
            what, _, mend = str(fault).partition("; ")
            self.faults.say((*path, "rule", "calendar"), what, mend)

    def _sum(self, path: Path, value: Any) -> None:
        """What was given back is a nature of its own; a sum below zero would be taken off another."""
        if isinstance(value, bool) or not isinstance(value, int | float):
            self.faults.say(path, f"{value!r} is no number", "write a number, such as 310000000")
        elif value < 0:
            self.faults.say(path, f"{value} is below zero", "write the sum without its sign")

    def _currency(self, path: Path, code: Any) -> None:
        from babel.core import get_global

        if code is not None and (
            not isinstance(code, str) or code not in get_global("all_currencies")
        ):
            self.faults.say(
                path, f"{code!r} is no currency", "write its code of ISO 4217, such as USD"
            )

    def _accounts(self, owner: Json, path: Path) -> None:
        for n, account in enumerate(owner.get("accounts") or ()):
            where = (*path, "accounts", n)
            self._known((*where, "source"), account["source"], "sources", "source")
            self._word((*where, "polarity"), account["polarity"], form.POLARITIES, "polarity")
            self._word((*where, "tense"), account["tense"], form.TENSES, "tense")
            self._date((*where, "said_on"), account.get("said_on"))
            for key in ("spoken_by", "on_behalf_of", "reported_by", "retold_by"):
                if account.get(key) is not None:
                    self.faults.one_of((*where, key), account[key], self.voices, "actor or source")
            for m, voice in enumerate(account.get("chain") or ()):
                self.faults.one_of((*where, "chain", m), voice, self.voices, "actor or source")
            self._values(account.get("values") or {}, (*where, "values"))

    def _values(self, values: Json, path: Path) -> None:
        for key in ("date", "from", "to", "at"):
            self._date((*path, key), values.get(key))
        self._currency((*path, "currency"), values.get("currency"))
        if values.get("value") is not None:
            self._sum((*path, "value"), values["value"])
        self._word((*path, "qualifier"), values.get("qualifier"), form.QUALIFIERS, "qualifier")
        self._word((*path, "level"), values.get("level"), form.LEVELS, "level")
        for key in form.TEXT_VALUES:
            if values.get(key) is not None and not isinstance(values[key], str):
                self.faults.say((*path, key), f"{key} is no text", 'write a text in "…"')
        topics = values.get("topics") or []
        if not isinstance(topics, list):
            self.faults.say((*path, "topics"), "topics is no list", "write [ … ]")
            return
        for n, topic in enumerate(topics):
            known = self.ids["topics"]
            self.faults.one_of((*path, "topics", n), topic, known, "topic of this record")

    def _steps(self, entry: Json, path: Path, own: list[str]) -> None:
        for listed, word in form.STEPS.items():
            for n, step in enumerate(entry.get(listed) or ()):
                where = (*path, listed, n)
                self._word((*where, word), step[word], form.WORDS[listed], word)
                self._known((*where, "by"), step.get("by"), "actors", "actor")
                for m, account in enumerate(step.get("accounts") or ()):
                    self.faults.one_of(
                        (*where, "accounts", m), account, own, "account of this entry"
                    )

    def _order(self, entry: Json, path: Path) -> None:
        """No act of a request lies certainly before its filing."""
        acts = entry.get("acts") or []
        filed = [when(act.get("date")).first for act in acts if act["act"] == "filed"]
        begun = min((day for day in filed if day), default=None)
        if begun is None or None in filed:
            return
        for n, act in enumerate(acts):
            last = when(act.get("date")).last
            if last is not None and last < begun:
                what = f"{act['act']} on {act['date']} lies before the filing"
                self.faults.say(
                    (*path, "acts", n, "date"), what, "mend this date, or that of the filing"
                )

    def _disagreements(self) -> None:
        for n, matter in enumerate(self.data["disagreements"]):
            for key in ("a", "b", "settled"):
                if matter.get(key) is not None:
                    where = ("disagreements", n, key)
                    self.faults.one_of(where, matter[key], self.accounts, "account of this record")
            if matter["a"] == matter["b"]:
                what = f"{matter['id']} holds one account against itself"
                self.faults.say(("disagreements", n, "b"), what, "name the account that differs")

    def _cycles(self) -> None:
        """Parents, derived sources and relations in one direction never come back."""
        for listed, key in (
            ("actors", "parent"),
            ("sources", "derived_from"),
            ("topics", "parent"),
        ):
            steps: Leads = {
                item["id"]: [((listed, n, key), item.get(key))] for n, item in self._all(listed)
            }
            self._acyclic(steps, key)
        for word in form.ONE_WAY:
            leads: Leads = defaultdict(list)
            for n, entry in self._all("entries"):
                for m, relation in enumerate(entry.get("relations") or ()):
                    if relation["type"] == word:
                        leads[entry["id"]].append((("entries", n, "relations", m), relation["to"]))
            self._acyclic(leads, word)

    def _all(self, listed: str) -> list[tuple[int, Json]]:
        return list(enumerate(self.data[listed]))

    def _acyclic(self, leads: Leads, word: str) -> None:
        done: set[str] = set()
        for start in leads:
            trail: list[str] = []
            waiting: list[tuple[str, int, Path]] = [(start, 0, ())]
            while waiting:
                name, depth, path = waiting.pop()
                del trail[depth:]
                if name in trail:
                    what = f"{word} goes in a circle: {' → '.join([*trail[trail.index(name) :], name])}"
                    self.faults.say(path, what, "take one of these out")
                    return
                if name not in done:
                    trail.append(name)
                    done.add(name)
                    waiting += [(to, depth + 1, at) for at, to in leads.get(name, ()) if to]
