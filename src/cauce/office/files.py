"""The file of a family on one page: who they are, what was said, what the rules say, what was done."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cauce.applications import explaining, kept
from cauce.applications.explaining import Pathway
from cauce.applications.models import Screening
from cauce.applications.papers.kinds import BECAUSE
from cauce.base import clock, codes, reads
from cauce.base.factor.asking import before_many
from cauce.base.models import Event, Officer
from cauce.eligibility import words as pack_words
from cauce.office import caseparts, facts, words
from cauce.office.deeds import deeds
from cauce.office.opening import OpenFile, opened
from cauce.office.pages import officer_of, page
from cauce.people.intray import reasons
from cauce.questions.told import tag, travels

HOUSEHOLD = "household"


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One line of a file's history."""

    at: Any
    deed: Any
    who: Any


@require_safe
@before_many
def file(request: HttpRequest, file_id: UUID) -> HttpResponse:
    """Show a file to an officer of its site, and record that they looked."""
    officer, now = officer_of(request), clock.now()
    found = opened(officer, file_id, at=now)
    context: dict[str, Any] = {"file": found, "application": found.application}
    if found.is_erased:
        return page(request, "file-erased.html", context, site=found.application.site)
    last = found.screenings[0] if found.screenings else None
    explained = _explained(found, last) if last else []
    groups = list(_groups(found, last, explained))
    context |= {
        "reference": codes.shown(found.application.reference),
        "state": words.STATES[found.application.state],
        "channel": words.CHANNELS[found.application.channel],
        "groups": groups,
        "bound": facts.bound(found.pack),
        "unknown_count": sum(line.unknown for group in groups for line in group["lines"]),
        "screening": last,
        "ways": explained,
        "older": found.screenings[1:],
        "consents": [(words.purpose(c.purpose, c.recipient), c) for c in found.consents],
        "routes": [(row, said, words.ROUTES[row.state]) for row, said in found.routes],
        "look_alikes": [(r, reasons(r), words.LOOK_ALIKES[r.state]) for r in found.look_alikes],
        "elsewhere": [
            (r, reasons(r), words.FAR_LOOK_ALIKES[r.state]) for r in found.far_look_alikes
        ],
        "corrections_open": [row for row in found.corrections if row.state == "open"],
        "corrections": [(row, words.CORRECTIONS[row.state]) for row in found.corrections],
        "documents": list(_documents(found)),
        "call_code": found.sealed.get("call_code", ""),
        "read_back": found.sealed.get("read_back", {}),
        "differences": list(_differences(found)),
        **_history(found),
        **caseparts.parts(found, at=now),
    }
    # What comes next in the case stands first.
    context["deeds"] = [*context["case_deeds"], *deeds(found)]
    return page(request, "file.html", context, site=found.application.site)


def _groups(
    found: OpenFile, last: Screening | None, explained: list[Pathway]
) -> Iterator[dict[str, Any]]:
    """Yield the facts of the household and of each person, with what the rules still miss of them."""
    shared = found.facts_of(found.household)
    reader = facts.Reader(
        pack=found.pack,
        lang=found.lang,
        names=_names_of(facts.speakers(shared, *(each.facts for each in found.members))),
        used=_used(found, last),
    )
    for each in found.staying:
        wanted = _missing(found, explained, each.member.number)
        lines = list(reader.lines("person", each.facts, wanted=wanted))
        yield _group(each.name, str(each.member.number), lines)
    wanted = _missing(found, explained, None)
    lines = list(reader.lines(HOUSEHOLD, shared, wanted=wanted))
    yield _group(_("The household"), HOUSEHOLD, lines)


def _group(title: str, owner: str, lines: list[facts.Line]) -> dict[str, Any]:
    """Return the facts of somebody: what was said, and apart from it what only the rules ask for."""
    said = [line for line in lines if line.is_said]
    unsaid = [line for line in lines if not line.is_said]
    return {"title": title, "owner": owner, "lines": said, "unsaid": unsaid}


def _explained(found: OpenFile, last: Screening) -> list[Pathway]:
    return explaining.explained(
        last, found.lang, names=found.names, protected=found.sees_protected, opened=found.opened
    )


def _used(found: OpenFile, last: Screening | None) -> dict[str, tuple[facts.Rule, ...]]:
    if last is None:
        return {}
    return facts.used_by(found.pack, kept.content(last, opened=found.opened)["pathways"])


def _differences(found: OpenFile) -> Iterator[str]:
    """Yield what the newest screening says differently from the one before it."""
    if len(found.screenings) < 2:
        return
    said = pack_words(found.pack, found.lang)
    newest, before = found.screenings[:2]
    for each in kept.compare(before, newest, opened=found.opened):
        who = found.names.get(each.member, "") if each.member is not None else ""
        told = tag if each.member is None else travels
        title = said.pathway(each.pathway, "title")
        yield _("%(pathway)s: “%(before)s” before, “%(after)s” now.") % {
            "pathway": f"{title} ({who})" if who else title,
            "before": told(each.before) if each.before else _("nothing"),
            "after": told(each.after) if each.after else _("nothing"),
        }


def _missing(found: OpenFile, explained: list[Pathway], member: int | None) -> set[str]:
    """Return the facts that a rule misses of somebody, as far as this officer may know of them."""
    every = (m for way in explained for m in way.missing)
    wanted = {m.list_fact or m.fact for m in every if m.member == member}
    facts_of = found.pack.facts
    return {
        name
        for name in wanted
        if name in facts_of and (found.sees_protected or not facts.is_protected(facts_of[name]))
    }


def _names_of(ids: set[str]) -> dict[str, str]:
    rows = Officer.objects.filter(pk__in=ids).values_list("pk", "display_name") if ids else ()
    return {str(pk): name for pk, name in rows}


def _documents(found: OpenFile) -> Iterator[dict[str, Any]]:
    persons = {each.member.pk: each.name for each in found.members}
    for row in found.documents:
        if row.state != row.State.REMOVED:
            yield {
                "row": row,
                "kind": words.paper(row.kind),
                "state": words.PAPERS[row.state],
                "because": BECAUSE.get(row.refused_because, ""),
                "address": reverse("papers:paper", args=[row.pk]),
                "about": persons[row.member_id] if row.member_id else "",
            }


def _history(found: OpenFile) -> dict[str, Any]:
    done: list[Entry] = []
    read: list[Entry] = []
    for event in found.events:
        (read if event.verb == reads.VERB else done).append(_entry(event, found.officer))
    return {"history": done, "readers": read}


def _entry(event: Event, officer: Officer) -> Entry:
    return Entry(at=event.at, deed=words.deed(event.verb), who=words.doer(event, officer))


def fact_label(found: OpenFile, name: str) -> str:
    """Return what a fact is called."""
    return str(pack_words(found.pack, found.lang).fact(name, "label"))


def address(found: OpenFile, part: str = "") -> str:
    """Return where a file, or a part of it, is read."""
    return reverse("office:file", args=[found.application.pk]) + (f"#{part}" if part else "")
