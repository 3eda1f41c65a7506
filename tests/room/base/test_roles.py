"""Who may do what: nothing that is not said, and no officer at both desks."""

import pytest

from cauce.base import actions, roles
from cauce.base.actors import Actor
from cauce.base.models import Grant
from cauce.base.refusal import Refused
from cauce.base.roles import Permission, Role
from tests import cast as people
from tests.cast import MORNING

pytestmark = pytest.mark.django_db


def test_every_role_is_on_the_page():
    assert set(roles.PERMISSIONS) == set(Role)
    assert roles.FAMILIES_DESK | roles.GOVERNMENTS_DESK | {Role.DIRECTOR} == set(Role)


def test_without_a_role_nothing_is_allowed(cast):
    newcomer = people.officer("nadia")
    assert not any(roles.allowed(newcomer, permission) for permission in Permission)


def test_a_role_counts_at_its_own_site(cast):
    other = actions.open_site(
        name="Lima",
        time_zone="America/Lima",
        opening_hours={},
        languages=["es"],
        by=cast.dina,
        at=MORNING,
    )
    assert roles.allowed(cast.dina, Permission.KEEP_GRANTS)
    assert roles.allowed(cast.dina, Permission.KEEP_GRANTS, cast.site)
    assert not roles.allowed(cast.dina, Permission.KEEP_GRANTS, other)


def test_a_closed_account_may_nothing(cast):
    actions.close_account(officer=cast.dina, by=Actor.SETUP, at=MORNING)
    cast.dina.refresh_from_db()
    assert not any(roles.allowed(cast.dina, permission) for permission in Permission)


@pytest.mark.parametrize("actor", [Actor.FAMILY, Actor.OFFICER])
def test_an_actor_without_a_line_may_nothing(actor):
    assert not any(roles.allowed(actor, permission) for permission in Permission)


@pytest.mark.parametrize(
    "act",
    [
        lambda c: actions.open_site(
            name="X",
            time_zone="UTC",
            opening_hours={},
            languages=[],
            by=c.iris,
            at=MORNING,
        ),
        lambda c: actions.enrol_officer(
            username="x", display_name="X", password=people.PASSWORD, by=c.iris, at=MORNING
        ),
        lambda c: actions.close_account(officer=c.dina, by=c.iris, at=MORNING),
        lambda c: actions.grant_role(
            officer=c.iris, role=Role.DIRECTOR, site=c.site, by=c.iris, at=MORNING
        ),
        lambda c: actions.revoke_role(
            officer=c.dina, role=Role.DIRECTOR, site=c.site, by=c.iris, at=MORNING
        ),
    ],
    ids=["open_site", "enrol_officer", "close_account", "grant_role", "revoke_role"],
)
def test_an_interviewer_keeps_no_accounts(cast, act):
    with pytest.raises(Refused, match="ask the director"):
        act(cast)


def test_nobody_works_at_both_desks(cast):
    for officer, role in [(cast.iris, Role.LIAISON), (cast.luis, Role.REGISTRAR)]:
        with pytest.raises(Refused, match="both desks"):
            actions.grant_role(
                officer=officer, role=role, site=cast.site, because="other-work",
                by=cast.dina, at=MORNING,
            )  # fmt: skip


def test_a_role_is_granted_once(cast):
    with pytest.raises(Refused, match="already"):
        actions.grant_role(
            officer=cast.iris, role=Role.INTERVIEWER, site=cast.site, because="begins",
            by=cast.dina, at=MORNING,
        )  # fmt: skip
    assert Grant.objects.filter(officer=cast.iris).count() == 1


def test_grants_end_the_sign_ins(cast):
    before = cast.iris.session_epoch
    words = {"officer": cast.iris, "role": Role.SUPERVISOR, "site": cast.site}
    words["because"] = "stands-in"
    actions.grant_role(**words, by=cast.dina, at=MORNING)
    actions.revoke_role(**words, by=cast.dina, at=MORNING)
    cast.iris.refresh_from_db()
    assert cast.iris.session_epoch == before + 2
    with pytest.raises(Refused, match="does not have"):
        actions.revoke_role(**words, by=cast.dina, at=MORNING)


@pytest.mark.parametrize(
    ("change", "says"),
    [({"time_zone": "America/Macondo"}, "no such time zone"), ({"name": "Bogotá"}, "already")],
)
def test_a_wrong_site_is_refused_with_a_sentence(cast, change, says):
    words = {"name": "Lima", "time_zone": "America/Lima", "opening_hours": {}, "languages": ["es"]}
    with pytest.raises(Refused, match=says):
        actions.open_site(**(words | change), by=cast.dina, at=MORNING)


@pytest.mark.parametrize(
    ("username", "says"),
    [("", "Write a"), ("  ", "Write a"), ("iris", "taken"), ("IRIS ", "taken")],
)
def test_a_user_name_is_given_once(cast, username, says):
    with pytest.raises(Refused, match=says):
        actions.enrol_officer(
            username=username,
            display_name="X",
            password=people.PASSWORD,
            by=cast.dina,
            at=MORNING,
        )
