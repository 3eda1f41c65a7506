"""Letters: texts of every kind in every language, the canonical text, and what a text lacks."""

from datetime import UTC, date, datetime

import pytest
from django.conf import settings

from cauce.notices import letters
from cauce.notices.letters import Unfilled, Untranslated, compose

LANGUAGES = ("es", "en", "ht")
VALUES = {
    "answered_on": date(2024, 1, 9),
    "because": "No se puede leer.",
    "call_code": "7314",
    "closed_on": date(2024, 1, 12),
    "day": date(2024, 2, 29),
    "decided_on": date(2024, 1, 12),
    "digits": "123456",
    "hour": "08:30",
    "minutes": 10,
    "next": "una entrevista",
    "organisation": "Casa Abierta",
    "paper": "Partida de nacimiento",
    "paragraphs": "Uno.\n\n- dos\n- tres",
    "place": "zona 1",
    "reference": "QX7-4KM-2AB",
    "review_until": date(2024, 2, 12),
    "sent_on": date(2024, 1, 12),
    "since": date(2024, 1, 1),
    "text": "Traiga la partida.",
    "until": date(2024, 1, 31),
    "where": "en la mesa de entrevistas",
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", letters.KINDS)
def test_every_letter_is_whole_in_every_language(kind, language):
    letter = compose(kind, language, VALUES)
    assert "{" not in letter.subject + letter.body + letter.short + letter.neutral
    assert letter.version >= 1
    assert letter.subject
    foot = letters.text_of("foot", language).body
    assert letter.body.endswith(foot)


@pytest.mark.parametrize("kind", letters.KINDS)
def test_languages_ask_for_the_same_values(kind):
    asked = [letters.placeholders(kind, language) for language in LANGUAGES]
    assert asked[0] == asked[1] == asked[2]
    assert asked[0] <= VALUES.keys()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", letters.KINDS)
def test_what_others_may_read_is_short_and_says_nothing(kind, language):
    letter = compose(kind, language, VALUES)
    # Two parts of a short message with accents.
    assert max(len(letter.short), len(letter.neutral)) <= 134
    assert "Cauce" not in letter.neutral + letter.neutral_subject
    for value in ("QX7", "Casa Abierta", "7314", "zona 1", "Traiga"):
        assert value not in letter.short + letter.short_subject + letter.neutral
    for word in ("://", "www", "/my"):
        assert word not in letter.short + letter.neutral  # messages teach nobody to follow a link


def test_a_code_is_in_the_neutral_text_and_in_nothing_else_neutral():
    assert "123456" in compose("code", "es", VALUES).neutral
    assert "123456" not in compose("message", "es", VALUES).neutral


def test_days_are_in_words_of_the_letter_not_of_the_page():
    said = [compose("withdrawn", language, VALUES).body for language in LANGUAGES]
    assert ["31 de enero de 2024" in said[0], "31 January 2024" in said[1]] == [True, True]
    assert "31 janvye 2024" in said[2]
    assert "29 de febrero de 2024" in compose("interview_planned", "es", VALUES).body


def test_a_moment_is_no_day():
    with pytest.raises(Unfilled, match="site"):
        compose("withdrawn", "es", VALUES | {"until": datetime(2024, 1, 31, 23, 30, tzinfo=UTC)})


def test_a_value_that_was_forgotten_stops_the_letter():
    with pytest.raises(Unfilled, match="reference"):
        compose("decision", "es", {"decided_on": "hoy"})
    with pytest.raises(Unfilled, match="kind"):
        compose("greeting", "es", {})


def test_braces_in_what_an_officer_writes_are_only_braces():
    text = "Nivel {reference} y {0.__class__}"
    assert text in compose("message", "es", {"text": text, "reference": "secret"}).body


def test_a_region_reads_the_language():
    assert compose("message", "es-GT", VALUES).subject == compose("message", "es", VALUES).subject


def test_a_language_without_a_text_says_who_writes_it(settings):
    with pytest.raises(Untranslated, match=r"decision\.quc\.txt") as fault:
        compose("decision", "quc", VALUES)
    assert (fault.value.kind, fault.value.language) == ("decision", "quc")
    settings.CAUCE_LINES = settings.CAUCE_LINES.__class__(text_writers="la mesa de idiomas")
    with pytest.raises(Untranslated, match="la mesa de idiomas"):
        compose("decision", "quc", VALUES)
    assert letters.missing("quc") == list(letters.KINDS)
    assert letters.missing("ht") == []


def test_a_centre_adds_its_own_text():
    folder = settings.CAUCE_DATA / "letters"
    folder.mkdir()
    texts = {
        "message": "version: 3\nsubject: K\n---\n{text}",
        "neutral": "version: 1\nsubject: M\n---\nM",
    }
    texts |= {"short": "version: 1\nsubject: S\n---\nS", "foot": "version: 1\nsubject: F\n---\nF"}
    try:
        for kind, text in texts.items():
            (folder / f"{kind}.quc.txt").write_text(text, encoding="utf-8")
        letter = compose("message", "quc", {"text": "utz"})
    finally:
        for path in folder.iterdir():
            path.unlink()
        folder.rmdir()
    assert (letter.version, letter.subject, letter.body) == (3, "K", "utz\n\nF")


@pytest.mark.parametrize("head", ["subject: K", "version: one\nsubject: K", "version: 1"])
def test_a_text_without_a_head_is_refused_by_its_name(head):
    folder = settings.CAUCE_DATA / "letters"
    folder.mkdir()
    path = folder / "message.quc.txt"
    path.write_text(f"{head}\n---\n{{text}}", encoding="utf-8")
    try:
        with pytest.raises(Unfilled, match=r"message\.quc\.txt"):
            letters.text_of("message", "quc")
    finally:
        path.unlink()
        folder.rmdir()


def test_the_canonical_text_is_the_same_however_it_was_typed():
    once = letters.canonical(subject="Decisión", body="Uno.\n\nDos.")
    again = letters.canonical(subject="Decisio\u0301n ", body="Uno. \r\n\r\n\r\n\r\nDos.\r\n")
    assert once == again == "Decisión\n\nUno.\n\nDos.\n"
    assert letters.digest_of(once).hex() == (
        "7e72ff397ce518acec1d3bace3fcd5a2f51047c692dda4a7b9044362b330bbdd"
    )


def test_another_word_is_another_digest():
    one, two = (compose("message", "es", {"text": text}) for text in ("sí", "no"))
    assert one.digest != two.digest
    assert len(one.digest) == 32
    assert one.digest == letters.digest_of(one.canonical)


def test_pieces_for_a_page():
    found = letters.blocks("Hola.\nSigue.\n\n# Qué pasa\n- uno\n- dos\nFin.")
    assert [(b.kind, b.lines) for b in found] == [
        ("paragraph", ("Hola.", "Sigue.")),
        ("heading", ("Qué pasa",)),
        ("list", ("uno", "dos")),
        ("paragraph", ("Fin.",)),
    ]
    assert letters.plain("# Qué pasa\n- uno") == "Qué pasa\n- uno"
