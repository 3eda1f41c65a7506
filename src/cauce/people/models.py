"""The nouns of the room: households and the persons in them, what they agreed to, how to reach them.

In clear stands only what lists, clocks and counts need (knowledge: security, 2a). Everything else lies
sealed, one envelope a record and class, under the person's or the household's own key.
"""

import uuid
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from cauce.base.guarded import guarded
from cauce.base.models import Site, SubjectKey
from cauce.base.privacy import INTERNAL, PERSONAL, SENSITIVE, Classes
from cauce.base.states import Moves


class Household(models.Model):
    """Whoever applies together, under one key for what they share."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.ForeignKey(SubjectKey, on_delete=models.PROTECT, related_name="+")
    # No index: sites are few, nobody asks for all of one, and an index of them leads away from better ones.
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+", db_index=False)
    # The language they read, as a BCP 47 code: letters are written in it.
    language = models.CharField(max_length=12)
    size = models.PositiveSmallIntegerField()
    # That something is urgent; never why.
    priority = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    # {"spoken", "variety", "helper": {"name", "relation"}, "facts": {key: [statement, …]}}
    sealed = models.BinaryField(default=bytes)
    # {"facts": {…}, "safe_word", "priority_reason"}
    sealed_sensitive = models.BinaryField(default=bytes)

    objects: Any = guarded()
    PRIVACY: ClassVar[Classes] = {
        "id": INTERNAL,
        "key": INTERNAL,
        "site": INTERNAL,
        "language": INTERNAL,
        "size": INTERNAL,
        "priority": INTERNAL,
        "created_at": INTERNAL,
        "sealed": PERSONAL,
        "sealed_sensitive": SENSITIVE,
    }

    def __str__(self) -> str:
        return f"household {self.pk}"


class Person(models.Model):
    """Somebody, with tokens for exact search; their names and birth date are sealed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.ForeignKey(SubjectKey, on_delete=models.PROTECT, related_name="+")
    # No index, as a household's has none.
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+", db_index=False)
    birth_year = models.PositiveSmallIntegerField(null=True)
    sex = models.CharField(max_length=20, blank=True)
    nationality = models.CharField(max_length=20, blank=True)
    # {"given", "surname1", "surname2", "birth" (EDTF), "birth_approximate",
    #  "papers": [{"kind", "number", "issuer"}]}
    sealed = models.BinaryField(default=bytes)
    document_token = models.BinaryField(max_length=16, null=True, db_index=True)
    surname_token = models.BinaryField(max_length=16, null=True, db_index=True)
    surname2_token = models.BinaryField(max_length=16, null=True, db_index=True)
    given_token = models.BinaryField(max_length=16, null=True, db_index=True)
    birth_token = models.BinaryField(max_length=16, null=True)

    objects: Any = guarded()
    PRIVACY: ClassVar[Classes] = {
        "id": INTERNAL,
        "key": INTERNAL,
        "site": INTERNAL,
        "birth_year": INTERNAL,
        "sex": INTERNAL,
        "nationality": INTERNAL,
        "sealed": PERSONAL,
        "document_token": PERSONAL,
        "surname_token": PERSONAL,
        "surname2_token": PERSONAL,
        "given_token": PERSONAL,
        "birth_token": PERSONAL,
    }

    def __str__(self) -> str:
        return f"person {self.pk}"


class Member(models.Model):
    """A person's place in a household, with what was said about them there; under the person's key."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    # No index of its own here and below: a constraint's begins with it, and each one costs whoever sends.
    household = models.ForeignKey(
        Household, on_delete=models.PROTECT, related_name="members", db_index=False
    )
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="memberships")
    key = models.ForeignKey(SubjectKey, on_delete=models.PROTECT, related_name="+")
    # 0 is the main applicant; the order in which the family named the others.
    number = models.PositiveSmallIntegerField()
    relation = models.CharField(max_length=40, blank=True)
    left_at = models.DateTimeField(null=True)
    # {"facts": {key: [statement, …]}}; see `people.facts`
    sealed = models.BinaryField(default=bytes)
    # The same, for what only an interview asks and what protects somebody.
    sealed_sensitive = models.BinaryField(default=bytes)

    objects: Any = guarded(site_path="household__site")
    PRIVACY: ClassVar[Classes] = {
        "id": INTERNAL,
        "household": INTERNAL,
        "person": INTERNAL,
        "key": INTERNAL,
        "number": INTERNAL,
        "relation": INTERNAL,
        "left_at": INTERNAL,
        "sealed": PERSONAL,
        "sealed_sensitive": SENSITIVE,
    }

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["household", "number"], name="people_member_number"),
            models.UniqueConstraint(fields=["household", "person"], name="people_member_once"),
        ]

    def __str__(self) -> str:
        return f"member {self.number} of {self.household_id}"


class Consent(models.Model):
    """One answer to one purpose and recipient; the newest counts, older ones stay."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="consents")
    purpose = models.CharField(max_length=40)
    recipient = models.CharField(max_length=60)
    given = models.BooleanField()
    at = models.DateTimeField()
    # Null where the family answered by itself. Nobody looks for consents by it.
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
    )

    objects: Any = guarded(site_path="household__site")
    PRIVACY: ClassVar[Classes] = {
        "id": INTERNAL,
        "household": INTERNAL,
        "purpose": INTERNAL,
        "recipient": INTERNAL,
        "given": INTERNAL,
        "at": INTERNAL,
        "recorded_by": INTERNAL,
    }

    def __str__(self) -> str:
        return f"{self.purpose}: {'yes' if self.given else 'no'}"


class ContactRoute(models.Model):
    """A way to reach a household, and what is safe on it."""

    class Kind(models.TextChoices):
        """What kind of way."""

        PHONE = "phone"
        EMAIL = "email"

    class State(models.TextChoices):
        """Whether messages arrive."""

        UNVERIFIED = "unverified"
        VERIFIED = "verified"
        FAILING = "failing"
        CLOSED = "closed"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    household = models.ForeignKey(
        Household, on_delete=models.PROTECT, related_name="routes", db_index=False
    )
    key = models.ForeignKey(SubjectKey, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    number = models.PositiveSmallIntegerField()
    may_call = models.BooleanField(default=False)
    may_write = models.BooleanField(default=False)
    # Neutral text only: "there is a message", and nothing that names this office.
    neutral_only = models.BooleanField(default=True)
    state = models.CharField(max_length=12, choices=State.choices, default=State.UNVERIFIED)
    # {"address": E.164 or e-mail, "whose", "from_hour", "to_hour", "note"}
    sealed = models.BinaryField(default=bytes)
    token = models.BinaryField(max_length=16, null=True, db_index=True)

    objects: Any = guarded(site_path="household__site")
    MOVES: ClassVar[Moves] = {
        "unverified": {"verified", "failing", "closed"},
        # Back: its address was changed.
        "verified": {"failing", "closed", "unverified"},
        "failing": {"verified", "closed", "unverified"},
        "closed": set(),
    }
    START = "unverified"
    PRIVACY: ClassVar[Classes] = {
        "id": INTERNAL,
        "household": INTERNAL,
        "key": INTERNAL,
        "kind": INTERNAL,
        "number": INTERNAL,
        "may_call": INTERNAL,
        "may_write": INTERNAL,
        "neutral_only": INTERNAL,
        "state": INTERNAL,
        "sealed": PERSONAL,
        "token": PERSONAL,
    }

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["household", "number"], name="people_route_number"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"


class LookAlike(models.Model):
    """Two persons who may be one; a person decides, never the machine."""

    class State(models.TextChoices):
        """What was decided."""

        OPEN = "open"
        SAME = "same"
        DIFFERENT = "different"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    # The smaller id stands left, so that a pair is found once.
    left = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    right = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    # Codes of what is alike: "document", "phone", "name_and_birth", "name_sound".
    reasons = models.JSONField(default=list)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    found_at = models.DateTimeField()
    due_at = models.DateTimeField()
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)

    objects: Any = guarded()
    MOVES: ClassVar[Moves] = {
        "open": {"same", "different"},
        # Undo: a person may be mistaken.
        "same": {"open"},
        "different": {"open"},
    }
    START = "open"
    PRIVACY: ClassVar[Classes] = {
        "id": INTERNAL,
        "site": INTERNAL,
        "left": INTERNAL,
        "right": INTERNAL,
        "reasons": INTERNAL,
        "state": INTERNAL,
        "found_at": INTERNAL,
        "due_at": INTERNAL,
        "decided_by": INTERNAL,
        "decided_at": INTERNAL,
    }

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["left", "right"], name="people_lookalike_once"),
            models.CheckConstraint(condition=~Q(left=F("right")), name="people_lookalike_two"),
            models.CheckConstraint(
                condition=Q(state="open", decided_by__isnull=True)
                | (~Q(state="open") & Q(decided_by__isnull=False)),
                name="people_lookalike_decided_by_a_person",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["state", "site", "due_at"], name="people_lookalikes_open"),
        ]

    def __str__(self) -> str:
        return f"{self.left_id} like {self.right_id}"


class FarLookAlike(models.Model):
    """One side of a pair at two sites: what a site may know of it, which is nothing of the other file."""

    class State(models.TextChoices):
        """How far the two sites have come."""

        OPEN = "open"
        ASKED = "asked"
        TO_ANSWER = "to_answer"
        SAME = "same"
        DIFFERENT = "different"
        UNSAID = "unsaid"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    # This site's own person, and the one of the other site: nobody follows it, it only tells pairs apart.
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    other = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    reasons = models.JSONField(default=list)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    found_at = models.DateTimeField()
    due_at = models.DateTimeField()
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    # Where the question came from; known to the site that was asked, for it has to answer somebody.
    asked_from = models.ForeignKey(Site, null=True, on_delete=models.PROTECT, related_name="+")
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    objects: Any = guarded()
    MOVES: ClassVar[Moves] = {
        "open": {"asked", "to_answer"},
        "asked": {"same", "different", "unsaid"},
        "to_answer": {"same", "different", "unsaid"},
        # Asked once more, by either.
        "same": {"asked", "to_answer"},
        "different": {"asked", "to_answer"},
        "unsaid": {"asked", "to_answer"},
    }
    START = "open"
    PRIVACY: ClassVar[Classes] = {
        "id": INTERNAL,
        "site": INTERNAL,
        "person": INTERNAL,
        "other": INTERNAL,
        "reasons": INTERNAL,
        "state": INTERNAL,
        "found_at": INTERNAL,
        "due_at": INTERNAL,
        "asked_by": INTERNAL,
        "asked_from": INTERNAL,
        "answered_by": INTERNAL,
    }

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "other"], name="people_far_once"),
            models.CheckConstraint(condition=~Q(person=F("other")), name="people_far_two"),
            models.CheckConstraint(
                condition=Q(state="open", asked_by__isnull=True)
                | (~Q(state="open") & Q(asked_by__isnull=False)),
                name="people_far_asked_by_a_person",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["state", "site", "due_at"], name="people_far_open"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} like somebody elsewhere"
