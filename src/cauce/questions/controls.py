"""The field of a fact on an officer's page: groups of boxes, lists and ticks, with what was typed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from cauce.questions.fields import MORE_MAY_BE, MOST_ENTRIES, Field, Option, Part, Typed

TICKS = {"radio": "radio", "checks": "checkbox"}
Faults = Sequence[tuple[str, str]]


@dataclass(frozen=True, kw_only=True)
class Control:
    """One box, list or set of ticks: `kind` is text, select, radio or checkbox."""

    kind: str
    name: str
    label: str
    value: str = ""
    options: tuple[tuple[str, str, bool], ...] = ()
    narrow: bool = False
    faults: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Group:
    """Controls that belong together under one legend."""

    legend: str
    controls: tuple[Control, ...]
    hint: str = ""
    in_a_row: bool = False
    faults: tuple[str, ...] = field(default=())


def groups(shape: Field, label: str, typed: Typed, faults: Faults, entries: int) -> Iterator[Group]:
    """Yield a fact's field, then what stands below it instead of an answer."""
    make = _Maker(typed, faults)
    if shape.shape in TICKS:
        options = _options(shape.options, typed.get("v", []))
        control = make.control(TICKS[shape.shape], "v", label, options=options)
        yield Group(legend=label, controls=(control,))
    elif shape.shape == "date":
        yield make.date("", label)
    elif shape.shape in {"menu", "menus"}:
        names = ["v"] if shape.shape == "menu" else [f"v{number}" for number in range(entries)]
        controls = [make.menu(name, label, shape.options) for name in names]
        yield Group(legend=label, controls=tuple(controls))
    elif shape.shape == "rows":
        yield from _rows(make, shape.parts, entries)
    else:
        yield Group(legend=label, controls=(make.text("v", label),))
    yield from _instead(shape, typed, make)


def entries_of(shape: Field, typed: Typed) -> int:
    """Return how many entries a list shows: those that are filled, and one more."""
    if shape.shape == "menus":
        filled = [n for n in range(MOST_ENTRIES) if any(typed.get(f"v{n}", []))]
    else:
        filled = [n for n in range(MOST_ENTRIES) if _filled(typed, f"{n}-")]
    return min(MOST_ENTRIES, (filled[-1] + 2) if filled else 1)


def _filled(typed: Typed, prefix: str) -> bool:
    return any(name.startswith(prefix) and any(values) for name, values in typed.items())


def _rows(make: "_Maker", parts: Sequence[Part], entries: int) -> Iterator[Group]:
    for number in range(entries):
        boxes = []
        for part in parts:
            name = f"{number}-{part.key}"
            if part.shape == "date":
                yield make.date(f"{name}-", f"{number + 1}. {part.label}")
            elif part.shape == "menu":
                boxes.append(make.menu(name, part.label, part.options))
            else:
                boxes.append(make.text(name, part.label))
        if boxes:
            yield Group(legend=f"{number + 1}.", controls=tuple(boxes))


def _instead(shape: Field, typed: Typed, make: "_Maker") -> Iterator[Group]:
    ticks = []
    if shape.may_be_more:
        more = (("1", _("There may be more that nobody knows of"), bool(typed.get(MORE_MAY_BE))),)
        ticks.append(make.control("checkbox", MORE_MAY_BE, "", options=more))
    if shape.escapes:
        options = _options(shape.escapes, typed.get("how", []))
        ticks.append(make.control("checkbox", "how", "", options=options))
    if ticks:
        yield Group(legend=_("Or"), controls=tuple(ticks))


def _options(options: Sequence[Option], chosen: Sequence[str]) -> tuple[tuple[str, str, bool], ...]:
    return tuple((option.value, option.text, option.value in chosen) for option in options)


@dataclass(frozen=True)
class _Maker:
    typed: Mapping[str, list[str]]
    faults: Faults

    def control(self, kind: str, name: str, label: str, **more: object) -> Control:
        found = tuple(text for element, text in self.faults if element == name)
        return Control(kind=kind, name=name, label=label, faults=found, **more)  # type: ignore[arg-type]  # passed on

    def text(self, name: str, label: str, *, narrow: bool = True) -> Control:
        return self.control("text", name, label, value=self._first(name), narrow=narrow)

    def menu(self, name: str, label: str, options: Sequence[Option]) -> Control:
        chosen = _options(options, [self._first(name)])
        return self.control("select", name, label, options=chosen)

    def date(self, prefix: str, legend: str) -> Group:
        said = (("d", _("Day")), ("m", _("Month")), ("y", _("Year")))
        return Group(
            legend=legend,
            controls=tuple(self.text(prefix + box, label) for box, label in said),
            hint=_("Leave the day or the month empty if nobody knows it."),
            in_a_row=True,
        )

    def _first(self, name: str) -> str:
        return (self.typed.get(name) or [""])[0]
