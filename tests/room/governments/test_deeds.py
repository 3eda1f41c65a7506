"""The desk's forms: done, refused with what was typed, and both shown where somebody was quicker."""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from cauce.base.roles import Role
from cauce.governments import desk as door
from cauce.governments.keeping.actions import hold, set_next_date, set_owner
from cauce.governments.models import Keeping, Source
from tests import cast as people
from tests.house.calls import AT
from tests.room.governments.desks import jar_of, words

START = "/office/governments/do/"
ACT = {"act": "acknowledged", "actor": "us", "day": "2024-01-11", "words": "They wrote back."}


def _form(jar: Client, path: str) -> dict[str, str]:
    """The hidden fields of a form, as a browser would send them."""
    import re

    page = jar.get(f"{START}{path}").content.decode()
    found = re.findall(r'<input type="hidden" name="(\w+)"[^>]*? value="([^"]*)"', page)
    return {name: value for name, value in found if name != "csrfmiddlewaretoken"}


def _post(jar: Client, path: str, **said: str) -> Any:
    return jar.post(f"{START}{path}", {**_form(jar, path), **said})


def _entry(name: str) -> Any:
    return next(entry for entry in door.ledger(public=False).every if entry.id == name)


def test_an_act_is_recorded_from_the_page_of_its_request(desk: Any) -> None:
    before = len(_entry("r-tps").data["acts"])
    answer = _post(desk.jar, "act/r-tps", **ACT)
    assert answer.headers["Location"] == "/office/governments/requests/r-tps?done=act-recorded#main"
    acts = _entry("r-tps").data["acts"]
    assert len(acts) == before + 1
    assert acts[-1]["act"] == "acknowledged"


def test_a_tap_that_comes_twice_is_one_act(desk: Any) -> None:
    form = {**_form(desk.jar, "act/r-tps"), **ACT}
    before = len(_entry("r-tps").data["acts"])
    desk.jar.post(f"{START}act/r-tps", form)
    desk.jar.post(f"{START}act/r-tps", form)
    assert len(_entry("r-tps").data["acts"]) == before + 1


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"day": "last week"}, "This is no date."),
        ({"act": ""}, "Choose what happened."),
        ({"actor": ""}, "Choose who did it."),
        ({"act": "answered", "words": ""}, "An ending needs what shows it"),
    ],
)
def test_a_fault_keeps_what_was_typed(desk: Any, changed: Any, sentence: str) -> None:
    answer = _post(desk.jar, "act/r-tps", **{**ACT, "words": "typed by hand", **changed})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert sentence in words(page)
    assert changed.get("day", "2024-01-11") in page
    assert changed.get("words", "typed by hand") in page


def test_an_act_on_an_older_page_shows_both(desk: Any) -> None:
    form = {**_form(desk.jar, "act/r-tps"), **ACT, "form_id": str(uuid4())}
    other = jar_of(people.officer("lucia", role=Role.LIAISON, site=desk.site))
    _post(other, "act/r-tps", **{**ACT, "act": "reiterated"})
    answer = desk.jar.post(f"{START}act/r-tps", form)
    assert answer.status_code == 422
    text = words(answer.content.decode())
    assert "Somebody else changed this while you were writing." in text
    assert "Last act Now it says: asked again, 11 January 2024 You wrote: acknowledged" in text
    again = _post(desk.jar, "act/r-tps", **ACT)
    assert again.status_code == 302


def test_a_day_is_agreed_and_agreed_anew_with_the_former_one_kept(desk: Any) -> None:
    _post(desk.jar, "agree/r-tps", day="2024-02-01", why="By note.", agreed_by="us")
    answer = _post(desk.jar, "agree/r-tps", day="2024-03-01", why="They asked for time.")
    assert answer.status_code == 302
    clock = _entry("r-tps").data["clock"]
    assert [e["from"] for e in clock["extensions"]] == [None, "2024-02-01"]
    page = words(desk.jar.get("/office/governments/requests/r-tps").content.decode())
    assert "an answer is expected by 1 March 2024" in page


def test_a_day_that_was_agreed_meanwhile_is_shown_beside_mine(desk: Any) -> None:
    form = {**_form(desk.jar, "agree/r-tps"), "day": "2024-05-01", "why": "Mine."}
    _post(desk.jar, "agree/r-tps", day="2024-02-01", why="By note.")
    answer = desk.jar.post(f"{START}agree/r-tps", form)
    assert answer.status_code == 422
    text = words(answer.content.decode())
    assert "Now it says: 1 February 2024 You wrote: 2024-05-01" in text


def test_an_owner_is_set_and_nobody_is_overwritten_unseen(desk: Any) -> None:
    form = {**_form(desk.jar, "owner/r-tps"), "owner": str(desk.luis.pk)}
    lucia = people.officer("lucia", role=Role.LIAISON, site=desk.site)
    set_owner(entry="r-tps", owner=lucia, before=None, by=lucia, at=AT)
    answer = desk.jar.post(f"{START}owner/r-tps", form)
    assert answer.status_code == 422
    text = words(answer.content.decode())
    assert "Now it says: Lucia You wrote: Luis" in text
    assert _post(desk.jar, "owner/r-tps", owner=str(desk.luis.pk)).status_code == 302
    assert Keeping.objects.get(pk="r-tps").owner == desk.luis


def test_only_officers_of_the_desk_can_be_owners(desk: Any) -> None:
    answer = _post(desk.jar, "owner/r-tps", owner=str(desk.rosa.pk))
    assert answer.status_code == 422
    assert "Choose an officer of the list." in words(answer.content.decode())


def test_a_next_date_is_set_and_a_past_one_refused(desk: Any) -> None:
    assert _post(desk.jar, "next/r-tps", day="2031-02-01").status_code == 302
    past = _post(desk.jar, "next/r-tps", day="2001-02-01")
    assert past.status_code == 422
    assert "That day is past" in words(past.content.decode())
    form = {**_form(desk.jar, "next/r-tps"), "day": "2031-05-01"}
    there = AT.date().replace(year=2031, month=2, day=1)
    later = there.replace(year=2032)
    set_next_date(entry="r-tps", day=later, before=there, by=desk.luis, at=AT)
    assert desk.jar.post(f"{START}next/r-tps", form).status_code == 422


def test_what_is_held_is_let_go_by_another_officer_only(desk: Any) -> None:
    hold(entry="r-tps", by=desk.luis, at=AT)
    page = words(desk.jar.get("/office/governments/requests/r-tps").content.decode())
    assert "Let the hold go You hold this entry yourself; another officer lets it go." in page
    mine = desk.jar.post(f"{START}release/r-tps")
    assert mine.status_code == 422
    other = jar_of(people.officer("lucia", role=Role.LIAISON, site=desk.site))
    assert other.post(f"{START}release/r-tps").status_code == 302
    assert Keeping.objects.get(pk="r-tps").state == "internal"


def test_publishing_goes_there_and_back(desk: Any) -> None:
    for deed, state in (("inside", "internal"), ("publish", "public"), ("hold", "held")):
        assert desk.jar.post(f"{START}{deed}/r-tps").status_code == 302
        assert Keeping.objects.get(pk="r-tps").state == state


def test_a_value_is_decided_with_a_reason(desk: Any) -> None:
    path = "decide/mode/c-2021-03-30"
    assert _post(desk.jar, path, account="c-2021-03-30.a2", why="").status_code == 422
    form = _form(desk.jar, path)
    answer = _post(desk.jar, path, account="c-2021-03-30.a2", why="A picture shows it.")
    assert answer.status_code == 302
    assert _entry("c-2021-03-30").data["mode"] == "video"
    later = desk.jar.post(f"{START}{path}", {**form, "account": "c-2021-03-30.a1", "why": "No."})
    assert later.status_code == 422
    assert "Now it says: video:" in words(later.content.decode())
    assert desk.jar.get(f"{START}decide/title/c-2021-03-30").status_code == 404


def test_a_difference_is_settled_and_opened_again_and_stays_listed(desk: Any) -> None:
    path = "settle/d-mode-2021-03-30"
    form = _form(desk.jar, path)
    assert _post(desk.jar, path, account="c-2021-03-30.a1", why="Seen.").status_code == 302
    page = words(desk.jar.get("/office/governments/disagreements").content.decode())
    assert page.index("Settled, and still listed") < page.index("Medium of the talk of 30 March")
    stale = desk.jar.post(f"{START}{path}", {**form, "account": "c-2021-03-30.a2", "why": "No."})
    assert stale.status_code == 422
    assert _post(desk.jar, path, account="", why="Unsure after all.").status_code == 302
    matters = {m["id"]: m for m in door.ledger(public=False).disagreements}
    assert matters["d-mode-2021-03-30"]["settled"] is None


def test_two_entries_become_one_event_and_are_taken_apart(desk: Any) -> None:
    same = _post(desk.jar, "same/c-2023-05-31", other="c-2023-05-26", why="Same words.")
    assert same.status_code == 302
    page = desk.jar.get("/office/governments/entries/c-2023-05-31").content.decode()
    assert "It counts once." in page
    said = {"entry": "c-2023-05-31", "other": "c-2023-05-26"}
    assert desk.jar.post(f"{START}apart", said).status_code == 302
    again = desk.jar.post(f"{START}apart", said)
    assert again.status_code == 422
    assert "nothing is to be undone" in words(again.content.decode())
    assert desk.jar.post(f"{START}apart", {}).status_code == 404


def test_a_source_is_taken_back_with_a_reason_and_counts_again(desk: Any) -> None:
    assert _post(desk.jar, "retract/dcnf-signal", why=" ").status_code == 422
    assert _post(desk.jar, "retract/dcnf-signal", why="A forgery.").status_code == 302
    assert Source.objects.get(pk="dcnf-signal").retracted
    page = words(desk.jar.get("/office/governments/sources/dcnf-signal").content.decode())
    assert "nothing rests on it from that day on" in page
    assert "A forgery." in page
    assert desk.jar.post(f"{START}restore/dcnf-signal").status_code == 302
    assert desk.jar.post(f"{START}restore/dcnf-signal").status_code == 422


def test_a_director_reads_and_is_told_who_writes(desk: Any) -> None:
    jar = jar_of(desk.dina)
    page = words(jar.get("/office/governments/requests/r-tps").content.decode())
    assert "Record an act You read the ledger; a liaison officer writes in it." in page
    assert jar.get(f"{START}act/r-tps").status_code == 403
    assert jar.post(f"{START}publish/r-tps").status_code == 403


def test_a_page_of_another_day_leads_back_to_today_for_writing(desk: Any) -> None:
    page = desk.jar.get("/office/governments/requests/r-tps?known_on=2023-01-01").content.decode()
    assert "You look at another day. Go back to today to write." in words(page)
    assert f'href="{START}act/r-tps"' not in page


@pytest.mark.parametrize("deed", ["act", "agree", "owner", "next", "decide/mode", "same", "settle"])
def test_there_is_no_form_for_what_is_not_there(desk: Any, deed: str) -> None:
    assert desk.jar.get(f"{START}{deed}/nobody").status_code == 404
