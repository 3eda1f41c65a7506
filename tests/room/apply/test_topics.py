"""One topic of one person a page: what goes together, what waits, and what comes of a page half right."""

import re
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from cauce.eligibility import case_from, words
from cauce.packs import pack
from cauce.questions.answers import SAID, UNKNOWN, Answers, Ref, answers_from, items
from cauce.website import interview
from cauce.website.apply import topics
from tests.journeys import robot
from tests.library.small import examples
from tests.room.apply.conftest import MATEO, Family, dont_know, filled, path_of, said, wrong

ALIEN = Path(__file__).parents[2] / "packs" / "alien"
WORKED = [case for name, case in examples().items() if name.startswith("W")]


def _begun(case: dict[str, Any]) -> Answers:
    rules, answers = pack(), Answers(on=case["on"], law=pack().law)
    answers.persons = [{} for _ in case["persons"]]
    relation = rules.facts[rules.relations.fact].key
    for place, person in enumerate(case["persons"]):
        birth = person.get(rules.facts[rules.relations.birth].key)
        answers.put(rules, Ref(place, rules.relations.birth), birth, SAID)
        answers.persons[place][relation] = person.get(relation) if place else None
    return answers


def _answer(answers: Answers, case: dict[str, Any], ref: Ref) -> None:
    fact = pack().facts[ref.fact]
    record = case["household"] if ref.person is None else case["persons"][ref.person]
    if ref.row is not None:
        record = items(record[pack().facts[ref.list_fact].key])[ref.row]
    value = record.get(fact.key)
    if fact.type.kind == "rows" and fact.type.row and value:
        value = [{} for _ in items(value)]
    answers.put(pack(), ref, value, UNKNOWN if value is None else SAID)


def _pages(case: dict[str, Any]) -> list[tuple[Ref, ...]]:
    """The pages on which a worked person answers, each with its questions."""
    answers, found = _begun(case), []
    topics.advance(pack(), answers)
    while answers.now is not None:
        page = topics.page_of(pack(), answers, answers.now + 1)
        assert page is not None
        refs = [ref for ref in topics.shown(answers, page) if not answers.answered(ref)]
        assert refs, "a page without a question"
        assert len({topics.topic_of(pack(), ref) for ref in refs}) == 1
        assert all(pack().facts[ref.fact].asked == "public" for ref in refs)
        for ref in refs:
            _answer(answers, case, ref)
        found.append(tuple(refs))
        topics.advance(pack(), answers)
    return found


def _one_by_one(case: dict[str, Any]) -> int:
    """How many pages it takes with a question a page."""
    answers, asked = _begun(case), 0
    while waiting := interview.remaining(pack(), answers, case_from(pack(), answers.case())):
        _answer(answers, case, interview.ref_of(pack(), waiting[0]))
        asked += 1
    return asked


def test_worked_persons_turn_fewer_pages_than_with_a_question_a_page() -> None:
    pages = [_pages(case) for case in WORKED]
    single = [_one_by_one(case) for case in WORKED]
    assert len(pages) == 25
    assert all(len(found) <= alone for found, alone in zip(pages, single, strict=True))
    assert sum(map(len, pages)) < 0.72 * sum(single)
    # Nobody is asked everything at once: with all of a topic it would be twice as much.
    assert sum(len(page) for found in pages for page in found) < 1.55 * sum(single)
    assert max(len(page) for found in pages for page in found) <= 8


def test_a_page_says_its_topic_whom_it_is_about_and_how_far_it_is(family: Family) -> None:
    family.come_to_questions(MATEO)
    address, titles = path_of(family.get("/apply/questions")), set()
    while address.startswith("/apply/questions/"):
        html = family.html(address)
        title = re.search(r'<h1>(?:<span class="whom"><bdi>(.*?)</bdi></span> )?(.*?)</h1>', html)
        assert title
        assert unescape(title[1] or "") in {"Ana María Xol Caal", "Mateo", "All of you"}
        assert unescape(title[2]) in {
            words(pack(), "en").topic(f.topic) for f in pack().facts.values()
        }
        assert re.search(r"Page \d+(?: of about \d+|, perhaps the last)", html)
        titles.add(title[0])
        address = path_of(family.reply(address))
    assert len(titles) > 4


def test_what_can_be_read_is_saved_beside_what_cannot(family: Family) -> None:
    family.come_to_questions()
    address, page = _with_several(family)
    (first, _), *rest = page
    form = filled(page, dont_know)
    left_out = {
        name: value for name, value in form.items() if name in {f"{p}form" for p, _ in page}
    }
    form = {n: v for n, v in form.items() if not n.startswith(first)} | left_out
    before = len(said()["answers"]["how"])
    answer = family.post(address, **form)
    assert answer.status_code == 422
    (told,) = wrong(answer)
    assert told.endswith("? Answer the question, or choose “I don't know”.")
    assert f'href="#{first}' in answer.content.decode()
    assert len(said()["answers"]["how"]) == before + len(rest)
    # The rest is there when the page is opened again, and one answer finishes it.
    assert family.html(address).count(" checked") >= len(rest)
    assert path_of(family.reply(address)) != address


def test_save_and_stop_takes_a_page_half_filled(family: Family) -> None:
    family.come_to_questions()
    address, page = _with_several(family)
    before = len(said()["answers"]["how"])
    form = filled(page[:1], dont_know) | filled(page[1:], lambda _page: {})
    assert path_of(family.post(address, **form, stop="1")) == "/apply/stopped"
    assert len(said()["answers"]["how"]) == before + 1
    assert path_of(family.get("/apply/go-on")).startswith("/apply/questions/")


def test_one_more_line_keeps_what_was_typed_and_complains_of_nothing(family: Family) -> None:
    family.come_to_questions()
    address = path_of(family.get("/apply/questions"))
    while not any("v0" in page.kinds for _, page in family.page(address)):
        address = path_of(family.reply(address))
    page = family.page(address)
    prefix = next(prefix for prefix, one in page if "v0" in one.kinds)
    code = sorted(dict(page)[prefix].controls["v0"])[5]
    form = filled(page, lambda _page: {}) | {f"{prefix}v0": code}
    answer = family.post(address, **form, add=prefix)
    html = answer.content.decode()
    assert (answer.status_code, wrong(answer)) == (200, [])
    assert len([name for name in dict(robot.read_topic(html))[prefix].kinds if name[0] == "v"]) == 3
    assert f'value="{code}" selected' in html


def test_back_leads_over_the_pages_and_ends_at_the_contact(family: Family) -> None:
    family.come_to_questions()
    first = path_of(family.get("/apply/questions"))
    second = path_of(family.reply(first))
    third = path_of(family.reply(second))
    assert f'class="back"><a href="{second}"' in family.html(third)
    assert f'class="back"><a href="{first}"' in family.html(second)
    assert 'class="back"><a href="/apply/contact"' in family.html(first)


def test_a_page_that_comes_twice_or_late_changes_nothing(family: Family) -> None:
    family.come_to_questions(MATEO)
    address = path_of(family.get("/apply/questions"))
    form = filled(family.page(address), dont_know)
    ways = {path_of(family.post(address, **form)) for _tap in range(2)}
    assert len(ways) == 1
    # Mateo was taken off the list on another page: what is about him is not taken for anybody else.
    of_mateo = next(iter(ways))
    while not any(Ref(*step).person == 1 for step in said()["answers"]["steps"]):
        of_mateo = path_of(family.reply(of_mateo))
    late = filled(family.page(of_mateo), dont_know)
    family.post("/apply/people/1/remove")
    kept = said()["answers"]
    family.post(of_mateo, **late)
    assert (said()["answers"]["how"], said()["answers"]["steps"]) == (kept["how"], kept["steps"])
    assert all(Ref(*step).person != 1 for step in kept["steps"])


def test_a_draft_from_before_there_were_topics_goes_on() -> None:
    answers = _begun(WORKED[0])
    interview.advance(pack(), answers)
    import json

    old = json.loads(answers.as_json())
    for name in ("opens", "moot", "pages_left"):
        del old[name]
    again = answers_from(json.dumps(old).encode())
    topics.advance(pack(), again)
    page = topics.page_of(pack(), again, 1)
    assert page is not None
    assert page.refs == tuple(again.steps)


def test_a_name_that_was_never_asked_is_refused(family: Family) -> None:
    family.come_to_questions()
    page = family.page("/apply/questions/1")
    prefix = page[0][0]
    for more in ({f"{prefix}note": "1"}, {"admin": "1"}):
        answer = family.post("/apply/questions/1", **filled(page, dont_know), **more)
        assert answer.status_code == 422
        assert "not asked" in wrong(answer)[0]
    assert not said()["answers"]["how"].keys() - {'[0, "person.birth_date", "", null]'}


def _with_several(family: Family) -> tuple[str, list[tuple[str, robot.Page]]]:
    """Go to a page of several questions; answer what comes before."""
    address = path_of(family.get("/apply/questions"))
    while len(page := family.page(address)) < 2:
        address = path_of(family.reply(address))
    return address, page


def test_another_pack_is_asked_topic_by_topic(
    family: Family, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CAUCE_PACK", str(ALIEN))
    family.begin()
    family.agree()
    family.name({"given": "Ada"})
    family.name({"given": "Bo", "relation": "mate"})
    family.reach()
    address, asked = path_of(family.get("/apply/questions")), []
    while address.startswith("/apply/questions/"):
        asked += re.findall(r"<h1>.*</h1>", family.html(address))
        address = path_of(family.reply(address))
    assert any("The watch" in title for title in asked)
    assert not any("lamp" in title for title in asked)
    assert path_of(family.send()) == "/apply/receipt"


def test_none_is_offered_only_where_the_pack_says_what_it_means() -> None:
    from cauce.questions.fields import NONE, field_of

    def offers(name: str) -> bool:
        field = field_of(pack(), name, "es")
        return NONE in {option.value for option in (*field.options, *field.escapes)}

    # Nobody has no marital status; somebody may have no offer of work, and no former home to name.
    assert not offers("person.marital_status")
    assert not offers("person.current_country")
    assert offers("job_us.petition_stage")
    assert offers("person.habitual_residence_country")
    assert offers("person.nationalities")
