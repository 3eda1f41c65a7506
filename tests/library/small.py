"""Small packs for tests, where the shipped law would hide the point; and short ways to ask about them."""

import json
import os
from pathlib import Path

from cauce.eligibility import case_from, evaluate, load_pack

AMERICAS = Path(__file__).parents[2] / "packs" / "americas"
LONG = bool(os.environ.get("CAUCE_LONG"))

PACK = """
id: small
title: A small pack
version: "1"
status: draft
languages: [en]
relation:
  fact: home.relation
  principal: head
  birth: person.born
  minor_under: 18
  depends_on: {step: [mate], grand: [kid, step], sib: [elder]}
"""

FACTS = """
codes:
  land: [A, B, C, D, E]
  colour: [red, green, blue]
facts:
  home.relation: {of: person, key: relation, type: code,
    codes: [head, mate, partner, kid, step, grand, sib, elder, ward, guest]}
  home.fee: {of: household, type: bool}
  home.rooms: {of: household, type: int}
  person.born: {of: person, type: date, born: true}
  person.arrived: {of: person, type: date}
  person.left: {of: person, type: date}
  person.lands: {of: person, type: set, codes: land}
  person.barred: {of: person, type: set, codes: land}
  person.here: {of: person, type: code, codes: land}
  person.civil: {of: person, type: code, codes: [single, wed, vague]}
  person.ok: {of: person, type: bool}
  person.fine: {of: person, type: bool}
  person.brave: {of: person, type: bool}
  person.danger: {of: person, type: bool, protective: true}
  person.secret: {of: person, type: bool, asked: interview}
  person.count: {of: person, type: int}
  person.points: {of: person, type: int}
  person.papers: {of: person, type: rows, row: {land: {type: code, codes: land}, ends: {type: date}}}
  kin: {of: person, key: kin, type: rows, row: kin}
  kin.legal: {of: kin, type: bool}
  kin.near: {of: kin, type: bool}
  kin.rich: {of: kin, type: bool}
  kin.land: {of: kin, type: code, codes: land}
  kin.since: {of: kin, type: date}
"""

PARAMETERS = """
start:
  type: date
  keys: [land]
  value: {A: 2020-01-01, B: 2021-01-01, C: null}
limit:
  type: int
  gaps: true
  values:
    - {to: 2019-12-31, value: 3}
    - {from: 2021-01-01, value: 5}
listed:
  type: set
  codes: land
  values:
    - {to: 2020-12-31, value: [A]}
    - {from: 2021-01-01, value: [A, B]}
later:
  type: date
  value: null
"""

ALWAYS = "availability: {periods: [{state: open}]}"


def way(name, *criteria, head=ALWAYS):
    """The text of a pathway whose criteria are `(key, when)` or `(key, when, extra)`.

    `extra` is in YAML's short form, such as "scope: each, unknown: refer".
    """
    lines = [f"id: {name}", "authority: a test", "confidence: high", head, "criteria:"]
    for key, when, *extra in criteria:
        said = {"scope": "principal", "unknown": "ask", "confidence": "high"}
        for pair in ", ".join(extra).split(", ") if extra else ():
            field, _, value = pair.partition(": ")
            said[field] = value
        condition = "null" if when is None else json.dumps(when)
        rest = ", ".join(f"{field}: {value}" for field, value in said.items())
        lines.append(f"  - {{id: {key}, when: {condition}, {rest}}}")
    return "\n".join(lines) + "\n"


def write(folder, *ways, pack=PACK, facts=FACTS, parameters=PARAMETERS):
    """Writes a pack of these pathways into a folder."""
    (folder / "pathways").mkdir(exist_ok=True)
    for old in (folder / "pathways").glob("*.yaml"):
        old.unlink()
    for number, text in enumerate(ways):
        (folder / "pathways" / f"{number:02}.yaml").write_text(text, encoding="utf-8")
    for name, text in (("pack", pack), ("facts", facts), ("parameters", parameters)):
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return folder


def person(pack, *people, on="2024-06-15", **household):
    """A case of these people (dicts in the form of a case file); the first is the principal."""
    data = {"id": "t", "on": on, "household": household, "persons": list(people) or [{}]}
    return case_from(pack, data)


def tell(pack, pathway, *people, on="2024-06-15", principal=0, **household):
    """(word, what it rests on) of a pathway: criteria, facts, open points or the reason."""
    case = person(pack, *people, on=on, **household)
    found = evaluate(pack, pathway, case, principal=principal)
    rests = {
        "closed": found.reason,
        "not_eligible": list(found.criteria),
        "undetermined": sorted(found.facts),
        "eligible": list(found.open_points),
    }
    return found.word, rests[found.word]


def examples():
    """The worked persons as data, by id: from CAUCE_EXAMPLES if it is set, else from the pack."""
    given = os.environ.get("CAUCE_EXAMPLES")
    folder = Path(given) / "screening" if given else AMERICAS / "examples" / "persons"
    texts = [path.read_text(encoding="utf-8") for path in sorted(folder.glob("W*.json"))]
    return {data["id"]: data for data in map(json.loads, texts)}


def the_americas():
    """The shipped pack, for properties that hypothesis runs."""
    return load_pack(AMERICAS)
