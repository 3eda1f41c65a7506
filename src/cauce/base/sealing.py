"""Envelopes, wrapped keys and tokens: pure functions on bytes, with no database and no clock."""

import hmac
import secrets
from functools import lru_cache
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

__all__ = [
    "KEY_BYTES",
    "InvalidTag",
    "Sealed",
    "derive",
    "new_key",
    "seal",
    "token",
    "unseal",
    "unwrap",
    "wrap",
]

VERSION = b"\x01"
KEY_BYTES = 32
NONCE_BYTES = 12
TOKEN_BYTES = 16


class Sealed(Exception):
    """The key of this text was destroyed: nobody can read it again."""


def new_key() -> bytes:
    """Return a fresh random key."""
    return secrets.token_bytes(KEY_BYTES)


def derive(*, key: bytes, purpose: str) -> bytes:
    """Return the key for one purpose; keys of two purposes tell nothing about each other."""
    return HKDF(
        algorithm=SHA256(), length=KEY_BYTES, salt=None, info=f"cauce {purpose} 1".encode()
    ).derive(key)


def seal(*, text: bytes, key: bytes, table: str, column: str, pk: UUID | str) -> bytes:
    """Return the envelope of a text, good for this row and this column only."""
    nonce = secrets.token_bytes(NONCE_BYTES)
    place = f"{table}|{column}|{pk}".encode()
    return VERSION + nonce + AESGCM(key).encrypt(nonce, text, VERSION + place)


def unseal(*, envelope: bytes, key: bytes, table: str, column: str, pk: UUID | str) -> bytes:
    """Return the text; `InvalidTag` when row, column, key or a single bit is another."""
    envelope = bytes(envelope)  # PostgreSQL hands out a memoryview
    if envelope[:1] != VERSION or len(envelope) <= NONCE_BYTES:
        raise InvalidTag
    place = f"{table}|{column}|{pk}".encode()
    nonce, body = envelope[1 : 1 + NONCE_BYTES], envelope[1 + NONCE_BYTES :]
    return AESGCM(key).decrypt(nonce, body, VERSION + place)


def wrap(*, key: bytes, master: bytes, master_no: int, subject: UUID) -> bytes:
    """Return a subject's key under a numbered master key."""
    return seal(
        text=key, key=_wrapping(master), table="subjectkey", column=str(master_no), pk=subject
    )


def unwrap(*, wrapped: bytes | None, master: bytes, master_no: int, subject: UUID) -> bytes:
    """Return a subject's key; `Sealed` when it was destroyed."""
    if wrapped is None:
        raise Sealed("The key was destroyed.")
    return unseal(
        envelope=wrapped,
        key=_wrapping(master),
        table="subjectkey",
        column=str(master_no),
        pk=subject,
    )


def token(*, key: bytes, field: str, value: str) -> bytes:
    """Return what may stand in a column for exact search; the field's name is inside."""
    return hmac.digest(key, f"{field}|{value}".encode(), "sha256")[:TOKEN_BYTES]


@lru_cache(maxsize=8)
def _wrapping(master: bytes) -> bytes:
    # Few and always the same: derived once, instead of for each of a household's keys.
    return derive(key=master, purpose="wrapping")
