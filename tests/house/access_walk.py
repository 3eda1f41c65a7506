"""Two offices with a family each, and what every page answers to whoever may come to it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.test import Client

from cauce.applications.consents import PURPOSES
from cauce.base import access, actions, outbox
from cauce.base.actors import Actor
from cauce.base.models import Outbox
from cauce.base.roles import Role
from cauce.governments.actions import load_ledger
from cauce.governments.briefs.actions import freeze_brief
from cauce.governments.models import DraftEntry
from cauce.packs import pack
from cauce.people.lookalikes.actions import look_for_look_alikes
from cauce.people.models import Consent, ContactRoute, FarLookAlike, LookAlike
from cauce.privacy import actions as privacy
from tests import cast as people
from tests import family
from tests.casework import LATER
from tests.house.calls.briefs import FREEZE, a_handover
from tests.house.calls.governments_drafts import a_text
from tests.room.privacy.conftest import application_of, far
from tests.room.website.mine import Family

DOORS = {"/office", "/my", "/my/again", "/apply", "/could-i"}
METHODS = ("GET", "POST")
# Whoever may come; the last one works at the other office, `stranger` is a family of it.
WHO = (
    "anybody", "family", "stranger", "registrar", "interviewer", "protection", "supervisor",
    "director", "rules", "liaison", "elsewhere",
)  # fmt: skip
ROLES = {
    "registrar": Role.REGISTRAR,
    "interviewer": Role.INTERVIEWER,
    "protection": Role.PROTECTION,
    "supervisor": Role.SUPERVISOR,
    "director": Role.DIRECTOR,
    "rules": Role.RULE_EDITOR,
    "liaison": Role.LIAISON,
}
PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>")


@dataclass
class Office:
    """One office: whoever works there, its family, and the ids of that family's records."""

    cast: SimpleNamespace
    home: Family
    ids: dict[str, Any]
    jars: dict[str, Any] = field(default_factory=dict)


def two_offices() -> tuple[Office, Office]:
    """An office, and another one."""
    first = people.enter()
    both = _office(first, "first"), _office(_second(first), "second")
    for office in both:
        # The same persons applied at both.
        side = FarLookAlike.objects.at_site(office.cast.site).first()
        office.ids["far_id"] = side.pk
    return both


def _second(first: SimpleNamespace) -> SimpleNamespace:
    site = actions.open_site(
        name="San José", time_zone="America/Costa_Rica", opening_hours={}, languages=["es"],
        by=Actor.SETUP, at=people.MORNING,
    )  # fmt: skip
    roles = {
        "dina": Role.DIRECTOR, "iris": Role.INTERVIEWER, "ivan": Role.INTERVIEWER,
        "rosa": Role.REGISTRAR, "sofia": Role.SUPERVISOR, "luis": Role.LIAISON,
    }  # fmt: skip
    there = {n: people.officer(f"{n}-2", role=role, site=site) for n, role in roles.items()}
    return SimpleNamespace(site=site, at=first.at, **there)


def _office(cast: SimpleNamespace, name: str) -> Office:
    known = far(cast, organisation=name)
    application, household = application_of(known.household), known.household
    again = family.family(cast, persons=[family.maria()])
    twin = family.family(cast, persons=[family.maria()])
    look_for_look_alikes(household=again.household, by=Actor.WORKER, at=LATER)
    pair = LookAlike.objects.at_site(cast.site).first()
    privacy_row = privacy.propose_erasure(
        household=twin.household, reason="asked", by=cast.sofia, at=LATER
    )
    Outbox.objects.filter(state="waiting").update(due_at=LATER)
    outbox.deliver(at=LATER)
    known.copy.refresh_from_db()
    refusable = Consent.objects.of(household=household).filter(purpose=PURPOSES[-1].purpose)
    letter = household.notices.of(household=household).get(kind="decision")
    ids = {
        **{name: application.pk for name in ("application", "application_id", "file_id")},
        "case_id": known.case.pk,
        "interview_id": known.case.interviews(manager="objects").of(case=known.case).first().pk,
        "decision_id": known.decision.pk,
        "review_id": known.review.pk,
        "referral_id": known.referral.pk,
        **dict.fromkeys(("notice", "notice_id"), letter.pk),
        "document": known.paper.pk,
        "copy": known.copy.pk,
        "route": ContactRoute.objects.of(household=household).first().pk,
        "consent_id": refusable.first().pk,
        "look_alike_id": pair.pk,
        "correction_id": known.correction.pk,
        "erasure_id": privacy_row.pk,
        "effect_id": Outbox.objects.first().pk,  # type: ignore[union-attr]  # there are some
        "organisation_id": known.organisation.pk,
        "officer_id": cast.ivan.pk,
        "grant_id": cast.ivan.grants.get().pk,
        "brief_id": _brief(cast),
        **_reading(cast),
    }
    home = Family(application).enter_deep()
    return Office(cast=cast, home=home, ids=ids)


def _brief(cast: SimpleNamespace) -> UUID:
    """A handover brief of the desk between governments, which every office shares."""
    load_ledger(record=a_handover(), by=Actor.IMPORT, at=LATER)
    by = getattr(cast, "luis", None) or Actor.DEMONSTRATION
    return freeze_brief(**{**FREEZE, "day": LATER.date()}, by=by, at=LATER).pk


def _reading(cast: SimpleNamespace) -> dict[str, UUID]:
    """A text of the reading desk, which every office shares, and a draft of it."""
    by = getattr(cast, "luis", None) or people.officer("reader", role=Role.LIAISON, site=cast.site)
    text = a_text(by)
    return {"text": text, "draft": DraftEntry.objects.get(text=text, number=1).pk}


def others() -> dict[str, str]:
    """What stands in addresses beside ids of records."""
    rules = pack()
    persons = [f for f in rules.facts.values() if f.of == "person"]
    lists = next(f for f in persons if f.type.kind == "rows")
    single = next(f for f in persons if f.type.kind == "bool" and "public" in f.asked)
    return {
        "pathway": next(iter(rules.pathways)), "step": "1", "number": "0", "row": "0", "owner": "0",
        "key": "applications-to-check", "within": lists.name, "name": single.name, "code": f"0:{single.name}",
        "operation": "sum_new", "step_id": uuid4(), "form_id": uuid4(), "table": "requests",
        "side": "north", "word": "last-spoke", "field": "mode",
    }  # fmt: skip


def clients(here: Office, there: Office) -> dict[str, Any]:
    """The cookies of everybody who may come."""
    jars: dict[str, Any] = {
        "anybody": Client().cookies,
        "family": here.home.client.cookies,
        "stranger": there.home.client.cookies,
    }
    for name, role in ROLES.items():
        person = people.officer(f"the-{name}", role=role, site=here.cast.site)
        jars[name] = _signed_in(person)
    jars["elsewhere"] = _signed_in(there.cast.sofia)
    return jars


def _signed_in(person: Any) -> Any:
    browser = Client()
    people.sign_in(browser, person)
    return browser.cookies


def addresses() -> list[access.Address]:
    """Every address of Cauce but those of Django's own."""
    return list(access.addresses())


def parameters(route: str) -> list[str]:
    """The names of what stands in an address."""
    return PARAMETER.findall(route)


def path_of(route: str, ids: dict[str, Any]) -> str:
    """An address with ids in it; a name that nobody knows is an error with a sentence."""
    unknown = [name for name in parameters(route) if name not in ids]
    assert not unknown, f"{route}: say in tests/house/access_walk.py what {unknown} stands for."
    # Pages of papers are counted from one, persons and routes from nought.
    here = ids | {"number": "1"} if "document" in ids and "<uuid:document>" in route else ids
    return "/" + PARAMETER.sub(lambda found: str(here[found[1]]), route)


def ask(jar: Any, method: str, path: str) -> Any:
    """Open a page or send it an empty form; nothing of it stays."""
    browser = Client(headers={"accept-language": "en"}, raise_request_exception=False)
    browser.cookies.load({name: morsel.value for name, morsel in jar.items()})
    with transaction.atomic():
        answer = browser.get(path) if method == "GET" else browser.post(path, {})
        transaction.set_rollback(True)
    return answer


def word(answer: Any) -> str:
    """What an answer means to whoever came."""
    if answer.status_code in {301, 302, 303}:
        where = answer.headers["Location"].split("?")[0].split("#")[0]
        return "door" if where in DOORS else "on"
    if answer.status_code in {200, 400, 422}:
        return "page"
    # Said before anything is looked up: it tells nobody anything.
    return "-" if answer.status_code == 405 else str(answer.status_code)


def answers(
    here: Office, jars: dict[str, Any], ids: dict[str, Any]
) -> Iterator[tuple[str, list[str]]]:
    """Yield each address and method, with what each of those who may come is answered."""
    for each in addresses():
        path = path_of(each.route, ids)
        for method in METHODS:
            yield f"{each.name} {method}", [word(ask(jars[who], method, path)) for who in WHO]


def stranger_ids(ids: dict[str, Any]) -> dict[str, Any]:
    """The same, with ids that nobody ever had."""
    return {name: uuid4() if isinstance(value, UUID) else value for name, value in ids.items()}


def same(answer: Any) -> tuple[int, str]:
    """A page without what differs by chance: its form's token, the number of an error, its own ids."""
    text = answer.content.decode(errors="replace")
    text = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", text)
    text = re.sub(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}", "ID", text)
    return answer.status_code, re.sub(r"\b[0-9a-f]{8}\b", "NUMBER", text)


def links(answer: Any) -> set[str]:
    """Where a page leads inside the house."""
    if answer.status_code in {301, 302, 303}:
        found = [answer.headers["Location"]]
    else:
        found = re.findall(r'href="(/[^"]*)"', answer.content.decode(errors="replace"))
    plain = {link.split("#")[0] for link in found}
    return {link for link in plain if link.startswith("/") and not link.startswith("/static")}
