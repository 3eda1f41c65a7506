"""What a page says of a case: for the case's own page, and for its part of the family's file."""

from datetime import datetime
from typing import Any

from cauce.applications.models import Application
from cauce.base.models import Officer
from cauce.base.roles import Permission
from cauce.cases import deeds, hands, words
from cauce.cases.models import Case
from cauce.cases.opening import FROM_CASE, OpenCase, rights_at
from cauce.eligibility import words as pack_words


def of_case(found: OpenCase) -> dict[str, Any]:
    """Return the parts of a case in words."""
    sees_all = found.may(Permission.READ_PROTECTED)
    return {
        "case": found.case,
        "case_state": found.state,
        "case_url": found.case.pk,
        "case_deeds": list(deeds.deeds(found)),
        "withdrawn": hands.withdrawn(found.case),
        "interviews": [
            (row, words.INTERVIEWS[row.state], content if sees_all else {})
            for row, content in found.interviews
        ],
        "decisions": [_decision(found, row, record, sees_all) for row, record in found.decisions],
        "reviews": [(row, words.REVIEWS[row.state]) for row, _record in found.reviews],
        "referrals": [
            (row, words.REFERRALS[row.state], title_of(found, row.pathway))
            for row, _record in found.referrals
        ],
        "reasons": [_reason(kept) for kept in found.reasons] if sees_all else [],
        "sees_all": sees_all,
    }


def of_file(application: Application, officer: Officer, *, at: datetime) -> dict[str, Any]:
    """Return the case's part of a family's file; with the deed that opens one where there is none."""
    row = Case.objects.of(application=application).select_related(*FROM_CASE).first()
    rights = rights_at(officer, application.site)
    if row is None:
        opening = deeds.to_open(application, rights)
        return {"case": None, "case_deeds": [opening] if opening else []}
    found = OpenCase(case=row, officer=officer, rights=rights)
    return of_case(found) | {"case_template": "cases/_case.html", "case_tag": found.state}


def title_of(found: OpenCase, pathway: str) -> str:
    """Return what a pathway is called; one that the pack has no more goes by its id."""
    known = pathway in found.pack.pathways
    return pack_words(found.pack, found.lang).pathway(pathway, "title") if known else pathway


def _reason(kept: dict[str, str]) -> tuple[words.Text, str, datetime]:
    at = datetime.fromisoformat(kept["at"])
    return words.DEEDS[f"cases.{kept['deed']}"], kept["why"], at


def _decision(found: OpenCase, row: Any, record: dict[str, Any], sees_all: bool) -> dict[str, Any]:
    return {
        "row": row,
        "outcome": words.OUTCOMES[row.outcome],
        "pathways": [title_of(found, name) for name in row.pathways],
        "reasons": record.get("reasons", "") if sees_all else "",
    }
