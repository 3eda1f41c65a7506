"""Drafts ready to be sent, and the final form of each: `python -m bench.submitting.seed COUNT FILE`.

One draft is made as the pages make it; the others are the same household under keys of their own, stored
in bulk. What is measured is the sending, not the way there.
"""

import json
import secrets
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

from cauce.cli import ready

ready.prepare()
ready.collect_static()

from cauce.applications import access_codes
from cauce.applications.consents import PURPOSES
from cauce.applications.models import Draft, Visit
from cauce.base import actions, clock, codes, envelopes, gate, keys
from cauce.base.actors import Actor
from cauce.base.models import Site, SubjectKey
from cauce.base.models.keys import KeyKind
from cauce.packs import default_pack, pack
from cauce.website import visits
from cauce.website.apply import desk
from cauce.website.apply.forms import consent_name

PORTION = 500
SECRET = "a" * 32
NAMES = [("Rosa María", "Xol", "Caal"), ("José", "Caal", ""), ("Mateo", "Caal", "Xol")]
BIRTHS = ["1991-04-02", "1989", "2016-11-30"]


def main(count: int, file: Path) -> None:
    """Store the drafts and write the forms that send them."""
    site = Site.objects.first() or actions.open_site(
        name="Bench",
        time_zone="America/Bogota",
        opening_hours={},
        languages=["es"],
        by=Actor.SETUP,
        at=clock.now(),
    )
    content = household(site)
    forms = []
    for start in range(0, count, PORTION):
        forms += _store(site, content, min(PORTION, count - start))
    file.write_text(json.dumps(forms))


def household(site: Site) -> dict[str, Any]:
    """Return what the draft of a household of three holds, as its pages write it."""
    answers, rules = desk.fresh(site), pack()
    birth = rules.facts[rules.relations.birth].key
    relation = rules.facts[rules.relations.fact].key
    answers.persons = [
        {birth: BIRTHS[0], relation: rules.relations.principal, **_some(rules)},
        {birth: BIRTHS[1], relation: "spouse"},
        {birth: BIRTHS[2], relation: "child"},
    ]
    people = [
        {
            "number": number,
            "given": given,
            "surname1": one,
            "surname2": two,
            "birth": BIRTHS[number],
            "approximate": number == 1,
            "papers": [{"kind": "passport", "number": f"A{secrets.token_hex(4)}", "issuer": ""}],
        }
        for number, (given, one, two) in enumerate(NAMES)
    ]
    answers.names = [" ".join(filter(None, name)) for name in NAMES]
    return {
        "people": people,
        "consents": {consent_name(line): True for line in PURPOSES},
        "consented": True,
        "routes": [_route("phone", "+50255512345"), _route("email", "rosa.xol@example.org")],
        "spoken": "es",
        "answers": json.loads(answers.as_json()),
    }


def _some(rules: Any) -> dict[str, Any]:
    """Return what the main applicant answered: every public question, as the pack's first worked person."""
    file = sorted((default_pack() / "examples" / "persons").glob("*.json"))[0]
    (said, *_others) = json.loads(file.read_text(encoding="utf-8"))["persons"]
    facts, bound = rules.facts_of("person"), {rules.relations.birth, rules.relations.fact}
    return {
        key: value
        for key, value in said.items()
        if key in facts and facts[key].asked == "public" and facts[key].name not in bound
    }


def _route(kind: str, address: str) -> dict[str, Any]:
    safe = {"call": True, "write": True, "named": False, "from": 9, "to": 20}
    return {"kind": kind, "address": address, "whose": "mine", **safe}


def _store(site: Site, content: dict[str, Any], count: int) -> list[dict[str, str]]:
    now = clock.now()
    rows = [keys.fresh(kind=KeyKind.HOUSEHOLD) for _ in range(count)]
    drafts = [
        Draft(
            id=uuid4(),
            key=key,
            site=site,
            reference=codes.new_reference(),
            code_digest=access_codes.stored(codes.new_code()),
            language="es",
            begun_at=now,
            saved_at=now,
            expires_at=now + timedelta(days=90),
        )
        for key in rows
    ]
    for draft in drafts:
        draft.sealed = envelopes.close(draft, "sealed", content)
    cookies = [secrets.token_bytes(visits.COOKIE_BYTES) for _ in drafts]
    # Longer than a visit lasts: one that is two minutes older would be prolonged, by a write of its own.
    until = clock.machine_now() + timedelta(hours=2)
    opened = [
        Visit(id=visits._id(cookie), draft=draft, expires_at=until)
        for cookie, draft in zip(cookies, drafts, strict=True)
    ]
    with gate.writing():
        SubjectKey.objects.bulk_create(rows)
        Draft.objects.bulk_create(drafts)
        Visit.objects.bulk_create(opened)
    return [
        {"form": str(draft.pk), "cookie": cookie.hex()}
        for cookie, draft in zip(cookies, drafts, strict=True)
    ]


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))
