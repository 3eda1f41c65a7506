"""A form is worked out before the write gate is asked for; what is stored is the same."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from cauce.applications import actions
from cauce.applications.ready import make_ready
from cauce.base import gate, keys, masters
from cauce.base.actors import Actor
from cauce.base.models import SubjectKey
from cauce.people.models import Member
from tests import family as f


@pytest.fixture
def key_file(tmp_path: Path, settings: Any) -> None:
    settings.CAUCE_KEY_FILE = tmp_path / "keys"


def _made(cast: Any) -> Any:
    sent = f.submission(cast.site)
    return sent, make_ready(sent=sent, by=Actor.FAMILY, at=cast.at)


def test_nothing_is_stored_and_no_gate_is_taken_while_it_is_made_ready(
    cast: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys.house()
    before = SubjectKey.objects.count()
    monkeypatch.setattr(gate, "writing", lambda: pytest.fail("the gate was asked for"))
    _made(cast)
    assert SubjectKey.objects.count() == before


def test_what_was_made_ready_is_what_is_stored(cast: Any) -> None:
    sent, ready = _made(cast)
    receipt = actions.submit(sent=sent, ready=ready, by=Actor.FAMILY, at=cast.at)
    assert receipt.application_id == ready.file.application.pk
    assert f.found(receipt).reference == receipt.reference
    again = make_ready(sent=sent, by=Actor.FAMILY, at=cast.at)
    second = actions.submit(sent=sent, ready=again, by=Actor.FAMILY, at=cast.at)
    assert (second.application_id, second.first) == (receipt.application_id, False)


def test_another_form_or_another_moment_is_not_stored_by_it(cast: Any) -> None:
    sent, ready = _made(cast)
    later = cast.at + timedelta(seconds=1)
    for words in ({"sent": f.submission(cast.site), "at": cast.at}, {"sent": sent, "at": later}):
        with pytest.raises(ValueError, match="another form"):
            actions.submit(ready=ready, by=Actor.FAMILY, **words)


def test_a_master_key_that_came_meanwhile_wraps_the_new_keys(key_file: None, cast: Any) -> None:
    sent, ready = _made(cast)
    number = masters.add()
    receipt = actions.submit(sent=sent, ready=ready, by=Actor.FAMILY, at=cast.at)
    members = Member.objects.of(household=f.found(receipt).household).select_related("key")
    assert {member.key.master_no for member in members} == {number}
    assert all(keys.opens(member.key) for member in members)
