"""The verbs of the register: offices taken and left, mandates given, topics added, moved and retired."""

import re
import unicodedata
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from cauce.base import roles
from cauce.base.actors import By
from cauce.base.refusal import Refused
from cauce.base.roles import Permission
from cauce.base.verb import note, verb
from cauce.governments import shelves
from cauce.governments.entries.forms_in import EndIn, TermIn
from cauce.governments.entries.laying import lay, own_note, piece, registering
from cauce.governments.keeping.rows import coded
from cauce.governments.models import Topic
from cauce.partners.models import Post, Tenure

Json = dict[str, Any]
LONGEST_LABEL = 120


@verb
def take_office(*, office: str, term: TermIn, form_id: UUID, by: By, at: datetime) -> str:
    """Write down who took an office from when; return the term's id. The same form sent twice is one term."""
    roles.require(by, Permission.KEEP_LEDGER)
    if not Post._default_manager.filter(pk=office).exists():
        raise Refused(_("Choose an office of the register."))
    return _begin(office, [], term, form_id, by, at)


@verb
def appoint_mandate(*, task: str, term: TermIn, form_id: UUID, by: By, at: datetime) -> str:
    """Write down who was given which new task from when; return the term's id."""
    roles.require(by, Permission.KEEP_LEDGER)
    title = _short(task, _("Say in a few words what the task is."))
    if Post._default_manager.filter(title__iexact=title).exclude(pk=_task(form_id)).exists():
        raise Refused(_("The register has this task already; say who took that one."))
    return _begin(_task(form_id), [{"id": _task(form_id), "title": title}], term, form_id, by, at)


@verb
def leave_office(
    *, tenure: str, end: EndIn, before: str | None, form_id: UUID, by: By, at: datetime
) -> None:
    """Write down when somebody left an office or a task, or that they hold it still.

    `before` is the end that the page showed.
    """
    roles.require(by, Permission.KEEP_LEDGER)
    shelves.hold()
    found = next((t for t in shelves.whole()["tenures"] if t["id"] == tenure), None)
    if found is None:
        raise Refused(_("There is no such term of office in the register."))
    if found["to"] != before:
        raise Refused(_("Somebody wrote down another end meanwhile; look at it again."))
    name = f"{tenure}.{form_id.hex}"
    account, sources = _told(name, end.source, {"to": end.day or None}, form_id, at)
    found |= {"to": end.day or None, "ends_with": (end.how if end.day else "") or None}
    found["accounts"] = [*found["accounts"], account]
    lay(piece(tenures=[found], sources=sources), at=at, register=registering(by, at))
    note(body={"tenure": coded(tenure)})


@verb
def add_topic(*, label: str, parent: str | None, by: By, at: datetime) -> str:
    """Add a topic, also below another; return its id."""
    roles.require(by, Permission.KEEP_LEDGER)
    words = _short(label, _("Write what the topic is called."))
    shelves.hold()
    _refuse_taken(words, but=None)
    name = _slug(words)
    if Topic._default_manager.filter(pk=name).exists():
        raise Refused(_("There is such a topic already; use that one."))
    lay(piece(topics=[{"id": name, "label": words, "parent": parent}]), at=at)
    note(body={"topic": coded(name)})
    return name


@verb
def change_topic(
    *,
    topic: str,
    label: str,
    parent: str | None,
    before: tuple[str, str | None],
    by: By,
    at: datetime,
) -> None:
    """Call a topic something else, or put it below another; what names it goes on naming it.

    `before` is what it was called and where it stood when the page was read.
    """
    roles.require(by, Permission.KEEP_LEDGER)
    words = _short(label, _("Write what the topic is called."))
    shelves.hold()
    there = Topic._default_manager.filter(pk=topic).values_list("label", "parent").first()
    if there is None:
        raise Refused(_("There is no such topic."))
    if there != before:
        raise Refused(_("Somebody changed this topic meanwhile; look at it again."))
    _refuse_taken(words, but=topic)
    lay(piece(topics=[{"id": topic, "label": words, "parent": parent}]), at=at)
    note(body={"topic": coded(topic)})


@verb
def retire_topic(*, topic: str, by: By, at: datetime) -> None:
    """Offer a topic in no form any more; entries that name it keep it."""
    _retire(topic, to=True, by=by, otherwise=_("This topic is retired already."))


@verb
def take_up_topic(*, topic: str, by: By, at: datetime) -> None:
    """Offer a retired topic again."""
    _retire(topic, to=False, by=by, otherwise=_("This topic is in use already."))


def _retire(topic: str, *, to: bool, by: By, otherwise: str) -> None:
    roles.require(by, Permission.KEEP_LEDGER)
    if not Topic._default_manager.filter(pk=topic, retired=not to).update(retired=to):
        raise Refused(otherwise)
    shelves.turn()
    note(body={"topic": coded(topic)})


def _begin(
    office: str, posts: list[Json], term: TermIn, form_id: UUID, by: By, at: datetime
) -> str:
    shelves.hold()
    name = f"t-{form_id.hex}"
    if not Tenure._default_manager.filter(pk=name).exists():
        _refuse_held(office, term.actor)
        account, sources = _told(f"{name}.a1", term.source, {"from": term.begins}, form_id, at)
        tenure = {
            "id": name, "actor": term.actor, "office": office, "from": term.begins,
            "note": term.how or None, "accounts": [account],
        }  # fmt: skip
        lay(
            piece(offices=posts, tenures=[tenure], sources=sources),
            at=at,
            register=registering(by, at),
        )
    note(body={"tenure": name})
    return name


def _told(
    name: str, source: str, values: Json, form_id: UUID, at: datetime
) -> tuple[Json, list[Json]]:
    """The account that a term rests on, and the desk's own note where no source was named.

    The register is public: the note says its day and nothing else.
    """
    notes = [] if source else [own_note(form_id=form_id, day=at.date(), words="")]
    account = {
        "id": name,
        "source": source or notes[0]["id"],
        "polarity": "asserts",
        "tense": "happened",
        "values": {key: value for key, value in values.items() if value},
    }
    return account, notes


def _refuse_held(office: str, actor: str) -> None:
    open_ones = (
        t for t in shelves.whole()["tenures"]
        if (t["office"], t["actor"], t["to"]) == (office, actor, None)
    )  # fmt: skip
    sources = {s["id"] for s in shelves.SOURCES.read() if not s["retracted"]}
    for tenure in open_ones:
        rests = [a["source"] for a in tenure["accounts"]]
        if not rests or sources.intersection(rests):
            raise Refused(_("The register says already that they hold this office."))


def _refuse_taken(label: str, *, but: str | None) -> None:
    if Topic._default_manager.filter(label__iexact=label).exclude(pk=but).exists():
        raise Refused(_("There is such a topic already; use that one."))


def _short(words: str, otherwise: str) -> str:
    kept = " ".join(words.split())
    if not kept:
        raise Refused(otherwise)
    if len(kept) > LONGEST_LABEL:
        raise Refused(_("Write it in up to 120 signs."))
    return kept


def _slug(words: str) -> str:
    """An id that says what it is, as the ledger's own topics do."""
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    return re.sub("[^a-z0-9]+", "_", plain).strip("_") or f"topic_{words.encode().hex()[:24]}"


def _task(form_id: UUID) -> str:
    return f"task-{form_id.hex}"
