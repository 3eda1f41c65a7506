"""The verbs of drafts: begin one, save a page of it, delete it."""

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from cauce.applications import access_codes
from cauce.applications.models import Document, Draft
from cauce.applications.papers.actions import forget_documents
from cauce.base import codes, envelopes, keys, roles
from cauce.base.actors import Actor, By
from cauce.base.envelopes import Content
from cauce.base.models import Officer, Site
from cauce.base.models.keys import KeyKind
from cauce.base.refusal import Refused
from cauce.base.roles import Permission
from cauce.base.verb import note, verb

LIFE = timedelta(days=90)
_TRIES = 5


class Overtaken(Refused):
    """Another page of the same family was faster; read the draft again and repeat."""


@verb
def begin_draft(
    *, site: Site, language: str, assisted_by: Officer | None = None, by: By, at: datetime
) -> tuple[Draft, str]:
    """Begin an application that is not sent yet; the code is shown to the family."""
    _may(by, assisted_by, site)
    key = keys.make(kind=KeyKind.HOUSEHOLD)
    code = access_codes.first_code(key)
    draft = Draft(
        key=key,
        site=site,
        code_digest=access_codes.stored(code),
        language=language,
        begun_at=at,
        saved_at=at,
        expires_at=at + LIFE,
        assisted_by=assisted_by,
    )
    _insert(draft)
    note(subject=key.pk, body={"site": site.pk, "assisted": assisted_by is not None})
    return draft, code


@verb
def save_draft(
    *,
    draft: Draft,
    version: int,
    content: Content,
    language: str = "",
    site: Site | None = None,
    by: By,
    at: datetime,
) -> Draft:
    """Replace what a draft holds, if nobody changed it since it was read as `version`."""
    _may(by, draft.assisted_by, site or draft.site)
    same = Draft.objects.itself(draft).filter(version=version, state=Draft.State.OPEN)
    changed = {
        "sealed": envelopes.close(draft, "sealed", content),
        "version": version + 1,
        "saved_at": at,
        "expires_at": at + LIFE,
        "language": language or draft.language,
        "site": site or draft.site,
    }
    if not same.update(**changed):
        raise _overtaken_or_sent(draft)
    if site is not None and site != draft.site:
        Document.objects.of(draft=draft).update(site=site)
    for name, value in changed.items():
        setattr(draft, name, value)
    note(subject=draft.key_id)
    return draft


@verb
def delete_draft(*, draft: Draft, by: By, at: datetime) -> None:
    """Delete a draft with its papers and destroy its key: asked by the family, or after its time."""
    if by is not Actor.WORKER:
        _may(by, draft.assisted_by, draft.site)
    # Locked first: sending at this very moment must find either the whole draft or none.
    rows = Draft.objects.itself(draft).select_for_update().filter(state=Draft.State.OPEN)
    if rows.first() is None:
        raise Refused(_("This draft was sent or deleted already. Nothing was changed."))
    forget_documents(home=draft, by=by, at=at)
    Draft.objects.itself(draft).delete()
    keys.destroy(row=draft.key, at=at)
    # Under the house's key: the draft's own can no longer vouch for anything.
    note(body={"key": draft.key_id})


def _may(by: By, assisted_by: Officer | None, site: Site) -> None:
    """Let the family work on its own draft, and the officer who helps it."""
    if by is Actor.FAMILY:
        return
    roles.require(by, Permission.REGISTER, site)
    if isinstance(by, Officer) and by != assisted_by:
        raise Refused(
            _("Another officer helps this family. Ask them, or let the family use its code.")
        )


def _insert(draft: Draft) -> None:
    # The constraint decides whether a reference is free, not a look beforehand.
    for _each in range(_TRIES):
        draft.reference = codes.new_reference()
        try:
            with transaction.atomic():
                draft.save(force_insert=True)
        except IntegrityError:
            continue
        return
    raise Refused(_("No reference was free. Try again."))


def _overtaken_or_sent(draft: Draft) -> Refused:
    state = Draft.objects.itself(draft).values_list("state", flat=True).first()
    if state == Draft.State.OPEN:
        return Overtaken(_("Your application was changed on another page. Open this page again."))
    return Refused(_("This application was sent or deleted already, so it was not changed."))
