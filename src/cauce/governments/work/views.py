"""An entry's work: its owner and next date, its steps, and its closing by two."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cauce.base import clock
from cauce.base.roles import Permission, allowed
from cauce.governments import desk
from cauce.governments.deeds.doing import Deed, button, form_page, officer_of
from cauce.governments.deeds.forms import ReasonForm
from cauce.governments.deeds.offers import keeping_of
from cauce.governments.deeds.views import back_to, book, entry_of
from cauce.governments.showing import page, read
from cauce.governments.work import actions, evidence, telling
from cauce.governments.work.models import Item, Step
from cauce.governments.work.quick.forms import CloseForm, MoveForm, StepForm
from cauce.governments.work.rows import able

Json = dict[str, Any]


@require_safe
def work(request: HttpRequest, name: str) -> HttpResponse:
    """Show what is to be done about an entry, and by whom."""
    entry, reading = entry_of(book(), name), read(request)
    officer = officer_of(request)
    item = Item._default_manager.select_related("closed_by", "second").filter(pk=name).first()
    steps = Step._default_manager.select_related("owner", "closed_by", "second")
    context = {
        "entry": entry,
        "entry_to": back_to(entry),
        "keeping": keeping_of(name),
        "item": item,
        "standing": telling.standing(name, reading.day),
        "steps": list(steps.filter(entry=name).order_by("next_date", "pk")),
        "may": allowed(officer, Permission.KEEP_LEDGER),
        "me": officer.pk,
        "without_day": True,
        "shown": _shown(item),
    }
    return page(request, "work", reading, context, title=str(entry.data["title"]), foreign=True)


def _shown(item: Item | None) -> str:
    """The title of the source that shows that an item is finished."""
    if item is None or item.shown_by_id is None:
        return ""
    account = desk.ledger(public=False).view().accounts().get(item.shown_by_id)
    return str(account.source["title"]) if account else ""


def step(request: HttpRequest, name: str) -> HttpResponse:
    """Plan a step."""
    entry = entry_of(book(), name)
    officer = officer_of(request)
    form = StepForm(_posted(request), able=able(), initial={"owner": officer.pk})

    def do(said: Json) -> None:
        actions.add_step(entry=name, **said, by=officer, at=clock.now())

    deed = _deed(entry.id, _("Plan the next step"), _("Plan it"), "step-planned", form, do)
    return form_page(request, deed)


def move(request: HttpRequest, step_id: UUID) -> HttpResponse:
    """Give a step to somebody, or another day."""
    found = _step(step_id)
    there = {"owner": found.owner_id, "day": found.next_date}
    form = MoveForm(_posted(request), able=able(), initial=there)

    def do(said: Json) -> None:
        actions.move_step(step=step_id, **said, by=officer_of(request), at=clock.now())

    return form_page(
        request, _deed(found.entry_id, found.what, _("Keep"), "step-moved", form, do, found)
    )


def finish(request: HttpRequest, step_id: UUID) -> HttpResponse:
    """Say what came of a step."""
    return _reasoned(request, step_id, actions.finish_step, _("It is finished"), "step-finished")


def drop(request: HttpRequest, step_id: UUID) -> HttpResponse:
    """Do a step no more."""
    return _reasoned(request, step_id, actions.drop_step, _("Drop it"), "step-dropped")


def _reasoned(
    request: HttpRequest, step_id: UUID, verb: Callable[..., None], text: str, done: str
) -> HttpResponse:
    found = _step(step_id)
    form = ReasonForm(_posted(request))

    def do(said: Json) -> None:
        verb(step=step_id, **said, by=officer_of(request), at=clock.now())

    title = f"{text}: {found.what}"
    return form_page(request, _deed(found.entry_id, title, text, done, form, do, found))


def close(request: HttpRequest, name: str) -> HttpResponse:
    """Say that a request or a promise is finished."""
    ledger = book()
    entry, item = entry_of(ledger, name), _item(name)
    found = evidence.showing(ledger, name, day=clock.today())
    form = CloseForm(_posted(request), accounts=_accounts(ledger.view().accounts(), found))

    def do(said: Json) -> None:
        by, at = officer_of(request), clock.now()
        actions.close_item(
            entry=name, account=said.get("account", ""), why=said["why"], by=by, at=at
        )

    deed = _deed(
        entry.id, _("It is finished"), _("Say that it is finished"), "item-closing", form, do, item
    )
    return form_page(request, deed)


def _accounts(there: Json, names: list[str]) -> list[tuple[str, str]]:
    found = [(name, there[name]) for name in names]
    return [(name, f"{a.source['title']} ({a.says('date') or '–'})") for name, a in found]


@require_POST
def verify(request: HttpRequest, name: str) -> HttpResponse:
    """Verify a closing."""
    return _verified(request, _item(name))


@require_POST
def verify_step(request: HttpRequest, step_id: UUID) -> HttpResponse:
    """Verify a finished step."""
    return _verified(request, _step(step_id))


def send_back(request: HttpRequest, name: str) -> HttpResponse:
    """Send a closing back."""
    return _back(request, _item(name))


def send_step_back(request: HttpRequest, step_id: UUID) -> HttpResponse:
    """Send a finished step back."""
    return _back(request, _step(step_id))


def _verified(request: HttpRequest, row: Item | Step) -> HttpResponse:
    return button(
        request,
        lambda by: actions.verify_closing(item=row, by=by, at=clock.now()),
        back=_address(row.entry_id),
        done="closing-verified",
    )


def _back(request: HttpRequest, row: Item | Step) -> HttpResponse:
    form = ReasonForm(_posted(request))

    def do(said: Json) -> None:
        actions.send_back(item=row, **said, by=officer_of(request), at=clock.now())

    text = _("Send it back")
    return form_page(request, _deed(row.entry_id, text, text, "sent-back", form, do, row))


def _deed(
    entry_id: str,
    title: str,
    text: str,
    done: str,
    form: Form,
    do: Callable[[Json], None],
    row: Item | Step | None = None,
) -> Deed:
    # What was moved since the form was shown is compared with what is there now.
    stamp = f"{row.state} {row.since.isoformat()}" if row is not None else ""
    there = _state(row) if row is not None else ""
    field = next(iter(form.fields))
    return Deed(
        title=title, button=text, back=_address(entry_id), done=done, form=form, stamp=stamp,
        now=[(_("Now"), there, field)] if there else [], act=do,
    )  # fmt: skip


def _state(row: Item | Step) -> str:
    said = {
        "open": _("open"),
        "closing": _("waits for a second officer"),
        "closed": _("finished"),
        "dropped": _("dropped"),
    }
    return said[row.state]


def _address(name: str) -> str:
    return reverse("desk:work", args=[name])


def _posted(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _step(step_id: UUID) -> Step:
    found = Step._default_manager.select_related("owner").filter(pk=step_id).first()
    if found is None:
        raise Http404
    return found


def _item(name: str) -> Item:
    found = Item._default_manager.filter(pk=name).first()
    if found is None:
        raise Http404
    return found
