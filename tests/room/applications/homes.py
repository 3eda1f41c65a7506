"""A draft and an application to put papers into, made without the pages."""

from typing import Any
from uuid import uuid4

from cauce.applications.drafts.actions import begin_draft
from cauce.applications.models import Application, Draft
from cauce.base import codes, keys
from cauce.base.actors import Actor
from cauce.base.models.keys import KeyKind
from cauce.people.models import Household


def a_draft(cast: Any) -> Draft:
    """What a family has begun."""
    return begin_draft(site=cast.site, language="es", by=Actor.FAMILY, at=cast.at)[0]


def an_application(cast: Any, **more: Any) -> Application:
    """What a family sent."""
    key = keys.make(kind=KeyKind.HOUSEHOLD)
    household = Household.objects.create(
        key=key, site=cast.site, language="es", size=1, created_at=cast.at
    )
    made: Application = Application.objects.create(
        household=household,
        key=key,
        site=cast.site,
        reference=codes.new_reference(),
        code_digest=b"0" * 16,
        form_id=uuid4(),
        language="es",
        received_at=cast.at,
        due_at=cast.at,
        **more,
    )
    return made
