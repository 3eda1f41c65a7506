"""What *Could I?* holds while somebody answers: sealed under a key that only their browser has."""

import uuid
from typing import ClassVar

from django.db import models

from cauce.base.privacy import INTERNAL, SENSITIVE, Classes


class AnswerSheet(models.Model):
    """The answers of one reader of *Could I?*; gone within the hour, and unreadable without their cookie."""

    # Made from the reader's cookie by a hash: whoever has the row cannot find the cookie.
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    sealed = models.BinaryField()
    # Counts the changes, so that two pages of one reader never overwrite each other unseen.
    version = models.PositiveIntegerField(default=0)
    expires_at = models.DateTimeField(db_index=True)

    # Nothing is kept, says the page: then no backup keeps it either.
    BACKED_UP = False
    PRIVACY: ClassVar[Classes] = {
        "id": INTERNAL,
        "sealed": SENSITIVE,
        "version": INTERNAL,
        "expires_at": INTERNAL,
    }

    def __str__(self) -> str:
        return "answer sheet"
