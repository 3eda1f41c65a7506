"""A brief as its page says it: the frozen items in words, and what became of each since."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from cauce.governments import desk, saying
from cauce.governments.briefs.models import Brief, BriefItem
from cauce.governments.told import QUALIFIERS
from cauce.governments.vocabulary import word
from cauce.ledger import Ledger, brief_items, changed
from cauce.ledger.items import SECTIONS

Json = dict[str, Any]
MOST_SOURCES = 2


def sections(brief: Brief, book: Ledger, *, today: date) -> list[Json]:
    """The sections that have items, each with its title and rows, in the brief's order."""
    rows = brief.items.select_related("acknowledged_by", "carried_by").order_by("position")
    lost = {name for name, source in book.sources.items() if source.get("retracted")}
    titles, found = _titles(), []
    # A brief for the incoming side speaks for nobody.
    own = desk.own_sides() if brief.audience == Brief.Audience.DESK else frozenset()
    view = desk.ledger(public=False).view()
    for section in SECTIONS:
        items = [
            _row(brief, item, lost, today)
            | {"whose": _whose(item, own, view), "falls": _falls(item, book, view)}
            for item in rows
            if _of(item) == section
        ]
        if items:
            found.append({"title": titles[section], "rows": items})
    return found


def _of(item: BriefItem) -> str:
    return str(item.content["section"])


def _row(brief: Brief, item: BriefItem, lost: set[str], today: date) -> Json:
    content = item.content
    sources = content["sources"]
    return {
        "item": item,
        "title": content["title"],
        "said": list(_facts(content)),
        "since": saying.date_said(content["since"]) if content["since"] else "",
        "next": saying.date_said(content["next"]) if content["next"] else "",
        "sources": [_source(source) for source in sources[:MOST_SOURCES]],
        "more": max(0, len(sources) - MOST_SOURCES),
        "lost": [source["title"] for source in sources if source["id"] in lost],
        "lapsed": lapsed(brief, item, today=today),
    }


def _falls(item: BriefItem, book: Ledger, view: Any) -> bool:
    """Whether nothing is left today that says what an item rests on: its entry fell with its sources."""
    about = item.content["about"]
    return about in book.ids and view.get(about) is None


def _whose(item: BriefItem, own: frozenset[str], view: Any) -> str:
    """Whether a request was asked of us or by us; empty where no side of ours takes part."""
    entry = view.get(item.content["about"]) if own and item.is_request else None
    if entry is None:
        return ""
    return _("asked of us") if own & entry.sides_as("to") else _asked_by(own, entry)


def _asked_by(own: frozenset[str], entry: Any) -> str:
    return _("asked by us") if own & entry.sides_as("from") else ""


def lapsed(brief: Brief, item: BriefItem, *, today: date) -> bool:
    """Whether a request ran out with the term: nobody of the incoming side has carried it over."""
    over = brief.term_is_over(today) and item.is_request
    return over and item.state != BriefItem.State.CARRIED_OVER


def _source(source: Json) -> str:
    published = source["published"]
    name = source["outlet"] or source["title"]
    return f"{name}, {saying.date_said(published)}" if published else str(name)


def _facts(content: Json) -> Iterator[str]:
    """What an item says beside its title and its dates."""
    say = {
        "they_wait_on_us": _request,
        "we_wait_on_them": _request,
        "public_money_announced": _money,
        "public_money_delivered": _money,
        "latest_running_total": _money,
        "disagreements_open": _matter,
        "dates": _date,
        "initiatives_not_closed": lambda facts: iter([str(word("phase", facts["phase"]))]),
        "last_contact": _contact,
    }
    return say[content["section"]](content["facts"])


def _request(facts: Json) -> Iterator[str]:
    yield str(word("standing", facts["status"]))
    yield saying.age_said(facts["age"])
    last = facts["last_act_of_asker"]
    if last and last["silent_days"] is not None:
        yield _("silent for %(days)s") % {"days": saying.days_said(last["silent_days"])}
    if facts["contested"]:
        yield _("contested")
    if facts["carried_over"] != "no":
        yield str(word("carried", facts["carried_over"]))


def _money(facts: Json) -> Iterator[str]:
    quantity = facts.get("quantity")
    if quantity:
        yield f"{saying.number(quantity['value'])} {quantity['unit']}"
    else:
        yield saying.sum_said(facts["amount"])
    if facts["nature"] == "running_total":
        yield _("a total as stated, never added to others")
    if facts["condition"]:
        yield _("on a condition")


def _matter(facts: Json) -> Iterator[str]:
    sides = {"a": _value(facts["field"], facts["a"]), "b": _value(facts["field"], facts["b"])}
    yield str(word("field", facts["field"]))
    yield _("%(a)s or %(b)s") % sides


def _value(field: str, value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(_value(field, one) for one in value)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if value is None:
        return _("not stated")
    if field == "date":
        return saying.date_said(str(value))
    if isinstance(value, int | float):
        return saying.number(value)
    if field == "qualifier":
        return str(QUALIFIERS.get(value, value))
    plain = str(value).replace("_", " ")
    return str(word(field, value)) if field in ("polarity", "mode", "level") else plain


def _date(facts: Json) -> Iterator[str]:
    yield {
        "planned_end_passed": _("the planned end has passed, and nothing is told of it"),
        "answer_expected": _("an answer is expected"),
        "contact_planned": _("a talk is planned"),
        "end_planned": _("it is planned to end"),
    }[facts["what"]]


def _contact(facts: Json) -> Iterator[str]:
    yield str(word("level", facts["level"]))
    if facts["mode"]:
        yield str(word("mode", facts["mode"]))
    yield saying.age_said(facts["age_days"])


def since_then(brief: Brief, book: Ledger, *, today: date, known_on: date | None) -> Json:
    """What is new, gone or different between a brief and the ledger's answer of today."""
    titles = _titles()
    frozen = [item.content for item in brief.items.order_by("position")]
    ask = {"as_of": today, "side": brief.side_id, "office": brief.office_id}
    found = changed(frozen, brief_items(book.view(known_on=known_on), ask))
    by_key = {item["key"]: item for item in frozen}
    named = {
        kind: [{"section": titles[i["section"]], "title": i["title"]} for i in found[kind]]
        for kind in ("new", "gone")
    }
    different = [
        _different(by_key[one["key"]], one["fields"], titles) for one in found["different"]
    ]
    return named | {"different": different}


def _different(item: Json, fields: list[Json], titles: dict[str, str]) -> Json:
    names = {"since": _("since"), "next": _("what comes next"), "title": _("what it is")}
    names |= {"sources": _("sources")}
    said = [names.get(one["field"]) or str(word("field", one["field"])) for one in fields]
    return {"section": titles[item["section"]], "title": item["title"], "fields": said}


def _titles() -> dict[str, str]:
    return {
        "they_wait_on_us": _("Asked of this side, not answered"),
        "we_wait_on_them": _("Asked by this side, not answered"),
        "public_money_announced": _("Public money promised"),
        "public_money_delivered": _("Public money reported as given"),
        "latest_running_total": _("Latest total of money"),
        "disagreements_open": _("Where accounts differ"),
        "dates": _("Dates: past without a report, and the next 60 days"),
        "initiatives_not_closed": _("Begun together and not ended"),
        "last_contact": _("Last talks, by level"),
    }
