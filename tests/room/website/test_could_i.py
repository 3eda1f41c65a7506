"""*Could I?* from the first page to the answer: order, going back, households, what is never asked."""

import json
import re
from datetime import timedelta
from typing import Any

import pytest

from cauce.base import clock
from cauce.base.models import Event
from cauce.eligibility import UNDETERMINED, case_from, evaluate_all
from cauce.website import expiry, sheets
from cauce.website.models import AnswerSheet
from cauce.website.pages import pack
from tests.room.website.conftest import Visitor, path_of, said_wrong

pytestmark = pytest.mark.once

RECORDS = next(f.name for f in pack().facts.values() if f.type.row and f.of == "person")


def test_begins_with_a_question(visitor: Visitor) -> None:
    answer = visitor.begin()
    assert path_of(answer) == "/could-i/1"
    cookie = visitor.client.cookies[sheets.cookie_name()]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert not cookie["max-age"]
    assert not cookie["expires"]


def test_asks_until_nothing_can_change_the_answer(visitor: Visitor) -> None:
    visitor.begin()
    asked = 0
    while visitor.answers().now is not None:
        answer = visitor.unknown(visitor.now())
        asked += 1
        assert answer.status_code == 302
    assert path_of(answer) == "/could-i/result"
    assert asked == len(visitor.answers().steps)


def test_never_asks_what_only_an_interview_may(visitor: Visitor) -> None:
    visitor.begin(others=("other",))
    while visitor.answers().now is not None:
        visitor.unknown(visitor.now())
    asked = {pack().facts[ref.fact].asked for ref in visitor.answers().steps}
    assert asked == {"public"}
    html = visitor.get("/could-i/result").content.decode()
    case = case_from(pack(), visitor.answers().case())
    hanging = [o for o in evaluate_all(pack(), case) if o.word == UNDETERMINED]
    kept = {f.name for f in pack().facts.values() if f.asked == "interview"}
    if any(kept & set(o.facts) for o in hanging):
        assert "An interview will settle this" in html


def test_protective_questions_come_first(visitor: Visitor) -> None:
    visitor.begin()
    assert pack().facts[visitor.answers().steps[0].fact].protective
    assert "-private" in visitor.page("/could-i/1").controls["v"]


def test_what_one_would_rather_not_say_is_not_asked_again(visitor: Visitor) -> None:
    visitor.begin()
    first = visitor.answers().steps[0]
    visitor.answer("/could-i/1", v="-private")
    assert visitor.answers().answered(first) == "private"
    while visitor.answers().now is not None:
        visitor.unknown(visitor.now())
    assert visitor.answers().steps.count(first) == 1
    assert "You would rather not say it here" in visitor.get("/could-i/result").content.decode()


def test_going_back_keeps_the_answers_and_their_order(visitor: Visitor) -> None:
    visitor.begin()
    for _each in range(4):
        visitor.unknown(visitor.now())
    before = visitor.answers()
    page = visitor.page("/could-i/2")
    assert page.question
    visitor.unknown("/could-i/2")
    after = visitor.answers()
    assert after.steps[:4] == before.steps[:4]
    assert after.persons == before.persons
    html = visitor.get("/could-i/3").content.decode()
    assert '<a href="/could-i/2">Back</a>' in html
    assert "checked" in html


def test_changing_an_answer_keeps_the_later_ones(visitor: Visitor) -> None:
    visitor.begin()
    visitor.answer("/could-i/1", v="yes")
    for _each in range(5):
        visitor.unknown(visitor.now())
    before = dict(visitor.answers().how)
    answer = visitor.answer("/could-i/1", v="no", then="review")
    assert path_of(answer) == "/could-i/answers"
    assert visitor.answers().how.keys() >= before.keys()


def test_the_review_shows_every_answer_with_its_change(visitor: Visitor) -> None:
    visitor.begin(others=("other",))
    visitor.answer("/could-i/1", v="yes")
    visitor.unknown(visitor.now())
    html = visitor.get("/could-i/answers").content.decode()
    assert '/could-i/1?then=review"' in html
    assert '/could-i/2?then=review"' in html
    assert "I don't know" in re.sub("&#39;", "'", html)


@pytest.mark.parametrize(
    ("boxes", "written"),
    [
        ({"d": "5", "m": "3", "y": "1990"}, "1990-03-05"),
        ({"m": "3", "y": "1990"}, "1990-03"),
        ({"y": "1990"}, "1990"),
        ({"d": " 29 ", "m": "02", "y": "1988"}, "1988-02-29"),
    ],
)
def test_a_date_may_be_known_in_part(visitor: Visitor, boxes: Any, written: str) -> None:
    visitor.begin()
    fact = pack().relations.birth
    address = visitor.reach(fact)
    empty = {"d": "", "m": "", "y": ""}
    assert visitor.answer(address, **{**empty, **boxes}).status_code == 302
    assert visitor.answers().persons[0][pack().facts[fact].key] == written
    page = visitor.get(address).content.decode()
    assert f'value="{int(boxes["y"])}"' in page


def test_relatives_are_asked_about_one_by_one(visitor: Visitor) -> None:
    visitor.begin()
    visitor.answer(visitor.reach(RECORDS), v="2")
    while visitor.answers().now is not None:
        visitor.unknown(visitor.now())
    rows = {ref.row for ref in visitor.answers().steps if ref.list_fact == RECORDS}
    assert rows == {0, 1}
    first = next(i for i, r in enumerate(visitor.answers().steps, 1) if r.row == 1)
    assert ", 2 of 2" in visitor.page(f"/could-i/{first}").about


def test_a_relative_less_takes_only_its_own_answers(visitor: Visitor) -> None:
    visitor.begin()
    address = visitor.reach(RECORDS)
    visitor.answer(address, v="2")
    while visitor.answers().now is not None:
        visitor.unknown(visitor.now())
    visitor.answer(address, v="1")
    left = [ref for ref in visitor.answers().steps if ref.list_fact == RECORDS]
    assert {ref.row for ref in left} == {0}
    assert all(visitor.answers().answered(ref) for ref in left)


def test_a_list_of_papers_takes_several_entries(visitor: Visitor) -> None:
    fact = next(f for f in pack().facts.values() if f.fields and f.of == "person")
    key = next(k for k, t in fact.fields.items() if t.kind == "code")
    day = next(k for k, t in fact.fields.items() if t.kind == "date")
    code, other = sorted(pack().codes[fact.fields[key].codes])[:2]
    visitor.begin()
    address = visitor.reach(fact.name)
    typed = {f"0-{key}": code, f"0-{day}-y": "2030"}
    more = visitor.answer(address, add="1", **typed)
    assert more.status_code == 200
    assert f'name="1-{key}"' in more.content.decode()
    assert 'value="2030"' in more.content.decode()
    done = visitor.answer(address, **typed, **{f"1-{key}": other})
    assert done.status_code == 302
    assert visitor.answers().persons[0][fact.key] == [
        {key: code, day: "2030"},
        {key: other, day: None},
    ]


def test_a_list_may_be_open(visitor: Visitor) -> None:
    name = next(
        f.name
        for f in pack().facts.values()
        if f.type.kind == "set" and len(pack().codes[f.type.codes]) > 15 and f.of == "person"
    )
    visitor.begin()
    code = min(pack().codes[pack().facts[name].type.codes])
    visitor.answer(visitor.reach(name), v0=code, more="1")
    assert visitor.answers().persons[0][pack().facts[name].key] == {
        "items": [code],
        "complete": False,
    }


def test_a_child_may_be_the_main_applicant(visitor: Visitor) -> None:
    visitor.begin(who="other", others=("parent",))
    birth = visitor.reach(pack().relations.birth)
    page = visitor.page(birth)
    assert page.about == "Main applicant"
    from cauce.eligibility import words

    assert page.question == words(pack(), "en").fact(pack().relations.birth, "other")


def test_the_answer_is_given_person_by_person(visitor: Visitor) -> None:
    visitor.begin(others=("spouse", "child"))
    html = visitor.get("/could-i/result").content.decode()
    assert "/could-i/result/2" in html
    assert "/could-i/result/3" in html
    assert 'class="member"' in html
    assert visitor.get("/could-i/result/3").status_code == 200
    assert path_of(visitor.get("/could-i/result/9")) == "/could-i/result"


def test_what_is_missing_can_be_answered_from_the_answer(visitor: Visitor) -> None:
    visitor.begin()
    html = visitor.get("/could-i/result").content.decode()
    form = re.search(r'form="ask" name="form" value="(\w+)"', html)
    assert form
    answer = visitor.client.post("/could-i/ask", {"form": form[1]})
    assert re.fullmatch(r"/could-i/\d+", path_of(answer))
    assert visitor.unknown(path_of(answer)).status_code == 302


def test_every_failing_rule_is_named_with_the_readers_own_answer(visitor: Visitor) -> None:
    visitor.begin()
    while visitor.answers().now is not None:
        page = visitor.page(visitor.now())
        escape = "how" if "how" in page.controls else "v"
        choice = "-none" if "-none" in page.controls[escape] else "-unknown"
        visitor.answer(visitor.now(), page.hidden["form"], **{escape: choice})
    html = visitor.get("/could-i/result").content.decode()
    case = case_from(pack(), visitor.answers().case())
    from html import escape as quoted

    from cauce.eligibility import NOT_ELIGIBLE, words

    failing = [o for o in evaluate_all(pack(), case) if o.word == NOT_ELIGIBLE]
    assert failing
    spoken = words(pack(), "en")
    for outcome in failing:
        section = html.split(f'id="way-{outcome.pathway}"')[1].split("</section>")[0]
        for name in outcome.criteria:
            for part in ("rule", "reason", "change"):
                text = quoted(spoken.criterion(name, part)).replace("&#x27;", "&#39;")
                assert text.replace("&quot;", "&#34;") in section
            assert all(f"[{key}]" in section for key in pack().criteria[name].sources)
    assert "You said" in html


def test_a_closed_way_says_since_when_and_what_that_means(visitor: Visitor) -> None:
    visitor.begin(day="own", d="1", m="6", y="2026")
    html = visitor.get("/could-i/result").content.decode()
    assert "By the rules of 1 June 2026." in html
    assert "Closed since " in html
    assert 'class="way closed"' in html


def test_the_day_can_be_changed_and_the_answers_stay(visitor: Visitor) -> None:
    visitor.begin()
    visitor.answer("/could-i/1", v="yes")
    visitor.begin(day="own", d="12", m="3", y="2024")
    assert visitor.answers().on == "2024-03-12"
    assert visitor.answers().how
    assert AnswerSheet.objects.count() == 1


def test_a_day_before_somebodys_birth_is_refused(visitor: Visitor) -> None:
    visitor.begin(day="own", d="12", m="3", y="2024")
    visitor.answer(visitor.reach(pack().relations.birth), y="2023")
    answer = visitor.client.post(
        "/could-i", {"who": "me", "others": "0", "day": "own", "d": "1", "m": "1", "y": "2010"}
    )
    assert answer.status_code == 422
    assert visitor.answers().on == "2024-03-12"


def test_the_rest_is_told_as_a_range(visitor: Visitor) -> None:
    visitor.begin()
    html = visitor.get("/could-i/1").content.decode()
    low, high = map(int, re.findall(r"About (\d+) to (\d+) questions left", html)[0])
    assert 0 < low < high
    assert "%" not in re.sub(r"<head>.*?</head>", "", html, flags=re.S)


def test_delete_now_leaves_nothing(visitor: Visitor) -> None:
    visitor.begin()
    answer = visitor.client.post("/could-i/delete")
    assert AnswerSheet.objects.count() == 0
    assert visitor.client.cookies[sheets.cookie_name()].value == ""
    assert "Your answers are deleted" in answer.content.decode()
    assert path_of(visitor.get("/could-i/2")) == "/could-i"


def test_quick_exit_clears_and_leaves_by_a_plain_link(visitor: Visitor) -> None:
    visitor.begin()
    html = visitor.get("/could-i/1").content.decode()
    body = html.split("<body", 1)[1]
    assert re.findall(r"<(?:a|button|input|select|summary)\b[^>]*", body)[0].startswith(
        '<a href="/leave"'
    )
    answer = visitor.get("/leave")
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("https://")
    assert '"cookies"' in answer.headers["Clear-Site-Data"]
    assert AnswerSheet.objects.count() == 0
    assert visitor.client.cookies[sheets.cookie_name()].value == ""


def test_leaving_twice_or_without_answers_is_no_fault(visitor: Visitor) -> None:
    assert visitor.get("/leave").status_code == 302
    visitor.begin()
    visitor.get("/leave")
    assert visitor.get("/leave").status_code == 302


def test_the_worker_deletes_what_is_over(visitor: Visitor, another: Visitor) -> None:
    visitor.begin()
    another.begin()
    now = clock.machine_now()
    AnswerSheet.objects.filter(pk=sheets._id(visitor.secret)).update(expires_at=now)
    assert expiry._sheets(now) == 1
    assert AnswerSheet.objects.get().pk == sheets._id(another.secret)
    assert timedelta(minutes=5) + sheets.LIFE < timedelta(hours=1)


def test_what_is_stored_cannot_be_read_without_the_cookie(visitor: Visitor) -> None:
    visitor.begin()
    visitor.answer("/could-i/1", v="yes")
    row = AnswerSheet.objects.get()
    first = visitor.answers().steps[0].fact
    assert first.encode() not in bytes(row.sealed)
    assert visitor.secret.hex() not in json.dumps([str(v) for v in Event.objects.values_list()])
    assert not Event.objects.filter(subject=row.pk).exists()


def test_two_readers_never_meet(visitor: Visitor, another: Visitor) -> None:
    visitor.begin()
    another.begin()
    form = visitor.page("/could-i/1").hidden["form"]
    answer = another.answer("/could-i/1", form, v="yes")
    assert answer.status_code == 422
    assert said_wrong(answer)
    assert another.answers().how == {}
