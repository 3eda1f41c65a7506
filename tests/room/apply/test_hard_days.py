"""Two tabs, Back, a double tap, a dead line, a shared telephone: nothing is lost and one thing is sent."""

import re
from dataclasses import replace
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import InterfaceError, OperationalError, connection
from django.test import Client

from cauce.applications.models import Draft, Visit
from cauce.base.models import Event
from cauce.base.roles import Role
from cauce.packs import pack
from cauce.questions.answers import Ref, answers_from
from cauce.website import visits
from cauce.website.apply import newer
from tests import cast as people
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
from tests.room.website.conftest import Visitor


def test_a_page_pressed_twice_names_one_person(family: Family) -> None:
    family.begin()
    family.agree()
    family.name(ANA)
    once = robot.read(family.html("/apply/people/new")).hidden["once"]
    for _tap in range(2):
        answer = family.post("/apply/people/new", once=once, **MATEO)
        assert path_of(answer) == "/apply/people"
    assert len(said()["people"]) == 2


def test_two_tabs_lose_nothing(family: Family) -> None:
    family.come_to_questions()
    # Both tabs were opened before either was sent.
    page = family.page("/apply/questions/1")
    contact = family.html("/apply/contact")
    assert contact
    family.name(MATEO)
    assert family.reach(**{"0-whose": "my sister's"}).status_code == 302
    answer = family.post("/apply/questions/1", **filled(page, dont_know))
    assert answer.status_code == 302
    kept = said()
    assert len(kept["people"]) == 2
    assert kept["routes"][0]["whose"] == "my sister's"
    assert len(kept["answers"]["how"]) == 2 + len(page)  # two births and the questions


def test_back_and_again_keeps_the_order_of_the_questions(family: Family) -> None:
    family.come_to_questions()
    family.answer_all()
    steps = said()["answers"]["steps"]
    family.reply("/apply/questions/1")
    assert said()["answers"]["steps"] == steps


def test_a_form_of_an_older_page_is_not_taken_for_another_question(family: Family) -> None:
    family.come_to_questions()
    page = family.page("/apply/questions/1")
    other = Family()
    other.come_to_questions()
    answer = other.post("/apply/questions/1", **filled(page, dont_know))
    assert answer.status_code == 422
    assert wrong(answer)


def test_a_double_tap_sends_once(family: Family) -> None:
    family.come_to_questions()
    hidden = robot.read(family.html("/apply/review")).hidden
    form = {"form": hidden["form"], "version": hidden["version"], "read": "1"}
    first, second = (family.post("/apply/send", **form) for _tap in range(2))
    assert path_of(first) == path_of(second) == "/apply/receipt"
    assert len(applications()) == 1
    # The answer to the first tap never arrived: the receipt still shows the code.
    assert family.html("/apply/receipt").count('class="ref big"') == 2
    assert path_of(family.get("/apply/people")) == "/apply/receipt"


def test_what_was_changed_in_another_tab_is_read_again_before_it_is_sent(family: Family) -> None:
    family.come_to_questions()
    hidden = robot.read(family.html("/apply/review")).hidden
    family.name(MATEO)
    answer = family.post("/apply/send", form=hidden["form"], version=hidden["version"], read="1")
    assert answer.status_code == 422
    assert "changed on another page" in wrong(answer)[0]
    assert "Mateo" in answer.content.decode()
    assert applications() == []
    assert path_of(family.send()) == "/apply/receipt"
    assert len(members(applications()[0])) == 2


def test_nothing_is_sent_unread(family: Family) -> None:
    family.come_to_questions()
    assert family.send(read="").status_code == 422
    assert path_of(family.send(form="another")) == "/apply/review"
    assert applications() == []


@pytest.mark.django_db(transaction=True)
def test_sixteen_taps_at_once_send_once() -> None:
    people.enter()
    family = Family()
    family.come_to_questions()
    hidden = robot.read(family.html("/apply/review")).hidden
    form = {"form": hidden["form"], "version": hidden["version"], "read": "1"}
    cookies, barrier, led = family.client.cookies, Barrier(16), []

    def tap() -> None:
        hand = Family()
        hand.client.cookies = cookies
        try:
            barrier.wait()
            led.append(path_of(hand.post("/apply/send", **form)))
        finally:
            connection.close()

    threads = [Thread(target=tap) for _each in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert led == ["/apply/receipt"] * 16
    assert len(applications()) == 1


def test_stop_and_come_back_on_another_telephone(family: Family, cast: Any) -> None:
    family.come_to_questions()
    reference, code = family.way_back()
    other = Family()
    form = {"enter-reference": reference.lower().replace("-", " "), "enter-code": code.lower()}
    assert path_of(other.post("/apply/resume", **form)) == "/apply/go-on"
    assert path_of(other.get("/apply/go-on")).startswith("/apply/questions/")
    assert other.answer_all()
    assert path_of(other.send()) == "/apply/receipt"
    # Whoever had the first page open is led to the same receipt.
    assert path_of(family.get("/apply/review")) == "/apply/receipt"


def test_save_and_stop_takes_what_was_answered_and_accepts_an_empty_page(family: Family) -> None:
    family.come_to_questions()
    page = family.page("/apply/questions/1")
    bare = filled(page, lambda _page: {})
    answer = family.post("/apply/questions/1", **bare, stop="1")
    assert path_of(answer) == "/apply/stopped"
    answer = family.post("/apply/questions/1", **filled(page, dont_know), stop="1")
    assert path_of(answer) == "/apply/stopped"
    assert len(said()["answers"]["how"]) == 1 + len(page)
    assert path_of(family.post("/apply/people/new", once="", stop="1")) == "/apply/stopped"


def test_a_visit_that_is_over_keeps_what_was_being_sent(family: Family) -> None:
    family.come_to_questions()
    reference, code = family.way_back()
    page = family.page("/apply/questions/1")
    Visit.objects.unscoped("a test ends it").delete()
    sent = filled(page, dont_know)
    answer = family.post("/apply/questions/1", **sent)
    assert answer.status_code == 401
    assert sent.items() <= robot.read(answer.content.decode()).hidden.items()
    wrongly = family.post(
        "/apply/questions/1", **sent, **{"enter-reference": reference, "enter-code": "2222222222"}
    )
    assert wrongly.status_code == 422
    back = family.post(
        "/apply/questions/1", **sent, **{"enter-reference": reference, "enter-code": code}
    )
    kept = robot.read(back.content.decode()).hidden
    assert back.status_code == 200
    answer = family.post("/apply/questions/1", **{name: kept[name] for name in sent})
    assert answer.status_code == 302
    assert len(said()["answers"]["how"]) == 1 + len(page)


def test_guessed_codes_are_held_up_and_tell_nothing(family: Family) -> None:
    family.begin()
    reference, code = family.way_back()
    stranger = Family()
    told = set()
    for number in range(6):
        form = {"enter-reference": reference, "enter-code": f"22222222{number + 2}2"}
        told.add(wrong(stranger.post("/apply/resume", **form))[0])
    unknown = {"enter-reference": "2222222222", "enter-code": code}
    assert wrong(Family().post("/apply/resume", **unknown))[0] in told
    assert any("Too many tries" in sentence for sentence in told)
    # The family itself is in, whatever strangers try.
    assert family.get("/apply/consent").status_code == 200


def test_a_shared_telephone_is_left_for_the_next_family(family: Family) -> None:
    family.come_to_questions()
    assert path_of(family.post("/apply/leave")) == "/apply"
    assert path_of(family.get("/apply/people")) == "/apply"
    family.begin()
    assert Draft.objects.unscoped("a test looks").count() == 2


def test_nobody_reads_another_familys_draft(family: Family) -> None:
    family.come_to_questions(MATEO)
    stranger = Family()
    for address in ("consent", "people", "people/1", "contact", "questions/1", "review", "receipt"):
        assert path_of(stranger.get(f"/apply/{address}")) == "/apply", address
    assert path_of(family.get("/apply/receipt")) == "/apply/go-on"
    assert stranger.post("/apply/send", form=str(draft().pk)).status_code == 401
    assert stranger.post("/apply/delete", form=str(draft().pk)).status_code == 401
    assert applications() == []


def test_the_receipt_shows_no_code_to_whoever_came_by_a_code_alone(family: Family) -> None:
    family.come_to_questions()
    family.send()
    (application,) = applications()
    visitor = Family()
    response = visitor.client.get("/")
    visits.begin_visit(response, application=application)
    visitor.client.cookies.update(response.cookies)
    html = visitor.html("/apply/receipt")
    assert html.count('class="ref big"') == 1
    assert "that you wrote down" in html


def test_a_form_with_something_that_was_not_asked_is_refused(family: Family) -> None:
    assert wrong(family.begin(admin="1"))
    family.begin()
    assert wrong(family.agree(**{"decide-centre": "no"}))
    family.agree()
    assert wrong(family.name({**ANA, "number": "7"}))
    family.name(ANA)
    assert wrong(family.reach(**{"0-verified": "1"}))


def test_what_was_answered_in_could_i_is_taken_along(family: Family) -> None:
    family.client.post("/could-i", {"who": "me", "others": "1", "day": "office"})
    family.client.post("/could-i/people", {"p1": "child"})
    page = robot.read(family.html("/could-i/1"))
    family.client.post("/could-i/1", {"form": page.hidden["form"], "v": "-unknown"})
    assert 'name="with" value="could-i"' in family.html("/apply?with=could-i")
    family.begin(**{"with": "could-i"})
    family.agree()
    kept = said()
    assert len(kept["people"]) == 2
    assert len(kept["answers"]["how"]) == 1
    html = family.html("/apply/people")
    assert "the name is missing" in html
    assert "These are all" not in html
    family.name(ANA, "0")
    family.name(MATEO, "1")
    family.reach()
    assert path_of(family.get("/apply/questions")) == "/apply/questions/2"
    family.send()
    assert [row.relation for row in members(applications()[0])][1] == "child"


def test_could_i_for_a_later_day_takes_along_what_fits_today(family: Family) -> None:
    later = {"day": "own", "d": "1", "m": "6", "y": "2026"}
    family.client.post("/could-i", {"who": "me", "others": "0", **later})
    sheet = Visitor()
    sheet.client = family.client
    page = robot.read(family.html(sheet.reach(pack().relations.birth)))
    at = f"/could-i/{len(sheet.answers().steps)}"
    family.client.post(at, {"form": page.hidden["form"], "y": "2025"})
    assert sheet.answers().how
    assert path_of(family.begin(**{"with": "could-i"})) == "/apply/consent"
    assert said()["answers"]["how"] == {}


def test_could_i_alone_takes_nothing_along(family: Family) -> None:
    assert 'name="with"' not in family.html("/apply?with=could-i")
    family.client.post("/could-i", {"who": "me", "others": "1", "day": "office"})
    assert 'name="with"' not in family.html("/apply")
    family.begin()
    assert not said().get("people")


def test_an_officer_helps_and_it_is_recorded(cast: Any) -> None:
    rut = people.officer("rut", role=Role.REGISTRAR, site=cast.site)
    desk = Family()
    assert desk.get("/apply/assist").status_code == 302  # to sign-in
    people.sign_in(desk.client, rut)
    form = {"language": "es", "spoken": "mam", "variety": "", "helped": "no"}
    assert path_of(desk.post("/apply/assist", **form)) == "/apply/consent"
    assert "Rut, of this office" in desk.html("/apply/consent")
    desk.agree()
    desk.name(ANA)
    desk.reach()
    assert "read all of this back aloud" in desk.html("/apply/review")
    desk.send()
    (application,) = applications()
    assert (application.channel, application.assisted_by) == ("assisted", rut)
    from cauce.base import envelopes

    assert envelopes.read(application, "sealed")["read_back"]["by"] == str(rut.pk)
    assert Event.objects.get(verb="applications.submit").officer == rut


def test_whoever_may_not_register_helps_nobody(cast: Any) -> None:
    desk = Family()
    people.sign_in(desk.client, cast.luis)
    assert desk.get("/apply/assist").status_code == 403


def test_a_change_of_the_rules_keeps_what_still_fits(family: Family) -> None:
    import json

    family.come_to_questions(MATEO)
    family.answer_all()
    old = answers_from(json.dumps(said()["answers"]).encode())
    name = pack().relations.birth
    birth = pack().facts[name]
    dropped = next(ref for ref in old.every_answered() if ref.person is None or ref.fact != name)
    facts = {n: fact for n, fact in pack().facts.items() if n != dropped.fact}
    rules = replace(pack(), law="another", facts=facts)
    new = newer.moved(pack(), old, old.on)
    assert new.every_answered() == old.every_answered()
    kept = newer._kept(rules, "person", {**old.persons[1], "no-such-fact": 1}, old.on)
    assert kept[birth.key] == "2016-05-14"
    assert "no-such-fact" not in kept
    assert not newer._holds(rules, old, dropped)
    old.persons[1][birth.key] = "the other day"
    moved = newer.moved(pack(), old, old.on)
    assert not moved.answered(Ref(1, name))
    assert moved.answered(Ref(0, name))


def test_no_page_of_the_application_is_stored_or_names_its_reader(family: Family) -> None:
    family.come_to_questions(MATEO)
    bodies = [family.get(f"/apply/{at}") for at in ("consent", "people", "contact", "review")]
    assert {answer.headers["Cache-Control"] for answer in bodies} == {"no-store"}
    assert not re.search(r"Mateo|Xol", str([e.body for e in Event.objects.all()]))


@pytest.mark.parametrize(
    "fault", [OperationalError("away"), InterfaceError("gone"), OSError("full")]
)
def test_a_page_that_could_not_be_stored_keeps_what_was_written(
    family: Family, monkeypatch: pytest.MonkeyPatch, fault: Exception
) -> None:
    family.begin()
    family.agree()
    once = robot.read(family.html("/apply/people/new")).hidden["once"]
    sent = {"once": once, **ANA, "surname2": '"><b>Caal'}
    family.client.raise_request_exception = False

    def away(**_: Any) -> None:
        raise fault

    monkeypatch.setattr("cauce.website.apply.desk.actions.save_draft", away)
    answer = family.post("/apply/people/new", **sent)
    monkeypatch.undo()
    assert answer.status_code == (500 if isinstance(fault, OSError) else 503)
    assert answer.headers["Cache-Control"] == "no-store"
    html = answer.content.decode()
    assert 'action="/apply/people/new"' in html
    assert robot.read(html).hidden == sent
    assert path_of(family.post("/apply/people/new", **robot.read(html).hidden)) == "/apply/people"
    assert said()["people"][0]["given"] == ANA["given"]


def test_no_page_that_did_not_ask_for_it_keeps_what_was_written(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.raise_request_exception = False

    def away(*_: Any, **__: Any) -> None:
        raise OperationalError("away")

    monkeypatch.setattr("cauce.base.signin.attempt", away)
    answer = client.post("/office/sign-in", {"username": "dina", "password": "a secret of hers"})
    assert answer.status_code == 503
    assert "a secret of hers" not in answer.content.decode()


def test_a_child_born_before_the_mother_is_told_before_any_question(family: Family) -> None:
    family.begin()
    family.agree()
    family.name(ANA)
    family.name(MATEO | {"y": "1980"})
    refused = family.post("/apply/people")
    assert refused.status_code == 422
    assert "Mateo" in wrong(refused)[0]
    number = re.findall(r"/apply/people/(\d+)", refused.content.decode())[-1]
    assert f'href="#person-{number}"' in refused.content.decode()
    family.name(MATEO, at=number)
    assert path_of(family.post("/apply/people")) == "/apply/contact"
