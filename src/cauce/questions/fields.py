"""How a fact is asked on a page: the shape of its field, by its type and by the pack's words alone."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.utils.translation import gettext as _

from cauce.eligibility import Fact, Pack, Said, Type, words
from cauce.questions.answers import PRIVATE, SAID, UNKNOWN, items

# What stands below an answer instead of one. A pack's codes never begin with a dash.
NONE, DONT_KNOW, NOT_HERE = "-none", "-unknown", "-private"
MORE_MAY_BE = "more"
# Up to so many codes are shown as a list to tap; longer ones as a menu.
FEW = 15
MOST_ENTRIES = 9

Typed = dict[str, list[str]]


@dataclass(frozen=True)
class Option:
    """One thing to choose."""

    value: str
    text: str


@dataclass(frozen=True)
class Part:
    """One field in the entries of a list, such as a paper's country."""

    key: str
    shape: str
    label: str
    options: tuple[Option, ...]


@dataclass(frozen=True)
class Field:
    """`shape` chooses the macro; `escapes` stand below it: never or none, don't know, not here."""

    shape: str
    options: tuple[Option, ...]
    escapes: tuple[Option, ...]
    parts: tuple[Part, ...] = ()
    may_be_more: bool = False

    def names(self, entries: int) -> set[str]:
        """Return every name that a form of this field may send."""
        own = {"v", "how"} | ({MORE_MAY_BE} if self.may_be_more else set())
        if self.shape == "date":
            own |= {"d", "m", "y"}
        for index in range(entries):
            own.add(f"v{index}")
            for part in self.parts:
                name = f"{index}-{part.key}"
                own |= {f"{name}-{box}" for box in "dmy"} if part.shape == "date" else {name}
        return own


@lru_cache(maxsize=2048)
def field_of(pack: Pack, name: str, lang: str) -> Field:
    """Return the field of a fact in a language; made once."""
    fact = pack.facts[name]
    shape = _shape(pack, fact)
    in_list = shape == "radio"
    escapes = tuple(_escapes(pack, fact, lang))
    options = _options(pack, fact, lang)
    if in_list:
        options, escapes = (*options, *escapes), ()
    parts = tuple(_part(pack, fact, key, type_, lang) for key, type_ in fact.fields.items())
    return Field(shape, options, escapes, parts, may_be_more=fact.type.kind in {"set", "rows"})


def typed_from(field: Field, value: Any, how: str) -> Typed:
    """Return an answer given before, as its form would send it."""
    if how in {UNKNOWN, PRIVATE}:
        escape = DONT_KNOW if how == UNKNOWN else NOT_HERE
        return {"v" if field.shape == "radio" else "how": [escape]}
    if how != SAID or value is None:
        return {}
    if value in ("never", "none") or (value == [] and field.shape != "radio"):
        return {"v" if field.shape == "radio" else "how": [NONE]}
    typed = _FILL[field.shape](field, value)
    if isinstance(value, dict):
        typed[MORE_MAY_BE] = ["1"]
    return typed


def boxes(prefix: str, value: Any) -> Typed:
    """Return the three boxes of a date; parts that are not known stay empty."""
    parts = str(value or "").split("/")[0].split("-")
    return {
        f"{prefix}{box}": [part.lstrip("0")]
        for box, part in zip("ymd", parts, strict=False)
        if part
    }


def _shape(pack: Pack, fact: Fact) -> str:
    kind = fact.type.kind
    if kind == "rows":
        return "count" if fact.type.row else "rows"
    if kind in {"code", "set"}:
        few = len(pack.codes[fact.type.codes]) <= FEW
        return {("code", True): "radio", ("code", False): "menu", ("set", True): "checks"}.get(
            (kind, few), "menus"
        )
    return {"bool": "radio", "int": "number", "date": "date"}[kind]


def _options(pack: Pack, fact: Fact, lang: str) -> tuple[Option, ...]:
    if fact.type.kind == "bool":
        return Option("yes", _("Yes")), Option("no", _("No"))
    return codes(pack, fact.type.codes, lang) if fact.type.codes else ()


@lru_cache(maxsize=512)
def codes(pack: Pack, name: str, lang: str) -> tuple[Option, ...]:
    """Return the codes of a list by their names; a long list goes by the alphabet."""
    spoken = words(pack, lang)
    found = [Option(code, spoken.code(name, code)) for code in pack.codes[name]]
    if len(found) <= FEW:
        order = _order_in_words(pack, name, lang)
        return tuple(sorted(found, key=lambda o: (order.get(o.value, len(order)), o.value)))
    return tuple(sorted(found, key=lambda option: alphabetic(option.text)))


def alphabetic(text: str) -> str:
    """Return a text's place in the alphabet: accents and capitals do not count."""
    import unicodedata

    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def _order_in_words(pack: Pack, name: str, lang: str) -> dict[str, int]:
    """Return the order in which whoever wrote the words put the codes of a short list."""
    return {code: index for index, code in enumerate(words(pack, lang).order(name))}


def _escapes(pack: Pack, fact: Fact, lang: str) -> list[Option]:
    found = []
    if fact.type.kind not in {"bool", "int"} and not _always_there(pack, fact, lang):
        found.append(Option(NONE, none_text(pack, fact, lang)))
    found.append(Option(DONT_KNOW, _("I don't know")))
    if fact.protective:
        found.append(Option(NOT_HERE, _("I'd rather not say it here")))
    return found


def _always_there(pack: Pack, fact: Fact, lang: str) -> bool:
    """Say whether *none* would be no answer: everybody was born, and has a marital status.

    Of one code among several that is so unless the pack says in words what *none* means there.
    """
    if fact.type.kind == "code":
        return not words(pack, lang).text("facts", fact.name, "values", "none")
    own = fact.name == pack.relations.birth or fact.name.startswith(f"{fact.of}.")
    return fact.born and own


def none_text(pack: Pack, fact: Fact, lang: str) -> str:
    """Return what *never* or *none* is called for this fact."""
    own: Said | None = words(pack, lang).text("facts", fact.name, "values", "none")
    if own:
        return own
    if fact.born:
        return _("There is no such person")
    return _("It never happened") if fact.type.kind == "date" else _("None")


def _part(pack: Pack, fact: Fact, key: str, type_: Type, lang: str) -> Part:
    named = ("facts", fact.name, "fields", key)
    label = words(pack, lang).text(*named, "label") or words(pack, lang).text(*named) or key
    options: tuple[Option, ...] = ()
    if type_.kind == "code":
        options = codes(pack, type_.codes, lang)
    elif type_.kind == "bool":
        options = (Option("yes", _("Yes")), Option("no", _("No")))
    shape = {"code": "menu", "bool": "menu", "int": "number", "date": "date"}[type_.kind]
    return Part(key, shape, label, options)


def _fill_radio(_field: Field, value: Any) -> Typed:
    return {"v": [("yes" if value else "no") if isinstance(value, bool) else str(value)]}


def _fill_menus(_field: Field, value: Any) -> Typed:
    return {f"v{index}": [code] for index, code in enumerate(items(value))}


def _fill_rows(field: Field, value: Any) -> Typed:
    typed: Typed = {}
    for index, entry in enumerate(items(value)):
        for part in field.parts:
            found, name = entry.get(part.key), f"{index}-{part.key}"
            if part.shape == "date":
                typed |= boxes(f"{name}-", found)
            elif found is not None:
                typed |= {name: _fill_radio(field, found)["v"]}
    return typed


_FILL = {
    "radio": _fill_radio,
    "menu": _fill_radio,
    "number": _fill_radio,
    "date": lambda _field, value: boxes("", value),
    "checks": lambda _field, value: {"v": list(items(value))},
    "menus": _fill_menus,
    "count": lambda _field, value: {"v": [str(len(items(value)))]},
    "rows": _fill_rows,
}
