"""Erasing a file takes two officers; the one who signs sees nothing of it; a copy is asked for the family."""

import html
import re

import pytest
from django.test import Client

from cauce.base import clock
from cauce.privacy.models import Erasure, FileCopy
from tests import cast as people
from tests.family import family

pytestmark = pytest.mark.django_db


def browser(person):
    entered = Client(headers={"accept-language": "en"})
    people.sign_in(entered, person)
    return entered


def main(answer):
    return html.unescape(re.search(r"<main.*</main>", answer.text, re.DOTALL).group(0))


def proposed(cast, found):
    sofia = browser(cast.sofia)
    assert sofia.post(f"/office/files/{found.pk}/erase", {}).status_code == 422
    sofia.post(f"/office/files/{found.pk}/erase", {"reason": "asked"})
    return Erasure.objects.at_site(cast.site).get()


def test_two_officers_erase_a_file(cast):
    found = family(cast)
    row = proposed(cast, found)
    own = main(browser(cast.sofia).get(f"/office/erasures/{row.pk}"))
    assert "You proposed this erasure; another officer signs it." in own
    dina = browser(cast.dina)
    assert "Erasures to sign" in main(dina.get("/office"))
    text = main(dina.get(f"/office/erasures/{row.pk}"))
    assert "María" not in text
    assert dina.post(f"/office/erasures/{row.pk}", {}).status_code == 422
    assert dina.post(f"/office/erasures/{row.pk}", {"answer": "sign"}).status_code == 302
    assert "This file was erased" in main(browser(cast.rosa).get(f"/office/files/{found.pk}"))
    assert "María" not in main(browser(cast.rosa).post("/office/search", {"what": "Pérez"}))


def test_the_second_officer_may_decline(cast):
    found = family(cast)
    row = proposed(cast, found)
    browser(cast.dina).post(f"/office/erasures/{row.pk}", {"answer": "decline"})
    assert "Pérez" in main(browser(cast.rosa).get(f"/office/files/{found.pk}"))


def test_whoever_proposed_cannot_sign(cast):
    row = proposed(cast, family(cast))
    answer = browser(cast.sofia).post(f"/office/erasures/{row.pk}", {"answer": "sign"})
    assert answer.status_code == 422


def test_a_copy_is_asked_for_the_family(cast):
    found = family(cast)
    rosa = browser(cast.rosa)
    assert rosa.post(f"/office/files/{found.pk}/copy").status_code == 302
    assert FileCopy.objects.of(household=found.household).count() == 1
    assert browser(cast.iris).post(f"/office/files/{found.pk}/copy").status_code == 403


def test_signing_asks_for_a_fresh_code_where_two_factors_are_demanded(cast, settings):
    found = family(cast)
    row = proposed(cast, found)
    settings.SECOND_FACTOR = True
    dina, now = browser(cast.dina), int(clock.machine_now().timestamp())
    address = f"/office/erasures/{row.pk}"
    session = dina.session
    session["factor_at"] = now - 600
    session.save()
    answer = dina.post(address, {"answer": "sign"})
    assert answer.headers["Location"].startswith("/office/factor/again?next=")
    assert Erasure.objects.at_site(cast.site).get().state == "proposed"
    session["factor_at"] = now
    session.save()
    assert dina.post(address, {"answer": "sign"}).headers["Location"].startswith(address)


def test_a_copy_asks_for_a_fresh_code_where_two_factors_are_demanded(cast, settings):
    found = family(cast)
    settings.SECOND_FACTOR = True
    rosa, now = browser(cast.rosa), int(clock.machine_now().timestamp())
    session = rosa.session
    session["factor_at"] = now - 600
    session.save()
    answer = rosa.post(f"/office/files/{found.pk}/copy")
    back = f"%2Foffice%2Ffiles%2F{found.pk}"
    assert answer.headers["Location"] == f"/office/factor/again?next={back}"
    assert not FileCopy.objects.of(household=found.household).exists()
    session["factor_at"] = now
    session.save()
    assert rosa.post(f"/office/files/{found.pk}/copy").status_code == 302
    assert FileCopy.objects.of(household=found.household).exists()
