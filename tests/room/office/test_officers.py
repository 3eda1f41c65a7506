"""A director keeps accounts and roles on pages: of one's own sites, never one's own, each change an Event."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from cauce.applications import actions as applications
from cauce.applications.models import Application
from cauce.base import actions, clock, roles
from cauce.base.actors import Actor
from cauce.base.models import Event, Grant, Officer, Site
from cauce.base.roles import Role
from cauce.office import words
from cauce.office.officers.forms import BecauseForm, GrantForm
from tests import cast as people
from tests import family as f
from tests.cast import MORNING, PASSWORD

HERE = "/office/officers"


@pytest.fixture
def director(cast: Any) -> Client:
    browser = Client(headers={"accept-language": "en"})
    people.sign_in(browser, cast.dina)
    return browser


@pytest.fixture
def lima(cast: Any) -> Site:
    return actions.open_site(
        name="Lima", time_zone="America/Lima", opening_hours={}, languages=["es"],
        by=Actor.SETUP, at=MORNING,
    )  # fmt: skip


def _newest(verb: str) -> Event:
    return Event.objects.filter(verb=verb).order_by("-id")[0]


def test_the_list_says_how_each_officer_stands(director: Client, cast: Any, lima: Site) -> None:
    actions.sign_in(officer=cast.iris, by=cast.iris, at=MORNING)
    people.officer("nadia")
    people.officer("lola", role=Role.REGISTRAR, site=lima)
    shown = director.get(HERE).text
    row = shown.split("iris</bdi>")[1].split("</tr>")[0]
    assert "Interviewer, Bogotá" in row
    assert '<span class="tag ask">no</span>' in row
    assert "12 January 2024" in row or "2024-01-12" in row
    assert "no role" in shown.split("nadia</bdi>")[1].split("</tr>")[0]
    assert "lola" not in shown, "works at another site only"


def test_from_the_first_page_to_a_new_officer_by_links(director: Client, cast: Any) -> None:
    assert f'href="{HERE}"' in director.get("/office").text
    assert f'href="{HERE}/add"' in director.get(HERE).text
    typed = {"display_name": "Nadia Pérez", "username": "Nadia", "password": "too short"}
    refused = director.post(f"{HERE}/add", typed)
    assert refused.status_code == 422
    assert 'value="Nadia Pérez"' in refused.text
    made = director.post(f"{HERE}/add", typed | {"password": PASSWORD})
    nadia = Officer.objects.get(username="nadia")
    assert made.headers["Location"] == f"{HERE}/{nadia.pk}?done=enrolled#roles"
    assert "No role yet" in director.get(f"{HERE}/{nadia.pk}").text
    given = {"role": "registrar", "site": str(cast.site.pk), "because": "begins"}
    director.post(f"{HERE}/{nadia.pk}/roles/give", given)
    event = _newest("base.grant_role")
    assert (event.officer, event.subject, event.reason) == (cast.dina, nadia.pk, "begins")
    assert roles.allowed(nadia, roles.Permission.REGISTER, cast.site)
    page = director.get(f"{HERE}/{nadia.pk}").text
    assert "Registrar, Begins to work here, or with this" in page
    grant = nadia.grants.get()
    assert f"/roles/{grant.pk}/take" in page
    director.post(f"{HERE}/{nadia.pk}/roles/{grant.pk}/take", {"because": "was-mistaken"})
    assert not Grant.objects.filter(officer=nadia).exists()
    assert _newest("base.revoke_role").reason == "was-mistaken"


@pytest.mark.parametrize("missing", ["role", "site", "because"])
def test_what_is_missing_is_said_and_nothing_is_given(
    director: Client, cast: Any, lima: Site, missing: str
) -> None:
    nadia = people.officer("nadia")
    actions.grant_role(officer=cast.dina, role=Role.DIRECTOR, site=lima, by=Actor.SETUP, at=MORNING)
    people.sign_in(director, Officer.objects.get(pk=cast.dina.pk))
    typed = {"role": "registrar", "site": str(lima.pk), "because": "begins"}
    typed.pop(missing)
    answer = director.post(f"{HERE}/{nadia.pk}/roles/give", typed)
    assert answer.status_code == 422
    assert f'href="#id_{missing}_0"' in answer.text
    assert not nadia.grants.exists()


def test_nobody_raises_or_ends_their_own_rights(director: Client, cast: Any) -> None:
    own = f"{HERE}/{cast.dina.pk}"
    page = director.get(own).text
    assert "This is your own account" in page
    assert "/roles/give" not in page
    typed = {"role": "supervisor", "site": str(cast.site.pk), "because": "begins"}
    grant = cast.dina.grants.get()
    for path in (f"{own}/roles/give", f"{own}/roles/{grant.pk}/take", f"{own}/close"):
        answer = director.post(path, typed | {"because": "other-work"})
        assert answer.status_code == 422, path
        assert "Nobody does this for their own account" in answer.text
    assert [g.role for g in cast.dina.grants.all()] == ["director"]
    assert Officer.objects.get(pk=cast.dina.pk).is_active


def test_both_desks_are_refused_with_what_was_chosen(director: Client, cast: Any) -> None:
    typed = {"role": "liaison officer", "site": str(cast.site.pk), "because": "other-work"}
    answer = director.post(f"{HERE}/{cast.iris.pk}/roles/give", typed)
    assert "cannot work at both desks" in answer.text
    assert answer.text.count("checked") == 3


def test_an_officer_of_another_site_is_as_if_they_were_not(
    director: Client, cast: Any, lima: Site
) -> None:
    lola = people.officer("lola", role=Role.REGISTRAR, site=lima)
    paths = [f"{HERE}/{lola.pk}", *(f"{HERE}/{lola.pk}/{p}" for p in ("roles/give", "close"))]
    assert [director.get(path).status_code for path in paths] == [404, 404, 404]
    assert director.post(f"{HERE}/{lola.pk}/sign-out").status_code == 404
    # Nor does the verb close it for whoever keeps officers elsewhere.
    with pytest.raises(roles.Refused):
        actions.close_account(officer=lola, because="leaves", by=cast.dina, at=MORNING)


def test_a_role_of_another_site_is_not_taken_here(director: Client, cast: Any, lima: Site) -> None:
    actions.grant_role(
        officer=cast.iris, role=Role.PROTECTION, site=lima, by=Actor.SETUP, at=MORNING
    )
    grant = cast.iris.grants.get(site=lima)
    assert f"/roles/{grant.pk}/take" not in director.get(f"{HERE}/{cast.iris.pk}").text
    answer = director.post(f"{HERE}/{cast.iris.pk}/roles/{grant.pk}/take", {"because": "leaves"})
    assert answer.status_code == 422
    assert "ask the director of the site" in answer.text


def test_a_closed_account_leaves_nothing_lying(director: Client, cast: Any) -> None:
    late = f.family(cast, at=cast.at - timedelta(days=3))
    assert applications.take_oldest_application(by=cast.rosa, at=cast.at) == late
    address = f"{HERE}/{cast.rosa.pk}"
    assert "<dt>Applications to check</dt><dd>1</dd>" in director.get(address).text
    assert "Applications to check: 1" in director.get(f"{address}/close").text
    director.post(f"{address}/close", {"because": "leaves"})
    page = director.get(address).text
    assert "This account is closed." in page
    assert "/close" not in page
    event = _newest("base.close_account")
    assert (event.officer, event.subject, event.reason) == (cast.dina, cast.rosa.pk, "leaves")
    other = people.officer("rita", role=Role.REGISTRAR, site=cast.site)
    people.sign_in(director, other)
    tray = director.get("/office/trays/applications-to-check").text
    assert "nobody any more: Rosa's account is closed" in tray
    assert applications.take_oldest_application(by=other, at=cast.at) == late
    assert Application.objects.itself(late).get().owner == other


def test_a_director_ends_the_sign_ins_of_another(director: Client, cast: Any) -> None:
    theirs = Client()
    people.sign_in(theirs, cast.iris)
    assert theirs.get("/office/me/events").status_code == 200
    director.post(f"{HERE}/{cast.iris.pk}/sign-out")
    assert theirs.get("/office/me/events").status_code == 302


def test_each_page_that_changes_rights_asks_for_a_fresh_factor(
    director: Client, cast: Any, settings: Any
) -> None:
    settings.SECOND_FACTOR = True
    session = director.session
    session["factor_at"] = int(clock.machine_now().timestamp()) - 6 * 60
    session.save()
    grant = cast.iris.grants.get()
    assert director.get(f"{HERE}/{cast.iris.pk}").status_code == 200
    for path in (
        "add",
        *(f"{cast.iris.pk}/{p}" for p in ("roles/give", f"roles/{grant.pk}/take", "close")),
    ):
        for ask in (director.get, director.post):
            asked = ask(f"{HERE}/{path}").headers["Location"]
            assert asked.startswith("/office/factor/again?next=%2Foffice%2Fofficers%2F"), path
    session["factor_at"] = int(clock.machine_now().timestamp()) - 60
    session.save()
    assert director.get(f"{HERE}/add").status_code == 200


def test_every_reason_has_words() -> None:
    offered = [
        choice
        for form in (GrantForm(sites=[]), BecauseForm())
        for choice in form["because"].field.choices
    ]
    assert {code for code, _text in offered} == set(words.BECAUSE) == set(roles.BECAUSE)
