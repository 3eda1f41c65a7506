"""How the verbs of applications are called."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from cauce.applications import actions
from cauce.applications.consents import PURPOSES
from cauce.applications.models import Application
from cauce.applications.registrations.reading import read_csv
from cauce.applications.submission import RouteIn
from cauce.base.actors import Actor
from cauce.base.models import Officer, Site
from cauce.base.roles import Role
from cauce.packs import pack
from cauce.people import facts
from cauce.people.models import ContactRoute, Member
from tests import family
from tests.house.calls import AT, Calls
from tests.house.calls.base import a_site, an_officer


def a_registrar(site: Site, *, username: str = "rosa") -> Officer:
    return an_officer(username=username, roles=(Role.REGISTRAR,), site=site)


def an_application(site: Site | None = None, **changes: Any) -> Application:
    sent = family.submission(site or a_site(), **changes)
    return family.found(actions.submit(sent=sent, by=Actor.FAMILY, at=AT))


def _file() -> dict[str, Any]:
    application = an_application()
    return {"application": application, "by": a_registrar(application.site)}


def _taken() -> dict[str, Any]:
    words = _file()
    actions.take_oldest_application(by=words["by"], at=AT)
    return words


def _member(number: int = 1) -> dict[str, Any]:
    words = _file()
    members = Member.objects.of(household=words["application"].household)
    return words | {"member": members.select_related("key", "person__key").get(number=number)}


def _left() -> dict[str, Any]:
    words = _member()
    actions.member_left(**words, at=AT)
    return words


def _said() -> dict[str, Any]:
    key = next(k for k, f in pack().facts_of("person").items() if f.type.kind == "bool")
    said = facts.statement(value=True, source=facts.OFFICER, at=AT)
    return _member() | {"statements": {key: said}}


def _route() -> dict[str, Any]:
    words = _file()
    routes = ContactRoute.objects.of(household=words["application"].household)
    return words | {"route": routes.select_related("household__site").get()}


def _withdrawn() -> dict[str, Any]:
    words = {"application": an_application(), "by": Actor.FAMILY}
    actions.withdraw(**words, at=AT)
    return words


def _long_withdrawn() -> dict[str, Any]:
    application = an_application()
    actions.withdraw(application=application, by=Actor.FAMILY, at=AT - timedelta(days=31))
    return {"application": application, "by": Actor.WORKER}


def _asking() -> dict[str, Any]:
    words = {"form_id": uuid4(), "said": "Nací en 1987.", "by": Actor.FAMILY}
    return {"application": an_application(), **words}


def _asked(*, accept: bool = True) -> dict[str, Any]:
    row = actions.ask_correction(**_asking(), at=AT)
    by = a_registrar(row.site)
    return {"correction": row, "accept": accept, "answer": "Está corregido.", "by": by}


def _declined() -> dict[str, Any]:
    words = _asked(accept=False)
    actions.decide_correction(**words, at=AT)
    return {"correction": words["correction"], "by": words["by"]}


def _table() -> dict[str, Any]:
    site = a_site()
    rows, _faults = read_csv(b"given,consent\nWa,yes\n", site=site)
    return {"rows": rows, "site": site, "by": a_registrar(site)}


NEW_ROUTE = RouteIn(kind="email", address="maria@example.org")
LAST = PURPOSES[-1]

CALLS: Calls = {
    "applications.submit": lambda: {"sent": family.submission(a_site()), "by": Actor.FAMILY},
    "applications.import_registrations": _table,
    "applications.rescreen": lambda: _file() | {"why": "asked"},
    "applications.state_facts": _said,
    "applications.correct_person": lambda: _member() | {
        "content": {"given": "José María", "birth": "1986"}, "why": "passport",
    },
    "applications.add_member": lambda: _file() | {"person": family.lucia()},
    "applications.member_left": _member,
    "applications.member_returned": _left,
    "applications.set_consent": lambda: _file() | {
        "purpose": LAST.purpose, "recipient": LAST.recipient, "given": False,
    },
    "applications.add_route": lambda: _file() | {"route": NEW_ROUTE},
    "applications.close_route": _route,
    "applications.change_route": lambda: _route() | {
        "safe": RouteIn(kind="phone", address=family.PHONE, may_call=False),
    },
    "applications.take_oldest_application": lambda: {"by": _file()["by"]},
    "applications.give_back": _taken,
    "applications.mark_in_case": _file,
    "applications.mark_closed": lambda: _file() | {"because": "decided"},
    "applications.mark_urgent": lambda: _file() | {"urgent": True, "why": "threats"},
    "applications.new_access_code": lambda: _file() | {"asked": ["name", "birth", "document"]},
    "applications.withdraw": lambda: {"application": an_application(), "by": Actor.FAMILY},
    "applications.undo_withdrawal": _withdrawn,
    "applications.close_withdrawn": _long_withdrawn,
    "applications.ask_correction": _asking,
    "applications.decide_correction": _asked,
    "applications.reopen_correction": _declined,
}  # fmt: skip
