"""The page of one counterpart: mandates, the last talk, open requests, promises, differences, a timeline."""

from datetime import date, timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cauce.governments import asking, charts, told
from cauce.governments.deeds.offers import offers_for_counterpart
from cauce.governments.showing import Reading, page, read, shown
from cauce.governments.vocabulary import word
from cauce.ledger import when

Json = dict[str, Any]
# Of open requests one way; the list of requests has all of them, page by page.
MOST_ROWS = 20
SOON = timedelta(days=60)
_ACCOUNTS = ("agree", "silent", "differ")


@require_safe
@shown
def counterpart(request: HttpRequest, side: str) -> HttpResponse:
    """Show what stands between a government and another one, as known on a day."""
    reading = read(request)
    pairs = [p for p in reading.ask("whose_turn", as_of=reading.day) if side in p["between"]]
    others = [next(s for s in p["between"] if s != side) for p in pairs]
    if not others:
        raise Http404
    asked = request.GET.get("other", "")
    other = asked if asked in others else others[0]
    # Beside a side of our own only the other one has to be named.
    one = side if other in reading.own else other if side in reading.own else ""
    contacts = [e for e in reading.view.of("contact") if {side, other} <= e.sides]
    chosen, words, faults = asking.talks_asked(request, reading, contacts)
    period, days, more = asking.period_asked(request, reading)
    context = {
        "side": side,
        "other": other,
        "others": others,
        "pair": pairs[others.index(other)],
        "chosen": chosen,
        "period": period,
        "faults": (*faults, *more),
        "narrowed": {"other": other, **chosen, **period},
        "deeds": offers_for_counterpart(request, reading, one or side),
        "kept": {**reading.chosen, "other": other},
        "offers": asking.offers(reading, contacts),
        "terms": [_terms(reading, each) for each in (side, other)],
        "spoke": _spoke(reading, side, other, words),
        "waiting": [_waiting(reading, *way) for way in ((side, other), (other, side))],
        "matters": _matters(reading, side, other),
        **_money(reading, side, other, days),
        **_history(reading, side, other),
    }
    title = reading.name(one) if one else _title(reading, side, other)
    return page(request, "counterpart", reading, context, title=title, foreign=bool(one))


def _title(reading: Reading, side: str, other: str) -> str:
    return _("%(one)s and %(other)s") % {"one": reading.name(side), "other": reading.name(other)}


def _spoke(reading: Reading, side: str, other: str, words: Json) -> Json:
    found = reading.ask("last_contact", between=[side, other], as_of=reading.day, **words)
    found["linked"] = told.links(reading, found["entries"])
    found["late"] = told.links(reading, found["could_be_as_late"])
    found["straddling"] = told.links(reading, found["straddles_the_day"])
    for kind in _ACCOUNTS:
        found[kind] = told.account_links(reading, found.get(f"accounts_{kind}_on_date", ()))
    found["naming"] = told.account_links(reading, found.get("accounts_naming_topic", ()))
    return dict(found)


def _terms(reading: Reading, side: str) -> Json:
    """Who holds which office or task of a side on the day, and until when."""
    actors = {
        party["actor"]
        for entry in reading.view.entries
        for party in entry.data["parties"]
        if party["side"] == side
    }
    offices = dict.fromkeys(t["office"] for t in reading.book.tenures if t["actor"] in actors)
    day = reading.day.isoformat()
    rows = []
    for office in offices:
        holders = reading.ask("office_holder", office=office, as_of=[reading.day])[day]
        rows += [
            tenure
            for tenure in reading.book.tenures
            if tenure["office"] == office
            and tenure["actor"] in holders
            and _is_now(reading, tenure)
        ]
    ending = [t for t in rows if t.get("to") and _ends_soon(t["to"], reading.day)]
    return {"side": side, "rows": rows, "ending": ending}


def _ends_soon(text: str, day: date) -> bool:
    """Whether a term may end within the sixty days to come."""
    first, last, _marked = when(text)
    return (last is None or last >= day) and (first is None or first <= day + SOON)


def _is_now(reading: Reading, tenure: Json) -> bool:
    """Of several terms of one holder, the one of the day."""
    same = [
        t
        for t in reading.book.tenures
        if (t["office"], t["actor"]) == (tenure["office"], tenure["actor"])
    ]
    return len(same) == 1 or charts.holds_on(tenure, reading.day)


def _waiting(reading: Reading, asker: str, addressee: str) -> Json:
    words = {"from": asker, "to": addressee}
    rows = reading.ask("open_requests", as_of=reading.day, **words)
    longest = max((charts.most_days(row["age"]) for row in rows), default=0)
    first = rows[:MOST_ROWS]
    for row in first:
        row["link"] = told.link(reading, row["request"])
        row["bar"] = charts.bar(row["age"], longest)
    return {"asker": asker, "addressee": addressee, "rows": first, "count": len(rows)}


def _concerns(reading: Reading, name: str, side: str, other: str) -> bool:
    """Whether an entry is no business with a third government alone."""
    entry = reading.view.get(name)
    third = entry.sides & reading.book.governments - {side, other} if entry else set()
    return entry is not None and not (third and not entry.sides & {side, other})


def _money(reading: Reading, side: str, other: str, days: Json) -> Json:
    found = reading.ask("arrivals", as_of=reading.day)
    mine = {
        key: [row for row in rows if _concerns(reading, row["entry"], side, other)]
        for key, rows in found.items()
    }
    for row in (*mine["promises"], *mine["without_a_promise"]):
        row["link"] = told.link(reading, row["entry"])
    return {
        "promises": mine["promises"],
        "reported": sum(
            bool(row["stages"]["disbursed"] or row["stages"]["delivered"])
            for row in mine["promises"]
        ),
        "given": mine["without_a_promise"],
        "new": _new_money(reading, days),
        "totals": {money: _totals(reading, money) for money in ("private", "public")},
    }


def _totals(reading: Reading, money: str) -> list[Json]:
    """The line of totals of one kind of money, as they were stated."""
    line = reading.ask("running_totals", as_of=reading.day, money=[money])["line"]
    return [point | {"link": told.link(reading, point["entry"])} for point in line]


def _new_money(reading: Reading, days: Json) -> Json:
    """What is new in a period, added up apart, with what was added and what was left out."""
    found = reading.ask("sum_new", **days)
    for of_money in found.values():
        sums = of_money["sums"].values()
        added = [one for many in sums for one in (many if isinstance(many, list) else [many])]
        names = [name for one in added for name in one["entries"]]
        of_money["added"] = told.links(reading, names)
        of_money["left"] = [
            (word("left_out", why), told.links(reading, out))
            for why, out in of_money["left_out"].items()
        ]
    return dict(found)


def _matters(reading: Reading, side: str, other: str) -> list[Json]:
    names = [e.id for e in reading.view.entries if _concerns(reading, e.id, side, other)]
    found = told.matters(reading, as_of=reading.day, entries=names)
    return [one for one in found if one["settled"] is None]


def _is_between(reading: Reading, entry: Any, pair: set[str]) -> bool:
    """Whether both take part, or one of them with nobody that is a third government."""
    third = entry.sides & reading.book.governments - pair
    return pair <= entry.sides or (not third and bool(entry.sides & pair))


def _history(reading: Reading, side: str, other: str) -> Json:
    """How the topics of talks changed from year to year, and everything in order."""
    pair = {side, other}
    entries = [e for e in reading.view.entries if _is_between(reading, e, pair)]
    years = charts.years([e for e in entries if e.kind == "contact"], reading.day)
    counted = [
        (
            first.year,
            reading.ask(
                "topic_balance",
                between=[side, other],
                as_of=reading.day,
                **{"from": first, "to": last},
            ),
        )
        for first, last in years
    ]
    topics = sorted(
        {topic for _year, found in counted for topic in found["by_topic"]},
        key=lambda topic: (-sum(f["by_topic"].get(topic, 0) for _y, f in counted), topic),
    )
    points, ticks = charts.timeline(entries, reading.day)
    for point in points:
        point["link"] = told.link(reading, point["id"])
    return {"balance": counted, "balance_topics": topics, "points": points, "ticks": ticks}
