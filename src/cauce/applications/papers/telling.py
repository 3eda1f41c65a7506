"""What a family is told about its papers: that one comes back, and why."""

from datetime import datetime

from django.conf import settings
from django.utils import translation

from cauce.applications.models import Application, Document
from cauce.applications.papers.kinds import BECAUSE, KINDS
from cauce.base import codes
from cauce.base.actors import Actor
from cauce.notices import actions as notices
from cauce.notices.letters import Value


def sent_back(document: Document, *, because: str, at: datetime) -> None:
    """Write to the family that an officer sent a paper back; a draft's page says it itself."""
    application: Application | None = document.application
    if application is None:
        return
    language = application.household.language.partition("-")[0]
    values: dict[str, Value] = {"reference": codes.shown(application.reference)}
    # A language that the pages do not speak gets no other language's words.
    spoken = language in dict(settings.LANGUAGES)
    with translation.override(language if spoken else None):
        values["paper"] = str(KINDS[document.kind]) if spoken else "–"
        values["because"] = str(BECAUSE[because]) if spoken else "–"
    notices.tell(
        household=application.household,
        kind="paper_back",
        values=values,
        about=document.pk,
        # Whoever may send a paper back need not have the right to write letters of their own.
        by=Actor.WORKER,
        at=at,
    )
