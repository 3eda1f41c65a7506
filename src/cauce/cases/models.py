"""The nouns of the room: the work on an application, the talk with the family, what was decided and after.

Whoever interviews never decides, and whoever decided never reviews: the verbs refuse it with a sentence,
and the database refuses it whoever asks. Values of facts stay with the person they are about; here stand
notes, grounds and letters, sealed under the household's key.
"""

import uuid
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from cauce.applications.models import Application, Screening
from cauce.base.guarded import guarded
from cauce.base.models import Site, SubjectKey
from cauce.base.privacy import INTERNAL, SENSITIVE, Classes
from cauce.base.states import Moves
from cauce.partners.models import Organisation


class Case(models.Model):
    """The work on an application, until it is decided and closed."""

    class State(models.TextChoices):
        """Where it stands, and so what comes next."""

        TO_INTERVIEW = "to_interview"
        INTERVIEWING = "interviewing"
        TO_DECIDE = "to_decide"
        WAITING = "waiting"
        TO_REFER = "to_refer"
        DECIDED = "decided"
        CLOSED = "closed"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    application = models.OneToOneField(Application, on_delete=models.PROTECT, related_name="case")
    key = models.ForeignKey(SubjectKey, on_delete=models.PROTECT, related_name="+")
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=12, choices=State.choices, default=State.TO_INTERVIEW)
    # Whoever works on it now: given by rule or by a supervisor, never picked.
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    opened_at = models.DateTimeField()
    # Since when it stands where it stands, and when the next step is late.
    since = models.DateTimeField()
    due_at = models.DateTimeField()
    # {"reasons": [{"deed": verb, "why": in an officer's words, "by", "at"}]}
    sealed = models.BinaryField(default=bytes)

    objects: Any = guarded()
    MOVES: ClassVar[Moves] = {
        "to_interview": {"interviewing", "to_decide", "closed"},
        # Back: the family did not come, or the talk has to go on another day.
        "interviewing": {"to_interview", "to_decide", "closed"},
        "to_decide": {"decided", "to_refer", "waiting", "to_interview", "closed"},
        "waiting": {"to_decide", "to_interview", "closed"},
        # Decided: they may be referred, and nobody has sent them to an organisation yet.
        "to_refer": {"decided", "to_decide", "closed"},
        "decided": {"to_refer", "to_decide", "closed"},
        "closed": {"to_interview", "to_decide"},
    }
    START = "to_interview"
    PRIVACY: ClassVar[Classes] = {
        "id": INTERNAL,
        "application": INTERNAL,
        "key": INTERNAL,
        "site": INTERNAL,
        "state": INTERNAL,
        "owner": INTERNAL,
        "opened_at": INTERNAL,
        "since": INTERNAL,
        "due_at": INTERNAL,
        "sealed": SENSITIVE,
    }

    class Meta:
        indexes: ClassVar = [
            models.Index(
                fields=["state", "site", "due_at", "since", "application", "id"],
                name="cases_waiting",
            ),
            models.Index(
                fields=["owner", "state"], name="cases_in_hand", condition=Q(owner__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"case of {self.application_id}"


class Interview(models.Model):
    """One talk with a family: who held it, who interpreted, and that it was read back."""

    class State(models.TextChoices):
        """How far it came."""

        PLANNED = "planned"
        RUNNING = "running"
        READ_BACK = "read_back"
        ENDED = "ended"
        MISSED = "missed"
        CANCELLED = "cancelled"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="interviews")
    key = models.ForeignKey(SubjectKey, on_delete=models.PROTECT, related_name="+")
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    interviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    state = models.CharField(max_length=10, choices=State.choices, default=State.PLANNED)
    made_at = models.DateTimeField()
    planned_at = models.DateTimeField()
    begun_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    # Moved by every change of the sealed part: a page that is older shows both.
    version = models.PositiveIntegerField(default=0)
    # {"place", "interpreter", "language", "notes": [{"text", "by", "at"}],
    #  "asked": [{"member": id or "", "fact": key, "how", "at"}],
    #  "read_back": {"at", "person_confirms", "interpreter_signs"}, "missed": why}; values of facts stay
    #  with the member they are about.
    sealed = models.BinaryField(default=bytes)

    objects: Any = guarded()
    MOVES: ClassVar[Moves] = {
        "planned": {"running", "missed", "cancelled"},
        "running": {"read_back", "missed", "cancelled"},
        # Back: something was read back wrong. Called off: whoever held it is gone.
        "read_back": {"running", "ended", "cancelled"},
        "ended": set(),
        "missed": set(),
        "cancelled": set(),
    }
    START = "planned"
    PRIVACY: ClassVar[Classes] = {
        "id": INTERNAL,
        "case": INTERNAL,
        "key": INTERNAL,
        "site": INTERNAL,
        "number": INTERNAL,
        "interviewer": INTERNAL,
        "state": INTERNAL,
        "made_at": INTERNAL,
        "planned_at": INTERNAL,
        "begun_at": INTERNAL,
        "ended_at": INTERNAL,
        "version": INTERNAL,
        "sealed": SENSITIVE,
    }

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "number"], name="cases_interview_number"),
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(state__in=["planned", "running", "read_back"]),
                name="cases_interview_one_open",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["state", "site", "planned_at"], name="cases_interviews_open"),
        ]

    def __str__(self) -> str:
        return f"interview {self.number} of {self.case_id}"


class Decision(models.Model):
    """What was decided on which grounds, frozen with its letter; its id is the letter's. Never changed."""

    class Outcome(models.TextChoices):
        """What was decided. A referral is not an approval: the destination decides."""

        REFER = "refer"
        NOT_NOW = "not_now"
        WAIT = "wait"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="decisions")
    key = models.ForeignKey(SubjectKey, on_delete=models.PROTECT, related_name="+")
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    # Pathways to which they may be referred; empty otherwise.
    pathways = models.JSONField(default=list)
    interviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField()
    # Until when a review may be asked for without a reason for being late.
    review_until = models.DateTimeField()
    screening = models.ForeignKey(Screening, on_delete=models.PROTECT, related_name="+")
    law = models.CharField(max_length=64)
    words = models.CharField(max_length=64)
    # SHA-256 of the canonical text of the letter: what a signature would be made over.
    digest = models.BinaryField(max_length=32)
    # {"facts", "findings", "grounds", "reasons", "discretion", "letter": {…}}; see `cases.record`
    sealed = models.BinaryField()

    objects: Any = guarded()
    PRIVACY: ClassVar[Classes] = {
        "id": INTERNAL,
        "case": INTERNAL,
        "key": INTERNAL,
        "site": INTERNAL,
        "number": INTERNAL,
        "outcome": INTERNAL,
        "pathways": INTERNAL,
        "interviewed_by": INTERNAL,
        "decided_by": INTERNAL,
        "decided_at": INTERNAL,
        "review_until": INTERNAL,
        "screening": INTERNAL,
        "law": INTERNAL,
        "words": INTERNAL,
        "digest": INTERNAL,
        "sealed": SENSITIVE,
    }

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "number"], name="cases_decision_number"),
            models.CheckConstraint(
                condition=Q(interviewed_by__isnull=True) | ~Q(decided_by=F("interviewed_by")),
                name="cases_decider_did_not_interview",
            ),
            models.CheckConstraint(
                condition=Q(outcome="refer") | Q(pathways=[]),
                name="cases_pathways_only_of_referrals",
            ),
            models.CheckConstraint(
                condition=Q(review_until__gt=F("decided_at")), name="cases_review_has_time"
            ),
        ]

    def __str__(self) -> str:
        return f"decision {self.number} of {self.case_id}"


class Review(models.Model):
    """A family's request that another officer look again; one for each decision."""

    class State(models.TextChoices):
        """What became of it."""

        OPEN = "open"
        UPHELD = "upheld"
        CHANGED = "changed"
        DROPPED = "dropped"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="reviews")
    decision = models.OneToOneField(Decision, on_delete=models.PROTECT, related_name="review")
    key = models.ForeignKey(SubjectKey, on_delete=models.PROTECT, related_name="+")
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    form_id = models.UUIDField(unique=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField()
    # Copied from the decision, so that the database itself can refuse a reviewer who had a part in it.
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    interviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    # Whoever looks again; given by rule.
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    ended_at = models.DateTimeField(null=True)
    # {"why", "late": why it came late, "answer"}
    sealed = models.BinaryField()

    objects: Any = guarded()
    MOVES: ClassVar[Moves] = {
        "open": {"upheld", "changed", "dropped"},
        "upheld": set(),
        "changed": set(),
        "dropped": set(),
    }
    START = "open"
    PRIVACY: ClassVar[Classes] = {
        "id": INTERNAL,
        "case": INTERNAL,
        "decision": INTERNAL,
        "key": INTERNAL,
        "site": INTERNAL,
        "form_id": INTERNAL,
        "state": INTERNAL,
        "asked_at": INTERNAL,
        "due_at": INTERNAL,
        "decided_by": INTERNAL,
        "interviewed_by": INTERNAL,
        "reviewer": INTERNAL,
        "ended_at": INTERNAL,
        "sealed": SENSITIVE,
    }

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(reviewer__isnull=True) | ~Q(reviewer=F("decided_by")),
                name="cases_reviewer_did_not_decide",
            ),
            models.CheckConstraint(
                condition=Q(reviewer__isnull=True)
                | Q(interviewed_by__isnull=True)
                | ~Q(reviewer=F("interviewed_by")),
                name="cases_reviewer_did_not_interview",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["open", "dropped"]) | Q(reviewer__isnull=False),
                name="cases_review_ended_by_a_person",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["state", "site", "due_at"], name="cases_reviews_open"),
        ]

    def __str__(self) -> str:
        return f"review of {self.decision_id}"


class Referral(models.Model):
    """A case handed to an organisation on a pathway, with the clock of its answer."""

    class State(models.TextChoices):
        """What became of it; accepted is not yet arrived, so its clock goes on."""

        WAITING = "waiting"
        ACCEPTED = "accepted"
        DECLINED = "declined"
        ENDED = "ended"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="referrals")
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="referrals")
    key = models.ForeignKey(SubjectKey, on_delete=models.PROTECT, related_name="+")
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    pathway = models.CharField(max_length=80)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    sent_at = models.DateTimeField()
    # Since when the organisation was last heard of, and when its next word is late.
    since = models.DateTimeField()
    due_at = models.DateTimeField()
    # {"note", "answers": [{"at", "text"}]}
    sealed = models.BinaryField(default=bytes)

    objects: Any = guarded()
    MOVES: ClassVar[Moves] = {
        "waiting": {"accepted", "declined", "ended"},
        "accepted": {"declined", "ended"},
        "declined": set(),
        "ended": set(),
    }
    START = "waiting"
    PRIVACY: ClassVar[Classes] = {
        "id": INTERNAL,
        "case": INTERNAL,
        "decision": INTERNAL,
        "key": INTERNAL,
        "site": INTERNAL,
        "organisation": INTERNAL,
        "pathway": INTERNAL,
        "state": INTERNAL,
        "sent_by": INTERNAL,
        "sent_at": INTERNAL,
        "since": INTERNAL,
        "due_at": INTERNAL,
        "sealed": SENSITIVE,
    }

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["decision", "organisation", "pathway"], name="cases_referral_once"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["state", "site", "due_at"], name="cases_referrals_open"),
        ]

    def __str__(self) -> str:
        return f"referral {self.pk}"
