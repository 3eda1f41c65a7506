"""What verbs of several rooms do to a record about somebody: add a statement, put names right.

For verbs, inside their transaction: each locks the row and reads it anew, so that two hands lose nothing.
"""

from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any, TypeVar

from django.utils.translation import gettext as _

from cauce.base import envelopes
from cauce.base.actors import By
from cauce.base.envelopes import OpenKeys
from cauce.base.models import Officer
from cauce.base.refusal import Refused
from cauce.eligibility import Pack
from cauce.packs import pack
from cauce.people import facts
from cauce.people.facts import Facts, Statement
from cauce.people.models import ContactRoute, Household, Member, Person
from cauce.people.tokens import Tokens

Record = TypeVar("Record", bound=Household | Member | Person | ContactRoute)
NAMES = ("given", "surname1", "surname2", "birth", "birth_approximate", "papers")


class ChangedMeanwhile(Refused):
    """Somebody changed it since the page was made; `now` is what stands there, so that both are shown."""

    def __init__(self, now: Mapping[str, Any]) -> None:
        """Keep what stands there now."""
        self.now = dict(now)
        super().__init__(
            _(
                "Somebody else changed this meanwhile. Both are shown here: keep theirs, "
                "or save yours again."
            )
        )


@lru_cache(maxsize=8)
def hidden_keys(rules: Pack, entity: str) -> frozenset[str]:
    """Return the keys of the facts that lie in the sensitive envelope: protective, or not asked of all."""
    return frozenset(
        key
        for key, fact in rules.facts_of(entity).items()
        if fact.protective or fact.asked != "public"
    )


def split(rules: Pack, entity: str, said: Facts) -> tuple[Facts, Facts]:
    """Return facts by envelope: the personal ones, and the sensitive ones."""
    hidden = hidden_keys(rules, entity)
    return (
        {key: entries for key, entries in said.items() if key not in hidden},
        {key: entries for key, entries in said.items() if key in hidden},
    )


def locked(record: Record) -> Record:
    """Return a row as it stands now, held until the verb ends. Refuses one whose key was destroyed."""
    rows = type(record).objects.itself(record).select_for_update(of=("self",))
    row: Record = rows.select_related("key").get()
    if envelopes.is_erased(row):
        raise Refused(_("This was erased. Nothing of it can be read or changed any more."))
    return row


def everything_said(record: Household | Member, *, opened: OpenKeys | None = None) -> Facts:
    """Return every statement about a household or a member, from both envelopes. Raises Sealed."""
    personal = envelopes.read(record, "sealed", opened=opened).get("facts", {})
    sensitive = envelopes.read(record, "sealed_sensitive", opened=opened).get("facts", {})
    return {**personal, **sensitive}


def add_statements(
    record: Household | Member,
    statements: Mapping[str, Statement],
    *,
    seen: Mapping[str, int] | None = None,
    opened: OpenKeys | None = None,
) -> None:
    """Add statements about a member or the household; what was said before stays.

    `seen` says how many statements about each fact the page showed: more by now raises ChangedMeanwhile.
    """
    opened, rules = opened or OpenKeys(), pack()
    row = locked(record)
    entity = "person" if isinstance(row, Member) else "household"
    hidden = hidden_keys(rules, entity)
    _demand_seen(row, seen or {}, opened)
    changed = {}
    for column, mine in (("sealed", False), ("sealed_sensitive", True)):
        news = {key: said for key, said in statements.items() if (key in hidden) is mine}
        if news:
            content = envelopes.read(row, column, opened=opened)
            content["facts"] = _with(content.get("facts", {}), news)
            changed[column] = envelopes.close(row, column, content, opened=opened)
    type(row).objects.itself(row).update(**changed)
    for column, envelope in changed.items():
        setattr(record, column, envelope)
    if isinstance(row, Member):
        _keep_bound(row, statements, opened)


def amend_person(
    person: Person,
    changes: Mapping[str, Any],
    *,
    by: str,
    why: str,
    at: datetime,
    before: Mapping[str, Any] | None = None,
    opened: OpenKeys | None = None,
) -> list[str]:
    """Change names, birth or papers: what stood before stays, sealed; tokens and year follow.

    Returns the names of the fields that changed.
    """
    opened = opened or OpenKeys()
    row = locked(person)
    content = envelopes.read(row, "sealed", opened=opened)
    stale = {k: content.get(k) for k, v in (before or {}).items() if content.get(k) != v}
    if stale:
        raise ChangedMeanwhile(stale)
    changed = [name for name in NAMES if name in changes and content.get(name) != changes[name]]
    for name in changed:
        was = {"field": name, "was": content.get(name), "by": by, "at": at.isoformat()}
        content.setdefault("history", []).append({**was, "why": why})
        content[name] = changes[name]
    values = {
        "sealed": envelopes.close(row, "sealed", content, opened=opened),
        "birth_year": birth_year(content.get("birth", "")),
        **Tokens().of_person(content),
    }
    Person.objects.itself(row).update(**values)
    for name, value in values.items():
        setattr(person, name, value)
    return changed


def remark(
    record: Household | Member | ContactRoute, name: str, *, by: By, why: str, at: datetime
) -> None:
    """Keep who did something to a record, when and why, sealed beside what it is about.

    What protects somebody may be the reason: of a household or a member it lies in the sensitive envelope.
    """
    column = "sealed" if isinstance(record, ContactRoute) else "sealed_sensitive"
    row = locked(record)
    officer = str(by.pk) if isinstance(by, Officer) else ""
    content = envelopes.read(row, column)
    content[name] = {"by": officer, "at": at.isoformat(), "why": why.strip()}
    envelope = envelopes.close(row, column, content)
    type(row).objects.itself(row).update(**{column: envelope})
    setattr(record, column, envelope)


def birth_year(edtf: str) -> int | None:
    """Return the year that a birth date certainly lies in; None where it is not certain."""
    first, _slash, last = edtf.partition("/")
    year = first[:4]
    certain = year.isdigit() and (not last or last[:4] == year)
    return int(year) if certain else None


def _demand_seen(row: Household | Member, seen: Mapping[str, int], opened: OpenKeys) -> None:
    if not seen:
        return
    said = everything_said(row, opened=opened)
    newer = {k: facts.latest(said, k) for k, count in seen.items() if len(said.get(k, ())) > count}
    if newer:
        raise ChangedMeanwhile(newer)


def _with(said: Facts, news: Mapping[str, Statement]) -> Facts:
    for key, statement in news.items():
        said = facts.add(said, key, statement)
    return said


def _keep_bound(member: Member, statements: Mapping[str, Statement], opened: OpenKeys) -> None:
    """Keep what the pack binds to a person in step: the birth date and the relation."""
    rules = pack()
    birth = statements.get(rules.facts[rules.relations.birth].key)
    relation = statements.get(rules.facts[rules.relations.fact].key)
    if birth is not None:
        amend_person(
            member.person,
            {"birth": birth.get("value") or ""},
            by=birth.get("by", ""),
            why=birth.get("why", ""),
            at=datetime.fromisoformat(birth["at"]),
            opened=opened,
        )
    if relation is not None:
        Member.objects.itself(member).update(relation=relation.get("value") or "")
