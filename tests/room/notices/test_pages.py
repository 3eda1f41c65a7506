"""Officers' pages of letters: what to say to whom, the paper, the call list and the local outbox."""

from datetime import timedelta

import pytest
from django.urls import reverse

from cauce.base import codes
from cauce.base.actors import Actor
from cauce.base.intray import trays_holding
from cauce.base.models import Event, Outbox
from cauce.notices import actions, reading
from cauce.notices.intray import TRAYS
from cauce.notices.letters import compose
from cauce.notices.models import Delivery, Notice
from tests import cast as people
from tests.family import family
from tests.household import a_household
from tests.room.notices.conftest import deliveries, send, state

pytestmark = pytest.mark.django_db


@pytest.fixture
def rosa(client, cast):
    """The registrar's browser."""
    people.sign_in(client, cast.rosa)
    client.cookies["cauce-language"] = "en"
    return client


def page(client, notice, name="notice"):
    """Read one page of a letter."""
    return client.get(reverse(f"notices:{name}", args=[notice.pk]))


def press(client, notice, name, **words):
    """Press one button of a letter's page."""
    return client.post(reverse(f"notices:{name}", args=[notice.pk]), words)


def text(response):
    """What a page says."""
    return response.content.decode()


def test_the_page_says_whom_to_call_and_how(rosa, wrote, line):
    notice = wrote(
        {"may_write": False, "may_call": True, "from_hour": 9, "to_hour": 17, "neutral_only": True}
    )
    send(notice)
    shown = text(page(rosa, notice))
    for said in (
        "Message of an officer: <bdi>Rosa María Xol Caal</bdi>",
        "Not delivered: somebody has to call",
        "+50255512345",
        "may be called",
        "<b>do not write</b>",
        "neutral words only",
        "from 9 to 17 h",
        "Traiga la partida.",
        "it is not safe to write there",
        "do not say who you are",
    ):
        assert said in shown, said


def test_reading_a_letter_is_recorded(rosa, wrote):
    notice = wrote()
    page(rosa, notice)
    page(rosa, notice, "paper")
    assert Event.objects.filter(verb="base.read_file", subject=notice.key_id).count() == 1


def test_told_by_telephone(rosa, wrote):
    notice = wrote()
    answer = press(rosa, notice, "told", how="call")
    assert answer.status_code == 302
    assert "the family knows" in text(rosa.get(answer["Location"].partition("#")[0]))
    assert state(notice) == "told"
    assert [(d.channel, d.state, d.route_id) for d in deliveries(notice)] == [
        ("call", "sent", None)
    ]


def test_handed_over_on_paper(rosa, wrote, line):
    notice = wrote({"may_write": False})
    send(notice)
    press(rosa, notice, "told", how="paper")
    assert state(notice) == "told"
    assert [(d.number, d.channel) for d in deliveries(notice)] == [(1, "sms"), (2, "paper")]


@pytest.mark.parametrize("words", [{"how": "pigeon"}, {}])
def test_another_way_is_refused_with_a_sentence(rosa, wrote, words):
    notice = wrote()
    answer = press(rosa, notice, "told", **words)
    assert answer.status_code == 422
    assert "by a call, or on paper" in text(answer)
    assert state(notice) == "to_call"


def test_nobody_answered_brings_it_up_tomorrow(rosa, wrote):
    notice = wrote()
    press(rosa, notice, "not-reached", because="no_answer")
    press(rosa, notice, "not-reached", because="not_safe_now")
    stored = Notice.objects.itself(notice).get()
    last = Event.objects.filter(verb="notices.could_not_reach").latest("id").at
    assert (stored.state, stored.due_at) == ("to_call", last + timedelta(days=1))
    assert "nobody answered" in text(page(rosa, notice))
    assert press(rosa, notice, "not-reached", because="Rosa").status_code == 422


def test_two_officers_on_one_letter(rosa, wrote):
    notice = wrote()
    press(rosa, notice, "told", how="call")
    late = press(rosa, notice, "not-reached", because="no_answer")
    assert late.status_code == 422
    assert "Load the list again" in text(late)
    assert press(rosa, notice, "told", how="paper").status_code == 422
    assert len(deliveries(notice)) == 1


def test_the_way_to_send_again_is_offered_where_there_is_one(rosa, wrote, line):
    assert "Send it again" not in text(page(rosa, wrote()))
    notice = wrote({"may_write": False})
    send(notice)
    assert "Send it again" in text(page(rosa, notice))
    press(rosa, notice, "again")
    assert state(notice) == "waiting"


def test_a_letter_without_a_text_waits_and_says_who_writes_it(rosa, cast):
    home = a_household(cast.site, language="quc", routes=({},)).home
    words = {"household": home, "kind": "message", "values": {"text": "x"}}
    notice = actions.tell(**words, by=Actor.WORKER, at=cast.at)
    assert (notice.state, deliveries(notice)) == ("blocked", [])
    assert reading.letters_of(home) == []
    shown = text(page(rosa, notice))
    assert "message.quc.txt" in shown
    assert 'aria-disabled="true"' in shown
    refused = press(rosa, notice, "made")
    assert (refused.status_code, "message.quc.txt" in text(refused)) == (422, True)
    # Somebody has written the text: this household reads another language meanwhile.
    Notice.objects.itself(notice).update(language="es")
    assert "There is no text yet" in text(page(rosa, notice))
    assert press(rosa, notice, "made").status_code == 302
    assert state(notice) == "waiting"
    assert len(deliveries(notice)) == 1
    assert [one.subject for one in reading.letters_of(home)] == ["Un mensaje de la oficina"]
    assert press(rosa, notice, "made").status_code == 422


def test_days_of_a_letter_without_a_text_stay_days(cast):
    from datetime import date

    home = a_household(cast.site, language="quc").home
    values = {"until": date(2024, 2, 29), "reference": "QX7"}
    words = {"household": home, "kind": "withdrawn", "values": values}
    notice = actions.tell(**words, by=Actor.WORKER, at=cast.at)
    Notice.objects.itself(notice).update(language="en")
    notice = Notice.objects.itself(notice).select_related("household__key", "key").get()
    actions.unblock(notice=notice, by=Actor.WORKER, at=cast.at)
    assert "29 February 2024" in str(reading.letters_of(home)[0].blocks)


def test_the_paper_holds_the_letter_and_its_number(rosa, wrote):
    notice = wrote()
    shown = text(page(rosa, notice, "paper"))
    assert str(notice.letter_id) in shown
    assert bytes(notice.digest).hex()[:16] in shown
    assert "Todo es gratis" in shown
    assert "I told them" not in shown


def test_officers_of_other_sites_find_nothing(client, cast, wrote):
    notice = wrote()
    from cauce.base import actions as base

    words = {"time_zone": "UTC", "opening_hours": {}, "languages": ["es"]}
    other = base.open_site(name="Elsewhere", **words, by=Actor.SETUP, at=cast.at)
    stranger = people.officer("nora", role=people.Role.REGISTRAR, site=other)
    people.sign_in(client, stranger)
    for name in ("notice", "paper"):
        assert page(client, notice, name).status_code == 404
    for name in ("told", "not-reached", "again", "made"):
        assert press(client, notice, name, how="call").status_code == 404
    assert state(notice) == "to_call"


def test_an_application_gives_its_reference_and_the_callers_code(rosa, cast):
    from cauce.base import codes, envelopes

    application = family(cast)
    letter = compose("message", "es", {"text": "x"})
    words = {"household": application.household, "letter": letter, "routes": ()}
    notice = actions.write(**words, by=Actor.WORKER, at=cast.at)
    Notice.objects.itself(notice).update(state="to_call")
    shown = text(page(rosa, notice))
    assert codes.shown(application.reference) in shown
    assert envelopes.read(application, "sealed")["call_code"] in shown
    assert reverse("office:file", args=[application.pk]) in shown


def test_the_outbox_shows_messages_and_what_failed(client, cast, wrote):
    people.sign_in(client, cast.sofia)
    client.cookies["cauce-language"] = "en"
    address = reverse("notices:outbox")
    assert "No message yet" in text(client.get(address))
    send(wrote({"kind": "email"}))
    Outbox.objects.create(
        kind="notices.send", state="given_up", due_at=cast.at, settled_at=cast.at, attempts=20
    )
    shown = text(client.get(address))
    assert "rosa.xol@example.org" in shown
    assert "Cauce: hay una carta" in shown
    assert "notices.send" in shown
    effect = Outbox.objects.get(state="given_up")
    again = reverse("notices:effect-again", args=[effect.pk])
    assert client.post(again).status_code == 302
    effect.refresh_from_db()
    assert (effect.state, effect.attempts, effect.settled_at) == ("waiting", 0, None)
    assert client.post(again).status_code == 422


def test_the_outbox_is_not_for_everybody(client, cast):
    people.sign_in(client, cast.rosa)
    assert client.get(reverse("notices:outbox")).status_code == 403


@pytest.mark.parametrize(
    ("to", "trays"),
    [
        ("to_call", ["call-list"]),
        ("blocked", ["texts-to-write"]),
        ("waiting", ["messages-on-their-way"]),
        ("sent", []),
        ("told", []),
        ("read", []),
        ("lapsed", []),
    ],
)
def test_what_is_not_finished_lies_in_one_tray(wrote, to, trays):
    notice = wrote()
    Notice.objects.itself(notice).update(state=to)
    assert [tray.key for tray in trays_holding(TRAYS, notice)] == trays


def test_every_state_is_finished_or_in_a_tray():
    assert {s for s, _ in Notice.State.choices} == {
        *("to_call", "blocked", "waiting"),
        *("sent", "told", "read", "lapsed"),
    }


def test_trays_lead_to_the_letter(rosa, wrote):
    notice = wrote()
    shown = text(rosa.get(reverse("office:tray", args=["call-list"])))
    assert reverse("notices:notice", args=[notice.pk]) in shown


def test_a_line_of_a_tray_names_the_file_that_its_letter_belongs_to(rosa, cast):
    found = family(cast)
    letter = compose("message", "es", {"text": "Traiga la partida."})
    notice = actions.write(household=found.household, letter=letter, by=Actor.WORKER, at=cast.at)
    Notice.objects.itself(notice).update(state="to_call")
    shown = text(rosa.get(reverse("office:tray", args=["call-list"])))
    assert codes.shown(found.reference) in shown
    assert found.household_id.hex not in shown


def test_the_household_reads_its_letters_and_only_those(cast, wrote):
    notice, other = wrote({}), wrote({})
    [letter] = reading.letters_of(notice.household)
    assert letter.unread
    assert reading.unread_by(notice.household) == 1
    assert reading.letter_of(notice.household, other.pk) is None
    reading.open_letter(letter, at=cast.at)
    reading.open_letter(reading.letters_of(notice.household)[0], at=cast.at + timedelta(hours=1))
    stored = Notice.objects.itself(notice).get()
    assert (stored.state, stored.read_at) == ("read", cast.at)
    assert reading.unread_by(notice.household) == 0
    assert Event.objects.filter(verb="notices.mark_read").count() == 1


def test_a_code_is_no_letter(wrote):
    notice = wrote({}, kind="code")
    assert reading.letters_of(notice.household) == []
    assert reading.unread_by(notice.household) == 0
    assert Delivery.objects.of(notice=notice).count() == 1
