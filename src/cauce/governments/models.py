"""The ledger between governments: entries of six kinds, the accounts they rest on, and their sources.

Every primary key is the record's own id, so that a ledger can be written out and read back unchanged.
Dates are EDTF texts: a partial date stays partial. Parties, events, acts, phases and relations lie with
their entry in the record's own form; what they mean is computed by `cauce.ledger`, never stored.
"""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from cauce.base.models import Officer
from cauce.base.privacy import INTERNAL, PUBLIC, Classes
from cauce.base.states import Moves
from cauce.governments.briefs.models import Brief as Brief  # Django looks for models here
from cauce.governments.briefs.models import BriefItem as BriefItem
from cauce.governments.drafts.models import DraftEntry as DraftEntry
from cauce.governments.drafts.models import ReadText as ReadText
from cauce.governments.work.models import Digest as Digest
from cauce.governments.work.models import Item as Item
from cauce.governments.work.models import Step as Step
from cauce.partners.models import Tenure

_ID = 120
_DATE = 60


class Preface(models.Model):
    """What a ledger says of itself: its title, its rights, how its words are to be read."""

    # There is one ledger in an office.
    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    title = models.TextField(blank=True)
    about = models.TextField(blank=True)
    rights = models.TextField(blank=True)
    conventions = models.JSONField(null=True)
    # Which sides of the register this desk itself works for; none where nobody has said so.
    own_sides = models.JSONField(default=list)
    # Another one whenever anything of the ledger changes, so that a process knows what it has read.
    revision = models.UUIDField(default=uuid.uuid4)

    PRIVACY: ClassVar[Classes] = {
        **dict.fromkeys(("id", "title", "about", "rights", "conventions", "revision"), PUBLIC),
        "own_sides": INTERNAL,
    }

    class Meta:
        constraints: ClassVar = [models.CheckConstraint(condition=Q(id=1), name="one_preface")]

    def __str__(self) -> str:
        return self.title


class Topic(models.Model):
    """What governments speak about; a centre may add its own, also below another."""

    id = models.CharField(primary_key=True, max_length=_ID)
    position = models.PositiveIntegerField()
    label = models.TextField()
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    # No form of this desk offers it any more; what names it keeps it, and a record does not say it.
    retired = models.BooleanField(default=False)

    PRIVACY: ClassVar[Classes] = dict.fromkeys(
        ("id", "position", "label", "parent", "retired"), PUBLIC
    )

    def __str__(self) -> str:
        return self.label


class Source(models.Model):
    """A text that was published, and what it was taken from."""

    id = models.CharField(primary_key=True, max_length=_ID)
    position = models.PositiveIntegerField()
    title = models.TextField()
    outlet = models.TextField(blank=True)
    kind = models.TextField(blank=True)
    address = models.TextField(blank=True)
    published = models.CharField(max_length=_DATE, blank=True)
    language = models.TextField(blank=True)
    derived_from = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    note = models.TextField(blank=True)
    # From this day on nothing rests on it any more.
    retracted = models.CharField(max_length=_DATE, blank=True)
    retracted_why = models.TextField(blank=True)

    PRIVACY: ClassVar[Classes] = dict.fromkeys(
        (
            "id", "position", "title", "outlet", "kind", "address", "published", "language",
            "derived_from", "note", "retracted", "retracted_why",
        ),
        PUBLIC,
    )  # fmt: skip

    def __str__(self) -> str:
        return self.title


class Entry(models.Model):
    """One thing that was said, asked, promised, given or begun; what it rests on are its accounts."""

    class Kind(models.TextChoices):
        """Which table holds the rest of it."""

        CONTACT = "contact"
        REQUEST = "request"
        COMMITMENT = "commitment"
        TRANSACTION = "transaction"
        INITIATIVE = "initiative"
        STATEMENT = "statement"

    id = models.CharField(primary_key=True, max_length=_ID)
    position = models.PositiveIntegerField()
    kind = models.CharField(max_length=12, choices=Kind.choices)
    title = models.TextField()
    parties = models.JSONField(default=list)
    topics = models.JSONField(default=list)
    date = models.CharField(max_length=_DATE, blank=True)
    span = models.CharField(max_length=8, blank=True)
    date_basis = models.TextField(blank=True)
    relations = models.JSONField(default=list)
    accepted = models.JSONField(default=dict)
    note = models.TextField(blank=True)

    PRIVACY: ClassVar[Classes] = dict.fromkeys(
        (
            "id", "position", "kind", "title", "parties", "topics", "date", "span", "date_basis",
            "relations", "accepted", "note",
        ),
        PUBLIC,
    )  # fmt: skip

    def __str__(self) -> str:
        return self.title


class Contact(models.Model):
    """A call, a meeting or a visit: proposed, planned, held or not."""

    class State(models.TextChoices):
        """How far it came."""

        PROPOSED = "proposed"
        PLANNED = "planned"
        INVITED = "invited"
        HELD = "held"
        DECLINED = "declined"
        DID_NOT_HAPPEN = "did_not_happen"

    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, primary_key=True)
    position = models.PositiveIntegerField()
    mode = models.TextField(blank=True)
    mode_note = models.TextField(blank=True)
    level = models.CharField(max_length=10, blank=True)
    state = models.CharField(max_length=14, choices=State.choices)
    events = models.JSONField(default=list)

    MOVES: ClassVar[Moves] = {
        "proposed": {"invited", "planned", "held", "declined", "did_not_happen"},
        "invited": {"planned", "held", "declined", "did_not_happen"},
        "planned": {"held", "declined", "did_not_happen"},
        "held": set(),
        "declined": {"planned"},
        "did_not_happen": set(),
    }
    START = "proposed"
    PRIVACY: ClassVar[Classes] = dict.fromkeys(
        ("entry", "position", "mode", "mode_note", "level", "state", "events"), PUBLIC
    )

    def __str__(self) -> str:
        return str(self.pk)


class PartnerRequest(models.Model):
    """What one government asked of another; where it stands is read from its acts."""

    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, primary_key=True)
    position = models.PositiveIntegerField()
    acts = models.JSONField(default=list)
    mode = models.TextField(blank=True)
    outcome = models.TextField(blank=True)
    contested = models.BooleanField(default=False)
    clock = models.JSONField(null=True)

    PRIVACY: ClassVar[Classes] = dict.fromkeys(
        ("entry", "position", "acts", "mode", "outcome", "contested", "clock"), PUBLIC
    )

    def __str__(self) -> str:
        return str(self.pk)


class Commitment(models.Model):
    """A sum that was promised, or said again: its nature says whether it may ever be added."""

    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, primary_key=True)
    position = models.PositiveIntegerField()
    nature = models.CharField(max_length=16)
    amount = models.JSONField(null=True)
    source_of_money = models.CharField(max_length=8, blank=True)
    period = models.TextField(blank=True)
    condition = models.TextField(blank=True)
    overlap = models.JSONField(default=list)
    stated_on = models.CharField(max_length=_DATE, blank=True)

    PRIVACY: ClassVar[Classes] = dict.fromkeys(
        (
            "entry", "position", "nature", "amount", "source_of_money", "period", "condition",
            "overlap", "stated_on",
        ),
        PUBLIC,
    )  # fmt: skip

    def __str__(self) -> str:
        return str(self.pk)


class Transaction(models.Model):
    """Money or goods that moved, or results that were reported."""

    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, primary_key=True)
    position = models.PositiveIntegerField()
    nature = models.CharField(max_length=16)
    amount = models.JSONField(null=True)
    quantity = models.JSONField(null=True)
    period = models.TextField(blank=True)
    # "announced" in a record: no report of its arrival.
    reported = models.TextField(blank=True)

    PRIVACY: ClassVar[Classes] = dict.fromkeys(
        ("entry", "position", "nature", "amount", "quantity", "period", "reported"), PUBLIC
    )

    def __str__(self) -> str:
        return str(self.pk)


class Initiative(models.Model):
    """Something begun together, under the names it had and in the phases it went through."""

    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, primary_key=True)
    position = models.PositiveIntegerField()
    names = models.JSONField(default=list)
    phases = models.JSONField(default=list)
    planned_end = models.JSONField(null=True)

    PRIVACY: ClassVar[Classes] = dict.fromkeys(
        ("entry", "position", "names", "phases", "planned_end"), PUBLIC
    )

    def __str__(self) -> str:
        return str(self.pk)


class Statement(models.Model):
    """What a government said in public, and what it is about."""

    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, primary_key=True)
    position = models.PositiveIntegerField()
    speaker = models.TextField(blank=True)
    subject = models.TextField(blank=True)

    PRIVACY: ClassVar[Classes] = dict.fromkeys(("entry", "position", "speaker", "subject"), PUBLIC)

    def __str__(self) -> str:
        return str(self.pk)


class Account(models.Model):
    """One source says one thing about one entry or one tenure, exactly as that source has it."""

    class Polarity(models.TextChoices):
        """Whether the source says that it is so."""

        ASSERTS = "asserts"
        DENIES = "denies"
        HEDGES = "hedges"

    class Tense(models.TextChoices):
        """Whether it speaks of it as past."""

        HAPPENED = "happened"
        PLANNED = "planned"
        HYPOTHETICAL = "hypothetical"

    id = models.CharField(primary_key=True, max_length=_ID)
    position = models.PositiveIntegerField()
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, null=True, related_name="accounts")
    tenure = models.ForeignKey(Tenure, on_delete=models.PROTECT, null=True, related_name="accounts")
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="accounts")
    # Who said it, for whom, who reported it, who retold that: counterparts or sources.
    spoken_by = models.CharField(max_length=_ID, blank=True)
    on_behalf_of = models.CharField(max_length=_ID, blank=True)
    reported_by = models.CharField(max_length=_ID, blank=True)
    retold_by = models.CharField(max_length=_ID, blank=True)
    chain = models.JSONField(default=list)
    polarity = models.CharField(max_length=8, choices=Polarity.choices)
    tense = models.CharField(max_length=12, choices=Tense.choices)
    said_on = models.CharField(max_length=_DATE, blank=True)
    said = models.JSONField(default=dict)
    note = models.TextField(blank=True)

    PRIVACY: ClassVar[Classes] = dict.fromkeys(
        (
            "id", "position", "entry", "tenure", "source", "spoken_by", "on_behalf_of", "reported_by",
            "retold_by", "chain", "polarity", "tense", "said_on", "said", "note",
        ),
        PUBLIC,
    )  # fmt: skip

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(entry__isnull=False, tenure__isnull=True)
                | Q(entry__isnull=True, tenure__isnull=False),
                name="account_of_one_thing",
            )
        ]

    def __str__(self) -> str:
        return self.id


class Disagreement(models.Model):
    """Two accounts that differ in a field; it stays listed also where a person settled it."""

    id = models.CharField(primary_key=True, max_length=_ID)
    position = models.PositiveIntegerField()
    matter = models.TextField(blank=True)
    field = models.TextField()
    a = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    b = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    settled = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    note = models.TextField(blank=True)

    PRIVACY: ClassVar[Classes] = dict.fromkeys(
        ("id", "position", "matter", "field", "a", "b", "settled", "note"), PUBLIC
    )

    def __str__(self) -> str:
        return self.matter


class Keeping(models.Model):
    """How the office keeps an entry: who may read it, who owns it, and when it is looked at again."""

    class State(models.TextChoices):
        """Who may read it; on hold it stays inside until a second officer lets it go."""

        INTERNAL = "internal"
        PUBLIC = "public"
        HELD = "held"

    entry = models.OneToOneField(
        Entry, on_delete=models.PROTECT, primary_key=True, related_name="keeping"
    )
    state = models.CharField(max_length=8, choices=State.choices, default=State.INTERNAL)
    held_by = models.ForeignKey(Officer, on_delete=models.PROTECT, null=True, related_name="+")
    owner = models.ForeignKey(Officer, on_delete=models.PROTECT, null=True, related_name="+")
    # The day on which the owner looks at it again, whatever happens before.
    next_date = models.DateField(null=True)
    kept_since = models.DateTimeField()

    MOVES: ClassVar[Moves] = {
        "internal": {"public", "held"},
        "public": {"internal", "held"},
        "held": {"internal"},
    }
    START = "internal"
    PRIVACY: ClassVar[Classes] = dict.fromkeys(
        ("entry", "state", "held_by", "owner", "next_date", "kept_since"), INTERNAL
    )

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state="held", held_by__isnull=False)
                | Q(held_by__isnull=True) & ~Q(state="held"),
                name="a_hold_has_its_officer",
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)
