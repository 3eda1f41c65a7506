"""Frames of news of governments, in sentences that no article holds: sums, requests, contacts."""

import json

import pytest

from cauce.reading import read, source_of


def drafts(text, lang="en", outlet="The Harbour Post", kind="news"):
    """The drafts of a text of 16 May 2024."""
    given = {"text": text, "published": "2024-05-16", "language": lang, "outlet": outlet}
    return read(source_of(json.dumps({**given, "kind_of_source": kind})))


def sums(text, **more):
    return [d.amount[:3] for d in drafts(text, **more) if d.amount]


@pytest.mark.parametrize(
    ("text", "more", "wanted"),
    [
        ("Canada will provide $12 million to Haiti.", {}, (12_000_000, "USD", "exact")),
        (
            "Canada will provide $12 million to Haiti.",
            {"outlet": "Government of Canada", "kind": "release"},
            (12_000_000, "CAD", "exact"),
        ),
        (
            "La ayuda de España a Níger ronda los 40 millones de euros.",
            {"lang": "es"},
            (40_000_000, "EUR", "about"),
        ),
        (
            "La ayuda de España a Níger supera los 40 millones de euros.",
            {"lang": "es"},
            (40_000_000, "EUR", "more_than"),
        ),
    ],
)
def test_a_sum_is_in_the_money_of_who_writes_and_as_exact_as_said(text, more, wanted):
    assert sums(text, **more) == [wanted]


def test_a_sum_without_its_money_is_of_the_same_as_the_one_before_it():
    text = (
        "Norway gave Malawi 11 million euros, two million of which is for water; "
        "Qatar pledged $15 million."
    )
    assert [money[:2] for money in sums(text)] == [
        (11_000_000, "EUR"),
        (2_000_000, "EUR"),
        (15_000_000, "USD"),
    ]


def test_what_is_asked_for_is_the_sum_of_the_request():
    found = drafts("Kenya asked Japan for a loan of 30 million dollars on Monday.")
    assert [(d.kind, d.act, d.amount.value) for d in found if d.amount] == [
        ("request", "filed", 30_000_000)
    ]


@pytest.mark.parametrize(
    ("act", "text"),
    [
        ("filed", "Nairobi has sounded out Rome about taking over the running of the camp."),
        ("filed", "Ghana put it to Denmark that the deadline be moved to October."),
        ("filed", "Manila wants Tokyo to hand over two more vessels."),
        ("filed", "Armenia submitted a list of 43 prisoners to Azerbaijan in March."),
        ("refused", "Athens has ruled out extending the deal with Tirana."),
        ("answered", "In response to a request from Amman, Berlin is sending water engineers."),
        ("unanswered", "Lima has still not heard from Brasilia about its request."),
        ("acknowledged", "Warsaw promised to consider the request from Kyiv."),
    ],
)
def test_a_request_is_read_from_who_acts_on_whom(act, text):
    assert [d.act for d in drafts(text) if d.kind == "request"] == [act]


@pytest.mark.parametrize(
    ("act", "text"),
    [
        ("filed", "Lima planteó a Quito que abra un corredor humanitario."),
        ("filed", "Túnez espera de Italia más patrulleras, dijo el embajador tunecino."),
        ("answered", "En respuesta a una solicitud de Amán, Berlín enviará ingenieros."),
        ("acknowledged", "Viena prometió examinar la petición de Skopie."),
        ("reiterated", "Chipre insistió ante Bruselas en que suspenda los retornos."),
    ],
)
def test_a_request_in_spanish_is_read_from_who_acts_on_whom(act, text):
    assert [d.act for d in drafts(text, lang="es") if d.kind == "request"] == [act]


def test_who_is_asked_to_a_visit_is_asked_for_nothing_else():
    text = "Prime Minister Fumio Kishida of Japan invited Kenya to pay a visit in June."
    assert not [d for d in drafts(text) if d.kind == "request"]


def test_a_refusal_to_comment_is_no_refusal_of_the_request_before_it():
    text = (
        "Kenya asked Japan for water pumps on Monday. The Japanese government declined to comment."
    )
    assert [d.act for d in drafts(text) if d.kind == "request"] == ["filed"]


def test_what_has_not_been_held_since_a_day_was_held_then():
    text = "Negotiators from Armenia and Azerbaijan have not met since February 2023."
    assert [(d.act, d.date.edtf) for d in drafts(text) if d.kind == "contact"] == [
        ("held", "2023-02")
    ]
