"""Quotation marks of any script and direction: what is read from a text does not hang on them."""

import pytest

from cauce.reading import read, source_of

TEXT = (
    "President Asha Mwangi of Kenya said: “Malta pledged 5 million euros to Kenya on 3 March 2024.”"
)
MARKS = {
    "right-to-left guillemets": ("\u200f«\u200f", "\u200f»\u200f"),
    "an embedding": ("\u202b”", "“\u202c"),
    "isolates": ("\u2067«", "»\u2069"),
    "guillemets turned round": ("»", "«"),
    "low and high": ("„", "“"),
}


def _drafts(text: str) -> list[tuple[object, ...]]:
    found = read(source_of(text, published="2024-03-20", lang="en"))
    return [(d.kind, d.act, d.from_, d.to, d.amount, d.date.edtf, d.said_by) for d in found]


@pytest.mark.parametrize("name", MARKS)
def test_the_same_is_read(name: str) -> None:
    opened, closed = MARKS[name]
    expected = _drafts(TEXT)
    assert ("commitment", "pledged", ["Kenya"], "Asha Mwangi") in [
        (k, a, f, s) for k, a, f, *_rest, s in expected
    ]
    assert _drafts(TEXT.replace("“", opened).replace("”", closed)) == expected
