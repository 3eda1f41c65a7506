"""The named functions of the expression language, each with its types and its faults."""

import ast
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from cauce.eligibility import nodes as n
from cauce.eligibility.types import BOOL, DATE, INT, Type

if TYPE_CHECKING:
    from cauce.eligibility.expressions import Reader

_USES = {
    "age": "age(birth date) or age(birth date, day)",
    "years_before": "years_before(5)",
    "days": "days(first, last)",
    "happened": "happened(date)",
    "never": "never(fact)",
    "exists": "exists(fact)",
    "empty": "empty(list)",
    "size": "size(list)",
    "param": 'param("name") or param("name", key)',
    "unclear": 'unclear(fact, {"code"})',
    "open_unless": "open_unless(condition)",
    "met": 'met("CRITERION")',
    "meets": 'meets("PATHWAY")',
    "of_principal": "of_principal(fact)",
    "any": "any(condition for x in list)",
    "all": "all(condition for x in list)",
}


def call(reader: "Reader", tree: ast.Call) -> n.Node:
    """The node of a call, or a fault that shows how the function is written."""
    name = tree.func.id if isinstance(tree.func, ast.Name) else ""
    make = _MAKE.get(name)
    if make is None:
        raise reader.refuse(
            tree,
            f"{name or 'this'} is no function of the language",
            f"use one of {', '.join(sorted(_USES))}",
        )
    least, most, function = make
    if (
        tree.keywords
        or not least <= len(tree.args) <= most
        or any(isinstance(a, ast.Starred) for a in tree.args)
    ):
        raise reader.refuse(
            tree, f"{name} is called in a way it does not know", f"write {_USES[name]}"
        )
    return function(reader, tree, tree.args)


def _want(reader: "Reader", tree: ast.AST, kinds: tuple[str, ...], use: str) -> n.Node:
    node = reader.read(tree)
    if node.type.kind not in kinds:
        raise reader.refuse(tree, f"this is {node.type}", f"write {_USES[use]}")
    return node


def _text(reader: "Reader", tree: ast.AST, use: str) -> str:
    if isinstance(tree, ast.Constant) and isinstance(tree.value, str):
        return tree.value
    raise reader.refuse(tree, "a name in quotation marks is needed", f"write {_USES[use]}")


def _age(reader: "Reader", tree: ast.Call, args: list[ast.expr]) -> n.Node:
    born = _want(reader, args[0], ("date",), "age")
    at = reader.source.place(tree)
    day = (
        _want(reader, args[1], ("date",), "age") if len(args) == 2 else n.Day(DATE, "as_of", at=at)
    )
    return n.Age(INT, born, day, at=at)


def _years_before(reader: "Reader", tree: ast.Call, args: list[ast.expr]) -> n.Node:
    years = args[0].value if isinstance(args[0], ast.Constant) else None
    if type(years) is not int or not 0 < years < 120:
        raise reader.refuse(
            tree, "years_before takes a number of years from 1 to 119", "write years_before(5)"
        )
    at = reader.source.place(tree)
    return n.YearsBefore(DATE, years, n.Day(DATE, "as_of", at=at), at=at)


def _days(reader: "Reader", tree: ast.Call, args: list[ast.expr]) -> n.Node:
    first, last = (_want(reader, arg, ("date",), "days") for arg in args)
    return n.Days(INT, first, last, at=reader.source.place(tree))


def _happened(negated: bool, kinds: tuple[str, ...]) -> Callable[..., n.Node]:
    def make(reader: "Reader", tree: ast.Call, args: list[ast.expr]) -> n.Node:
        node = reader.read(args[0])
        if node.type.kind not in kinds or not isinstance(node, n.FactOf | n.FieldOf | n.Unclear):
            raise reader.refuse(
                tree,
                f"this is {node.type}, or not a fact",
                "write happened(date), exists(code) or never(either) of a fact",
            )
        return n.Happened(BOOL, node, negated, at=reader.source.place(tree))

    return make


def _size(reader: "Reader", tree: ast.Call, args: list[ast.expr]) -> n.Node:
    return n.Size(
        INT, _want(reader, args[0], ("set", "rows"), "size"), at=reader.source.place(tree)
    )


def _empty(reader: "Reader", tree: ast.Call, args: list[ast.expr]) -> n.Node:
    at = reader.source.place(tree)
    size = n.Size(INT, _want(reader, args[0], ("set", "rows"), "empty"), at=at)
    return n.Cmp(BOOL, "==", size, n.Lit(INT, 0, at=at), at=at)


def _param(reader: "Reader", tree: ast.Call, args: list[ast.expr]) -> n.Node:
    name = _text(reader, args[0], "param")
    table = reader.scope.tables.get(name)
    if table is None:
        raise reader.refuse(
            args[0], f"{name} is no parameter of this pack", "add it to parameters.yaml"
        )
    if len(args) - 1 != len(table.keys):
        raise reader.refuse(
            tree, f"{name} has {len(table.keys)} keys", "give one value for each key"
        )
    keys = tuple(_key(reader, arg, codes) for arg, codes in zip(args[1:], table.keys, strict=True))
    return n.Param(table.type, name, keys, at=reader.source.place(tree))


def _key(reader: "Reader", arg: ast.expr, codes: str) -> n.Node:
    want = Type("code", codes)
    node = (
        reader._literal(arg, want)
        if isinstance(arg, ast.Constant) and isinstance(arg.value, str)
        else reader.read(arg)
    )
    if node.type != want:
        raise reader.refuse(arg, f"this is {node.type}, but the key is {want}", f"give {want}")
    return node


def _unclear(reader: "Reader", tree: ast.Call, args: list[ast.expr]) -> n.Node:
    fact = _want(reader, args[0], ("code",), "unclear")
    if not isinstance(args[1], ast.Set):
        raise reader.refuse(args[1], "a set of codes is needed", f"write {_USES['unclear']}")
    codes: Any = reader._literal_set(args[1], fact.type)
    return n.Unclear(fact.type, fact, codes.value, at=reader.source.place(tree))


def _open_unless(reader: "Reader", tree: ast.Call, args: list[ast.expr]) -> n.Node:
    return n.OpenUnless(BOOL, reader._truth(args[0]), at=reader.source.place(tree))


def _met(reader: "Reader", tree: ast.Call, args: list[ast.expr]) -> n.Node:
    _outside_loops(reader, tree)
    name = _text(reader, args[0], "met")
    if name not in reader.scope.criteria:
        raise reader.refuse(
            args[0], f"{name} is no criterion of this pack", "write a criterion's id"
        )
    return n.Met(BOOL, name, at=reader.source.place(tree))


def _meets(reader: "Reader", tree: ast.Call, args: list[ast.expr]) -> n.Node:
    _outside_loops(reader, tree)
    name = _text(reader, args[0], "meets")
    if name not in reader.scope.pathways:
        raise reader.refuse(args[0], f"{name} is no pathway of this pack", "write a pathway's id")
    return n.Meets(BOOL, name, at=reader.source.place(tree))


def _outside_loops(reader: "Reader", tree: ast.AST) -> None:
    if reader.scope.variables:
        raise reader.refuse(
            tree, "met and meets cannot stand inside a loop", "put them before any(…) or all(…)"
        )


def _of_principal(reader: "Reader", tree: ast.Call, args: list[ast.expr]) -> n.Node:
    node = reader.read(args[0])
    if not isinstance(node, n.FactOf) or node.who != "person":
        raise reader.refuse(
            tree, "of_principal takes a fact of a person", f"write {_USES['of_principal']}"
        )
    return n.FactOf(node.type, node.name, "principal", at=node.at)


def _quant(every: bool) -> Callable[..., n.Node]:
    def make(reader: "Reader", tree: ast.Call, args: list[ast.expr]) -> n.Node:
        from cauce.eligibility.expressions import Reader

        loop = args[0]
        use = "all" if every else "any"
        if not isinstance(loop, ast.GeneratorExp) or len(loop.generators) != 1:
            raise reader.refuse(tree, "one loop is needed", f"write {_USES[use]}")
        generator = loop.generators[0]
        if generator.ifs or generator.is_async or not isinstance(generator.target, ast.Name):
            raise reader.refuse(
                tree, "a loop has one plain variable and no `if`", "put the condition before `for`"
            )
        name = generator.target.id
        over = _want(reader, generator.iter, ("set", "rows"), use)
        if name in reader.scope.variables or name in ("on", "filed", "members"):
            raise reader.refuse(generator.target, f"{name} is taken", "choose another variable")
        item = (
            Type("code", over.type.codes)
            if over.type.kind == "set"
            else Type("row", row=over.type.row)
        )
        inner = Reader(reader.source, reader.scope.with_variable(name, item, over))
        return n.Quant(
            BOOL, every, name, over, inner._truth(loop.elt), at=reader.source.place(tree)
        )

    return make


_MAKE: dict[str, tuple[int, int, Callable[..., n.Node]]] = {
    "age": (1, 2, _age),
    "years_before": (1, 1, _years_before),
    "days": (2, 2, _days),
    "happened": (1, 1, _happened(False, ("date",))),
    "exists": (1, 1, _happened(False, ("code",))),
    "never": (1, 1, _happened(True, ("date", "code"))),
    "size": (1, 1, _size),
    "empty": (1, 1, _empty),
    "param": (1, 4, _param),
    "unclear": (2, 2, _unclear),
    "open_unless": (1, 1, _open_unless),
    "met": (1, 1, _met),
    "meets": (1, 1, _meets),
    "of_principal": (1, 1, _of_principal),
    "any": (1, 1, _quant(False)),
    "all": (1, 1, _quant(True)),
}
