"""Opens a family's file for an officer: the rows, what lies sealed in them, and what stays hidden."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.http import Http404
from django.utils.translation import get_language

from cauce.applications.models import Application, Correction, Document, Screening
from cauce.base import envelopes, reads
from cauce.base.envelopes import Content, OpenKeys
from cauce.base.models import Event, Officer
from cauce.base.roles import Permission
from cauce.eligibility import Pack, words
from cauce.office.pages import rights
from cauce.packs import pack
from cauce.people.facts import Facts
from cauce.people.models import Consent, ContactRoute, FarLookAlike, LookAlike, Member
from cauce.people.names import full

MOST_EVENTS = 200


@dataclass(frozen=True, kw_only=True)
class Somebody:
    """A member of the household with what an officer may read of them."""

    member: Member
    content: Content
    facts: Facts
    relation: str

    @property
    def name(self) -> str:
        """Return what they are called."""
        return full(self.content)

    @property
    def born(self) -> str:
        """Return when they were born, as it was said; a year is enough."""
        return str(self.content.get("birth", ""))


@dataclass
class OpenFile:
    """A household's application, read once for one page."""

    application: Application
    officer: Officer
    rights: frozenset[Permission]
    opened: OpenKeys = field(default_factory=OpenKeys)

    @property
    def household(self) -> Any:
        """Return the household."""
        return self.application.household

    @property
    def is_erased(self) -> bool:
        """Say whether nothing of it can be read any more."""
        return self.household.key.destroyed_at is not None

    @property
    def sees_protected(self) -> bool:
        """Say whether this officer reads what only an interview asks, and what protects somebody."""
        return Permission.READ_PROTECTED in self.rights

    @property
    def pack(self) -> Pack:
        """Return the rules in force."""
        return pack()

    @property
    def lang(self) -> str:
        """Return the language of the page."""
        return get_language() or "es"

    def may(self, permission: Permission) -> bool:
        """Say whether this officer may do something at the site of the file."""
        return permission in self.rights

    def facts_of(self, record: Any) -> Facts:
        """Return what was said of somebody, as far as this officer may read it."""
        columns = ["sealed", *(["sealed_sensitive"] if self.sees_protected else [])]
        found: Facts = {}
        for column in columns:
            found |= envelopes.read(record, column, opened=self.opened).get("facts", {})
        return found

    @cached_property
    def shared(self) -> Content:
        """Return what the household shares: its language, and who helped."""
        return envelopes.read(self.household, "sealed", opened=self.opened)

    @cached_property
    def sealed(self) -> Content:
        """Return what lies sealed in the application: the caller's code, the read-back."""
        return envelopes.read(self.application, "sealed", opened=self.opened)

    @cached_property
    def members(self) -> list[Somebody]:
        """Return the household in the order in which it was named."""
        rows = Member.objects.of(household=self.household)
        rows = rows.select_related("key", "person__key").order_by("number")
        return [self._somebody(row) for row in rows if not envelopes.is_erased(row.person)]

    def _somebody(self, row: Member) -> Somebody:
        codes = self.pack.facts[self.pack.relations.fact].type.codes
        said = words(self.pack, self.lang).code(codes, row.relation) if row.relation else ""
        return Somebody(
            member=row,
            content=envelopes.read(row.person, "sealed", opened=self.opened),
            facts=self.facts_of(row),
            relation=said,
        )

    @property
    def names(self) -> dict[int, str]:
        """Return what each member is called, by number."""
        return {each.member.number: each.name for each in self.members}

    @property
    def others(self) -> int:
        """Return how many there are besides the main applicant."""
        return max(len(self.staying) - 1, 0)

    @property
    def staying(self) -> list[Somebody]:
        """Return those who have not left."""
        return [each for each in self.members if each.member.left_at is None]

    @property
    def main(self) -> Somebody | None:
        """Return the main applicant."""
        return self.members[0] if self.members else None

    @cached_property
    def routes(self) -> list[tuple[ContactRoute, Content]]:
        """Return the ways to reach them, with what is safe on each."""
        rows = ContactRoute.objects.of(household=self.household).select_related("key")
        return [
            (row, envelopes.read(row, "sealed", opened=self.opened))
            for row in rows.order_by("number")
        ]

    @cached_property
    def consents(self) -> list[Consent]:
        """Return the newest answer to each purpose and recipient."""
        rows = Consent.objects.of(household=self.household).select_related("recorded_by")
        newest = {(row.purpose, row.recipient): row for row in rows.order_by("at", "pk")}
        return list(newest.values())

    @cached_property
    def documents(self) -> list[Document]:
        """Return the papers, the oldest first."""
        rows = Document.objects.of(application=self.application).select_related("member")
        return list(rows.order_by("sent_at", "pk"))

    @cached_property
    def screenings(self) -> list[Screening]:
        """Return the screenings, the newest first."""
        rows = Screening.objects.of(application=self.application).select_related("key")
        return list(rows.order_by("-number"))

    @cached_property
    def corrections(self) -> list[Correction]:
        """Return what the family asked to have corrected, the newest first."""
        rows = Correction.objects.of(application=self.application).select_related("decided_by")
        return list(rows.order_by("-asked_at"))

    @cached_property
    def look_alikes(self) -> list[LookAlike]:
        """Return the pairs in which a person of this file stands."""
        persons = [each.member.person_id for each in self.members]
        rows = LookAlike.objects.seen_by(self.officer)
        return list(rows.filter(Q(left__in=persons) | Q(right__in=persons)).order_by("found_at"))

    @cached_property
    def far_look_alikes(self) -> list[FarLookAlike]:
        """Return what is known of possible duplicates at other sites."""
        persons = [each.member.person_id for each in self.members]
        rows = FarLookAlike.objects.seen_by(self.officer).filter(person__in=persons)
        return list(rows.order_by("found_at", "pk"))

    @cached_property
    def events(self) -> list[Event]:
        """Return what was done in this file, the newest first."""
        rows = Event.objects.filter(subject__in=set(self._subjects())).select_related("officer")
        return list(rows.order_by("-id")[:MOST_EVENTS])

    def _subjects(self) -> Iterator[UUID]:
        yield from (self.application.pk, self.household.pk, self.household.key_id)
        for each in self.members:
            yield from (each.member.pk, each.member.key_id, each.member.person_id)


def opened(officer: Officer, application: UUID, *, at: datetime) -> OpenFile:
    """Open a file for an officer and record that they did; 404 where it is none of their site's."""
    found = (
        Application.objects.seen_by(officer)
        .filter(pk=application)
        .select_related("household__key", "household__site", "key", "site", "owner", "assisted_by")
        .first()
    )
    if found is None:
        raise Http404
    file = OpenFile(application=found, officer=officer, rights=rights(officer, found.site))
    # Nothing of an erased file can be read, nor anything be recorded under its key.
    if not file.is_erased:
        reads.seen(subject=file.household.key_id, officer=officer, at=at)
    return file
