"""The desk's pages show what a shell answers: each question of the record, opened where a reader looks."""

import os
import re
from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

from cauce.base.actors import Actor
from cauce.governments import desk as door
from cauce.governments.actions import load_ledger
from cauce.governments.saying import age_said, date_said, days_said, sum_said, sums_said
from cauce.governments.vocabulary import word
from cauce.ledger import read_questions, read_record
from tests import cast as people
from tests.house.calls import AT
from tests.room.governments.desks import jar_of

Json = dict[str, Any]
FOLDER = Path(os.environ.get("CAUCE_EXAMPLES", "")) / "cooperation"
pytestmark = pytest.mark.skipif(
    not os.environ.get("CAUCE_EXAMPLES"), reason="CAUCE_EXAMPLES is not set"
)


def _file(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8")


class Desk:
    """A liaison officer's browser over the loaded record, and the record itself."""

    def __init__(self, jar: Any) -> None:
        self.jar, self.book = jar, door.ledger(public=False)

    def page(self, path: str, ask: Json, **query: Any) -> str:
        """A page of the desk, as known on the days that a question names."""
        days: Json = {key: ask[key].isoformat() for key in ("as_of", "known_on") if key in ask}
        answer = self.jar.get(f"/office/governments/{path}", {**days, **query})
        assert answer.status_code == 200, path
        return unescape(str(answer.content.decode()))

    def title(self, name: str) -> str:
        """What an entry is called."""
        return next(str(e.data["title"]) for e in self.book.every if e.id == name)


def section(page: str, name: str) -> str:
    found = re.search(rf'<section aria-labelledby="{name}">.*?</section>', page, re.S)
    return found[0] if found else ""


def links(text: str) -> list[str]:
    """The ids at the ends of the links of a piece of a page, and their places on the page."""
    found = re.findall(r'href="/office/governments/\w+/([^"?]*)(?:\?[^"#]*)?(#account-\d+)?"', text)
    return [unquote(name) + place for name, place in found]


def between(text: str, start: str, end: str) -> str:
    """What stands after one word and before the next; nothing where the first is not there."""
    _before, there, after = text.partition(start)
    return after.partition(end)[0] if there else ""


def last_contact(desk: Desk, ask: Json, answer: Json) -> None:
    """Where: a counterpart's page, with its definition chosen."""
    keys = {"levels": "level", "topics": "topic", "persons": "person", "only": "only"}
    query = {keys[key]: ask[key] for key in keys if key in ask}
    page = section(desk.page("with/gt", ask, other="us", **query), "spoke")
    assert date_said(answer["date"]) + "</b>, " + age_said(answer["age_days"]) in page
    found = between(
        page, f"{word('level', answer['level'])}, {word('mode', answer['mode'])}.", "</p>"
    )
    assert links(found) == answer["entries"]
    at = {
        a.id: f"{e.id}#account-{n}"
        for e in _view(desk, ask).entries
        for n, a in enumerate(e.accounts, 1)
    }
    for said, key in (
        ("This date is told by:", "accounts_agree_on_date"),
        ("Another date is told by:", "accounts_differ_on_date"),
        ("No date is told by:", "accounts_silent_on_date"),
        ("The topic is named by:", "accounts_naming_topic"),
    ):
        assert links(between(page, said, ".")) == [at[name] for name in answer.get(key, ())]
    assert links(between(page, "May have been as late:", "</p>")) == answer["could_be_as_late"]
    assert (
        links(between(page, "May lie before or after this day:", "</p>"))
        == answer["straddles_the_day"]
    )


def _view(desk: Desk, ask: Json) -> Any:
    return desk.book.view(known_on=ask.get("known_on"))


def open_requests(desk: Desk, ask: Json, answer: list[Json]) -> None:
    """Where: a counterpart's page, one way; and the page of each request."""
    page = section(desk.page(f"with/{ask['from']}", ask, other=ask["to"]), "requests")
    there = page.split("<h3>")[1]
    assert links(there) == [row["request"] for row in answer]
    for row, shown in zip(answer, there.split("<tr>")[2:], strict=True):
        last = row["last_act_of_asker"]
        assert age_said(row["age"]) in shown
        assert (days_said(last["silent_days"]) if last else "day not stated") in shown
        assert ("contested" in shown) is row["contested"]
        alone = desk.page(f"requests/{row['request']}", ask)
        again = row["reiterated"]
        assert f"Open {age_said(row['age'])}, no answer date agreed." in alone
        assert not last or f"Asked again {again} time" in alone
        assert f"next term: {word('carried', row['carried_over'])}." in alone


def running_totals(desk: Desk, ask: Json, answer: Json) -> None:
    """Where: a counterpart's page, the line of totals."""
    money = section(desk.page("with/gt", ask, other="us"), "money")
    line = between(between(money, "Running totals", "</section>"), "<p>private money", "</ul>")
    assert links(line) == [point["entry"] for point in answer["line"]]
    assert re.findall(r": <b>(.*?)</b>", line) == [sum_said(point) for point in answer["line"]]
    assert re.findall(r"<li>(.*?): <b>", line) == [date_said(p["as_of"]) for p in answer["line"]]


def sum_new(desk: Desk, ask: Json, answer: Json) -> None:
    """Where: a counterpart's page, with the days that are added up."""
    days = {"since": ask["from"].isoformat(), "until": ask["to"].isoformat()}
    page = section(desk.page("with/gt", {}, other="us", **days), "money")
    added = between(page, "<p>public money:", "</p>")
    found = answer["public"]
    assert f"<b>{'; '.join(sums_said(found['sums']))}</b>" in added
    assert links(added) == [name for one in found["sums"].values() for name in one["entries"]]
    left = between(page, "Left out, and why: public money", "</details>")
    for why, names in found["left_out"].items():
        assert links(between(left, f"<li>{word('left_out', why)}:", "</li>")) == names
    assert left.count("<li>") == len(found["left_out"])


def disagreements(desk: Desk, ask: Json, answer: list[Json]) -> None:
    """Where: the pages of the entries that are asked of, or the list, narrowed to what differs."""
    paths = [(f"commitments/{name}", "") for name in ask.get("entries", ())]
    paths += [("disagreements", field) for field in ask.get("fields", ())]
    seen: dict[str, str] = {}
    for path, field in paths:
        page = desk.page(path, ask, **({"field": field} if field else {}))
        for name, text in re.findall(r'id="matter-([^"]*)">(.*?)</article>', page, re.S):
            seen[name] = text
    assert seen.keys() == {row["id"] for row in answer}
    for row in answer:
        assert ("nobody decided" in seen[row["id"]]) is (row["settled"] is None)
        assert seen[row["id"]].count("<b>") == 2


def handover_brief(desk: Desk, ask: Json, answer: Json) -> None:
    """Where: a brief, frozen as of the day."""
    form = {"side": ask["side"], "office": ask["office"], "audience": "desk", "day": ask["as_of"]}
    made = desk.jar.post("/office/governments/briefs/new", form)
    page = unescape(desk.jar.get(made.headers["Location"]).content.decode())
    paper = page[page.index('<article class="brief"') : page.index("</article>")]
    tables = {
        re.sub(r" \(\d+\)$", "", caption): re.findall(
            r'<th scope="row"><span lang="en">(.*?)</span>', rows
        )
        for caption, rows in re.findall(r"<caption>(.*?)</caption>(.*?)</table>", paper, re.S)
    }
    titles = {
        "Asked by this side, not answered": answer["we_wait_on_them"],
        "Asked of this side, not answered": answer["they_wait_on_us"],
        "Public money promised": answer["public_money_announced"],
        "Public money reported as given": answer["public_money_delivered"],
        "Latest total of money": [answer["latest_running_total"]],
        "Begun together and not ended": list(answer["initiatives_not_closed"]),
    }
    for title, names in titles.items():
        assert tables.get(title, []) == [desk.title(name) for name in names], title
    matters = {matter["id"]: matter["matter"] for matter in desk.book.disagreements}
    assert tables["Where accounts differ"] == [matters[n] for n in answer["disagreements_open"]]
    assert len(tables["Last talks, by level"]) == len(answer["last_contact"])
    for one in answer["last_contact"].values():
        assert age_said(one["age_days"]) in paper
    for passed in answer["planned_dates_passed"]:
        assert date_said(passed["planned_end"]) in paper
    for phase in answer["initiatives_not_closed"].values():
        assert date_said(phase["since"]) in paper


def rests_on(desk: Desk, ask: Json, answer: Json) -> None:
    """Where: the page of the source."""
    for name, found in answer.items():
        page = desk.page(f"sources/{name}", ask)
        assert links(between(section(page, "falls"), "</h2>", "</ul>")) == found["fall"]
        rows = section(page, "stands").split("<li>")[1:]
        kept = [{"entry": links(row)[0], "left": sorted(links(row)[1:])} for row in rows]
        assert kept == [{**one, "left": sorted(one["left"])} for one in found["keep"]]


def initiative_state(desk: Desk, ask: Json, answer: Json) -> None:
    """Where: the page of the initiative, on each of the days."""
    for day in ask["as_of"]:
        page = desk.page(f"initiatives/{ask['initiative']}", {"as_of": day})
        found = answer[day.isoformat()]
        assert f"<b>{word('phase', found['phase'])}</b>, since {date_said(found['since'])}" in page
        assert f'Called then: <span lang="en">{found["name"]}</span>' in page


OPENED: dict[str, Callable[[Desk, Any, Any], None]] = {
    each.__name__: each
    for each in (
        last_contact, open_requests, running_totals, sum_new, disagreements, handover_brief, rests_on,
        initiative_state,
    )
}  # fmt: skip


def test_every_question_is_answered_by_a_page_as_by_the_shell(db: None, settings: Any) -> None:
    settings.OFFICE_DAY = None  # as the questions: whatever was published until today
    luis = people.enter().luis
    load_ledger(record=read_record(_file("record.json"), "record.json"), by=Actor.IMPORT, at=AT)
    desk = Desk(jar_of(luis))
    asked = read_questions(_file("record-questions.json"), "questions", desk.book)
    wrong = {}
    for name, ask in asked.items():
        answer = door.ask(desk.book, **ask)
        try:
            OPENED[ask["op"]](desk, ask, answer)
        except AssertionError as fault:
            wrong[name] = str(fault)[:900]
    assert wrong == {}
    assert len(asked) == 16
