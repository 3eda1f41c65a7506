"""Every field has a privacy class, every model is in the glossary, every state can be reached."""

import re

import pytest
from django.db.models import Model

from cauce.base import privacy
from cauce.base.states import moves_of, reachable
from cauce.cli import states
from tests.house.tree import ROOT, text_of

MODELS = privacy.house_models()
WITH_STATES = [m for m in MODELS if moves_of(m)]


def test_the_house_has_records() -> None:
    assert {"Officer", "Site", "Event", "SubjectKey"} <= {m.__name__ for m in MODELS}


def test_every_field_has_a_privacy_class() -> None:
    assert list(privacy.faults()) == []


def test_a_field_without_a_class_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    model = MODELS[0]
    said = dict(model.PRIVACY)  # type: ignore[attr-defined]  # every record has it
    field = next(iter(said))
    del said[field]
    monkeypatch.setattr(model, "PRIVACY", said)
    assert [f for f in privacy.faults() if f.startswith(f"{model.__name__}.{field}:")]


def _glossary() -> set[str]:
    return set(re.findall(r"^\| \*\*(\w+)\*\*", text_of(ROOT / "docs" / "glossary.md"), re.M))


@pytest.mark.parametrize("model", MODELS, ids=lambda m: m.__name__)
def test_every_model_is_in_the_glossary(model: type[Model]) -> None:
    assert model.__name__ in _glossary()


@pytest.mark.parametrize("model", WITH_STATES, ids=lambda m: m.__name__)
def test_every_state_is_reached_and_none_leads_nowhere(model: type[Model]) -> None:
    moves = moves_of(model)
    assert moves is not None
    declared = {value for value, _ in model._meta.get_field("state").flatchoices}
    assert set(moves) == declared
    assert {later for many in moves.values() for later in many} <= declared
    assert reachable(moves=moves, start=model.START) == declared  # type: ignore[attr-defined]  # every record has it


@pytest.mark.parametrize("model", MODELS, ids=lambda m: m.__name__)
def test_states_are_never_a_flag_beside_a_state(model: type[Model]) -> None:
    named = {f.name for f in model._meta.concrete_fields}
    if "state" in named:
        assert moves_of(model)
        flags = {
            f.name for f in model._meta.concrete_fields if f.get_internal_type() == "BooleanField"
        }
        assert {n for n in flags if n.startswith("is_")} == set()


def test_no_record_orders_itself() -> None:
    assert [m.__name__ for m in MODELS if m._meta.ordering] == []


def test_no_record_saves_by_a_logic_of_its_own() -> None:
    assert [m.__name__ for m in MODELS if "save" in vars(m) or "delete" in vars(m)] == []


def test_the_manual_shows_the_states_as_they_are() -> None:
    assert text_of(ROOT / "docs" / "generated" / "states.md") == states.page(), "run `make docs`"


def test_the_diagram_shows_every_move() -> None:
    page = states.page()
    for model in WITH_STATES:
        for state, later in (moves_of(model) or {}).items():
            for next_state in later:
                assert f"    {state} --> {next_state}\n" in page


def test_migrations_have_names() -> None:
    found = (ROOT / "src" / "cauce").glob("*/migrations/[0-9]*.py")
    assert [p.name for p in found if "_auto_" in p.name] == []
