"""Files of strangers, made here: honest ones, broken ones, and ones that mean harm."""

import io
import struct
import zlib
from typing import Any

from PIL import ExifTags, Image

CANARY = b"canary-7f3a-was-here"


def photo(
    size: tuple[int, int] = (400, 300), mode: str = "RGB", kind: str = "JPEG", **how: Any
) -> bytes:
    """A picture of nothing in particular."""
    return _saved(Image.effect_noise(size, 60).convert(mode), kind, **how)


def noted_photo(turn: int = 6) -> bytes:
    """A phone held upright: red above blue, with where and by whom it was taken."""
    image = Image.new("RGB", (400, 300), "blue")
    image.paste("red", (0, 0, 200, 300))
    notes = Image.Exif()
    notes[ExifTags.Base.Orientation] = turn
    notes[ExifTags.Base.Artist] = CANARY.decode()
    notes.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSAreaInformation] = CANARY
    return _saved(image, "JPEG", exif=notes, comment=CANARY)


def broken_note() -> bytes:
    """A photo whose notes are rubbish, as old phones write them."""
    return _saved(
        Image.new("RGB", (40, 30)), "JPEG", exif=b"Exif\0\0MM\0*\0\0\0\x08\xff\xff" + CANARY
    )


def polyglot() -> bytes:
    """A JPEG that is a page with a script for whoever takes it for HTML."""
    return photo() + b"<html><script>alert('" + CANARY + b"')</script></html>"


def zip_tail() -> bytes:
    """A PNG with an archive behind it."""
    return photo(kind="PNG") + b"PK\x03\x04" + CANARY


def huge_png(side: int = 30_000) -> bytes:
    """A few bytes that claim to be a picture of many millions of points."""
    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", head)
        + _chunk(b"IDAT", zlib.compress(bytes(1000)))
        + _chunk(b"IEND", b"")
    )


def scan(pages: int = 3) -> bytes:
    """A PDF as a scanner writes it."""
    first, *others = [Image.new("L", (124, 175), 200) for _ in range(pages)]
    return _saved(first, "PDF", save_all=True, append_images=others, author=CANARY.decode())


def pdf(
    *, pages: int = 1, content: bytes = b"", catalogue: bytes = b"", trailer: bytes = b""
) -> bytes:
    """A PDF written by hand, so that anything may be wrong with it."""
    kids = b" ".join(b"%d 0 R" % (4 + n) for n in range(pages))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R" + catalogue + b">>",
        b"<</Type/Pages/Count %d/Kids[" % pages + kids + b"]>>",
        b"<</Length %d/Filter/FlateDecode>>stream\n" % len(content) + content + b"\nendstream",
        *[b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 300]/Contents 3 0 R>>"] * pages,
    ]
    out, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj" % number + body + b"endobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return (
        out
        + b"xref\n0 %d\n0000000000 65535 f \n" % size
        + table
        + b"trailer<</Size %d/Root 1 0 R" % size
        + trailer
        + b">>\nstartxref\n%d\n%%%%EOF\n" % len(out)
    )


def bomb() -> bytes:
    """A PDF of a megabyte that unpacks to a gigabyte."""
    packer = zlib.compressobj(9)
    block = b"0 0 1 1 re f\n" * 80_000
    packed = b"".join(packer.compress(block) for _ in range(1000)) + packer.flush()
    return pdf(content=packed)


def locked() -> bytes:
    """A PDF that asks for a password."""
    secret = b"<" + b"5a" * 32 + b">"
    lock = b"/Encrypt<</Filter/Standard/V 1/R 2/P -4/O " + secret + b"/U " + secret + b">>"
    return pdf(trailer=lock + b"/ID[<00><00>]")


def scripted() -> bytes:
    """A PDF that wants to run something when it is opened."""
    script = b"/OpenAction<</S/JavaScript/JS(app.alert\\('" + CANARY + b"'\\))>>"
    return pdf(content=zlib.compress(b"0 0 100 100 re f"), catalogue=script)


def program() -> bytes:
    """What a virus sends as photo.jpg."""
    return b"MZ\x90\x00" + bytes(200) + CANARY


def _saved(image: Image.Image, kind: str, **how: Any) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **how)
    return out.getvalue()


def _chunk(word: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + word + body + struct.pack(">I", zlib.crc32(word + body))
