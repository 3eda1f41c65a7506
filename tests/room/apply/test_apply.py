"""From the first page to the receipt: saved page by page, read back, sent once."""

import re
from datetime import timedelta
from html import unescape
from typing import Any

import pytest

from cauce.applications.models import Document, Draft
from cauce.base import clock, codes, envelopes
from cauce.base.actions import open_site
from cauce.base.actors import Actor
from cauce.eligibility import case_from
from cauce.packs import pack
from cauce.people.models import Consent, ContactRoute
from tests.journeys import robot
from tests.room.apply.conftest import (
    ANA,
    MATEO,
    Family,
    applications,
    dont_know,
    draft,
    filled,
    members,
    path_of,
    said,
    wrong,
)

pytestmark = pytest.mark.once


def test_a_family_applies(family: Family) -> None:
    family.come_to_questions(MATEO)
    reference, code = family.way_back()
    assert family.answer_all() > 5
    review = unescape(family.html("/apply/review"))
    for shown in (
        "Ana María Xol Caal",
        "Mateo",
        "14 May 2016",
        "1991",
        "+576015550101",
        "Q'eqchi'",
    ):
        assert shown in review, shown
    assert path_of(family.send()) == "/apply/receipt"
    receipt = family.html("/apply/receipt")
    (application,) = applications()
    assert codes.shown(application.reference) == reference
    assert reference in receipt
    assert code in receipt
    assert envelopes.read(application, "sealed")["call_code"] in receipt
    assert "2 persons" in receipt
    ana, mateo = members(application)
    assert envelopes.read(ana.person, "sealed")["given"] == "Ana María"
    assert (mateo.relation, mateo.person.birth_year) == ("child", 2016)
    assert draft().state == Draft.State.SENT
    assert not draft().sealed


def test_the_birth_and_the_relation_are_never_asked_again(family: Family) -> None:
    family.come_to_questions(MATEO)
    family.answer_all()
    bound = {pack().relations.birth, pack().relations.fact}
    asked = {step[1] for step in said()["answers"]["steps"]}
    assert asked
    assert not asked & bound
    person = said()["answers"]["persons"][1]
    assert person[pack().facts[pack().relations.birth].key] == "2016-05-14"


def test_no_to_what_may_be_refused_unless_somebody_says_yes(family: Family) -> None:
    family.begin()
    page = family.html("/apply/consent")
    assert page.count('value="no" checked') == page.count('value="yes"') > 2
    assert 'value="yes" checked' not in page
    family.agree(**{"refer-destination": "yes"})
    family.name(ANA)
    family.reach()
    family.send()
    (application,) = applications()
    rows = Consent.objects.of(household=application.household)
    given = {(row.purpose, row.recipient) for row in rows if row.given}
    assert given == {("decide", "centre"), ("contact", "centre"), ("refer", "destination")}
    assert rows.count() > len(given)


def test_whoever_does_not_agree_deletes_what_was_written(family: Family) -> None:
    family.begin()
    page = family.html("/apply/declined")
    assert str(draft().pk) in page
    assert "is deleted" in family.post("/apply/delete", form=str(draft().pk)).content.decode()
    assert not Draft.objects.unscoped("a test looks").exists()
    assert path_of(family.get("/apply/people")) == "/apply"


def test_what_is_safe_on_a_telephone_is_kept(family: Family) -> None:
    family.begin()
    family.agree()
    family.name(ANA)
    family.reach(**{"0-call": "1", "0-from": "8", "0-to": "17"})
    family.send()
    (application,) = applications()
    (route,) = ContactRoute.objects.of(household=application.household)
    assert (route.may_write, route.may_call, route.neutral_only) == (True, True, True)
    kept = envelopes.read(route, "sealed")
    assert (kept["address"], kept["from_hour"], kept["to_hour"]) == ("+576015550101", 8, 17)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("+502 5555 0101", "+50255550101"),
        ("00502 5555-0101", "+50255550101"),
        ("ana@example.org", "ana@example.org"),
    ],
)
def test_a_route_of_another_country_or_kind(family: Family, typed: str, kept: str) -> None:
    family.begin()
    family.agree()
    family.name(ANA)
    assert family.reach(**{"0-address": typed}).status_code == 302
    assert said()["routes"][0]["address"] == kept


def test_what_is_wrong_on_the_contact_page_is_said_and_kept(family: Family) -> None:
    family.begin()
    family.agree()
    family.name(ANA)
    answer = family.reach(**{"0-address": "12", "0-from": "8", "1-whose": "my sister's"})
    assert answer.status_code == 422
    assert len(wrong(answer)) == 3
    html = answer.content.decode()
    assert 'value="12"' in html
    assert "my sister&#39;s" in html
    assert "contacted" not in said()
    assert wrong(family.post("/apply/contact"))
    assert family.post("/apply/contact", none="1").status_code == 302


def test_no_safe_way_is_an_answer(family: Family) -> None:
    family.begin()
    family.agree()
    family.name(ANA)
    family.post("/apply/contact", none="1")
    assert family.send().status_code == 302
    assert not ContactRoute.objects.of(household=applications()[0].household).exists()


@pytest.mark.parametrize(
    "name",
    [
        {"given": "Tepeu"},
        {"given": "José Luis de la Cruz", "surname1": "Ajú de León", "surname2": "y Vásquez"},
        {"given": "Ğülşah", "surname1": "O'Neill-Ñáñez"},
    ],
)
def test_a_name_of_one_word_or_of_many(family: Family, name: dict[str, str]) -> None:
    family.begin()
    family.agree()
    assert path_of(family.name(name)) == "/apply/people"
    kept = said()["people"][0]
    assert {part: kept[part] for part in name} == name


def test_no_name_is_said_and_what_was_typed_stays(family: Family) -> None:
    family.begin()
    family.agree()
    answer = family.name({"surname1": "Xol", "y": "91"})
    assert answer.status_code == 422
    assert len(wrong(answer)) == 2
    assert 'value="Xol"' in answer.content.decode()
    assert said()["people"] == []


@pytest.mark.parametrize(
    ("boxes", "kept"),
    [
        ({"y": "1991"}, "1991"),
        ({"m": "2", "y": "1991"}, "1991-02"),
        ({"d": "29", "m": "2", "y": "1992"}, "1992-02-29"),
        ({}, ""),
    ],
)
def test_a_birth_known_in_part(family: Family, boxes: dict[str, str], kept: str) -> None:
    family.begin()
    family.agree()
    assert family.name({"given": "Ana", **boxes}).status_code == 302
    assert said()["people"][0]["birth"] == kept


@pytest.mark.parametrize(
    "boxes", [{"d": "29", "m": "2", "y": "1991"}, {"y": "2032"}, {"d": "3", "y": "1991"}]
)
def test_a_birth_that_cannot_be(family: Family, boxes: dict[str, str]) -> None:
    family.begin()
    family.agree()
    assert family.name({"given": "Ana", **boxes}).status_code == 422


def test_an_approximate_birth_is_not_taken_at_its_word(family: Family) -> None:
    family.begin()
    family.agree()
    family.name({"given": "Ana", "y": "2006", "about": "1"})
    key = pack().facts[pack().relations.birth].key
    assert said()["answers"]["persons"][0][key] == "2005-01-01/2007-12-31"
    assert "about 2006" in family.html("/apply/people")
    family.post("/apply/contact", none="1")
    family.send()
    person = members(applications()[0])[0].person
    kept = envelopes.read(person, "sealed")
    assert (kept["birth"], kept["birth_approximate"]) == ("2006", True)


def test_an_approximate_birth_of_this_year_fits_the_rules(family: Family) -> None:
    family.begin()
    family.agree()
    family.name(ANA)
    year = str(clock.today().year)
    family.name({"given": "Nina", "relation": "child", "y": year, "about": "1"})
    assert len(said()["people"]) == 2
    case = {"id": "x", "household": {}, **{k: said()["answers"][k] for k in ("on", "persons")}}
    assert case_from(pack(), case)


def test_papers_are_kept_with_their_person(family: Family) -> None:
    family.begin()
    family.agree()
    paper = {"0-kind": "passport", "0-number": "A 1234", "0-issuer": "Guatemala"}
    family.name({**ANA, **paper})
    assert 'name="1-kind"' in family.html("/apply/people/0")
    family.post("/apply/contact", none="1")
    family.send()
    kept = envelopes.read(members(applications()[0])[0].person, "sealed")
    assert kept["papers"] == [{"kind": "passport", "number": "A 1234", "issuer": "Guatemala"}]


def test_removing_somebody_can_be_undone_with_their_answers(family: Family) -> None:
    family.come_to_questions(MATEO, {"given": "Rosa", "relation": "spouse"})
    family.answer_all()
    before = said()
    family.post("/apply/people/1/remove")
    assert [person["given"] for person in said()["people"]] == ["Ana María", "Rosa"]
    assert "Mateo was taken off the list" in family.html("/apply/people")
    family.post("/apply/people/undo")
    after = said()
    assert after["people"] == before["people"]
    assert after["answers"]["how"] == before["answers"]["how"]
    assert after["answers"]["persons"] == before["answers"]["persons"]
    assert "undo" not in after


def test_somebody_added_after_a_removal_gets_a_number_of_their_own(family: Family) -> None:
    family.come_to_questions(MATEO)
    family.post("/apply/people/1/remove")
    family.name({"given": "Rosa", "relation": "spouse"})
    assert [person["number"] for person in said()["people"]] == [0, 2]
    family.post("/apply/people/1/remove")
    assert len(said()["people"]) == 2


def test_the_main_applicant_stays(family: Family) -> None:
    family.come_to_questions(MATEO)
    family.post("/apply/people/0/remove")
    assert len(said()["people"]) == 2
    assert 'action="/apply/people/0/remove"' not in family.html("/apply/people")


def test_a_helper_is_recorded_and_the_questions_are_put_about_the_applicant(family: Family) -> None:
    family.begin(helped="yes", helper="Lucía", relation="a teacher")
    family.agree()
    family.name(ANA)
    family.reach()
    from cauce.eligibility import words

    answers = said()["answers"]
    first = answers["steps"][answers["now"]][1]
    assert words(pack(), "en").fact(first, "other") in unescape(family.html("/apply/questions/1"))
    family.send()
    household = applications()[0].household
    kept = envelopes.read(household, "sealed")
    assert kept["helper"] == {"name": "Lucía", "relation": "a teacher"}
    assert kept["spoken"] == "kek"


def test_the_first_page_says_what_is_missing(family: Family) -> None:
    answer = family.begin(helped="", spoken="", language="xx")
    assert answer.status_code == 422
    assert len(wrong(answer)) == 3
    assert len(wrong(family.begin(spoken="mul"))) == 1
    assert len(wrong(family.begin(helped="yes"))) == 1
    assert not Draft.objects.unscoped("a test looks").exists()


def test_the_nearest_office_is_chosen(cast: Any, family: Family) -> None:
    other = open_site(
        name="Alta",
        time_zone="America/Guatemala",
        opening_hours={},
        languages=["es"],
        by=Actor.SETUP,
        at=cast.at,
    )
    assert "Alta" in family.html("/apply")
    assert wrong(family.begin(site="elsewhere"))
    family.begin(site=str(cast.site.pk))
    assert draft().site == cast.site
    # The first page may be filled in again; it changes the draft and begins no second one.
    family.begin(site=str(other.pk), language="es")
    assert (draft().site, draft().language) == (other, "es")


@pytest.mark.django_db
def test_without_an_office_the_page_says_so() -> None:
    answer = Family().get("/apply")
    assert "No office takes applications yet" in answer.content.decode()


def test_an_answer_leads_back_to_the_read_back(family: Family) -> None:
    family.come_to_questions()
    family.answer_all()
    assert robot.read(family.html("/apply/questions/1?then=review")).hidden["then"] == "review"
    answer = family.reply("/apply/questions/1", then="review")
    assert path_of(answer) == "/apply/review"
    assert path_of(family.name(ANA, "0", then="review")) == "/apply/review"


def test_a_photo_that_was_added_is_read_back_and_goes_along(family: Family) -> None:
    from io import BytesIO

    from django.core.files.uploadedfile import SimpleUploadedFile
    from PIL import Image

    family.come_to_questions(MATEO)
    assert "None yet" in family.html("/apply/review")
    photo = BytesIO()
    Image.new("RGB", (300, 200), "white").save(photo, "JPEG")
    form = robot.read(family.html("/apply/documents")).hidden["form"]
    sent = SimpleUploadedFile("foto.jpg", photo.getvalue(), content_type="image/jpeg")
    answer = family.post("/apply/documents", form=form, kind="birth", about="1", file=sent)
    assert answer.status_code == 302, wrong(answer)
    assert re.search(r"Photo or PDF.*?· Mateo", family.html("/apply/review"), re.S)
    family.send()
    (application,) = applications()
    (paper,) = Document.objects.of(application=application)
    assert paper.member == members(application)[1]


def test_unfinished_questions_do_not_keep_anybody_from_sending(family: Family) -> None:
    family.come_to_questions()
    assert "still open" in family.html("/apply/review")
    assert path_of(family.send()) == "/apply/receipt"


def test_an_answer_that_stopped_mattering_is_named(family: Family) -> None:
    family.come_to_questions()

    def chosen(page: robot.Page) -> dict[str, str]:
        ticks = page.controls.get("v", set()) if page.kinds.get("v") != "text" else set()
        # Yes leads to more questions than any other answer.
        found = sorted((v for v in ticks if v and v[0] != "-"), key=lambda v: v != "yes")
        return {"v": found[0]} if found else dont_know(page)

    def denied(page: robot.Page) -> dict[str, str]:
        return {"v": "no"} if "no" in page.controls.get("v", set()) else chosen(page)

    address = path_of(family.get("/apply/questions"))
    for _each in range(8):
        if address.startswith("/apply/questions/"):
            address = path_of(family.post(address, **filled(family.page(address), chosen)))
    named = "changes nothing any more"
    assert named not in family.html("/apply/review")
    first = family.page("/apply/questions/1")
    family.post("/apply/questions/1", **filled(first, denied))
    assert named in family.html("/apply/review")
    family.send()
    assert len(applications()) == 1


def test_nothing_of_a_person_is_in_an_address_or_a_title(family: Family) -> None:
    family.come_to_questions(MATEO)
    for address in ("/apply/people", "/apply/people/1", "/apply/review", "/apply/questions/1"):
        html = family.html(address)
        assert "Mateo" not in html.split("<title>")[1].split("</title>")[0], address
        answer = family.get(address)
        assert answer.headers["Cache-Control"] == "no-store"


def test_a_draft_follows_the_day(family: Family, settings: Any) -> None:
    family.come_to_questions()
    settings.OFFICE_DAY = clock.today() + timedelta(days=40)
    family.answer_all()
    assert said()["answers"]["on"] == settings.OFFICE_DAY.isoformat()
