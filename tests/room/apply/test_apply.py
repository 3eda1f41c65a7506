"""From the first page to the receipt: saved page by page, read back, sent once."""

from typing import Any

from cauce.applications.models import Draft
from cauce.base import codes, envelopes
from tests.room.apply.conftest import (
    ANA,
    MATEO,
    Family,
    applications,
    draft,
    members,
    path_of,
    said,
    wrong,
)


def test_a_family_applies(family: Family) -> None:
    family.come_to_questions(MATEO)
    reference, code = family.way_back()
    assert family.answer_all() > 5
    review = family.html("/apply/review")
    for shown in (
        "Ana María Xol Caal",
        "Mateo",
        "14 May 2016",
        "1991",
        "+576015550101",
        "Q&#39;eqchi&#39;",
    ):
        assert shown in review, shown
    assert path_of(family.send()) == "/apply/receipt"
    receipt = family.html("/apply/receipt")
    (application,) = applications()
    assert codes.shown(application.reference) == reference
    assert reference in receipt
    assert code in receipt
    assert envelopes.read(application, "sealed")["call_code"] in receipt
    ana, mateo = members(application)
    assert envelopes.read(ana.person, "sealed")["given"] == "Ana María"
    assert (mateo.relation, mateo.person.birth_year) == ("child", 2016)
    assert draft().state == Draft.State.SENT
    assert not draft().sealed
