"""The Safe Mobility offices, Canada and Spain."""

from __future__ import annotations

from tests.judge.common import (
    abroad,
    adult,
    at,
    national,
    never_disclosed,
    not_at,
    valid_passport,
)
from tests.judge.facts import World
from tests.judge.form import Criterion as C
from tests.judge.form import Pathway, between
from tests.judge.values import (
    Truth,
    aged,
    at_least,
    both,
    by,
    day,
    either,
    equals,
    happened,
    is_in,
    no,
)

FIRST_FOUR = ("GT", "SV", "HN", "NI")
PROTECTED = ("asylum_applicant", "refugee_recognised")
REGULAR = ("national", "permanent_resident", "temporary_regular", "regularisation_pending",
           *PROTECTED)  # fmt: skip
AMERICAS = [
    "MX",
    "GT",
    "BZ",
    "SV",
    "HN",
    "NI",
    "CR",
    "PA",
    "CO",
    "VE",
    "EC",
    "PE",
    "BO",
    "CL",
    "AR",
    "UY",
    "PY",
    "BR",
    "GY",
    "SR",
    "GF",
    "FK",
    "CU",
    "HT",
    "DO",
    "JM",
    "TT",
    "BB",
    "BS",
    "AG",
    "DM",
    "GD",
    "KN",
    "LC",
    "VC",
    "PR",
    "AW",
    "CW",
    "BQ",
    "SX",
    "MF",
    "BL",
    "GP",
    "MQ",
    "AI",
    "MS",
    "VG",
    "VI",
    "KY",
    "TC",
]
SMO_FAMILY = {"spouse": None, "child": ("minor",), "grandchild": ("minor",), "parent": None}


def _costa_rica_cutoff(w: World):
    return day("2024-09-15") if w.on >= day("2024-09-26") else day("2023-06-12")


def _costa_rica_nationals(w: World) -> Truth:
    added = ("EC",) if w.on >= day("2024-06-06") else ()
    return national(w, "NI", "VE", *added)


def _guatemala_nationals(w: World) -> Truth:
    return national(w, *(FIRST_FOUR if w.on <= day("2023-07-31") else ("GT",)))


def _guatemala_home(w: World) -> Truth:
    return at(w, *(FIRST_FOUR if w.on <= day("2023-07-31") else ("GT",)))


def _ecuador_registered(w: World) -> Truth:
    return either(
        by(w.person("host_regularisation_filed_on"), w.on),
        by(w.person("host_asylum_filed_on"), day("2023-10-18")),
    )


def _here_by(text: str):
    return lambda w: by(w.person("host_present_since"), day(text))


def _host_status(*codes: str):
    return lambda w: is_in(w.person("host_status"), codes)


def _smo(country: str, start: str, *criteria: C) -> Pathway:
    name = f"SMO-{country}"
    return Pathway(name, between(start, "2025-01-22", "ended"), criteria, SMO_FAMILY)


SMO_CO = _smo(
    "CO", "2023-06-28",
    C("SMO-CO-1", lambda w: at(w, "CO")),
    C("SMO-CO-2", lambda w: national(w, "CU", "HT", "VE")),
    C("SMO-CO-3", lambda w: no(national(w, "CO"))),
    C("SMO-CO-4", _here_by("2023-06-11")),
    C("SMO-CO-5", _host_status(*REGULAR), start="2023-08-03", end="2023-12-31"),
    C("SMO-CO-6", adult),
)  # fmt: skip
SMO_CR = _smo(
    "CR", "2023-06-12",
    C("SMO-CR-1", lambda w: at(w, "CR")),
    C("SMO-CR-2", _costa_rica_nationals),
    C("SMO-CR-3", lambda w: by(w.person("host_present_since"), _costa_rica_cutoff(w))),
    C("SMO-CR-4", lambda w: by(w.person("host_asylum_filed_on"), _costa_rica_cutoff(w))),
    C("SMO-CR-5", _host_status("asylum_applicant")),
    C("SMO-CR-6", lambda w: w.person("smo_contacted"), start="2023-06-12", end="2023-08-11"),
    C("SMO-CR-7", adult),
)  # fmt: skip
SMO_EC = _smo(
    "EC", "2023-10-18",
    C("SMO-EC-1", lambda w: at(w, "EC")),
    C("SMO-EC-2", lambda w: national(w, "CO", "CU", "HT", "NI", "VE")),
    C("SMO-EC-3", _here_by("2023-10-18")),
    C("SMO-EC-4", _ecuador_registered),
    C("SMO-EC-5", lambda w: w.person("smo_contacted"), start="2023-10-18", end="2023-11-19"),
    C("SMO-EC-6", adult),
)  # fmt: skip
SMO_GT = _smo(
    "GT", "2023-06-12",
    C("SMO-GT-1", _guatemala_nationals),
    C("SMO-GT-2", _guatemala_home),
    C("SMO-GT-3", adult),
)  # fmt: skip


def _anchor(w: World) -> Truth:
    return both(
        is_in(w.person("ca_anchor.status"), ("citizen", "pr")),
        is_in(
            w.person("ca_anchor.relation"),
            ("child", "grandchild", "spouse", "common_law_partner", "parent", "grandparent",
             "sibling"),
        ),
    )  # fmt: skip


def _anchor_able(w: World) -> Truth:
    return both(
        aged(w.person("ca_anchor.birth_date"), 18, w.on),
        equals(w.person("ca_anchor.lives_in"), "rest_of_canada"),
        no(w.person("ca_anchor.disqualified")),
    )


def _outside_quebec(w: World) -> Truth:
    return equals(w.house("intent.canada_province"), "other")


def _work_in_canada(w: World) -> Truth:
    year = at_least(w.person("skills.years_experience"), 1)
    return either(
        both(w.person("job_ca.full_time_offer"), year),
        both(
            year,
            at_least(w.person("skills.language_clb"), 7),
            w.house("skills.funds_half_lico"),
        ),
    )


def _displaced(w: World) -> Truth:
    return either(
        happened(w.person("unhcr_registered_on")), is_in(w.person("host_status"), PROTECTED)
    )


CA_HUM = Pathway(
    "CA-HUM",
    between("2023-11-17", "2023-12-29", "intake_closed"),
    (
        C("CA-HUM-1", lambda w: national(w, "CO", "HT", "VE")),
        C("CA-HUM-2", lambda w: at(w, *AMERICAS)),
        C("CA-HUM-3", _anchor),
        C("CA-HUM-4", _anchor_able, after="CA-HUM-3"),
        C("CA-HUM-5", lambda w: w.person("ca_anchor.declaration_signed"), after="CA-HUM-3"),
        C("CA-HUM-6", _outside_quebec, after="CA-HUM-3"),
        C("CA-HUM-7", lambda w: valid_passport(w) or None, "each", refer=True),
        C("CA-HUM-8", never_disclosed, "each", refer=True),
    ),
    {"spouse": None, "common_law_partner": None, "child": ("unmarried", 22)},
)
CA_EMPP = Pathway(
    "CA-EMPP",
    between("2023-06-12", "2025-12-30", "intake_closed"),
    (
        C("CA-EMPP-1", lambda w: both(not_at(w, "CA"), abroad(w))),
        C("CA-EMPP-2", _displaced),
        C("CA-EMPP-3", _work_in_canada),
        C("CA-EMPP-4", _outside_quebec),
        C("CA-EMPP-5", lambda w: no(w.person("durable_solution")), refer=True),
        C("CA-EMPP-6", lambda w: None, refer=True),
    ),
    {},
)


def _selected(w: World) -> Truth:
    """Chosen by UNHCR; no referral, or a declined one, is open."""
    return True if w.person("resettlement_referral") == "unhcr" else None


ES_RES = Pathway(
    "ES-RES",
    between("2023-02-21", "", ""),
    (
        C("ES-RES-1", lambda w: at(w, "CR")),
        C("ES-RES-2", lambda w: national(w, "NI")),
        C("ES-RES-3", _host_status(*PROTECTED)),
        C("ES-RES-4", lambda w: w.house("intent.accepts_spain")),
        C("ES-RES-5", _selected, refer=True),
    ),
    {},
)
ES_LAB = Pathway(
    "ES-LAB",
    between("2023-05-03", "", ""),
    (
        C("ES-LAB-1", lambda w: at(w, "CR")),
        C("ES-LAB-2", lambda w: national(w, "NI")),
        C("ES-LAB-3", _host_status("refugee_recognised")),
        C("ES-LAB-4", lambda w: w.house("intent.accepts_spain")),
        C("ES-LAB-5", adult),
        C("ES-LAB-6", _selected, refer=True),
    ),
    {},
)


def _posts(w: World) -> Truth:
    return at_least(w.person("job_es.posts_in_offer"), 10 if w.on.year >= 2026 else 5)


ES_GECCO = Pathway(
    "ES-GECCO",
    between("2023-01-01", "2026-12-31", "ended"),
    (
        C("ES-GECCO-1", _posts),
        C("ES-GECCO-2", lambda w: w.person("job_es.selected_at_origin")),
        C("ES-GECCO-3", lambda w: w.person("intent.seasonal_return_commitment")),
        C("ES-GECCO-4", lambda w: not_at(w, "ES")),
        C("ES-GECCO-5", never_disclosed, refer=True),
    ),
    {},
)
PATHWAYS = (SMO_CO, SMO_CR, SMO_EC, SMO_GT, CA_HUM, CA_EMPP, ES_RES, ES_LAB, ES_GECCO)
