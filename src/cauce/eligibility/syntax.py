"""Reads the text of an expression with Python's own parser, within limits, and never runs it."""

import ast

from cauce.eligibility.faults import Fault, Faults
from cauce.eligibility.marks import Text

MAX_LENGTH = 2_000
MAX_DEPTH = 30


class Source:
    """An expression's text and its place in a file; makes faults that point into it."""

    def __init__(self, text: str, file: str) -> None:
        self.text, self.file = str(text), file
        self.line = getattr(text, "line", 1) or 1
        self.column = getattr(text, "column", 1) or 1
        self.block = bool(getattr(text, "block", False))

    def place(self, node: ast.AST | None) -> tuple[int, int]:
        """(line, column) in the file of a node of the parsed text."""
        return self._at(getattr(node, "lineno", 2) - 1, getattr(node, "col_offset", 0))

    def _at(self, row: int, offset: int) -> tuple[int, int]:
        """`row` counts from 1 within the text, `offset` from 0 within the row (in bytes)."""
        lines = self.text.splitlines() or [""]
        row = min(max(row, 1), len(lines))
        characters = len(lines[row - 1].encode()[:offset].decode(errors="ignore"))
        first = self.column if row == 1 or self.block else 1
        return self.line + row - 1, first + characters

    def refuse(self, node: ast.AST | None, what: str, mend: str) -> Faults:
        """The fault at a node, ready to be raised."""
        return Faults([Fault(self.file, *self.place(node), what, mend)])

    def refuse_text(self, row: int, offset: int, what: str, mend: str) -> Faults:
        """The fault at a place of the text."""
        return Faults([Fault(self.file, *self._at(row, offset), what, mend)])

    def refuse_at(self, index: int, what: str, mend: str) -> Faults:
        """The fault at a character of the text."""
        before = self.text[:index].split("\n")
        return self.refuse_text(len(before), len(before[-1].encode()), what, mend)


def read(text: str, file: str) -> tuple[ast.expr, Source]:
    """The syntax tree of an expression. Raises Faults; refuses long and deep texts before parsing."""
    source = Source(text, file)
    _check_text(source)
    try:
        tree = ast.parse(f"(\n{source.text}\n)", mode="eval")
    except SyntaxError as error:
        row, offset = (error.lineno or 2) - 1, max((error.offset or 1) - 1, 0)
        raise source.refuse_text(
            row,
            offset,
            "this is not an expression",
            'write a comparison such as person.fact == "code"',
        ) from None
    except (ValueError, RecursionError, MemoryError):
        raise source.refuse_text(1, 0, "this is not an expression", "write a shorter one") from None
    _check_depth(tree.body, source)
    return tree.body, source


def place_of(text: str) -> tuple[int, int]:
    """Line and column of a marked text, or (0, 0)."""
    return (text.line, text.column) if isinstance(text, Text) else (0, 0)


def _check_text(source: Source) -> None:
    if not source.text.strip():
        raise source.refuse_text(
            1, 0, "the expression is empty", "write a condition, or leave `when` out"
        )
    if len(source.text) > MAX_LENGTH:
        raise source.refuse_text(
            1,
            0,
            f"the expression is longer than {MAX_LENGTH} characters",
            "split it into two criteria",
        )
    if "\0" in source.text or "#" in source.text:
        raise source.refuse_text(
            1, 0, "a comment or control character stands in the expression", "take it out"
        )
    _check_brackets(source)


def _check_brackets(source: Source) -> None:
    """Python's parser would see them closed by the pair that the text is put in, or point outside it."""
    opened: list[int] = []
    for index, character in enumerate(source.text):
        if character in "([{":
            opened.append(index)
        elif character in ")]}" and not opened:
            raise source.refuse_at(
                index, "a bracket is closed that was never opened", "take it out"
            )
        elif character in ")]}":
            opened.pop()
        if len(opened) > MAX_DEPTH:
            raise source.refuse_at(
                index, f"the expression is nested more than {MAX_DEPTH} deep", "split it"
            )
    if opened:
        raise source.refuse_at(opened[-1], "a bracket is never closed", "close it")


def _check_depth(tree: ast.expr, source: Source) -> None:
    level: list[ast.AST] = [tree]
    for _ in range(2 * MAX_DEPTH):
        level = [child for node in level for child in ast.iter_child_nodes(node)]
        if not level:
            return
    raise source.refuse(tree, f"the expression is nested more than {MAX_DEPTH} deep", "split it")
