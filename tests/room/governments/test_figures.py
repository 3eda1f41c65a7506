"""A figure on a page is the figure in the table, over the API and in the rows."""

import csv
import io
from datetime import date
from typing import Any

from cauce.governments import saying
from cauce.governments.models import Commitment, PartnerRequest
from tests.room.governments.desks import DAY, said

START = "/office/governments"
TODAY = date.fromisoformat(DAY)
Json = dict[str, Any]


def _table(jar: Any, name: str) -> dict[str, dict[str, str]]:
    text = jar.get(f"{START}/export/{name}.csv?known_on={DAY}").content.decode()
    return {row["id"]: row for row in csv.DictReader(io.StringIO(text, newline=""))}


def _api(jar: Any, op: str, **words: str) -> Any:
    return jar.get(f"{START}/ask/{op}", {"known_on": DAY, **words}).json()["answer"]


def _rows_of(*names: str) -> dict[str, Json]:
    rows = Commitment.objects.filter(pk__in=names).values_list("pk", "amount")
    return {name: amount or {} for name, amount in rows}


def test_the_requests_of_a_counterpart(desk: Any) -> None:
    page, table = said(desk.jar, "with/gt", other="us"), _table(desk.jar, "requests")
    for asker, addressee in (("gt", "us"), ("us", "gt")):
        told = _api(desk.jar, "open_requests", as_of=DAY, **{"from": asker, "to": addressee})
        sides = [f"Government of {name}" for name in ("Guatemala", "the United States")]
        first, last = sides if asker == "gt" else reversed(sides)
        assert f"{first} → {last} {len(told)}" in page
        for one in told:
            days = one["age"].get("days", one["age"].get("at_least_days"))
            assert f"{table[one['request']]['title']} " in page
            assert f" {saying.age_said(one['age'])} " in page
            assert table[one["request"]]["age_days_least"] == str(days)
            silent = (one["last_act_of_asker"] or {}).get("silent_days")
            assert table[one["request"]]["silent_days"] == ("" if silent is None else str(silent))
            if table[one["request"]]["age_days_most"]:
                filed = PartnerRequest.objects.get(pk=one["request"]).acts[0]["date"]
                assert (TODAY - date.fromisoformat(filed)).days == days
    last = _api(desk.jar, "last_contact", between="gt,us", as_of=DAY)
    assert f"{saying.date_said(last['date'])}, {saying.age_said(last['age_days'])}." in page
    assert _table(desk.jar, "contacts")[last["entries"][0]]["date"] == last["date"]


def test_the_sums_of_a_counterpart(desk: Any) -> None:
    page, table = said(desk.jar, "with/gt", other="us"), _table(desk.jar, "commitments")
    promises = [
        one
        for one in _api(desk.jar, "arrivals", as_of=DAY)["promises"]
        if f" {table[one['entry']]['title']} " in page
    ]
    reported = sum(bool(p["stages"]["disbursed"] or p["stages"]["delivered"]) for p in promises)
    assert f"{reported} of {len(promises)} promises have a report" in page
    stored = _rows_of(*(one["entry"] for one in promises))
    for name, amount in stored.items():
        # "More than" and "at least" are one bound where sums are added: the page says the bound.
        assert f"USD {saying.number(amount['value'] / 1_000_000)} million" in page
        assert float(table[name]["value"]) == amount["value"]
    for money, found in _api(desk.jar, "sum_new", to=DAY).items():
        for bound, added in found["sums"].items():
            assert saying.number(added["value"] / 1_000_000) in page, (money, bound)
            rows = _rows_of(*added["entries"]).values()
            assert sum(amount["value"] for amount in rows) == added["value"]
            counted = [
                row for row in table.values()
                if row["counted_as"] == bound and row["source_of_money"] == money
            ]  # fmt: skip
            assert sum(float(row["value"]) for row in counted) == added["value"]


def test_the_line_of_totals_on_the_page_of_one(desk: Any) -> None:
    page, table = said(desk.jar, "commitments/k-total-2023-02"), _table(desk.jar, "commitments")
    line = _api(desk.jar, "running_totals", money="private", as_of=DAY)["line"]
    stored = _rows_of(*(point["entry"] for point in line))
    assert len(line) == 4
    for point in line:
        amount = {part: point[part] for part in ("value", "currency", "qualifier")}
        row = f"{saying.date_said(point['as_of'])} {saying.sum_said(amount)} "
        assert f"{row}{saying.date_said(point['stated_on'])} " in page
        assert stored[point["entry"]]["value"] == point["value"]
        assert float(table[point["entry"]]["value"]) == point["value"]
        assert table[point["entry"]]["qualifier"] == point["qualifier"]


def test_one_promise(desk: Any) -> None:
    page = said(desk.jar, "commitments/k-310")
    told = _api(desk.jar, "amount", entry="k-310")
    row, stored = _table(desk.jar, "commitments")["k-310"], _rows_of("k-310")["k-310"]
    assert f"{saying.sum_said(told['amount'])}, new money, public money" in page
    assert told["amount"] == {key: value for key, value in stored.items() if value is not None}
    assert (float(row["value"]), row["currency"], row["qualifier"]) == tuple(
        told["amount"].values()
    )
    assert row["nature"] == told["nature"]
    assert [row["date"]] == [given for one in told["dates_given"] for given in one.values()]
    assert f"{row['accounts']} account " in page
