"""A family walks the strings of `canaries` through every page and verb that takes them."""

import io
import re
from typing import Any
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import ExifTags, Image

from cauce.applications.models import Application
from cauce.base import clock, outbox
from cauce.cases.interviews import actions as interviews
from cauce.cases.models import Case
from cauce.privacy.models import FileCopy
from tests import casework
from tests import cast as people
from tests.room.apply.conftest import Family
from tests.room.privacy.canaries import EVERY
from tests.room.website.mine import Family as Mine

HERE = "127.0.0.1"


def browser(person: Any = None) -> Client:
    """Somebody's browser; a page that breaks answers as it would in an office."""
    entered = Client(
        SERVER_NAME=HERE, headers={"accept-language": "en"}, raise_request_exception=False
    )
    if person is not None:
        people.sign_in(entered, person)
    return entered


def walk(cast: Any) -> Application:
    """Apply, write, be interviewed, decided on and reviewed; return the application."""
    application = _apply()
    work()
    home = _my(application)
    _office(cast, application)
    case = _talk(cast, application)
    work()
    _decide(cast, case)
    _ask_review(home)
    work()
    return application


def work() -> None:
    """What the worker has to do by now."""
    for _round in range(3):
        outbox.deliver(at=clock.machine_now())


def _ok(answer: Any, status: int = 302) -> Any:
    assert answer.status_code == status, (answer.status_code, answer.content.decode()[:4000])
    return answer


def photo() -> bytes:
    """A photo that says more than it shows."""
    notes = Image.Exif()
    notes[ExifTags.Base.Artist] = EVERY["text in the file"]
    notes.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSAreaInformation] = EVERY[
        "text in the file"
    ].encode()
    out = io.BytesIO()
    Image.new("RGB", (400, 300), "blue").save(
        out, "JPEG", exif=notes, comment=EVERY["text in the file"].encode()
    )
    return out.getvalue() + EVERY["text in the file"].encode()


def _apply() -> Application:
    family = Family()
    family.client = browser()
    _ok(family.begin(helped="yes", helper=EVERY["helper"], relation="vecina"))
    _ok(family.agree(**_every_consent(family)))
    named = {"given": EVERY["name"], "surname1": EVERY["surname"], "y": "1991", "m": "3", "d": "4"}
    paper = {"0-kind": "passport", "0-number": EVERY["document"], "0-issuer": "VE"}
    _ok(family.name(named | paper))
    _ok(family.reach(**{"0-address": EVERY["phone"], "0-call": "1"}))
    family.answer_all()
    file = SimpleUploadedFile(EVERY["file name"], photo())
    form = {"form": str(uuid4()), "kind": "birth", "about": "", "file": file}
    _ok(family.client.post("/apply/documents", form))
    _ok(family.send())
    return application()


def application() -> Application:
    """The first application there is."""
    rows = Application.objects.unscoped("a test").order_by("received_at")
    found: Application = rows.select_related("key", "site", "household__key").first()
    return found


def _every_consent(family: Family) -> dict[str, str]:
    names = re.findall(r'name="([^"]+)" value="yes"', family.html("/apply/consent"))
    return dict.fromkeys(names, "yes")


def _my(application: Application) -> Mine:
    home = Mine(application)
    home.client = browser()
    home.enter_deep()
    form = home.form("/my/correct")
    _ok(home.post("/my/correct", form=form, about="0", said=EVERY["answer"], why=""))
    _ok(home.post("/my/routes/new", **{"0-address": EVERY["e-mail"], "0-write": "1"}))
    _ok(home.post("/my/copy", form=home.form("/my/copy")))
    return home


def _office(cast: Any, application: Application) -> None:
    rosa, file = browser(cast.rosa), f"/office/files/{application.pk}"
    _ok(rosa.get(file), 200)
    for what in ("surname", "document", "phone", "e-mail", "search term"):
        _ok(rosa.post("/office/search", {"what": EVERY[what]}), 200)
    _ok(rosa.post(f"{file}/write", {"body": EVERY["letter"]}))
    table = f"given,surname1,birth,phone,consent\n{EVERY['CSV import']},Soto,1990,,yes\n"
    sent = SimpleUploadedFile("table.csv", table.encode(), content_type="text/csv")
    trial = _ok(rosa.post("/office/import", {"site": str(cast.site.pk), "table": sent}), 200)
    known = re.search(r'name="trial" value="([^"]+)"', trial.text)
    assert known is not None
    _ok(rosa.post("/office/import/keep", {"trial": known[1]}), 200)


def _talk(cast: Any, application: Application) -> Case:
    _ok(browser(cast.rosa).post(f"/office/cases/open/{application.pk}"))
    rows = Case.objects.of(application=application).select_related(
        "application__household__key", "application__site", "application__key", "key", "site"
    )
    case: Case = rows.get()
    row = casework.running(cast, case)
    words = {"interview": row, "by": row.interviewer, "at": casework.MORNING}
    interviews.note_interview(text=EVERY["note"], **words)
    interviews.record_read_back(person_confirms=True, interpreter_signs=False, **words)
    interviews.end_interview(**words)
    return case


def _decide(cast: Any, case: Case) -> None:
    from cauce.cases import actions

    actions.assign_case(
        case=case, officer=cast.ivan, why="a test", by=cast.sofia, at=casework.MORNING
    )
    casework.decided(cast, "wait", case=case, reasons=EVERY["reason"])


def _ask_review(home: Mine) -> None:
    home.enter_deep()
    _ok(home.get("/my/letters"), 200)
    _ok(home.post("/my/review", form=home.form("/my/review"), why=EVERY["review"], late=""))


def go_wrong(cast: Any, application: Application) -> list[int]:
    """Press every string into addresses, forms and heads that cannot take it; return what was answered."""
    every = list(EVERY.values())
    found: list[int] = []
    stranger, rosa = browser(), browser(cast.rosa)
    for text in every:
        asked = (
            stranger.get(f"/{text}"),
            stranger.get(f"/pathways/{text}"),
            stranger.get("/pathways", {"on": text}),
            stranger.get("/", headers={"host": f"{text}.example", "user-agent": text}),
            stranger.get(
                "/", headers={"referer": f"https://a.example/{text}", "accept-language": text}
            ),
            stranger.post("/my", {"reference": text, "code": text}),
            stranger.post("/apply", {"language": text, "helper": text, text: text}),
            stranger.post("/office/sign-in", {"username": text, "password": text}),
            stranger.post("/could-i", {"who": text, "others": text}),
            rosa.get(f"/office/files/{text}"),
            rosa.get(f"/office/trays/{text}"),
            rosa.post(
                f"/office/files/{application.pk}/persons/new", {"given": text, "birth": text}
            ),
            rosa.post(
                f"/office/files/{application.pk}/contact/new", {"kind": "email", "address": text}
            ),
            rosa.post("/office/import/keep", {"trial": text}),
            rosa.post(f"/office/files/{application.pk}/erase", {"reason": text}),
        )
        found += [answer.status_code for answer in asked]
    return found


def break_down(cast: Any, application: Application) -> list[int]:
    """Let pages break in the middle, with strings in their hands; return what was answered."""
    from unittest.mock import patch

    rosa, found = browser(cast.rosa), []
    for text in EVERY.values():
        with patch("cauce.office.search.page", side_effect=ValueError(text)):
            found.append(rosa.post("/office/search", {"what": text}).status_code)
        with patch("cauce.base.audit.write", side_effect=OSError(text)):
            address = f"/office/files/{application.pk}/write"
            found.append(rosa.post(address, {"body": text}).status_code)
    return found


def copies() -> list[FileCopy]:
    """The copies that the worker made."""
    return list(FileCopy.objects.unscoped("a test").filter(state="ready"))
