"""The reader on single sentences of governments from all over the world, and on what is none of theirs."""

import json

import pytest

from cauce.reading import read, source_of

PUBLISHED = "2024-03-15"  # a Friday

# sentence, kind, act, date (None: not asked)
SENTENCES = [
    (
        "The trip of Indonesian President Budi Santosa to Manila has been put off.",
        "contact",
        "denied",
        None,
    ),
    (
        "Kenyan officials are due to sit down with their Ugandan counterparts the week after next.",
        "contact",
        "planned",
        None,
    ),
    (
        "Talks between Georgia and Armenia broke up on Monday without agreement.",
        "contact",
        "held",
        "2024-03-11",
    ),
    ("The Malawian delegation never showed up in Lusaka.", "contact", "denied", None),
    (
        "Minister Selma Kurt received a phone call from her Iraqi counterpart, Ali Hadi, last Thursday.",
        "contact",
        "held",
        "2024-03-14",
    ),
    ("Poland withdrew its request for extra observers on Friday.", "request", "withdrawn", None),
    (
        "Ghana asked Denmark for two patrol boats in January; Copenhagen has yet to reply.",
        "request",
        "unanswered",
        None,
    ),
    (
        "Zambia has once more called on South Africa to open the Beitbridge lane.",
        "request",
        "reiterated",
        None,
    ),
    ("A second letter from Dhaka went without an answer.", "request", "unanswered", None),
    ("Sweden granted Moldova's request for generators.", "request", "answered", None),
    (
        "Tonga sought help from Australia in January 2024 to repair the wharf.",
        "request",
        "filed",
        "2024-01",
    ),
    (
        "The Netherlands will contribute half a billion euros to Ukraine over two years.",
        "commitment",
        "pledged",
        None,
    ),
    ("The World Bank signed off on a US$120m loan for Rwanda.", "commitment", "pledged", None),
    ("South Korea granted Mongolia a loan of 45bn won.", "commitment", "pledged", None),
    ("France has paid out the first tranche of €12m to Niger.", "transaction", "disbursed", None),
    (
        "Germany's aid to Jordan now stands at 3.1 billion euros.",
        "commitment",
        "total_restated",
        None,
    ),
    (
        "Switzerland raised its contribution to Kosovo from 10 million to 15 million francs.",
        "commitment",
        "revised",
        None,
    ),
    ("Italy cancelled its grant of 8 million euros to Eritrea.", "commitment", "revised", None),
    (
        "Two thirds of the money, or 40 million dollars, goes to roads in Laos.",
        "commitment",
        "part_of",
        None,
    ),
    (
        "The crossing at Torkham reopened on Wednesday, Pakistani officials said.",
        "initiative",
        "opened",
        "2024-03-13",
    ),
    (
        "The visa centre in Tirana has been shut since 3 March.",
        "initiative",
        "closed",
        "2024-03-03",
    ),
    ("The Dutch government has frozen the resettlement scheme.", "initiative", "paused", None),
    (
        "Portugal's new ambassador to Angola, Rui Tavares Lopes, presented his credentials on Monday.",
        "office",
        "assigned",
        "2024-03-11",
    ),
    ("Finnish Interior Minister Aino Laakso quit on Sunday.", "office", "term_ends", "2024-03-10"),
    (
        "Interim President Samuel Togba's mandate runs out on 30 April.",
        "office",
        "term_ends",
        "2024-04-30",
    ),
    (
        "Maria Lindqvist takes over as Swedish migration minister on 1 April.",
        "office",
        "assigned",
        "2024-04-01",
    ),
    (
        "“We have had no word from Tehran,” an Afghan diplomat told Radio Herat.",
        "request",
        "unanswered",
        None,
    ),
    (
        "Los presidentes de Honduras y Nicaragua tienen previsto verse la semana que viene en Managua.",
        "contact",
        "planned",
        "2024-03-17/2024-03-24",
    ),
    (
        "La delegación cubana no se presentó a la reunión del 4 de marzo en Kingston.",
        "contact",
        "denied",
        "2024-03-04",
    ),
    ("Marruecos retiró su petición de radares.", "request", "withdrawn", None),
    (
        "Costa Rica volvió a reclamar a Nicaragua la apertura del paso de Peñas Blancas.",
        "request",
        "reiterated",
        None,
    ),
    (
        "El pedido de Paraguay sigue sin contestar desde mediados de febrero.",
        "request",
        "unanswered",
        None,
    ),
    ("Senegal desoyó la petición de España de reforzar las patrullas.", "request", "refused", None),
    ("Guinea Ecuatorial accedió a lo solicitado por Gabón.", "request", "answered", None),
    ("Suiza concedió a Colombia un crédito de 90 M€ para puertos.", "commitment", "pledged", None),
    (
        "Corea del Sur donará a Guatemala equipos por valor de cuatro millones y medio de dólares.",
        "commitment",
        "pledged",
        None,
    ),
    (
        "El BID aprobó un empréstito de mil doscientos millones de dólares para Ecuador.",
        "commitment",
        "pledged",
        None,
    ),
    (
        "Alemania ha destinado ya 2.300 millones de euros a Jordania desde 2012.",
        "commitment",
        "total_restated",
        None,
    ),
    ("Quedó sin efecto el convenio de visados entre Rusia y Serbia.", "initiative", "closed", None),
    (
        "El embajador de Italia en Túnez, Carlo Bassi, concluye su misión a finales de abril.",
        "office",
        "term_ends",
        "2024-04-21/2024-04-30",
    ),
    (
        "Fue investida como primera ministra de Barbados Leah Mottley Grant.",
        "office",
        "assigned",
        None,
    ),
    (
        "Una fuente diplomática chilena adelantó que los cancilleres se verán el jueves próximo.",
        "contact",
        "planned",
        "2024-03-21",
    ),
    (
        "«No hemos recibido respuesta alguna», lamentó la viceministra de Panamá, Iris Batista.",
        "request",
        "unanswered",
        None,
    ),
]

NOT_OURS = [
    "The council said heavy rain would continue until Thursday and that roads to Suva may close.",
    "Real Madrid signed the Brazilian striker for 80 million euros.",
    "Apple said it will invest 2 billion dollars in a new plant in Texas.",
    "The central bank kept its rate at 5.25 per cent on Thursday.",
    "El delantero argentino firmó por tres temporadas con el Sevilla.",
    "La temperatura en Madrid llegará a 38 grados el jueves.",
    "The singer will visit Lima and Quito in May on her new tour.",
    "Volkswagen cerró su planta de Puebla y despidió a 2.000 empleados.",
    "France met Brazil in the final in Doha and won 2-1.",
    "The army said the flood had killed 30 people and closed the road to Dhaka.",
]


def entries(text, lang=None):
    drafts = read(source_of(json.dumps({"text": text, "published": PUBLISHED, "lang": lang})))
    return [draft for draft in drafts if draft.layer == "entry"]


@pytest.mark.parametrize(("text", "kind", "act", "edtf"), SENTENCES)
def test_a_sentence_is_read(text, kind, act, edtf):
    found = entries(text)
    assert (kind, act) in {(draft.kind, draft.act) for draft in found}
    assert {draft.kind for draft in found} == {kind}
    if edtf:
        assert edtf in {draft.date.edtf for draft in found}


@pytest.mark.parametrize("text", NOT_OURS)
def test_sport_weather_and_companies_are_no_entries(text):
    assert entries(text) == []


SUMS = [
    ("Kenya pledged KSh500 million to Somalia.", 500_000_000, "KES"),
    ("Kenya pledged Sh500 million to Somalia.", 500_000_000, "KES"),
    ("India pledged Rs 1,200 crore to Nepal.", 12_000_000_000, "INR"),
    ("Pakistan pledged Rs 40 billion to Nepal.", 40_000_000_000, "PKR"),
    ("South Africa pledged R200 million to Lesotho.", 200_000_000, "ZAR"),
    ("Nigeria pledged N5 billion to Benin.", 5_000_000_000, "NGN"),
    ("Fiji pledged F$5 million to Tonga.", 5_000_000, "FJD"),
    ("Cameroon pledged FCFA 5 billion to Chad.", 5_000_000_000, "XAF"),
    ("Austria pledged EUR60m to Kosovo.", 60_000_000, "EUR"),
    ("Japan pledged four and a half billion yen to Palau.", 4_500_000_000, "JPY"),
    ("México prometió 3 millones 500 mil dólares a Belice.", 3_500_000, "USD"),
    ("México prometió mil 200 millones de pesos a Honduras.", 1_200_000_000, "MXN"),
    ("México prometió 5 mdd a Honduras.", 5_000_000, "USD"),
    ("Suiza prometió 90 M€ a Colombia.", 90_000_000, "EUR"),
    ("España prometió millón y medio de euros a Cuba.", 1_500_000, "EUR"),
    ("Perú prometió a Bolivia doscientos veinte mil soles.", 220_000, "PEN"),
]


@pytest.mark.parametrize(("text", "value", "currency"), SUMS)
def test_money_is_written_in_many_ways(text, value, currency):
    lang = "es" if "prometió" in text else "en"
    (draft,) = [draft for draft in entries(text, lang) if draft.amount]
    assert (draft.act, draft.amount.value, draft.amount.currency) == ("pledged", value, currency)
