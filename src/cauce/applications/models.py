"""The nouns of the room: what a family has not sent yet, what it sent, and what was answered at once."""

import uuid
from typing import Any, ClassVar

from django.db import models
from django.db.models import PROTECT, Q

from cauce.base.guarded import guarded
from cauce.base.models import Officer, Site, SubjectKey
from cauce.base.privacy import INTERNAL, PERSONAL, SENSITIVE, Classes
from cauce.base.states import Moves
from cauce.people.models import Household, Member


class Draft(models.Model):
    """What a family has not sent yet; its key becomes the household's key when it is sent."""

    class State(models.TextChoices):
        """Whether it was sent."""

        OPEN = "open"
        SENT = "sent"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.ForeignKey(SubjectKey, on_delete=PROTECT, related_name="+")
    site = models.ForeignKey(Site, on_delete=PROTECT, related_name="+")
    reference = models.CharField(max_length=12, unique=True)
    code_digest = models.BinaryField(max_length=16)
    language = models.CharField(max_length=12)
    # Everything answered so far, as the pages keep it; emptied when it is sent.
    sealed = models.BinaryField(default=bytes)
    version = models.PositiveIntegerField(default=0)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    begun_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)
    assisted_by = models.ForeignKey(Officer, null=True, on_delete=PROTECT, related_name="+")

    objects: Any = guarded()
    MOVES: ClassVar[Moves] = {"open": {"sent"}, "sent": set()}
    START = "open"
    PRIVACY: ClassVar[Classes] = {
        "id": INTERNAL,
        "key": INTERNAL,
        "site": INTERNAL,
        "reference": INTERNAL,
        "code_digest": SENSITIVE,
        "language": INTERNAL,
        "sealed": SENSITIVE,
        "version": INTERNAL,
        "state": INTERNAL,
        "begun_at": INTERNAL,
        "saved_at": INTERNAL,
        "expires_at": INTERNAL,
        "assisted_by": INTERNAL,
    }

    def __str__(self) -> str:
        return f"draft {self.reference}"


class Application(models.Model):
    """What a household sent, once."""

    class State(models.TextChoices):
        """Where it stands; a case's own progress stands in the case."""

        RECEIVED = "received"
        IN_CASE = "in_case"
        WITHDRAWN = "withdrawn"
        CLOSED = "closed"

    class Channel(models.TextChoices):
        """How it came."""

        WEB = "web"
        ASSISTED = "assisted"
        IMPORT = "import"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    household = models.OneToOneField(Household, on_delete=PROTECT, related_name="application")
    key = models.ForeignKey(SubjectKey, on_delete=PROTECT, related_name="+")
    # No index of the site alone: sites are few, and nobody asks for all of one.
    site = models.ForeignKey(Site, on_delete=PROTECT, related_name="+", db_index=False)
    reference = models.CharField(max_length=12, unique=True)
    code_digest = models.BinaryField(max_length=16)
    # The form that was sent: a repetition finds the first application instead of making a second.
    form_id = models.UUIDField(unique=True)
    language = models.CharField(max_length=12)
    channel = models.CharField(max_length=10, choices=Channel.choices, default=Channel.WEB)
    state = models.CharField(max_length=10, choices=State.choices, default=State.RECEIVED)
    received_at = models.DateTimeField()
    # When an officer must have looked at it.
    due_at = models.DateTimeField()
    owner = models.ForeignKey(
        Officer, null=True, on_delete=PROTECT, related_name="+", db_index=False
    )
    # Nobody looks for applications by it.
    assisted_by = models.ForeignKey(
        Officer, null=True, on_delete=PROTECT, related_name="+", db_index=False
    )
    withdrawn_at = models.DateTimeField(null=True)
    # {"call_code", "read_back": {"by", "at"}, "withdrawal": "why"}
    sealed = models.BinaryField(default=bytes)

    objects: Any = guarded()
    MOVES: ClassVar[Moves] = {
        "received": {"in_case", "withdrawn", "closed"},
        "in_case": {"withdrawn", "closed"},
        "withdrawn": {"received", "in_case", "closed"},
        # A review or a new fact may open it again.
        "closed": {"in_case"},
    }
    START = "received"
    PRIVACY: ClassVar[Classes] = {
        "id": INTERNAL,
        "household": INTERNAL,
        "key": INTERNAL,
        "site": INTERNAL,
        "reference": INTERNAL,
        "code_digest": SENSITIVE,
        "form_id": INTERNAL,
        "language": INTERNAL,
        "channel": INTERNAL,
        "state": INTERNAL,
        "received_at": INTERNAL,
        "due_at": INTERNAL,
        "owner": INTERNAL,
        "assisted_by": INTERNAL,
        "withdrawn_at": INTERNAL,
        "sealed": PERSONAL,
    }

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state="withdrawn", withdrawn_at__isnull=False)
                | (~Q(state="withdrawn") & Q(withdrawn_at__isnull=True)),
                name="applications_withdrawn_when",
            ),
            # Every tray of cases asks of each row whether its family still goes on. An index would do; only
            # of a constraint's SQLite knows that it answers with one entry, and does not open the row.
            models.UniqueConstraint(fields=["id", "state"], name="applications_standing"),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["state", "site", "due_at", "received_at", "id"], name="applications_waiting"
            ),
            # What is in somebody's hands is little; what a family sends is in nobody's yet.
            models.Index(
                fields=["owner"], name="applications_in_hand", condition=Q(owner__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"application {self.reference}"


class Screening(models.Model):
    """What the rules said of an application on a day; never changed, a newer one is added."""

    class Why(models.TextChoices):
        """Why it was made."""

        SENT = "sent"
        CORRECTED = "corrected"
        INTERVIEW = "interview"
        ASKED = "asked"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    # No index of its own: the constraint's begins with it, and each one costs whoever sends.
    application = models.ForeignKey(
        Application, on_delete=PROTECT, related_name="screenings", db_index=False
    )
    key = models.ForeignKey(SubjectKey, on_delete=PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    on = models.DateField()
    law = models.CharField(max_length=64)
    words = models.CharField(max_length=64)
    pack = models.CharField(max_length=60)
    reviewed = models.BooleanField()
    why = models.CharField(max_length=10, choices=Why.choices)
    made_at = models.DateTimeField()
    # {pathway: word}: for lists and counts.
    outcomes = models.JSONField(default=dict)
    # {"persons": [member numbers], "case", "filed", "pathways"}; see `applications.answering`
    sealed = models.BinaryField(default=bytes)

    objects: Any = guarded(site_path="application__site")
    PRIVACY: ClassVar[Classes] = {
        "id": INTERNAL,
        "application": INTERNAL,
        "key": INTERNAL,
        "number": INTERNAL,
        "on": INTERNAL,
        "law": INTERNAL,
        "words": INTERNAL,
        "pack": INTERNAL,
        "reviewed": INTERNAL,
        "why": INTERNAL,
        "made_at": INTERNAL,
        "outcomes": INTERNAL,
        "sealed": SENSITIVE,
    }

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["application", "number"], name="applications_screening_number"
            ),
        ]

    def __str__(self) -> str:
        return f"screening {self.number} of {self.application_id}"


class Document(models.Model):
    """A paper that a family sent: re-encoded, sealed, outside the web root, under random names."""

    class State(models.TextChoices):
        """Whether somebody said that the pages can be read: the family, or an officer that they cannot."""

        RECEIVED = "received"
        READY = "ready"
        REFUSED = "refused"
        REMOVED = "removed"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.ForeignKey(SubjectKey, on_delete=PROTECT, related_name="+")
    site = models.ForeignKey(Site, on_delete=PROTECT, related_name="+")
    draft = models.ForeignKey(Draft, null=True, on_delete=PROTECT, related_name="documents")
    application = models.ForeignKey(
        Application, null=True, on_delete=PROTECT, related_name="documents"
    )
    member = models.ForeignKey(Member, null=True, on_delete=PROTECT, related_name="documents")
    kind = models.CharField(max_length=20)
    state = models.CharField(max_length=10, choices=State.choices, default=State.RECEIVED)
    # Random names of the sealed files, one a page; what the phone sent is never kept.
    files = models.JSONField(default=list)
    size = models.PositiveIntegerField()
    refused_because = models.CharField(max_length=30, blank=True)
    sent_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)
    # {"name": as the family's phone called it, "about": person's number, "note"}
    sealed = models.BinaryField(default=bytes)

    objects: Any = guarded()
    MOVES: ClassVar[Moves] = {
        "received": {"ready", "refused", "removed"},
        # An officer may find that it cannot be read after all.
        "ready": {"refused", "removed"},
        "refused": {"removed"},
        # Undo, until the files are swept.
        "removed": {"received"},
    }
    START = "received"
    PRIVACY: ClassVar[Classes] = {
        "id": INTERNAL,
        "key": INTERNAL,
        "site": INTERNAL,
        "draft": INTERNAL,
        "application": INTERNAL,
        "member": INTERNAL,
        "kind": INTERNAL,
        "state": INTERNAL,
        "files": INTERNAL,
        "size": INTERNAL,
        "refused_because": INTERNAL,
        "sent_at": INTERNAL,
        "removed_at": INTERNAL,
        "sealed": PERSONAL,
    }

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(draft__isnull=False, application__isnull=True)
                | Q(draft__isnull=True, application__isnull=False),
                name="applications_document_one_home",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class Correction(models.Model):
    """A family asks that something said about it be corrected or added; an officer answers."""

    class State(models.TextChoices):
        """What became of it."""

        OPEN = "open"
        ACCEPTED = "accepted"
        DECLINED = "declined"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    application = models.ForeignKey(Application, on_delete=PROTECT, related_name="corrections")
    key = models.ForeignKey(SubjectKey, on_delete=PROTECT, related_name="+")
    site = models.ForeignKey(Site, on_delete=PROTECT, related_name="+")
    form_id = models.UUIDField(unique=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField()
    decided_by = models.ForeignKey(Officer, null=True, on_delete=PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)
    # {"about": member number or null, "fact": key or "name"…, "said": text, "why": text, "answer": text}
    sealed = models.BinaryField(default=bytes)

    objects: Any = guarded()
    MOVES: ClassVar[Moves] = {
        "open": {"accepted", "declined"},
        "accepted": set(),
        "declined": {"open"},
    }
    START = "open"
    PRIVACY: ClassVar[Classes] = {
        "id": INTERNAL,
        "application": INTERNAL,
        "key": INTERNAL,
        "site": INTERNAL,
        "form_id": INTERNAL,
        "state": INTERNAL,
        "asked_at": INTERNAL,
        "due_at": INTERNAL,
        "decided_by": INTERNAL,
        "decided_at": INTERNAL,
        "sealed": SENSITIVE,
    }

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["state", "site", "due_at"], name="applications_corrections"),
        ]

    def __str__(self) -> str:
        return f"correction {self.pk}"


class Visit(models.Model):
    """A family's way in from one browser: its id is made from the cookie by a hash."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    draft = models.ForeignKey(Draft, null=True, on_delete=models.CASCADE, related_name="visits")
    application = models.ForeignKey(
        Application, null=True, on_delete=models.CASCADE, related_name="visits"
    )
    expires_at = models.DateTimeField(db_index=True)
    # Until when letters, routes and documents may be read without typing the code again.
    deep_until = models.DateTimeField(null=True)

    objects: Any = guarded(site_path="application__site")
    PRIVACY: ClassVar[Classes] = {
        "id": INTERNAL,
        "draft": INTERNAL,
        "application": INTERNAL,
        "expires_at": INTERNAL,
        "deep_until": INTERNAL,
    }

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(draft__isnull=False) | Q(application__isnull=False),
                name="applications_visit_to_something",
            ),
        ]

    def __str__(self) -> str:
        return "visit"


class SentCode(models.Model):
    """Six digits sent to a known route: good for ten minutes, five tries, once."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    application = models.ForeignKey(
        Application, on_delete=models.CASCADE, related_name="sent_codes"
    )
    digest = models.BinaryField(max_length=16)
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True)

    objects: Any = guarded(site_path="application__site")
    PRIVACY: ClassVar[Classes] = {
        "id": INTERNAL,
        "application": INTERNAL,
        "digest": SENSITIVE,
        "sent_at": INTERNAL,
        "expires_at": INTERNAL,
        "tries": INTERNAL,
        "used_at": INTERNAL,
    }

    def __str__(self) -> str:
        return "sent code"
