"""What stands in the columns for exact search: how each thing is written before its token is made.

A search makes its token by the same functions, so that "V-12.345.678" finds "v12345678".
"""

from collections.abc import Mapping
from typing import Any

from cauce.base import keys, sealing
from cauce.people import sounds

DOCUMENT, SURNAME, GIVEN, BIRTH = "document", "surname", "given", "birth"
PHONE, EMAIL = "phone", "email"
Token = bytes | None


class Tokens:
    """Makes tokens with the house's key, opened once."""

    def __init__(self, key: bytes | None = None) -> None:
        """Open the house's key, unless somebody did."""
        self._key = key or keys.house_key(purpose=keys.TOKENS)
        # A family shares its surnames. For as long as it is worked on, and no longer.
        self._sounds: dict[str, str] = {}

    def of_person(self, content: Mapping[str, Any]) -> dict[str, Token]:
        """Return a person's token columns from what lies sealed beside them."""
        papers = content.get("papers") or [{}]
        return {
            "document_token": self.document(papers[0].get("number", "")),
            "surname_token": self.surname(content.get("surname1", "")),
            "surname2_token": self.surname(content.get("surname2", "")),
            "given_token": self.given(content.get("given", "")),
            "birth_token": self._of(BIRTH, content.get("birth", "")),
        }

    def document(self, number: str) -> Token:
        """Return the token of a document's number, however it was typed."""
        return self._of(DOCUMENT, "".join(filter(str.isalnum, number)).upper())

    def surname(self, name: str) -> Token:
        """Return the token of a surname's sound; the first and the second surname share it."""
        return self._of(SURNAME, self._sound(name))

    def given(self, name: str) -> Token:
        """Return the token of the sound of the first given name: the one that papers never leave out."""
        return self._of(GIVEN, self._sound(name).partition(" ")[0])

    def birth(self, edtf: str) -> Token:
        """Return the token of a birth date as EDTF writes it."""
        return self._of(BIRTH, edtf)

    def route(self, kind: str, address: str) -> Token:
        """Return the token of an E.164 number or an e-mail address."""
        return self._of(kind, address.strip().casefold())

    def _sound(self, name: str) -> str:
        if name not in self._sounds:
            # A name in another script has no key of its sound: it is its own.
            self._sounds[name] = sounds.key(name) or name.strip().casefold()
        return self._sounds[name]

    def _of(self, field: str, value: str) -> Token:
        return sealing.token(key=self._key, field=field, value=value) if value else None
