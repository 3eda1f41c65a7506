"""Opens a case for an officer of its site: the rows, who is in the household, and what this officer may."""

from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from django.http import Http404
from django.utils.translation import get_language

from cauce.applications import screening
from cauce.base import codes, envelopes, reads
from cauce.base.envelopes import Content, OpenKeys
from cauce.base.models import Officer
from cauce.base.roles import PERMISSIONS, Permission, Role
from cauce.cases import words
from cauce.cases.models import Case, Decision, Interview, Referral, Review
from cauce.eligibility import Pack
from cauce.eligibility import words as pack_words
from cauce.packs import pack
from cauce.people.models import Member

_NAME = ("given", "surname1", "surname2")
FROM_CASE = (
    "application__household__key",
    "application__household__site",
    "application__key",
    "application__site",
    "key",
    "site",
    "owner",
)


@dataclass(frozen=True, kw_only=True)
class Somebody:
    """A member of the household, as an officer calls them."""

    member: Member
    name: str
    relation: str


@dataclass
class OpenCase:
    """A case, read once for one page."""

    case: Case
    officer: Officer
    rights: frozenset[Permission]
    opened: OpenKeys = field(default_factory=OpenKeys)

    @property
    def pack(self) -> Pack:
        """Return the rules in force."""
        return pack()

    @property
    def lang(self) -> str:
        """Return the language of the page."""
        return get_language() or "es"

    @property
    def reference(self) -> str:
        """Return the application's reference, as it is said."""
        return codes.shown(self.case.application.reference)

    @property
    def state(self) -> words.Text:
        """Return where it stands, in words."""
        return words.CASES[self.case.state]

    @property
    def is_erased(self) -> bool:
        """Say whether nothing of it can be read any more."""
        return self.case.key.destroyed_at is not None

    def may(self, *any_of: Permission) -> bool:
        """Say whether this officer may do one of these at the case's site."""
        return any(permission in self.rights for permission in any_of)

    @cached_property
    def members(self) -> list[Somebody]:
        """Return who is in the household now, the main applicant first."""
        said = pack_words(self.pack, self.lang)
        listed = self.pack.facts[self.pack.relations.fact].type.codes
        return [
            Somebody(
                member=row,
                name=self._name(row),
                relation=said.code(listed, row.relation) if row.relation else "",
            )
            for row in screening.members_of(self.case.application)
        ]

    @cached_property
    def name(self) -> str:
        """Return the main applicant's name."""
        return self.members[0].name if self.members else ""

    @cached_property
    def reasons(self) -> list[dict[str, str]]:
        """Return why officers moved the case otherwise than it goes by itself, the newest first."""
        kept = envelopes.read(self.case, "sealed", opened=self.opened).get("reasons", [])
        return list(reversed(kept))

    @cached_property
    def interviews(self) -> list[tuple[Interview, Content]]:
        """Return the interviews with what lies sealed in them, the newest first."""
        rows = Interview.objects.of(case=self.case).select_related("key", "interviewer")
        return [
            (row, envelopes.read(row, "sealed", opened=self.opened))
            for row in rows.order_by("-number")
        ]

    @cached_property
    def decisions(self) -> list[tuple[Decision, Content]]:
        """Return the decisions with their frozen records, the newest first."""
        rows = Decision.objects.of(case=self.case).select_related("key", "decided_by")
        return [
            (row, envelopes.read(row, "sealed", opened=self.opened))
            for row in rows.order_by("-number")
        ]

    @cached_property
    def reviews(self) -> list[tuple[Review, Content]]:
        """Return the reviews, the newest first."""
        rows = Review.objects.of(case=self.case).select_related("key", "reviewer", "decision")
        return [
            (row, envelopes.read(row, "sealed", opened=self.opened))
            for row in rows.order_by("-asked_at")
        ]

    @cached_property
    def referrals(self) -> list[tuple[Referral, Content]]:
        """Return the referrals, the newest first."""
        rows = Referral.objects.of(case=self.case).select_related("key", "organisation")
        return [
            (row, envelopes.read(row, "sealed", opened=self.opened))
            for row in rows.order_by("-sent_at")
        ]

    def _name(self, member: Member) -> str:
        if envelopes.is_erased(member):
            return ""
        member.person.key = member.key
        content = envelopes.read(member.person, "sealed", opened=self.opened)
        return " ".join(filter(None, (content.get(part, "") for part in _NAME)))


def rights_at(officer: Officer, site: Any) -> frozenset[Permission]:
    """Return everything an officer may do at a site: one question for a whole page."""
    held = officer.grants.filter(site=site).values_list("role", flat=True)
    found = (PERMISSIONS.get(Role(role), frozenset()) for role in held)
    return frozenset().union(*found) if officer.is_active else frozenset()


def opened(officer: Officer, case_id: UUID, *, at: datetime) -> OpenCase:
    """Open a case and record that this officer looked; 404 where it is none of their site's."""
    case = Case.objects.seen_by(officer).filter(pk=case_id).select_related(*FROM_CASE).first()
    if case is None or case.key.destroyed_at is not None:
        raise Http404
    reads.seen(subject=case.key_id, officer=officer, at=at)
    return OpenCase(case=case, officer=officer, rights=rights_at(officer, case.site))


def part(model: Any, officer: Officer, record_id: UUID, *related: str) -> Any:
    """Return a record of the room that an officer may see; 404 where it is none of their site's."""
    rows = model.objects.seen_by(officer).filter(pk=record_id)
    found = rows.select_related("key", "site", *related).first()
    if found is None or found.key.destroyed_at is not None:
        raise Http404
    return found
