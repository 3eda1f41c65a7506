"""The access code that opens a draft or an application, beside its reference.

Stored is only an HMAC. The first code of a draft is made from the draft's own key, so that the family may
see it again on "save and stop" and on the receipt, from whatever device, and no text of it lies anywhere;
it goes when the key goes. A new code, given after a loss, is random and shown once.
"""

from cauce.base import codes, keys
from cauce.base.models import SubjectKey

PURPOSE = "access code"
_FIRST = "first access code"


def first_code(key: SubjectKey) -> str:
    """Return the code that was given when a draft was begun under this key. Raises Sealed."""
    number = int.from_bytes(keys.open_key(row=key, purpose=_FIRST), "big")
    signs = []
    for _each in range(codes.CODE_SIGNS):
        number, sign = divmod(number, len(codes.ALPHABET))
        signs.append(codes.ALPHABET[sign])
    return "".join(signs)


def stored(code: str) -> bytes:
    """Return what a row keeps of a code."""
    return codes.digest(code, purpose=PURPOSE)


def fits(code: str, digest: bytes) -> bool:
    """Say whether a code is the one that was stored."""
    return codes.fits(code, digest, purpose=PURPOSE)
