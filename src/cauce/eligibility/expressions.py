"""Turns the text of an expression into a typed tree; what does not fit is a fault with its place."""

import ast
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any, Protocol

from cauce.dates import DateFault, parse
from cauce.eligibility import nodes as n
from cauce.eligibility.faults import Faults
from cauce.eligibility.syntax import Source, read
from cauce.eligibility.types import BOOL, DATE, INT, Fact, Type

_COMPARE = {ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=", ast.Eq: "==", ast.NotEq: "!="}
_ARITH = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*"}
_ANSWERS = {
    "none": "never(…)",
    "never": "never(…)",
    "unknown": "nothing: unknown is handled by itself",
}


class Table(Protocol):
    """What an expression must know of a parameter."""

    type: Type
    keys: tuple[str, ...]


@dataclass(frozen=True)
class Scope:
    """What names mean in an expression."""

    facts: Mapping[str, Fact]
    codes: Mapping[str, frozenset[str]]
    tables: Mapping[str, Table]
    criteria: frozenset[str] = frozenset()
    pathways: frozenset[str] = frozenset()
    relative: str = ""
    person: str = "person"
    variables: Mapping[str, tuple[Type, n.Node]] = field(default_factory=dict)

    def with_variable(self, name: str, type_: Type, over: n.Node) -> "Scope":
        """The same scope inside a loop."""
        variables = {**self.variables, name: (type_, over)}
        return Scope(
            self.facts,
            self.codes,
            self.tables,
            self.criteria,
            self.pathways,
            self.relative,
            self.person,
            variables,
        )


def compile_text(*, text: str, file: str, scope: Scope, want: Type = BOOL) -> n.Node:
    """The typed tree of an expression. Raises Faults with file, line, column and what to write."""
    tree, source = read(text, file)
    node = Reader(source, scope).read(tree)
    if node.type.kind != want.kind:
        raise source.refuse(tree, f"this is {node.type}, not {want}", "write a condition")
    return node


class Reader:
    """Walks a syntax tree once; one method for each form that the white list allows."""

    def __init__(self, source: Source, scope: Scope) -> None:
        self.source, self.scope = source, scope

    def read(self, tree: ast.AST) -> n.Node:
        """The typed node of a syntax node."""
        method: Callable[[Any], n.Node] | None = getattr(
            self, "_" + type(tree).__name__.lower(), None
        )
        if method is None:
            raise self.refuse(
                tree,
                f"{type(tree).__name__} is not part of the language",
                "use comparisons, in, and, or, not, any(…), all(…) and the named functions",
            )
        return method(tree)

    def refuse(self, tree: ast.AST, what: str, mend: str) -> Faults:
        """A fault at a syntax node."""
        return self.source.refuse(tree, what, mend)

    def _truth(self, tree: ast.AST) -> n.Node:
        node = self.read(tree)
        if node.type != BOOL:
            raise self.refuse(
                tree, f"this is {node.type}, where yes or no is needed", "compare it with something"
            )
        return node

    def _boolop(self, tree: ast.BoolOp) -> n.Node:
        parts = tuple(self._truth(value) for value in tree.values)
        make = n.And if isinstance(tree.op, ast.And) else n.Or
        return make(BOOL, parts, at=self.source.place(tree))

    def _unaryop(self, tree: ast.UnaryOp) -> n.Node:
        if isinstance(tree.op, ast.Not):
            return n.Not(BOOL, self._truth(tree.operand), at=self.source.place(tree))
        if (
            isinstance(tree.op, ast.USub)
            and isinstance(tree.operand, ast.Constant)
            and type(tree.operand.value) is int
        ):
            return n.Lit(INT, -tree.operand.value, at=self.source.place(tree))
        raise self.refuse(
            tree, "this sign is not part of the language", "write not, or a whole number"
        )

    def _binop(self, tree: ast.BinOp) -> n.Node:
        op = _ARITH.get(type(tree.op))
        left, right = self.read(tree.left), self.read(tree.right)
        if op is None or left.type != INT or right.type != INT:
            raise self.refuse(
                tree,
                "only +, - and * of whole numbers are part of the language",
                "write years_before(n) or days(a, b) for dates",
            )
        return n.Arith(INT, op, left, right, at=self.source.place(tree))

    def _constant(self, tree: ast.Constant) -> n.Node:
        if type(tree.value) is bool:
            return n.Lit(BOOL, tree.value, at=self.source.place(tree))
        if type(tree.value) is int and abs(tree.value) < 10**9:
            return n.Lit(INT, tree.value, at=self.source.place(tree))
        raise self.refuse(tree, f"{tree.value!r} stands alone", "compare it with a fact")

    def _name(self, tree: ast.Name) -> n.Node:
        return self._dotted(tree, tree.id)

    def _attribute(self, tree: ast.Attribute) -> n.Node:
        parts, node = [tree.attr], tree.value
        while isinstance(node, ast.Attribute):
            parts.append(node.attr)
            node = node.value
        if not isinstance(node, ast.Name):
            raise self.refuse(tree, "a dot may only follow a name", "write the fact's full name")
        return self._dotted(tree, ".".join([node.id, *reversed(parts)]))

    def _dotted(self, tree: ast.AST, name: str) -> n.Node:
        at = self.source.place(tree)
        if name in ("on", "filed"):
            return n.Day(DATE, name, at=at)
        if name == "members":
            return n.Members(Type("rows", row=self.scope.person), at=at)
        head, _, rest = name.partition(".")
        if head in self.scope.variables:
            return self._of_variable(tree, head, rest)
        fact = self._fact(tree, name)
        return n.FactOf(fact.type, fact.name, self._owner(tree, fact), at=at)

    def _fact(self, tree: ast.AST, name: str) -> Fact:
        fact = self.scope.facts.get(name)
        if fact is None or fact.of == "case":
            near = get_close_matches(name, self.scope.facts, 1)
            raise self.refuse(
                tree,
                f"{name} is no fact of this pack",
                f"did you mean {near[0]}?" if near else "add it to facts.yaml",
            )
        return fact

    def _owner(self, tree: ast.AST, fact: Fact) -> str:
        if fact.of in ("household", "person"):
            return fact.of
        if fact.of != self.scope.relative:
            raise self.refuse(
                tree,
                f"{fact.name} belongs to a list of records",
                "mark the criterion `through: true`, or use any(… for r in the list)",
            )
        return "relative"

    def _of_variable(self, tree: ast.AST, head: str, rest: str) -> n.Node:
        type_, over = self.scope.variables[head]
        at = self.source.place(tree)
        if type_.kind == "code" and not rest:
            return n.Var(type_, head, at=at)
        if type_.kind == "code" or not rest:
            raise self.refuse(
                tree,
                f"{head} is {type_}",
                "write the variable alone for a code, with a field for a record",
            )
        for name, fact in self.scope.facts.items():
            if fact.of == type_.row and rest in (
                fact.key,
                name,
                name.removeprefix(f"{type_.row}."),
            ):
                return n.FactOf(fact.type, name, head, at=at)
        return self._field(tree, head, rest, over)

    def _field(self, tree: ast.AST, head: str, rest: str, over: n.Node) -> n.Node:
        fields = self.scope.facts[over.name].fields if isinstance(over, n.FactOf) else {}
        if rest not in fields or not isinstance(over, n.FactOf):
            raise self.refuse(
                tree,
                f"{rest} is no field here",
                f"write one of {', '.join(sorted(fields)) or 'the facts'}",
            )
        return n.FieldOf(fields[rest], head, rest, over, at=self.source.place(tree))

    def _compare(self, tree: ast.Compare) -> n.Node:
        sides = [tree.left, *tree.comparators]
        parts = [
            self._pair(tree, op, a, b) for op, a, b in zip(tree.ops, sides, sides[1:], strict=False)
        ]
        return (
            parts[0] if len(parts) == 1 else n.And(BOOL, tuple(parts), at=self.source.place(tree))
        )

    def _pair(self, tree: ast.AST, op: ast.cmpop, left: ast.expr, right: ast.expr) -> n.Node:
        if isinstance(op, ast.In | ast.NotIn):
            return self._in(tree, left, right, isinstance(op, ast.NotIn))
        symbol = _COMPARE.get(type(op))
        if symbol is None:
            raise self.refuse(tree, "`is` is not part of the language", "write ==")
        a, b = self._sides(left, right)
        self._fit(tree, symbol, a.type, b.type)
        return n.Cmp(BOOL, symbol, a, b, at=self.source.place(tree))

    def _fit(self, tree: ast.AST, symbol: str, a: Type, b: Type) -> None:
        if a.kind != b.kind or a.codes != b.codes:
            raise self.refuse(tree, f"{a} cannot be compared with {b}", "compare like with like")
        if a.kind == "bool":
            raise self.refuse(tree, "yes or no is compared", "write the fact alone, or not fact")
        if a.kind in ("set", "rows") or (a.kind == "code" and symbol not in ("==", "!=")):
            raise self.refuse(tree, f"{a} has no order", "write in, ==, any(…) or size(…)")

    def _sides(self, left: ast.expr, right: ast.expr) -> tuple[n.Node, n.Node]:
        if _is_text(left):
            b = self.read(right)
            return self._literal(left, b.type), b
        a = self.read(left)
        return a, self._literal(right, a.type) if _is_text(right) else self.read(right)

    def _in(self, tree: ast.AST, left: ast.expr, right: ast.expr, negated: bool) -> n.Node:
        if isinstance(right, ast.Set | ast.List | ast.Tuple):
            item = self.read(left)
            within: n.Node = self._literal_set(right, item.type)
        else:
            within = self.read(right)
            if within.type.kind != "set":
                raise self.refuse(
                    right, f"this is {within.type}, not a set", 'write {"A", "B"} or a set of codes'
                )
            want = Type("code", within.type.codes)
            item = self._literal(left, want) if _is_text(left) else self.read(left)
        if item.type.kind != "code" or item.type.codes != within.type.codes:
            raise self.refuse(
                tree, f"{item.type} is looked for in {within.type}", "use codes of one list"
            )
        return n.In(BOOL, item, within, negated, at=self.source.place(tree))

    def _literal_set(self, tree: ast.Set | ast.List | ast.Tuple, type_: Type) -> n.Node:
        if not all(_is_text(item) for item in tree.elts):
            raise self.refuse(tree, "a set holds codes in quotation marks", 'write {"A", "B"}')
        values = tuple(self._literal(item, type_).value for item in tree.elts)
        if len(set(values)) != len(values):
            raise self.refuse(tree, "a code stands twice in the set", "write it once")
        return n.Lit(Type("set", type_.codes), values, at=self.source.place(tree))

    def _literal(self, tree: ast.AST, type_: Type) -> n.Lit:
        value = str(getattr(tree, "value", ""))
        if type_.kind == "date":
            return self._literal_day(tree, value)
        if type_.kind != "code":
            raise self.refuse(
                tree, f'"{value}" is a text, but the other side is {type_}', f"write {type_}"
            )
        if value not in self.scope.codes[type_.codes]:
            raise self.refuse(
                tree, f'"{value}" is no code of {type_.codes}', self._code_mend(value, type_)
            )
        return n.Lit(type_, value, at=self.source.place(tree))

    def _code_mend(self, value: str, type_: Type) -> str:
        if value in _ANSWERS:
            return f"write {_ANSWERS[value]}"
        codes = sorted(self.scope.codes[type_.codes])
        near = get_close_matches(value, codes, 1)
        return f'did you mean "{near[0]}"?' if near else f"write one of {', '.join(codes[:12])}"

    def _literal_day(self, tree: ast.AST, value: str) -> n.Lit:
        try:
            first, last = parse(value)
        except DateFault as error:
            what, _, mend = str(error).partition("; ")
            raise self.refuse(tree, what, mend) from None
        if first != last:
            raise self.refuse(
                tree, f'"{value}" is not one day', "write a whole date such as 2023-06-11"
            )
        return n.Lit(DATE, first.toordinal(), at=self.source.place(tree))

    def _call(self, tree: ast.Call) -> n.Node:
        from cauce.eligibility.functions import call

        return call(self, tree)


def _is_text(tree: ast.AST) -> bool:
    return isinstance(tree, ast.Constant) and isinstance(tree.value, str)
