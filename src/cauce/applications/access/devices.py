"""A browser that was let in before: a token that says so, and tells nothing of anybody.

It opens nothing. Whoever holds it and the right code does not wait for the tries of others. A fresh salt is
in each, so two browsers share no count; it is an HMAC, so no row is kept.
"""

import hmac
import secrets

from cauce.base import codes

_PURPOSE, _SALT_SIGNS = "known device", 16


def token(reference: str) -> str:
    """Return a token for the browser that was just let in to this reference."""
    salt = secrets.token_hex(_SALT_SIGNS // 2)
    return salt + _signed(salt, reference)


def known(token: str, *, reference: str) -> str:
    """Return the name of a browser that was let in to this reference before, or an empty text."""
    salt, said = token[:_SALT_SIGNS], token[_SALT_SIGNS:]
    right = hmac.compare_digest(_signed(salt, reference).encode(), said.encode())
    return salt if right and len(salt) == _SALT_SIGNS else ""


def _signed(salt: str, reference: str) -> str:
    return codes.digest(f"{salt}{reference}", purpose=_PURPOSE).hex()
