"""References with a check sign, access codes, and the short codes that are sent or said.

The alphabet has 31 signs, a prime, without 0, O, 1, I: the check sign, sum of (place + 2) times value
modulo 31, finds every single wrong sign and every exchange of neighbours (knowledge: security, 2e).
A reference is no secret. An access code has ten signs, 49.5 bits, and is stored only as an HMAC.
"""

import hmac
import secrets

from cauce.base import keys, sealing

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXY"
REFERENCE_SIGNS = 8
CODE_SIGNS = 10
SENT_DIGITS = 6
CALL_DIGITS = 4
CODES = "codes"


def new_reference() -> str:
    """Return a fresh reference: eight signs and a check sign."""
    body = "".join(secrets.choice(ALPHABET) for _ in range(REFERENCE_SIGNS))
    return body + _check_sign(body)


def read_reference(typed: str) -> str | None:
    """Return a reference as it is stored; None where its check sign does not fit what was typed."""
    signs = normal(typed)
    if len(signs) != REFERENCE_SIGNS + 1 or set(signs) - set(ALPHABET):
        return None
    return signs if _check_sign(signs[:-1]) == signs[-1] else None


def shown(code: str) -> str:
    """Return a reference or a code in groups that are easy to read and to say."""
    size = 3 if len(code) % 3 == 0 else 5
    return "-".join(code[i : i + size] for i in range(0, len(code), size))


def normal(typed: str) -> str:
    """Return signs in capitals, without the blanks, dashes and dots people type between them."""
    return "".join(sign for sign in typed.upper() if sign.isalnum())


def new_code() -> str:
    """Return a fresh access code."""
    return "".join(secrets.choice(ALPHABET) for _ in range(CODE_SIGNS))


def new_digits(count: int = SENT_DIGITS) -> str:
    """Return digits to be sent to a known route, or said by whoever calls."""
    return "".join(secrets.choice("0123456789") for _ in range(count))


def digest(code: str, *, purpose: str) -> bytes:
    """Return what is stored instead of a code: an HMAC under the house's own key."""
    key = keys.house_key(purpose=CODES)
    return sealing.token(key=key, field=purpose, value=normal(code))


def fits(code: str, stored: bytes, *, purpose: str) -> bool:
    """Say whether a code is the one that was stored, in the same time whether it is or not."""
    return hmac.compare_digest(digest(code, purpose=purpose), bytes(stored))


def _check_sign(body: str) -> str:
    total = sum((place + 2) * ALPHABET.index(sign) for place, sign in enumerate(body))
    return ALPHABET[total % len(ALPHABET)]
