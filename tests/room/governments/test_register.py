"""The register as the desk keeps it: offices, tasks and topics; nothing of it is ever deleted."""

from typing import Any
from uuid import uuid4

import pytest

from cauce.base.actors import Actor
from cauce.base.refusal import Refused
from cauce.governments import desk, shelves
from cauce.governments.actions import load_ledger
from cauce.governments.entries.forms_in import EndIn, TermIn
from cauce.governments.models import Source, Topic
from cauce.governments.register import actions
from cauce.governments.work.quick.actions import undo_note
from cauce.partners.models import Post, Tenure
from tests import cast as people
from tests.house.calls import AT
from tests.house.calls.governments import TERM, a_request
from tests.room.governments.desks import jar_of, words


@pytest.fixture
def luis() -> Any:
    """The liaison officer, over a small ledger with one office."""
    load_ledger(record=a_request(), by=Actor.IMPORT, at=AT)
    return people.enter().luis


def _holders(day: str) -> list[str]:
    book = desk.ledger(public=False)
    year, month, number = map(int, day.split("-"))
    on = AT.date().replace(year=year, month=month, day=number)
    found: dict[str, list[str]] = desk.ask(book, "office_holder", office="head", as_of=[on])
    return found[day]


def _take(luis: Any, **changed: Any) -> str:
    asked = {"office": "head", "term": TERM, "form_id": uuid4(), "by": luis, "at": AT}
    name: str = actions.take_office(**asked | changed)
    return name


@pytest.mark.django_db
def test_an_office_is_taken_and_left_on_days_known_in_part(luis: Any) -> None:
    form = uuid4()
    name = _take(luis, form_id=form)
    assert name == _take(luis, form_id=form)
    assert (_holders("2024-01-11"), _holders("2023-12-31")) == (["south"], [])
    with pytest.raises(Refused, match="already that they hold"):
        _take(luis)
    leave = {"tenure": name, "form_id": uuid4(), "by": luis, "at": AT}
    actions.leave_office(end=EndIn(day="2024-02", how="handover"), before=None, **leave)
    assert (_holders("2024-02-29"), _holders("2024-03-01")) == (["south"], [])
    with pytest.raises(Refused, match="another end meanwhile"):
        actions.leave_office(end=EndIn(day="2024-03"), before=None, **leave)
    with pytest.raises(Refused, match="ends on 2023-12, before it begins"):
        actions.leave_office(end=EndIn(day="2023-12"), before="2024-02", **leave)
    actions.leave_office(end=EndIn(day=""), before="2024-02", **leave | {"form_id": uuid4()})
    assert (Tenure.objects.get(pk=name).ends, Tenure.objects.get(pk=name).ends_with) == ("", "")


@pytest.mark.django_db
def test_a_term_written_by_mistake_is_undone_and_stays_written(luis: Any) -> None:
    form = uuid4()
    _take(luis, form_id=form)
    undo_note(form_id=form, by=luis, at=AT)
    assert _holders("2024-01-31") == []
    assert Tenure.objects.filter(pk=f"t-{form.hex}").exists()
    _take(luis)
    assert _holders("2024-01-31") == ["south"]


@pytest.mark.django_db
def test_the_note_of_a_term_says_nothing_but_its_day(luis: Any) -> None:
    _take(luis)
    note = Source.objects.get(kind="own note")
    assert (note.title, note.note) == ("Note of the desk, 2024-01-12", "")


@pytest.mark.django_db
def test_a_task_is_given_once_and_shown_on_the_counterparts_page(luis: Any) -> None:
    given = {"task": "leads on root causes", "term": TermIn(actor="north", begins="2021-03")}
    name = actions.appoint_mandate(form_id=uuid4(), by=luis, at=AT, **given)
    assert Tenure.objects.get(pk=name).post.title == "leads on root causes"
    with pytest.raises(Refused, match="has this task already"):
        actions.appoint_mandate(
            form_id=uuid4(), by=luis, at=AT, **given | {"task": "Leads on Root causes"}
        )
    with pytest.raises(Refused, match="Choose an office"):
        _take(luis, office="nothing")
    with pytest.raises(Refused, match="'nobody' is no actor"):
        _take(luis, term=TermIn(actor="nobody", begins="2024"))
    assert Post.objects.count() == 2


@pytest.mark.django_db
def test_topics_are_a_tree_that_grows_and_loses_nothing(luis: Any) -> None:
    say = {"by": luis, "at": AT}
    visas = actions.add_topic(label="Visas at work", parent="borders", **say)
    assert visas == "visas_at_work"
    with pytest.raises(Refused, match="such a topic already"):
        actions.add_topic(label="visas AT work", parent=None, **say)
    with pytest.raises(Refused, match="parent goes in a circle"):
        actions.change_topic(
            topic="borders", label="borders", parent=visas, before=("borders", None), **say
        )
    actions.change_topic(
        topic=visas, label="Visas", parent=None, before=("Visas at work", "borders"), **say
    )
    with pytest.raises(Refused, match="changed this topic meanwhile"):
        actions.change_topic(
            topic=visas, label="V", parent=None, before=("Visas at work", "borders"), **say
        )
    actions.retire_topic(topic="borders", **say)
    with pytest.raises(Refused, match="retired already"):
        actions.retire_topic(topic="borders", **say)
    whole = shelves.whole()
    assert [t["id"] for t in whole["topics"]] == ["borders", visas]
    assert whole["entries"][0]["accounts"][0]["values"]["topics"] == ["borders"]
    load_ledger(record=a_request(), by=Actor.IMPORT, at=AT)
    assert Topic.objects.get(pk="borders").retired
    actions.take_up_topic(topic="borders", **say)
    assert not Topic.objects.filter(retired=True).exists()


@pytest.mark.django_db
def test_the_page_shows_the_register_and_each_of_its_forms_works(luis: Any) -> None:
    jar = jar_of(luis)
    start = "/office/governments/register"
    form = {"form_id": str(uuid4()), "actor": "south", "office": "head", "begins": "2024-01~"}
    assert jar.post(f"{start}/take-office", form | {"how": "acting"}).status_code == 302
    assert jar.post(f"{start}/take-office", form | {"begins": "soon"}).status_code == 422
    task = form | {"form_id": str(uuid4()), "task": "leads on visas"}
    assert jar.post(f"{start}/mandate", task).status_code == 302
    assert (
        jar.post(f"{start}/topics/new", {"label": "Visas", "parent": "borders"}).status_code == 302
    )
    page = words(jar.get(start).content.decode())
    for said in ("Head of the North The South", "acting, for a time", "leads on visas", "– Visas"):
        assert said in page, page
    name = Tenure.objects.get(post="head").pk
    stale = jar.post(
        f"{start}/leave/{name}", {"form_id": str(uuid4()), "day": "2024", "stamp": "x"}
    )
    assert (stale.status_code, "Somebody else changed this" in stale.content.decode()) == (
        422,
        True,
    )
    assert (
        jar.post(f"{start}/leave/{name}", {"form_id": str(uuid4()), "day": "2024"}).status_code
        == 302
    )
    moved = {"label": "Visas", "parent": "", "stamp": "Visas/borders"}
    assert jar.post(f"{start}/topics/change/visas", moved).status_code == 302
    assert jar.post(f"{start}/topics/retire/visas").status_code == 302
    assert "Visas retired none: it stands on top" in words(jar.get(start).content.decode())
    log = jar.get("/office/governments/log").content.decode()
    assert ("borders" in log, "Visas" in log) == (True, False)
    assert f"{start}/mandate" in jar.get("/office/governments/with/north").content.decode()


@pytest.mark.django_db
def test_a_term_of_today_is_undone_from_the_page(
    luis: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from cauce.base import clock

    monkeypatch.setattr(clock, "now", lambda: AT)
    form = uuid4()
    _take(luis, form_id=form)
    jar = jar_of(luis)
    undo = f"/office/governments/register/undo/{form}"
    assert undo in jar.get("/office/governments/register").content.decode()
    assert jar.post(undo).status_code == 302
    assert undo not in jar.get("/office/governments/register").content.decode()
