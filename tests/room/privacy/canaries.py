"""Strings that stand nowhere else, in every form in which a byte string may hide, and how they are found."""

import base64
import zipfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

# What is read back by whoever has the keys, until the file is erased.
KEPT = {
    "name": "Zarquilena",
    "surname": "Quivandrez",
    "helper": "Ombrecilda",
    "document": "QX7719384452",
    "phone": "+573017755341",
    "e-mail": "zarquila.q@correo-canario.example",
    "answer": "Vivo junto al molino Farabundel",
    "note": "Llora al hablar de Tresmontina",
    "file name": "foto-zorbelina.jpg",
    "reason": "Se vio el sello de Lumbrandia",
    "letter": "Traiga el acta de Vespertilla",
    "review": "No es cierto lo de Carmandula",
    "CSV import": "Wimparellona",
}
# What is never kept at all.
NEVER = {
    "text in the file": "gps-escondido-Murgalinda",
    "search term": "Trulabondez",
    "password": "contrasena-Pilbranda-9",
    "address of a page": "pagina-Estrobalia",
}
EVERY = KEPT | NEVER
SHORTEST = 8


class Hunt:
    """Finds strings in bytes: UTF-8, UTF-16, base64, hexadecimal, percent signs; in any case of letters."""

    def __init__(self, strings: dict[str, str]) -> None:
        self.strings = strings
        self.folded = {name: set(_folded(text)) for name, text in strings.items()}
        self.exact = {name: set(_in_base64(text)) for name, text in strings.items()}

    def found(self, data: bytes) -> set[str]:
        """Return which strings are there."""
        lower = data.lower()
        return {
            name
            for name in self.strings
            if any(form in lower for form in self.folded[name])
            or any(form in data for form in self.exact[name])
        }


def everything(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Every file below a folder, and what lies packed in archives; also what it is called."""
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        name = path.relative_to(folder).as_posix()
        yield name, name.encode() + b"\n" + path.read_bytes()
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                yield from ((f"{name}/{each}", archive.read(each)) for each in archive.namelist())


def _cases(text: str) -> set[str]:
    return {text, text.lower(), text.upper()}


def _folded(text: str) -> Iterator[bytes]:
    for each in {text.lower(), quote(text, safe="").lower(), text.lower().replace(" ", "+")}:
        yield each.encode()
        yield each.encode("utf-16-le")
        yield each.encode("utf-16-be")
    for each in _cases(text):
        yield each.encode().hex().encode()


def _in_base64(text: str) -> Iterator[bytes]:
    # The same bytes look otherwise at each of three places; the ends depend on what stands beside them.
    for each in _cases(text):
        for lead in range(3):
            packed = base64.b64encode(b"\0" * lead + each.encode())
            inner = packed.rstrip(b"=")[(lead * 8 + 5) // 6 : -1]
            if len(inner) >= SHORTEST:
                yield inner
                yield inner.replace(b"+", b"-").replace(b"/", b"_")


def raw_forms(key: bytes) -> set[bytes]:
    """The forms in which a key may lie about."""
    return {key, key.hex().encode(), key.hex().upper().encode(), base64.b64encode(key).rstrip(b"=")}
