"""Codes that change every half minute, as RFC 6238 and every telephone's application make them."""

import base64
import hmac
import secrets
import struct
from collections.abc import Iterator
from urllib.parse import quote

STEP_SECONDS = 30
DIGITS = 6
SECRET_BYTES = 20
# A telephone's clock may be half a minute wrong, or a slow hand may type the code that just ended.
DRIFT = 1
ISSUER = "Cauce"


def new_secret() -> str:
    """Return a fresh secret, as telephones take it: base32, 160 bits."""
    return base64.b32encode(secrets.token_bytes(SECRET_BYTES)).decode("ascii")


def shown(secret: str) -> str:
    """Return a secret in groups of four, for whoever types it."""
    return " ".join(secret[i : i + 4] for i in range(0, len(secret), 4))


def address(secret: str, *, username: str) -> str:
    """Return what the QR sign says to a telephone."""
    name = quote(f"{ISSUER}:{username}")
    return f"otpauth://totp/{name}?secret={secret}&issuer={ISSUER}&digits={DIGITS}&period={STEP_SECONDS}"


def step_at(now: float) -> int:
    """Return the number of the half minute that a moment lies in."""
    return int(now // STEP_SECONDS)


def code(secret: str, step: int) -> str:
    """Return the code of a half minute."""
    mac = hmac.digest(base64.b32decode(secret), struct.pack(">Q", step), "sha1")
    start = mac[-1] & 0x0F
    (number,) = struct.unpack(">I", mac[start : start + 4])
    return f"{(number & 0x7FFFFFFF) % 10**DIGITS:0{DIGITS}}"


def matching_steps(secret: str, typed: str, *, now: float) -> list[int]:
    """Return the half minutes near a moment whose code this is; each is computed, whatever fits."""
    return [step for step, fits in _compared(secret, typed, step_at(now)) if fits]


def _compared(secret: str, typed: str, here: int) -> Iterator[tuple[int, bool]]:
    signs = typed.encode()
    for step in range(here - DRIFT, here + DRIFT + 1):
        yield step, hmac.compare_digest(code(secret, step).encode(), signs)
