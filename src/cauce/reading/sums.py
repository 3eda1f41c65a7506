"""Commitments and payments: what a sum of money is said to be."""

import re

from cauce.reading import requests
from cauce.reading.around import Here
from cauce.reading.draft import Draft
from cauce.reading.money import Money

_REACH = 70


def sums(here: Here, known: list[Draft]) -> list[Draft]:
    """The sums of a line that one side gives, promised or paid; a sum already read adds its evidence."""
    new: list[Draft] = []
    if not here.is_of_governments(known):
        return new
    for money in here.line.money:
        if not _is_given(here, money) or _is_outside(here, money) or _is_asked(here, money, known):
            continue
        old = (
            None
            if here.says("more", money.start - 14, money.start)
            else _same(money, [*known, *new])
        )
        if old and (money.definite or _is_repeated(here, money, old)):
            old.take(_draft(here, money))
        elif not (money.definite and _is_known_elsewhere(here, money)) or _is_promised(here, money):
            new.append(_draft(here, money))
    return new


def _is_given(here: Here, money: Money) -> bool:
    left, right = money.start - 120, money.end + 120
    return here.says("money", left, right) and not here.says(
        "not money", money.start - 40, money.end + 40
    )


def _is_outside(here: Here, money: Money) -> bool:
    """`not part of the 150 million`: a sum named only to set another apart from it."""
    return here.says("not part", money.start - 45, money.start)


def _is_asked(here: Here, money: Money, known: list[Draft]) -> bool:
    """A sum that one side asks for is no commitment of the other."""
    left, _ = here.clause(money.start)
    asked = [h for h in requests.cues(here, known) if left <= h.start < money.start]
    asked = [h for h in asked if h.cue.act not in ("answered", "acknowledged", "supported")]
    return bool(asked) and not here.says("pledged", asked[-1].end, money.start)


def _is_known_elsewhere(here: Here, money: Money) -> bool:
    """`of the 67 million`: the whole of which the next sum is a part, if it was read before."""
    return bool(
        re.search(r"(?<!top )\b(?:of|de)\s+(?:the|los|las)\s+$", here.line.folded[: money.start])
    )


_PROMISED = re.compile(
    r"[^,.;:]{0,25}\b(?:pledged|promised|committed|approved|announced|granted|prometi|comprometi|"
    r"anunci|aprob|conced|otorg)"
)


def _is_promised(here: Here, money: Money) -> bool:
    """`of the 30 million promised to Gambia`: the whole is told here for the first time."""
    return _PROMISED.match(here.line.folded, money.end) is not None


def _same(money: Money, known: list[Draft]) -> Draft | None:
    value, currency = money.amount.value, money.amount.currency
    for draft in known:
        if draft.amount and (draft.amount.value, draft.amount.currency) == (value, currency):
            return draft
    return None


def _is_repeated(here: Here, money: Money, old: Draft) -> bool:
    return _act(here, money) in (old.act, "announced", "pledged")


def _draft(here: Here, money: Money) -> Draft:
    act = _act(here, money)
    kind = "transaction" if act == "disbursed" else "commitment"
    draft = here.draft(kind, act, money.start, money.end)
    draft.amount = money.amount
    draft.date = here.moment(money.start, money.end)
    if draft.date.text and _PERIOD.match(
        here.line.folded, here.line.sentence.said.find(draft.date.text)
    ):
        draft.date = here.moment(money.start, money.end, until=money.start)
    draft.from_, draft.to = _parties(here, money)
    return draft


# "for refugees in 2024 and 2025": the years of the money, not the day of the promise.
_PERIOD = re.compile(r"(?:19|20)\d\d\s+(?:and|to|y|a|-)\s+(?:19|20)\d\d")


def _act(here: Here, money: Money) -> str:
    """What the words nearest to the sum say of it; the order is from the most telling to the least."""
    start, end = money.start, money.end
    if _is_paid(here, money) and not here.says("total", start - 60, end + 60):
        return "disbursed"
    after = here.line.folded[end : end + 30]
    if (
        _is_listed_part(here, money)
        or here.says("part", start - 25, start)
        or re.match(
            r"[\"\s]*(?:(?:\w+\s+)?(?:part|parte)\s+(?:of|de)"
            r"|of (?:that|this|the) (?:sum|total|amount|figure|money)|de (?:esa|ese|dich[oa])\b)",
            after,
        )
    ):
        return "part_of"
    return _told_act(here, money) or _plain_act(here, start, end)


_STRONG = re.compile(
    r"\b(?:pledged|promised|committed|prometio|prometieron|comprometio|"
    r"comprometieron)\s+(?:[\w.$€£]+\s+){0,2}$"
)


def _told_act(here: Here, money: Money) -> str | None:
    """Whether the words around the sum tell a promise, a tranche to come, a change or a total."""
    start, end = money.start, money.end
    if here.says("tranche", start - 45, end + 30) and here.coming(start - 60, end + 45):
        return "announced_disbursement"
    if _STRONG.search(here.line.folded, max(0, start - 30), start):
        return "offered" if here.says("condition", 0, len(here.line.folded)) else "pledged"
    near = [
        ("announced_disbursement", "to disburse", 160),
        ("revised", "revised", 45),
        ("total_restated", "total", 60),
    ]
    if here.says("condition", 0, len(here.line.folded)) or _is_whole(here, money):
        near.pop()
    if here.says("not total", start - 40, end + 60):
        near = [each for each in near if each[0] != "total_restated"]
    for act, words, reach in near:
        if here.says(words, start - reach, _until(here, money, reach if act != "revised" else 0)):
            return act
    return None


def _is_listed_part(here: Here, money: Money) -> bool:
    """`Of this amount, 6 million …, and 2 million …`; `3 million came in: 1.6 from …, 0.9 from …`."""
    folded = here.line.folded
    begin = here.page.lexicon.words["part"].match(folded) or _OF_THE.match(folded)
    if begin and here.line.money[0].start >= begin.end() and not _PROMISED.match(folded, money.end):
        return True
    first = here.line.money[0]
    if first.end < money.start and _ALSO.match(folded[: money.start], first.end):
        # "X accounted for 350 million of that sum and Y for 244 million"
        return True
    return (
        first.end < money.start
        and ":" in folded[first.end : money.start]
        and first.amount.value > money.amount.value
    )


_ALSO = re.compile(
    r"\s+(?:of that|of this|of the|de esa|de ese|de dich[oa])\s\w+[^.;:]{0,12}\b(?:and|y)\b[^.;:]{0,40}$"
)
_OF_THE = re.compile(
    r"(?:of|out of|de) (?:the|los|las|esa|ese|dich[oa]) (?:\w+ )?(?:amount|sum|total|monto|suma|"
    r"cantidad|importe)\b"
)


def _is_whole(here: Here, money: Money) -> bool:
    """`has earmarked a total of 18 million`: the whole of what is promised, not what was given so far."""
    begin = re.search(
        r"\b(?:a total of|un total de)\s+(?:\w+\s+){0,2}$", here.line.folded[: money.start]
    )
    return bool(begin) and here.says("pledged", money.start - 90, begin.start() if begin else 0)


def _until(here: Here, money: Money, reach: int) -> int:
    """How far the words after a sum speak of it: not beyond the part of it that is named next."""
    for other in here.line.money:
        if other.start > money.end and here.says("part", money.end, other.start):
            return min(money.end + reach, other.start)
    return money.end + reach


# `a gift of 400,000 dollars for laboratories, received in May`
_RECEIVED = re.compile(
    r"[^.;:]{0,60},\s+(?:received|paid|disbursed|transferred|delivered|recibid[oa]s?|pagad[oa]s?|"
    r"abonad[oa]s?|desembolsad[oa]s?|"
    r"transferid[oa]s?|entregad[oa]s?)\s+(?:ya\s+)?(?:in|on|last|by|en|el|por|a)\b"
)


def _is_paid(here: Here, money: Money) -> bool:
    """`of which 20 million were already paid`: a part that was paid is a payment."""
    _, right = here.clause(money.start)
    match = here.page.lexicon.words["disbursed after"].search(
        here.line.folded, money.end, min(right, money.end + 45)
    )
    if _RECEIVED.match(here.line.folded, money.end):
        return True
    between = here.line.folded[money.end : match.start()] if match else ","
    return not any(sign in between for sign in ",.") and not here.says(
        "future", *here.lead(money.start, 30)
    )


def _plain_act(here: Here, start: int, end: int) -> str:
    future = here.says("future", start - 30, start)
    if not future and here.says("disbursed", start - _REACH, start):
        return "disbursed"
    if not future and here.says("delivered", start - _REACH, start):
        goods = re.search(
            r"\b(?:worth|valued at|por valor de|valorad[oa]s? en)\s+\S*\s*$",
            here.line.folded[:start],
        )
        return "delivered" if goods else "disbursed"
    if here.says("condition", 0, len(here.line.folded)) and not here.says(
        "agreed to", start - _REACH, start
    ):
        return "offered"
    for act in ("offered", "pledged", "agreed", "announced"):
        if act == "offered" and _WOULD.search(here.line.folded, 0, start):
            continue
        if here.says(act, start - _REACH, end + _REACH):
            return act
    # What is approved, lent or set aside is pledged: the money has a giver and has not come.
    return "pledged"


# "announced that it would provide": told of later, not on a condition.
_WOULD = re.compile(
    r"\b(?:that|que|said|says|announced|told|dijo|anuncio|aseguro|informo)\b[^.;]{0,40}\b(?:would|"
    r"\w+ria)\b"
)


def _parties(here: Here, money: Money) -> tuple[list[str], list[str]]:
    """The giver is named after from or by, or acts; the receiver is named after to, for or in."""
    giver, receiver = None, None
    for mention in here.officials():
        before = here.line.folded[max(0, mention.start - 12) : mention.start]
        near = -90 <= mention.start - money.end <= 45
        if near and re.search(r"\b(?:from|by|de|del|por)\s+(?:the\s+|la\s+|el\s+)?$", before):
            giver = giver or mention
        elif re.search(r"\b(?:to|for|in|at|para|a|al|en)\s+(?:the\s+|los\s+|la\s+)?$", before):
            receiver = receiver or mention
    acting = [m for m in here.officials() if m.end <= money.start and m is not receiver]
    acting = [m for m in acting if m.kind != "person"] or [m for m in acting if not here.told(m)]
    giver = giver or (acting[0] if acting else None)
    return ([giver.name] if giver else []), (
        [receiver.name] if receiver and receiver != giver else []
    )


def totals(drafts: list[Draft]) -> None:
    """A sum that is the sum of others told beside it is their total, whatever words stand beside it."""
    given = [d for d in drafts if d.kind == "commitment" and d.amount]
    for draft in given:
        at = draft.evidence[0].start
        values = [d.amount.value for d in given if d.amount and abs(d.evidence[0].start - at) < 900]
        if (
            draft.amount
            and draft.act in ("announced", "pledged", "agreed")
            and _adds_up(draft.amount.value, values)
        ):
            draft.act = "total_restated"


def _adds_up(value: float, values: list[int | float]) -> bool:
    others = [v for v in values if v < value]
    return any(a + b == value for i, a in enumerate(others) for b in others[i + 1 :]) or (
        len(others) > 2 and sum(others) == value
    )
