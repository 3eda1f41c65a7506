"""The page of the register, and its forms: offices and tasks with their holders, and the tree of topics."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cauce.base import clock
from cauce.base.roles import Permission
from cauce.governments import saying
from cauce.governments.deeds.doing import Deed, button, form_page, officer_of
from cauce.governments.deeds.offers import may
from cauce.governments.deeds.views import book
from cauce.governments.entries.forms_in import EndIn, TermIn
from cauce.governments.register import actions
from cauce.governments.register.forms import HOWS, EndForm, MandateForm, TermForm, TopicForm
from cauce.governments.register.topics import tree
from cauce.governments.showing import page, read
from cauce.governments.work.quick.actions import undo_note
from cauce.ledger import Ledger

Json = dict[str, Any]


@require_safe
def register(request: HttpRequest) -> HttpResponse:
    """List every office and task with its holders, and the topics as a tree."""
    reading = read(request)
    held: dict[str, list[Json]] = {}
    today = {
        s["id"] for s in reading.book.data["sources"]
        if s["id"].startswith("own-") and s.get("published") == clock.now().date().isoformat()
    }  # fmt: skip
    for tenure in reading.book.tenures:
        held.setdefault(tenure["office"], []).append(_term(tenure, today))
    context = {
        "offices": [
            (office, held.get(office["id"], [])) for office in reading.book.data["offices"]
        ],
        "topics": tree(reading.book),
        "may_keep": may(request, Permission.KEEP_LEDGER),
        "without_day": True,
    }
    return page(request, "register", reading, context, title=_("Offices, tasks and topics"))


def _term(tenure: Json, today: set[str]) -> Json:
    """A term as the page shows it; what rests on the desk's own note of today alone can be undone."""
    rests = [account["source"] for account in tenure.get("accounts") or ()]
    fresh = len(rests) == 1 and rests[0] in today
    return tenure | {
        "begun_by": dict(HOWS).get(tenure.get("note") or "") if tenure.get("note") else "",
        "ended_by": _how(tenure.get("ends_with")),
        "undo": str(UUID(rests[0][4:])) if fresh else "",
    }


def _how(word: str | None) -> Any:
    return (dict(HOWS).get(word) or word) if word else ""


def take(request: HttpRequest) -> HttpResponse:
    """Write down who took an office."""
    ledger = book()
    offices = _sorted((office["id"], office["title"]) for office in ledger.data["offices"])
    form = TermForm(
        request.POST or None, offices=offices, actors=_actors(ledger), sources=sources_of(ledger),
        who=request.GET.get("who", ""),
    )  # fmt: skip

    def do(said: Json) -> None:
        actions.take_office(
            office=said["office"], term=_term_in(said), form_id=said["form_id"],
            by=officer_of(request), at=clock.now(),
        )  # fmt: skip

    deed = _deed(_("Somebody took office"), _("Write it down"), form, do, "term-begun")
    return form_page(request, deed)


def mandate(request: HttpRequest) -> HttpResponse:
    """Write down who was given a task."""
    ledger = book()
    form = MandateForm(
        request.POST or None, actors=_actors(ledger), sources=sources_of(ledger),
        who=request.GET.get("who", ""),
    )  # fmt: skip

    def do(said: Json) -> None:
        actions.appoint_mandate(
            task=said["task"], term=_term_in(said), form_id=said["form_id"],
            by=officer_of(request), at=clock.now(),
        )  # fmt: skip

    deed = _deed(_("Somebody was given a task"), _("Write it down"), form, do, "term-begun")
    return form_page(request, deed)


def _term_in(said: Json) -> TermIn:
    return TermIn(**{key: said[key] for key in ("actor", "begins", "how", "source")})


def leave(request: HttpRequest, name: str) -> HttpResponse:
    """Write down when somebody left an office or a task."""
    ledger = book()
    tenure = next((one for one in ledger.tenures if one["id"] == name), None)
    if tenure is None:
        raise Http404
    before = tenure.get("to")
    form = EndForm(
        request.POST or None, sources=sources_of(ledger), day=str(before or ""),
        how=tenure.get("ends_with") or "",
    )  # fmt: skip

    def do(said: Json) -> None:
        end = EndIn(day=said["day"], how=said["how"], source=said["source"])
        actions.leave_office(
            tenure=name, end=end, before=before, form_id=said["form_id"],
            by=officer_of(request), at=clock.now(),
        )  # fmt: skip

    names = {a["id"]: a["name"] for a in ledger.data["actors"]}
    titles = {o["id"]: o["title"] for o in ledger.data["offices"]}
    words = {"who": names[tenure["actor"]], "office": titles[tenure["office"]]}
    deed = _deed(
        _("End of a term: %(who)s, %(office)s") % words, _("Keep"), form, do, "term-ended",
        stamp=str(before or ""), now=[(_("Until"), saying.date_said(before), "day")],
    )  # fmt: skip
    return form_page(request, deed)


def new_topic(request: HttpRequest) -> HttpResponse:
    """Add a topic."""
    form = TopicForm(request.POST or None, topics=_topics(book(), but=None))

    def do(said: Json) -> None:
        actions.add_topic(
            label=said["label"],
            parent=said["parent"] or None,
            by=officer_of(request),
            at=clock.now(),
        )

    return form_page(request, _deed(_("Add a topic"), _("Add it"), form, do, "topic-kept"))


def topic(request: HttpRequest, name: str) -> HttpResponse:
    """Call a topic something else, or put it somewhere else."""
    ledger = book()
    there = next((one for one in ledger.data["topics"] if one["id"] == name), None)
    if there is None:
        raise Http404
    label, parent = str(there["label"]), there.get("parent")
    topics = _topics(ledger, but=name)
    form = TopicForm(request.POST or None, topics=topics, label=label, parent=parent or "")

    def do(said: Json) -> None:
        actions.change_topic(
            topic=name, label=said["label"], parent=said["parent"] or None, before=(label, parent),
            by=officer_of(request), at=clock.now(),
        )  # fmt: skip

    above = dict(topics).get(parent or "", _("none: it stands on top"))
    deed = _deed(
        _("Rename or move: %(topic)s") % {"topic": label}, _("Keep"), form, do, "topic-kept",
        stamp=f"{label}/{parent or ''}",
        now=[(_("Called"), label, "label"), (_("Below"), above, "parent")],
    )  # fmt: skip
    return form_page(request, deed)


def _moving(move: Callable[..., None]) -> Callable[..., HttpResponse]:
    """Return the view of a button that retires a topic, or takes it up again."""

    @require_POST
    def view(request: HttpRequest, name: str) -> HttpResponse:
        return button(
            request,
            lambda by: move(topic=name, by=by, at=clock.now()),
            back=reverse("desk:register"),
            done="topic-kept",
        )

    return view


retire = _moving(actions.retire_topic)
take_up = _moving(actions.take_up_topic)


@require_POST
def undo(request: HttpRequest, form_id: UUID) -> HttpResponse:
    """Take back a term that was written down today by mistake."""
    return button(
        request,
        lambda by: undo_note(form_id=form_id, by=by, at=clock.now()),
        back=reverse("desk:register"),
        done="undone",
    )


def sources_of(ledger: Ledger) -> list[tuple[str, Any]]:
    """The sources that count, by title."""
    return _sorted((s["id"], s["title"]) for s in ledger.data["sources"] if not s.get("retracted"))


def _actors(ledger: Ledger) -> list[tuple[str, Any]]:
    return _sorted((actor["id"], actor["name"]) for actor in ledger.data["actors"])


def _topics(ledger: Ledger, *, but: str | None) -> list[tuple[str, Any]]:
    return _sorted((t["id"], t["label"]) for t in ledger.data["topics"] if t["id"] != but)


def _sorted(pairs: Any) -> list[tuple[str, Any]]:
    return sorted(pairs, key=lambda pair: str(pair[1]))


def _deed(
    title: str, says: str, form: Any, do: Callable[[Json], None], done: str, *, stamp: str = "",
    now: Any = (),
) -> Deed:  # fmt: skip
    return Deed(
        title=title, button=says, back=reverse("desk:register"), done=done, form=form, stamp=stamp,
        now=now, act=do,
    )  # fmt: skip
