"""Frames of news of governments, with sentences that no article holds: sums, acts of requests, contacts, initiatives."""

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
    text = "Norway gave Malawi 11 million euros, two million of which is for water; Qatar pledged $15 million."
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
