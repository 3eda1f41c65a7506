"""At the desk: a lost code, a letter in one's own words, a correction that a family asks for."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from cauce.applications import actions as changing
from cauce.applications.access import door
from cauce.base import clock, codes
from cauce.base.days import day_at
from cauce.base.refusal import Refused
from cauce.base.roles import Permission
from cauce.notices import actions as notices
from cauce.notices.letters import compose
from cauce.office import files
from cauce.office.changes import change, to_change
from cauce.office.fileforms import CodeForm, MessageForm
from cauce.office.pages import page, posted
from cauce.questions import days, tongues


@sensitive_post_parameters()
def write(request: HttpRequest, file_id: UUID) -> HttpResponse:
    """Write to the family; the letter stands on its page at once, and word of it goes out safely."""
    file = to_change(request, file_id, Permission.WRITE_TO_FAMILIES)

    def send(typed: dict[str, Any]) -> None:
        letter = compose("message", file.household.language, {"text": typed["body"]})
        notices.write(
            household=file.household,
            letter=letter,
            about=file.application.pk,
            by=file.officer,
            at=clock.now(),
        )

    safe = [row for row, _content in file.routes if row.may_write and row.state != "closed"]
    told = (
        _("Word of it goes out on the ways that are safe to write to, at their hours.")
        if safe
        else _("No way is safe to write to: somebody will have to call or hand it over.")
    )
    said = {
        "title": _("Write to the family"),
        "lines": [
            _("The letter stands on the family's own page."),
            told,
            _("The family reads: %(language)s.")
            % {"language": tongues.name_of(file.household.language)},
        ],
        "button": _("Send"),
    }
    form = MessageForm(posted(request))
    return change(request, file, form, send, done="written", part="messages", **said)


@sensitive_post_parameters()
def new_code(request: HttpRequest, file_id: UUID) -> HttpResponse:
    """Give a family that lost its code a new one, after questions; the old one opens nothing any more."""
    file = to_change(request, file_id, Permission.GIVE_CODES)
    form = CodeForm(posted(request))
    if form.is_bound and form.is_valid():
        try:
            code = changing.new_access_code(
                application=file.application,
                asked=form.cleaned_data["asked"],
                by=file.officer,
                at=clock.now(),
            )
        except Refused as refused:
            form.add_error(None, refused.sentence)
        else:
            door.pardon(file.application, now=clock.machine_now())
            context = {
                "reference": codes.shown(file.application.reference),
                "code": codes.shown(code),
                "back": files.address(file),
            }
            return page(request, "new-code.html", context, site=file.application.site)
    asking: dict[str, Any] = {
        "form": form,
        "file": file,
        "title": _("Give a new access code"),
        "back": files.address(file),
        "questions": list(_to_ask(file)),
    }
    status = 422 if form.errors else 200
    return page(request, "ask-code.html", asking, site=file.application.site, status=status)


def _to_ask(file: Any) -> Any:
    """Yield what to ask and the answer that the file holds: the officer compares, and says nothing."""
    main = file.main
    papers = main.content.get("papers", ()) if main else ()
    sent = day_at(file.application.site, file.application.received_at)
    answers = {
        "name": main.name if main else "",
        "birth": days.spoken(main.born) if main and main.born else "",
        "relatives": "; ".join(each.name for each in file.staying[1:]),
        "document": ", ".join(paper.get("number", "") for paper in papers),
        "route": ", ".join(content.get("address", "") for _row, content in file.routes),
        "day_sent": f"{days.spoken(sent)}, {file.application.site.name}",
    }
    for name, text in CodeForm.QUESTIONS:
        if answers.get(name):
            yield text, answers[name]
