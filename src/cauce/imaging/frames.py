"""How a child hands its pages over: a header and the bytes of each, and an end that says *complete*."""

import struct
from collections.abc import Iterator
from typing import BinaryIO

HEADER = struct.Struct(">4sIII")
_PAGE, _END = b"page", b"end."


def write_page(out: BinaryIO, jpeg: bytes, width: int, height: int) -> None:
    """Hand over one page."""
    out.write(HEADER.pack(_PAGE, width, height, len(jpeg)))
    out.write(jpeg)


def write_end(out: BinaryIO, pages: int) -> None:
    """Say that nothing is missing."""
    out.write(HEADER.pack(_END, pages, 0, 0))


def read(data: bytes) -> Iterator[tuple[bytes, int, int]]:
    """Yield the pages; `ValueError` where the child did not come to its end."""
    at, pages = 0, 0
    while at + HEADER.size <= len(data):
        word, width, height, length = HEADER.unpack_from(data, at)
        at += HEADER.size
        if word == _END and width == pages and at == len(data):
            return
        if word != _PAGE or at + length > len(data):
            break
        yield data[at : at + length], width, height
        at, pages = at + length, pages + 1
    raise ValueError("The pages are not complete.")
