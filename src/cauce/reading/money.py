"""Sums in a text: value, currency, how exact, and the same sum in a second currency."""

import re
from functools import cache
from typing import Any, NamedTuple

from babel import Locale
from babel.numbers import get_currency_name, get_territory_currencies

from cauce.reading.draft import Amount
from cauce.reading.lexicon import load
from cauce.reading.text import fold

_NUMBER = r"\d{1,3}(?:[.,]\d{3})+(?:[.,]\d{1,2})?|\d+(?:[.,]\d+)?"
_AFTER_BARE = (
    r"(?=\s*[\",.;:()]|\s+(?:are|is|was|were|will|for|to|in|from|by|del|a|al|son|para|seran|fueron|en|"
    r"hasta|over|through|each|per|a year|"
    r"ya|already|had|have|has|fue|han|ha|se|that|which|que|went|go|goes|van|iran)\b)"
)


# What is counted and is no money.
_NOT_MONEY = re.compile(
    r"\s+(?:de\s+|of\s+)?(?:\w+\s+)?(?:people|persons?|personas?|migrant\w*|refugee\w*|refugiad\w*|"
    r"habitantes|inhabitants|children|"
    r"nin[oa]s|ton(?:ne)?s|toneladas|barrels?|barriles|dos[ei]s|hectare\w*|hectareas|votes|votos|"
    r"workers|trabajadores|vehicles|"
    r"vehiculos|jobs|empleos|visit\w*|kilomet\w*|km|households|hogares|homes|viviendas|victims|"
    r"victimas|litros|lit\w*|"
    r"passengers|pasajeros|students|estudiantes|citizens|ciudadanos|desplazad\w*|displaced|users|"
    r"usuarios|families|familias)\b"
)


class Money(NamedTuple):
    """A sum and where it stands."""

    start: int
    end: int
    amount: Amount
    definite: bool  # "the 60 million": a sum that was named before


class _Words(NamedTuple):
    scales: dict[str, int]
    numbers: dict[str, float]
    currencies: dict[str, str]
    shared: dict[str, dict[str, str]]  # pesos: the country decides which
    sum: re.Pattern[str]
    qualifiers: tuple[tuple[str, re.Pattern[str]], ...]


@cache
def _words(lang: str) -> _Words:
    raw = load("money")
    scales: dict[str, int] = raw["scales"][lang]
    numbers: dict[str, float] = raw["numbers"][lang]
    listed = {word: code for code, words in raw["currencies"].items() for word in words}
    shared, alone = _world(lang)
    shared = {word: each for word, each in shared.items() if word not in listed} | raw["shared"]
    currencies = alone | listed
    signs = {sign: code for code, each in raw["signs"].items() for sign in each}
    scale, number, unit = _either(scales), _either(numbers), _either([*currencies, *shared])
    spelled = rf"(?:{number})(?:(?:\s+|-)(?:(?:and|y)\s+(?:a\s+)?)?(?:{number}))*"
    mark = r"[€£]|us\$|\$"
    figures = rf"mil\s+\d{{3}}(?=\s+millon)|{_NUMBER}|{spelled}(?=\s+(?:{scale})\b)|(?=millon\s+y\s+medio)"
    pattern = (
        rf"(?:(?<!\w)(?P<sign>{_either([*signs, *raw['shared']])})\s?|(?<![\w.,]))(?P<number>{figures})"
        rf"(?:[\s-]?(?P<scale>{scale})\b)?(?P<half>\s+(?:y\s+medio|and\s+a\s+half)\b)?"
        rf"(?:\s+(?P<rest>\d{{1,3}})\s+mil\b)?(?:\s?(?P<mark>{mark}))?"
        rf"(?:[\s-]+(?:(?:of|de)\s+)?(?:u\.?s\.?\s+)?(?P<unit>{unit})\b)?(?!\w)"
    )
    qualifiers = tuple(
        (name, re.compile(rf"(?<!\w)(?:{_either(words)})\s+(?:the\s+|los\s+|de\s+|a\s+)?$"))
        for name, words in raw["qualifiers"][lang].items()
    )
    return _Words(scales, numbers, currencies | signs, shared, re.compile(pattern), qualifiers)


def _world(lang: str) -> tuple[dict[str, dict[str, str]], dict[str, str]]:
    """The names of all countries' money: those that several share, by country, and those of one alone."""
    locale, english = Locale(lang), Locale("en")
    tender: dict[str, dict[str, str]] = {}
    alone: dict[str, str] = {}
    for land, country in english.territories.items():
        for code in get_territory_currencies(land) if len(land) == 2 and land.isalpha() else ():
            for count in (1, 2):
                words = fold(get_currency_name(code, count, locale=locale)).split()
                alone[" ".join(words)] = code
                unit = words[0] if lang == "es" else words[-1]
                tender.setdefault(unit, {})[country] = code
    for unit, lands in tender.items():
        if len(set(lands.values())) == 1 and unit.isalpha() and len(unit) > 3:
            alone.setdefault(unit, *set(lands.values()))
    return {unit: lands for unit, lands in tender.items() if len(set(lands.values())) > 1}, alone


def _either(words: Any) -> str:
    return "|".join(
        re.escape(w).replace(r"\ ", r"\s+") for w in sorted(words, key=len, reverse=True)
    )


@cache
def dollar_of(country: str | None) -> str | None:
    """Which dollar an office of this country writes as `$` or `dollars`; None where it has no dollar."""
    codes = [code for code, name in Locale("en").territories.items() if name == country]
    for code in get_territory_currencies(codes[0]) if codes and len(codes[0]) == 2 else ():
        if fold(get_currency_name(code, locale=Locale("en"))).endswith("dollar"):
            return str(code)
    return None


def money(
    folded: str,
    lang: str,
    usual: str | None = None,
    lands: tuple[str, ...] = (),
    dollar: str | None = None,
) -> list[Money]:
    """The sums of a sentence; `usual`: the currency where none is named; `lands` decide whose pesos.

    `dollar`: what a bare `$` means, where the office that writes has a dollar of its own.
    """
    words = _words(lang)
    found: list[Money] = []
    for match in words.sum.finditer(folded):
        sign = match["sign"] or match["mark"] or ""
        currency = words.currencies.get(sign) or _unit(words, match["unit"] or sign, lands)
        plain = match["unit"] in ("dollars", "dollar") if match["unit"] else sign == "$"
        currency = dollar if dollar and plain and sign in ("", "$") else currency
        currency = currency or load("money")["implied"].get(match["scale"] or "")
        # A sum without its money is of the same as the one before it in the sentence.
        near = found[-1].amount.currency if found else usual
        bare = (
            near
            and match["scale"]
            and not _NOT_MONEY.match(folded, match.end())
            and (found or _stands_alone(folded, match))
        ) or (near and found and _is_listed(folded, match) and _is_large(match["number"]))
        if not currency and not bare:
            continue
        value = _value(words, match, lang)
        if found and _is_also(folded[found[-1].end : match.start()], found[-1], currency):
            found[-1] = _with_also(found[-1], value, currency or near)
            continue
        before = folded[max(0, match.start() - 40) : match.start()]
        amount = Amount(value, currency or near, _qualifier(words, before))
        definite = bool(re.search(r"(?:\bthe|\blos|\blas|\bel)\s+$", before))
        found.append(Money(match.start(), match.end(), amount, definite))
    return found + _elliptic(folded, lang, found)


_SHORT_OF_ALL = re.compile(
    r"\b(?:llegaron|llego|received|arrived|paid out|disbursed|transferred|recibido|cobrado|llegado|"
    r"pagado|"
    r"desembolsado|transferido)\s+"
    r"(?:only |just |barely |solo |apenas |unos |about )?(\d{1,3}(?:[.,]\d)?)(?=\s*[.,;]|\s*$)"
)


_PART_OF_ALL = re.compile(
    r"\b(?:de los que|de los cuales|of which|of that|of this)\s+(?:ya\s+|"
    r"already\s+)?(\d{1,3}(?:[.,]\d)?|[a-z]{3,12})\s+"
    r"(?=se|ya|fue|fueron|son|seran|han|corresponden|are|is|was|were|will|have|has|had|went|go)\b"
)


def _elliptic(folded: str, lang: str, found: list[Money]) -> list[Money]:
    """`of the 140 million we have received 35`: the number stands for the same scale and money."""
    last = found[-1] if found else None
    if last is None or last.amount.value < 1000:
        return []
    match = _SHORT_OF_ALL.search(folded, last.end) or _PART_OF_ALL.search(folded, last.end)
    if not match:
        return []
    whole = last.amount
    scale = next(size for size in (10**9, 10**6, 10**3) if whole.value >= size)
    number = (
        _number(match[1], lang, True) if match[1][0].isdigit() else _spelled(_words(lang), match[1])
    )
    value = round(number * scale, 2)
    if not value or value > whole.value:
        return []
    amount = Amount(int(value) if value == int(value) else value, whole.currency, "exact")
    return [Money(match.start(1), match.end(1), amount, False)]


def _is_listed(folded: str, match: re.Match[str]) -> bool:
    """A sum in a list of what each one gave: `1.6 million from the Union, 900,000 from Canada`."""
    return re.match(r"\s+(?:de|del|from|by|to|for|para|a)\b", folded[match.end() :]) is not None


def _is_large(number: str) -> bool:
    return len(re.sub(r"\D", "", number)) > 4 and re.search(r"\d[.,]\d{3}", number) is not None


def usual_currency(
    folded: str, lang: str, lands: tuple[str, ...] = (), dollar: str | None = None
) -> str | None:
    """The one currency of a text; None where there are several or none."""
    # What stands in brackets is the same sum once more, for readers elsewhere.
    named = {
        each.amount.currency
        for each in money(re.sub(r"\([^)]*\)", " ", folded), lang, None, lands, dollar)
    }
    return named.pop() if len(named) == 1 else None


def _unit(words: _Words, unit: str | None, lands: tuple[str, ...]) -> str | None:
    if not unit:
        return None
    unit = re.sub(r"\s+", " ", unit)
    theirs = words.shared.get(unit, {})
    known = words.currencies.get(unit)
    return known or next((theirs[x] for x in lands if x in theirs), None) or theirs.get("")


def _stands_alone(folded: str, match: re.Match[str]) -> bool:
    return re.match(_AFTER_BARE, folded[match.end() :]) is not None


def _value(words: _Words, match: re.Match[str], lang: str) -> int | float:
    scale = words.scales[re.sub(r"\s+", " ", match["scale"])] if match["scale"] else 1
    if not match["number"]:
        number = 1.0
    elif match["number"].startswith("mil ") and match["number"][-1].isdigit():
        number = 1000 + float(match["number"].split()[-1])
    elif match["number"][0].isdigit():
        number = _number(match["number"], lang, bool(match["scale"]))
    else:
        number = _spelled(words, match["number"])
    number += 0.5 if match["half"] else 0
    value = round(number * scale, 2) + (1000 * int(match["rest"]) if match["rest"] else 0)
    return int(value) if value == int(value) else value


def _spelled(words: _Words, said: str) -> float:
    """`twenty-five`, `mil doscientos`, `four and a half`: hundreds and thousands multiply, the rest adds."""
    total = 0.0
    for word in re.findall(r"[a-z]+", said):
        value = words.numbers.get(word, 0)
        if value in (100, 1000) and word in ("hundred", "mil"):
            total = max(total, 1) * value
        elif not (word in ("a", "un", "una") and len(said.split()) > 1):
            total += value
    return total


def _number(text: str, lang: str, scaled: bool) -> float:
    """Three digits after a sign are thousands, except English decimals before a scale (1.250 billion)."""
    parts = re.split(r"[.,]", text)
    signs = re.sub(r"\d", "", text)
    if len(parts) == 1:
        return float(text)
    decimal = len(parts[-1]) != 3 or (scaled and lang == "en" and signs == ".")
    if decimal:
        return float("".join(parts[:-1]) + "." + parts[-1])
    return float("".join(parts))


def _qualifier(words: _Words, before: str) -> str:
    # A currency code may stand between: "more than USD 3 million".
    before = re.sub(r"(?:us\$|\$|usd|eur|€|£|[a-z]{1,3}\$)\s*$", "", before)
    return next((name for name, found in words.qualifiers if found.search(before)), "exact")


def _is_also(between: str, last: Money, currency: str | None) -> bool:
    same = currency in (None, last.amount.currency)
    return not same and re.fullmatch(
        r"\s*(?:\(|,?\s*(?:or|o|equivalent to|equivalentes? a)\b)[^\d)]{0,25}", between
    ) is not None  # fmt: skip


def _with_also(last: Money, value: int | float, currency: str | None) -> Money:
    also = {"value": value, "currency": currency}
    return last._replace(amount=last.amount._replace(also=also))
