"""Lays a draft beside the ledger: who its names are, and which entries it may be another account of."""

from collections.abc import Iterator
from typing import Any

from cauce.ledger import when

Json = dict[str, Any]
MONEY = ("commitment", "transaction")


def actor_ids(record: Json) -> dict[str, str]:
    """Every name and variant of the ledger's actors, in small letters, with the actor's id."""
    found: dict[str, str] = {}
    for actor in record["actors"]:
        for name in (actor["name"], *(actor.get("name_variants") or ())):
            found.setdefault(name.casefold(), actor["id"])
    return found


def actor_of(record: Json, name: str | None) -> str:
    """The id of whoever a text means by a name; empty if the ledger knows nobody of that name."""
    if not name or name == "article":
        return ""
    ids = actor_ids(record)
    folded = name.casefold()
    return ids.get(folded) or ids.get(f"government of {folded}") or ""


def side_of(record: Json, actor: str) -> str:
    """The government for which somebody acts: its own, that above it, or that of its country."""
    actors = {each["id"]: each for each in record["actors"]}
    one = actors.get(actor)
    for _ in range(len(actors)):
        if one is None or one["kind"] == "government" or not one.get("parent"):
            break
        one = actors.get(one["parent"])
    if one is None:
        return actor
    if one["kind"] != "government" and one.get("country"):
        theirs = [each["id"] for each in record["actors"]
                  if each["kind"] == "government" and each.get("country") == one["country"]]  # fmt: skip
        return theirs[0] if theirs else str(one["id"])
    return str(one["id"])


def same_as(record: Json, read: Json) -> list[tuple[Json, list[tuple[str, str, str]]]]:
    """Entries that may be the same event, each with the fields in which the draft differs from it."""
    sides = {side_of(record, actor_of(record, name)) for name in (*read["from"], *read["to"])} - {
        ""
    }
    return [
        (entry, list(_differences(entry, read)))
        for entry in record["entries"]
        if _kind(entry["kind"], read["kind"]) and _near(entry, read, sides)
    ][:6]


def _kind(there: str, here: str) -> bool:
    return there == here or (there in MONEY and here in MONEY)


def _near(entry: Json, read: Json, sides: set[str]) -> bool:
    parties = {party["side"] for party in entry["parties"]}
    if sides and not sides & parties:
        return False
    if read["amount"]:
        sums = {(a["value"], a["currency"]) for a in _amounts(entry)}
        return (read["amount"]["value"], read["amount"]["currency"]) in sums
    return _overlap(entry.get("date"), read["date"]["edtf"]) and (
        read["kind"] != "contact" or not {entry.get("mode"), read["mode"]} - {None, read["mode"]}
    )


def _amounts(entry: Json) -> Iterator[Json]:
    for amount in (entry.get("amount"), *(a.get("values") or {} for a in entry["accounts"])):
        if amount and "value" in amount and "currency" in amount:
            yield amount


def _overlap(one: str | None, other: str | None) -> bool:
    """Whether two dates may be one; a date that nobody states may be any."""
    return when(one or None).meets(when(other or None))


def _differences(entry: Json, read: Json) -> Iterator[tuple[str, str, str]]:
    amount, there = read["amount"] or {}, entry.get("amount") or {}
    for field, here, other in (
        ("date", read["date"]["edtf"], entry.get("date")),
        ("mode", read["mode"], entry.get("mode")),
        ("value", amount.get("value"), there.get("value")),
        ("qualifier", amount.get("qualifier"), there.get("qualifier")),
    ):
        if here and here != other:
            yield field, str(here), str(other or "")
