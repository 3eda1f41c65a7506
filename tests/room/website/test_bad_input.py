"""Bad input: each gets a sentence, and nothing is half done."""

import io
import json
import logging
from typing import Any

import pytest

from cauce.base import clock, logs
from cauce.questions import fields
from cauce.website import sheets
from cauce.website.models import AnswerSheet
from cauce.website.pages import pack
from tests.room.website.conftest import Visitor, path_of, said_wrong

pytestmark = pytest.mark.once

EMPTY = {"d": "", "m": "", "y": ""}


def _name(kind: str, *, long: bool = False) -> str:
    return next(
        f.name
        for f in pack().facts.values()
        if (f.of, f.type.kind, f.asked) == ("person", kind, "public")
        and not f.type.row
        and (not f.type.codes or (len(pack().codes[f.type.codes]) > fields.FEW) == long)
        and f.name != pack().relations.fact
        and not f.protective
    )


@pytest.mark.parametrize(
    ("boxes", "sentence"),
    [
        ({"d": "31", "m": "2", "y": "1990"}, "This day is not in the calendar."),
        ({"d": "29", "m": "2", "y": "1990"}, "This day is not in the calendar."),
        ({"d": "5", "y": "1990"}, "Write the month too"),
        ({"d": "5", "m": "3"}, "Write at least the year"),
        ({"m": "13", "y": "1990"}, "Write the month as a number"),
        ({"y": "90"}, "Write at least the year"),
        ({"y": "two thousand"}, "Write at least the year"),
        ({"d": "0", "m": "1", "y": "1990"}, "This day is not in the calendar."),
        ({"y": "2090"}, "This date is after"),
        ({}, "Answer the question"),
        ({"y": "1990", "how": "-unknown"}, "You ticked a line and also answered."),
        ({"y": "²²²²"}, "Write at least the year"),
    ],
)
def test_a_bad_date_gets_a_sentence(visitor: Visitor, boxes: Any, sentence: str) -> None:
    visitor.begin()
    address = visitor.reach(pack().relations.birth)
    before = visitor.answers()
    answer = visitor.answer(address, **{**EMPTY, **boxes})
    html = answer.content.decode()
    assert answer.status_code == 422
    assert len(said_wrong(answer)) == 1
    assert said_wrong(answer)[0].startswith(sentence)
    assert html.count(said_wrong(answer)[0]) == 2, "the same words on top and at the field"
    assert "<title>Error: " in html
    assert f'action="{address}#errors"' in html
    for box in ("d", "m", "y"):
        if boxes.get(box):
            assert f'value="{boxes[box]}"' in html, "what was typed stays"
    assert visitor.answers() == before


@pytest.mark.parametrize(
    ("kind", "long", "controls"),
    [
        ("bool", False, {"v": "perhaps"}),
        ("bool", False, {}),
        ("bool", False, {"v": "-none"}),
        ("code", False, {"v": "no such code"}),
        ("code", True, {"v": "no such code"}),
        ("code", True, {"v": "", "how": "-private"}),
        ("set", True, {"v0": "no such code"}),
        ("set", True, {"v0": ""}),
        ("int", False, {"v": "-1"}),
        ("int", False, {"v": "1.5"}),
        ("int", False, {"v": "many"}),
        ("int", False, {"v": "9" * 12}),
        ("int", False, {"v": "3", "how": "-unknown"}),
        ("int", False, {"v": "", "how": "-none"}),
        ("date", False, {**EMPTY, "how": ["-none", "-unknown"]}),
    ],
)
def test_a_bad_answer_gets_a_sentence(
    visitor: Visitor, kind: str, long: bool, controls: Any
) -> None:
    visitor.begin()
    address = visitor.reach(_name(kind, long=long))
    before = visitor.answers()
    answer = visitor.answer(address, **controls)
    assert answer.status_code == 422
    assert said_wrong(answer)
    assert visitor.answers() == before


def test_too_many_relatives_get_a_sentence(visitor: Visitor) -> None:
    name = next(f.name for f in pack().facts.values() if f.type.row and f.of == "person")
    visitor.begin()
    answer = visitor.answer(visitor.reach(name), v="1000")
    assert said_wrong(answer) == ["Write a number up to 9. Name the closest."]


def test_bad_entries_of_a_list_are_told_one_by_one(visitor: Visitor) -> None:
    fact = next(f for f in pack().facts.values() if f.fields and f.of == "person")
    key = next(k for k, t in fact.fields.items() if t.kind == "code")
    day = next(k for k, t in fact.fields.items() if t.kind == "date")
    visitor.begin()
    answer = visitor.answer(
        visitor.reach(fact.name), **{f"0-{key}": "no such code", f"0-{day}-y": "20"}
    )
    html = answer.content.decode()
    assert len(said_wrong(answer)) == 2
    assert f'href="#0-{key}"' in html
    assert f'id="0-{key}"' in html
    assert f'href="#0-{day}-y"' in html


@pytest.mark.parametrize(
    "form",
    [
        {},
        {"who": "nobody", "others": "0", "day": "office"},
        {"who": "me", "others": "99", "day": "office"},
        {"who": "me", "others": "x", "day": "office"},
        {"who": "me", "others": "0", "day": "own"},
        {"who": "me", "others": "0", "day": "own", "d": "31", "m": "2", "y": "2024"},
        {"who": "me", "others": "0", "day": "own", "d": "", "m": "2", "y": "2024"},
        {"who": "me", "others": "0", "day": "office", "name": "Ana"},
    ],
)
def test_a_bad_start_gets_a_sentence_and_stores_nothing(visitor: Visitor, form: Any) -> None:
    answer = visitor.client.post("/could-i", form)
    assert answer.status_code == 422
    assert said_wrong(answer)
    assert AnswerSheet.objects.count() == 0


@pytest.mark.parametrize(
    "form", [{}, {"p1": "principal"}, {"p1": "no such"}, {"p1": "other", "p2": "other"}]
)
def test_bad_people_get_a_sentence(visitor: Visitor, form: Any) -> None:
    visitor.client.post("/could-i", {"who": "me", "others": "1", "day": "office"})
    before = visitor.answers()
    answer = visitor.client.post("/could-i/people", form)
    assert answer.status_code == 422
    assert said_wrong(answer)
    assert visitor.answers() == before


def test_a_field_that_was_never_asked_is_refused(visitor: Visitor) -> None:
    visitor.begin()
    before = visitor.answers()
    answer = visitor.answer("/could-i/1", v="yes", extra="1")
    assert said_wrong(answer) == [
        "This form held something that was not asked. Answer the question as it stands."
    ]
    assert visitor.answers() == before


@pytest.mark.parametrize("form", ["", "zz", "00" * 24, "a" * 5000, "é"])
def test_a_forged_form_is_refused(visitor: Visitor, form: str) -> None:
    visitor.begin()
    answer = visitor.client.post("/could-i/1", {"form": form, "v": "yes"})
    assert answer.status_code == 422
    assert said_wrong(answer)
    assert visitor.answers().how == {}


def test_a_form_is_taken_for_its_own_question_wherever_it_is_sent(visitor: Visitor) -> None:
    visitor.begin()
    visitor.unknown(visitor.now())
    second = visitor.page("/could-i/2").hidden["form"]
    first = visitor.answers().answered(visitor.answers().steps[0])
    page = visitor.page("/could-i/2")
    escape = "how" if "how" in page.controls else "v"
    visitor.answer("/could-i/1", second, **{escape: "-unknown"})
    assert visitor.answers().answered(visitor.answers().steps[0]) == first
    assert visitor.answers().answered(visitor.answers().steps[1]) == "unknown"


def test_a_replayed_form_changes_nothing(visitor: Visitor) -> None:
    visitor.begin()
    form = visitor.page("/could-i/1").hidden["form"]
    visitor.answer("/could-i/1", form, v="yes")
    visitor.answer("/could-i/1", v="no")
    before = visitor.answers()
    again = visitor.answer("/could-i/1", form, v="yes")
    assert again.status_code == 302
    after = visitor.answers()
    assert (after.persons, after.how, after.steps) == (before.persons, before.how, before.steps)


def test_two_tabs_lose_no_answer(visitor: Visitor) -> None:
    visitor.begin()
    one, other = (visitor.page("/could-i/1").hidden["form"] for _ in range(2))
    visitor.answer("/could-i/1", one, v="yes")
    address = visitor.now()
    tab = visitor.page(address)
    visitor.answer("/could-i/1", other, v="no")
    fact = pack().facts[visitor.answers().steps[0].fact]
    assert visitor.answers().persons[0][fact.key] is False
    escape = "how" if "how" in tab.controls else "v"
    done = visitor.answer(address, tab.hidden["form"], **{escape: "-unknown"})
    assert done.status_code == 302
    assert len(visitor.answers().how) == 2


def test_a_page_that_was_overtaken_is_repeated(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    visitor.begin()
    store, raced = sheets._store, []

    def slow(sheet: sheets.Sheet) -> None:
        if not raced:
            raced.append(1)
            AnswerSheet.objects.update(version=7)
        store(sheet)

    monkeypatch.setattr(sheets, "_store", slow)
    assert visitor.answer("/could-i/1", v="yes").status_code == 302
    assert AnswerSheet.objects.get().version == 8
    assert visitor.answers().how


def test_a_page_that_is_always_overtaken_says_so(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    visitor.begin()

    def never(sheet: sheets.Sheet) -> None:
        raise sheets.actions.Overtaken("faster")

    monkeypatch.setattr(sheets, "_store", never)
    answer = visitor.answer("/could-i/1", v="yes")
    assert answer.status_code == 409
    assert "Open the question again." in answer.content.decode()


def test_a_page_about_somebody_who_left_is_not_taken(visitor: Visitor) -> None:
    visitor.begin(others=("spouse", "child"))
    while not any(ref.person == 2 for ref in visitor.answers().steps):
        visitor.unknown(visitor.now())
    step = next(i for i, ref in enumerate(visitor.answers().steps, 1) if ref.person == 2)
    form = visitor.page(f"/could-i/{step}").hidden["form"]
    visitor.begin(others=("spouse",))
    visitor.begin(others=("spouse", "parent"))
    answer = visitor.answer(f"/could-i/{step}", form, how="-unknown")
    assert answer.status_code == 422
    assert "older than your last change" in said_wrong(answer)[0]
    assert not [key for key in visitor.answers().how if json.loads(key)[0] == 2]


@pytest.mark.parametrize("address", ["/could-i/1", "/could-i/answers", "/could-i/result"])
def test_a_session_that_ended_says_so_kindly(visitor: Visitor, address: str) -> None:
    visitor.begin()
    AnswerSheet.objects.update(expires_at=clock.machine_now())
    answer = visitor.get(address)
    html = answer.content.decode()
    assert answer.status_code == 410
    assert "It is not your fault." in html
    assert 'href="/could-i"' in html
    assert path_of(visitor.get(address)) == "/could-i"


def test_a_post_after_the_end_says_so_kindly(visitor: Visitor) -> None:
    visitor.begin()
    form = visitor.page("/could-i/1").hidden["form"]
    AnswerSheet.objects.all().delete()
    answer = visitor.client.post("/could-i/1", {"form": form, "v": "yes"})
    assert answer.status_code == 410
    assert AnswerSheet.objects.count() == 0


@pytest.mark.parametrize("cookie", ["", "zz", "00" * 31, "ff" * 32, "\x00", "é"])
def test_a_forged_cookie_opens_nothing(visitor: Visitor, cookie: str) -> None:
    visitor.client.cookies[sheets.cookie_name()] = cookie
    assert visitor.get("/could-i/1").status_code in {302, 410}
    assert visitor.get("/could-i").status_code == 200


def test_steps_that_do_not_exist_lead_to_the_question(visitor: Visitor) -> None:
    visitor.begin()
    assert path_of(visitor.get("/could-i/0")) == "/could-i/1"
    assert path_of(visitor.get("/could-i/999")) == "/could-i/1"


def test_a_form_without_its_secret_is_refused(visitor: Visitor) -> None:
    from django.test import Client

    strict = Client(enforce_csrf_checks=True)
    answer = strict.post("/could-i", {"who": "me", "others": "0", "day": "office"})
    assert answer.status_code == 403
    assert AnswerSheet.objects.count() == 0


def test_rules_that_changed_end_the_session(visitor: Visitor, monkeypatch: Any) -> None:
    from types import SimpleNamespace

    visitor.begin()
    monkeypatch.setattr(sheets, "pack", lambda: SimpleNamespace(law="another"))
    assert visitor.get("/could-i/1").status_code == 410


CANARY = "canary7e1f"


def test_what_is_typed_is_in_no_log_and_no_error_page(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard = io.StringIO()
    handler = logging.StreamHandler(heard)
    handler.setFormatter(logging.getLogger().handlers[0].formatter)
    logging.getLogger().addHandler(handler)
    try:
        visitor.client.post(
            "/could-i", {"who": CANARY, "others": CANARY, "day": "own", "y": CANARY}
        )
        visitor.begin()
        while visitor.answers().now is not None:
            address = visitor.now()
            page = visitor.page(address)
            typed = {name: CANARY for name in page.controls}
            shown = visitor.answer(address, page.hidden["form"], **typed)
            assert shown.status_code == 422
            assert CANARY not in " ".join(said_wrong(shown))
            visitor.unknown(address)
        visitor.get(f"/pathways?on={CANARY}")
        visitor.get(f"/pathways/{CANARY}")
        visitor.client.raise_request_exception = False
        monkeypatch.setattr("cauce.website.asking.take", _break)
        broken = visitor.answer("/could-i/1", v=CANARY)
        assert broken.status_code == 500
        assert CANARY not in broken.content.decode()
    finally:
        logging.getLogger().removeHandler(handler)
    assert "event=page" in heard.getvalue()
    assert CANARY not in heard.getvalue()
    assert logs.ALLOWED


def _break(request: Any, sheet: Any) -> Any:
    raise ValueError(f"could not read {request.POST['v']}")
