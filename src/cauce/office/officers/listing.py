"""Which officers a director keeps, and how each of them stands."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.http import Http404

from cauce.base.intray import Text
from cauce.base.models import Event, Grant, Officer, SecondFactor, Site
from cauce.base.roles import Permission, sites_where
from cauce.office import trays, words


@dataclass(frozen=True, kw_only=True)
class Line:
    """An officer in the list: their roles in words, and whether and how they come in."""

    officer: Any
    roles: list[tuple[Text, str]]


def kept_by(director: Officer) -> QuerySet[Any]:
    """Return who works at a director's sites, and accounts that have no role yet or any more.

    Each row says `has_factor` and `last_in`: when somebody came in with it last.
    """
    sites = sites_where(director, Permission.KEEP_OFFICERS)
    theirs = Grant.objects.filter(officer=OuterRef("pk"))
    factor = SecondFactor.objects.filter(officer=OuterRef("pk"), confirmed_at__isnull=False)
    came_in = Event.objects.filter(subject=OuterRef("pk"), verb="base.sign_in").order_by("-id")
    return (
        Officer.objects.filter(Exists(theirs.filter(site__in=sites)) | Q(~Exists(theirs)))
        .annotate(has_factor=Exists(factor), last_in=Subquery(came_in.values("at")[:1]))
        .prefetch_related("grants__site")
        .order_by("-is_active", "display_name", "pk")
    )


def lines(officers: Any) -> Iterator[Line]:
    """Yield the officers of a page."""
    for officer in officers:
        grants = sorted(officer.grants.all(), key=lambda grant: (grant.site.name, grant.role))
        yield Line(officer=officer, roles=[(words.role(g.role), g.site.name) for g in grants])


def officer_kept_by(director: Officer, officer_id: UUID) -> Any:
    """Return an officer whom a director keeps, as `kept_by` does; another is as if they were not."""
    found = kept_by(director).filter(pk=officer_id).first()
    if found is None:
        raise Http404
    return found


def sites_kept_by(director: Officer) -> list[Site]:
    """Return the sites at which a director gives and takes roles."""
    return list(sites_where(director, Permission.KEEP_GRANTS).order_by("name").distinct())


def in_hand(officer: Officer) -> list[tuple[Text, int]]:
    """Return how much of each tray an officer has in hand: counts only, a director reads no file."""
    found: Counter[Text] = Counter()
    for tray in trays.every_tray():
        if tray.owner:
            found[tray.title] += tray.all_rows().filter(**{tray.owner: officer}).count()
    return [(title, count) for title, count in found.items() if count]


def done_to(officer: Officer, *, most: int) -> list[Event]:
    """Return the newest of what others did to an account."""
    found = Event.objects.filter(subject=officer.pk).exclude(officer=officer)
    return list(found.select_related("officer").order_by("-id")[:most])
