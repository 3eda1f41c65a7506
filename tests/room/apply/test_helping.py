"""An officer helps a family in the office's own browser: the family's pages are over with the sign-in."""

from typing import Any

import pytest

from cauce.applications.models import Draft
from cauce.base.models import Officer
from cauce.base.roles import Role
from tests import cast as people
from tests.room.apply.conftest import ANA, Family, applications, path_of

pytestmark = pytest.mark.once
FORM = {"language": "es", "spoken": "mam", "variety": "", "helped": "no"}
PAGES = ("/apply/consent", "/apply/people", "/apply/review")


def _helper(cast: Any) -> Family:
    """A registrar's browser, with a family's application open in it."""
    desk = Family()
    people.sign_in(desk.client, cast.rosa)
    assert path_of(desk.post("/apply/assist", **FORM)) == "/apply/consent"
    desk.agree()
    desk.name(ANA)
    assert desk.get("/apply/review").status_code == 200
    return desk


def test_signing_out_closes_the_familys_pages(cast: Any) -> None:
    desk = _helper(cast)
    # Nothing of the family is left in the browser: no cookie of a visit.
    assert not [name for name in desk.client.cookies if "visit" in name or "known" in name]
    desk.post("/office/sign-out")
    for page in PAGES:
        assert path_of(desk.get(page)) == "/apply", page
    assert desk.post("/apply/consent").status_code == 401
    # The next officer at this machine finds nothing; the first one not either, before typing the code.
    for officer in (people.officer("ada", role=Role.REGISTRAR, site=cast.site), cast.rosa):
        people.sign_in(desk.client, officer)
        for page in PAGES:
            assert path_of(desk.get(page)) == "/apply", (officer.username, page)
    assert Draft.objects.unscoped("a test looks").get().state == Draft.State.OPEN


def test_the_code_opens_it_again_and_the_next_sign_out_closes_that_too(cast: Any) -> None:
    desk = _helper(cast)
    reference, code = desk.way_back()
    desk.post("/office/sign-out")
    people.sign_in(desk.client, Officer.objects.get(pk=cast.rosa.pk))
    form = {"enter-reference": reference, "enter-code": code}
    assert path_of(desk.post("/apply/resume", **form)) == "/apply/go-on"
    assert desk.get("/apply/review").status_code == 200
    desk.post("/office/sign-out")
    assert path_of(desk.get("/apply/review")) == "/apply"


def test_after_sending_the_receipt_is_closed_as_well(cast: Any) -> None:
    desk = _helper(cast)
    desk.reach()
    assert path_of(desk.send()) == "/apply/receipt"
    assert desk.get("/apply/receipt").status_code == 200
    assert len(applications()) == 1
    desk.post("/office/sign-out")
    assert path_of(desk.get("/apply/receipt")) == "/apply"
    assert path_of(desk.get("/my/home")) == "/my"


def test_the_family_goes_on_at_home_whatever_the_officer_does(cast: Any) -> None:
    desk = _helper(cast)
    reference, code = desk.way_back()
    home = Family()
    form = {"enter-reference": reference, "enter-code": code}
    assert path_of(home.post("/apply/resume", **form)) == "/apply/go-on"
    desk.post("/office/sign-out")
    assert home.get("/apply/review").status_code == 200


def test_leaving_closes_it_and_the_officer_helps_the_next_family(cast: Any) -> None:
    desk = _helper(cast)
    assert path_of(desk.post("/apply/leave")) == "/apply"
    assert path_of(desk.get("/apply/people")) == "/apply"
    assert path_of(desk.post("/apply/assist", **FORM)) == "/apply/consent"
    assert Draft.objects.unscoped("a test counts").count() == 2
