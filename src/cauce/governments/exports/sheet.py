"""A table as CSV that a spreadsheet opens without running anything that stands in it."""

import csv
import io
from collections.abc import Sequence

from cauce.governments.exports.tables import Cell, Row

# A cell that begins with one of these is read as a formula, also behind blanks.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def sheet(rows: Sequence[Row]) -> str:
    """The rows with their columns on top; no rows are an empty text with no columns."""
    written = io.StringIO()
    columns = list(rows[0]) if rows else []
    writer = csv.DictWriter(written, columns, lineterminator="\r\n")
    if columns:
        writer.writeheader()
    for row in rows:
        writer.writerow({column: _cell(row[column]) for column in columns})
    return written.getvalue()


def _cell(value: Cell) -> Cell:
    """A text that could be a formula is marked as text; a number stays one."""
    if isinstance(value, str) and value.lstrip(" \n").startswith(_FORMULA):
        return f"'{value}"
    return value
