"""What a sentence takes from those around it, and from what its text is: its day, and whose words it is."""

import json

import pytest

from cauce import dates
from cauce.reading import read, source_of
from cauce.reading.text import fold
from cauce.reading.when import Calendar, moments


def drafts(text, kind_of_source="news", outlet="The Harbour Post", **more):
    """The drafts of a text of 16 May 2024, a Thursday."""
    given = {"text": text, "published": "2024-05-16", "kind_of_source": kind_of_source}
    return read(source_of(json.dumps({**given, "outlet": outlet, **more})))


def days(text, kind, **more):
    return [d.date.edtf for d in drafts(text, **more) if d.kind == kind]


@pytest.mark.parametrize(
    ("text", "kind", "day"),
    [
        (
            "Kenya has signed an accord with Peru on returns. The accord was signed in Lima on Tuesday.",
            "initiative",
            "2024-05-14",
        ),
        (
            "Foreign Minister Ana Ruiz of Peru met President William Ruto of Kenya on Monday.\n"
            "On Wednesday they left.\n"
            "During the meeting, Minister Ruiz said that Peru would send experts.",
            "statement",
            "2024-05-13",
        ),
        (
            "On Friday, Kenya signed an agreement with Peru on returns. Under its terms, Kenya will pay "
            "Peru 40 million dollars.",
            "commitment",
            "2024-05-10",
        ),
        (
            "In March Kenya asked Peru for help with the returns. Peru has not yet replied to the request.",
            "request",
            "2024-03",
        ),
        (
            "Since 2022, Kenya has provided Peru with more than $400 million in assistance.",
            "commitment",
            "2022/2024-05-16",
        ),
    ],
)
def test_a_day_comes_from_the_sentences_around(text, kind, day):
    assert day in days(text, kind)


@pytest.mark.parametrize(
    ("kind", "outlet", "speaker"),
    [
        ("government news release", "Global Affairs Norland (style)", "Global Affairs Norland"),
        ("official fact sheet", "Peruvian government information service", "Peruvian government"),
        ("news agency", "Pacific Wire Service", "article"),
        (
            "comunicado oficial",
            "Agencia Portuguesa de Desarrollo",
            "Agencia Portuguesa de Desarrollo",
        ),
    ],
)
def test_what_the_text_is_says_whose_words_it_is(kind, outlet, speaker):
    text = "Kenya and Peru signed an agreement on returns on 14 May 2024 in Lima."
    said = {d.said_by for d in drafts(text, kind, outlet) if d.kind == "initiative"}
    assert said == {speaker}


def test_a_complaint_has_a_month_only_where_the_news_is_called_recent():
    text = "Local officials in Lima complain that little of the aid from Kenya has been seen."
    assert days(text, "statement") == [None]
    assert days("A recent disclosure by Peru shows much. " + text, "statement")[-1] == "2024-05"


def test_an_offices_own_release_decides_on_its_day():
    text = "Kenya and Peru agreed to set up a joint committee on returns."
    assert days(text, "initiative", kind_of_source="official release") == ["2024-05-16"]
    assert days(text, "initiative") == [None]


SAID = [
    (
        "According to the National Audit Office, Norway paid Kenya 120 million dollars in April 2022. "
        "A further 100 million dollars came in April 2023. Another 50 million dollars is due next month.",
        ["National Audit Office"] * 3,
    ),
    (
        "The World Bank announced in March that it would provide Kenya with 340 million dollars.",
        ["World Bank"],
    ),
    ("In March, the World Bank announced 340 million dollars for Kenya.", ["article"]),
    (
        "The European Union will give Turkey 40 million euros, the president of the European Commission, "
        "Ursula von der Leyen, said in Ankara.",
        ["Ursula von der Leyen"],
    ),
    (
        "On Monday Kenya gave Peru 40 million dollars. “We thank Kenya for it,” President Dina Ruiz said "
        "in a statement.",
        ["article"],
    ),
]


@pytest.mark.parametrize(("text", "speakers"), SAID)
def test_who_speaks_of_money(text, speakers):
    money = ("commitment", "transaction")
    assert [d.said_by for d in drafts(text) if d.kind in money] == speakers


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (
            "Foreign Minister Amir Haidari of Kenya asked Peru to extend the permits by a year, according "
            "to a statement from his office.",
            "office of Amir Haidari",
        ),
        (
            "Perú pidió a Kenia más visados. Kenia respondió que estudiará la solicitud, según un comunicado "
            "de su Cancillería.",
            "Cancillería de Kenya",
        ),
    ],
)
def test_a_body_is_named_by_its_owner(text, speaker):
    assert speaker in [d.said_by for d in drafts(text)]


PHRASES = [
    ("in January last year", "2023-01"),
    ("on 12 March last year", "2023-03-12"),
    ("in late April this year", "2024-04-21/2024-04-30"),
    ("over the last five years", "2019-05/2024-05"),
    ("between 2018 and 2020", "2018/2020"),
    ("between March and May", "2024-03/2024-05"),
    ("in fiscal year 2023", "2023"),
    ("the week before last", "2024-04-28/2024-05-05"),
    ("en enero del año pasado", "2023-01"),
    ("el 12 de marzo de este año", "2024-03-12"),
    ("a comienzos de mayo", "2024-05-01/2024-05-10"),
    ("en los últimos tres meses", "2024-02/2024-05"),
    ("entre 2018 y 2020", "2018/2020"),
    ("el 1.º de mayo", "2024-05-01"),
    ("before the end of 2025", "2025-12"),
    ("late in 2025", "2025-11/2025-12"),
    ("hace varios días", None),
    ("before the June 30 deadline", None),
]


@pytest.mark.parametrize(("phrase", "edtf"), PHRASES)
def test_a_phrase_of_days(phrase, edtf):
    spanish = phrase.startswith(("el ", "en ", "a ", "entre", "hace"))
    said = (
        f"Kenia y Perú firmaron el acuerdo {phrase}."
        if spanish
        else f"Kenya and Peru signed it {phrase}."
    )
    calendar = Calendar(dates.parse("2024-05-16"), "es" if spanish else "en")
    assert [m.when.edtf for m in moments(fold(said), said, calendar)] == ([edtf] if edtf else [])


TOLD = [
    (
        "en",
        "Brazil will send aid to Bolivia, the foreign ministry in Brasilia said on Tuesday.",
        "2024-05-14",
        "Foreign Ministry of Brazil",
    ),
    (
        "en",
        "Norway pledged 30 million dollars to Kenya on Monday, its embassy in Nairobi said.",
        "2024-05-13",
        "embassy of Norway",
    ),
    (
        "en",
        "The agreement with Peru was signed on Tuesday, a spokesperson for the Kenyan foreign ministry "
        "confirmed.",
        "2024-05-14",
        "spokesperson for the Kenyan foreign ministry",
    ),
    (
        "es",
        "Brasil enviará ayuda a Bolivia, informó el martes en Lima la Cancillería brasileña.",
        "2024-05-14",
        "Cancillería de Brazil",
    ),
    (
        "en",
        "Peru rejected the request, the justice ministry said in a statement on Wednesday.",
        "2024-05-15",
        "justice ministry",
    ),
    (
        "en",
        "Peru will receive 40 million dollars from Norway under an agreement signed on 3 May.",
        "2024-05-03",
        "article",
    ),
    (
        "es",
        "Fuentes del Gobierno keniano dijeron a EFE que el acuerdo con Perú se firmó el martes.",
        "2024-05-14",
        "Fuentes del Gobierno keniano",
    ),
]


@pytest.mark.parametrize(("lang", "text", "day", "speaker"), TOLD)
def test_who_says_it_and_when(lang, text, day, speaker):
    found = {(d.date.edtf, d.said_by) for d in drafts(text, lang=lang)}
    assert (day, speaker) in found
