"""An office may run without the desk between governments: then nothing of it is there."""

from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client

from cauce.base import desks, roles
from cauce.base.roles import Permission
from tests import cast as people

ASK = "/api/ledger/open_requests?as_of=2024-01-12"


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("", {"families", "governments"}),
        ("families", {"families"}),
        ("governments, families", {"families", "governments"}),
    ],
)
def test_the_environment_names_the_desks(text: str, named: set[str]) -> None:
    assert desks.read({"CAUCE_DESKS": text}) == named


@pytest.mark.parametrize("text", ["governments", "families,gardens"])
def test_another_word_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="CAUCE_DESKS: write families"):
        desks.read({"CAUCE_DESKS": text})


@pytest.mark.django_db
def test_what_is_switched_off_is_not_there(cast: Any, settings: Any) -> None:
    assert Client().get(ASK).status_code == 200
    assert roles.allowed(cast.luis, Permission.READ_LEDGER)
    settings.DESKS = frozenset({"families"})
    assert Client().get(ASK).status_code == 404
    assert not roles.allowed(cast.luis, Permission.READ_LEDGER)
    assert roles.allowed(cast.luis, Permission.READ_PACK)


@pytest.mark.django_db
def test_a_liaison_officer_of_such_an_office_meets_no_dead_link(cast: Any, settings: Any) -> None:
    settings.DESKS = frozenset({"families"})
    officer, nobody = Client(), Client()
    people.sign_in(officer, cast.luis)
    for browser, door in ((officer, "/office"), (nobody, "/")):
        dead = [path for path, status in _walk(browser, door) if status == 404]
        assert dead == []


def _walk(browser: Client, door: str) -> list[tuple[str, int]]:
    """Every page that two steps from a door lead to, with its answer."""
    from tests.house.access_walk import links

    seen: dict[str, int] = {}
    paths = {door}
    for _step in range(3):
        found: set[str] = set()
        for path in sorted(paths - seen.keys()):
            answer = browser.get(path, headers={"accept-language": "en"})
            seen[path] = answer.status_code
            found |= (
                links(answer) if answer.get("Content-Type", "").startswith("text/html") else set()
            )
        paths = {path for path in found if "?" not in path}
    assert len(seen) > 3
    return list(seen.items())
