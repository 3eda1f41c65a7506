"""What the office wrote to a household: the list, and one letter as it was sent, to read and to print."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse

from cauce.applications.models import Application
from cauce.base import clock
from cauce.base.days import day_at
from cauce.notices import reading
from cauce.website.mine.inside import inner, show


@inner
def letters(request: HttpRequest, application: Application) -> HttpResponse:
    """List the letters, the newest first."""
    site = application.site
    found = [
        (letter, day_at(site, letter.notice.created_at))
        for letter in reading.letters_of(application.household)
    ]
    return show(request, "letters", {"letters": found})


@inner
def letter(request: HttpRequest, application: Application, notice: UUID) -> HttpResponse:
    """Show one letter; that it was opened is recorded, so that nobody calls for it."""
    found = reading.letter_of(application.household, notice)
    if found is None:
        raise Http404
    reading.open_letter(found, at=clock.now())
    context = {
        "letter": found,
        "day": day_at(application.site, found.notice.created_at),
        "digest": bytes(found.notice.digest).hex()[:16],
        "decision": found.notice.kind in {"decision", "review_decided"},
    }
    return show(request, "letter", context)
