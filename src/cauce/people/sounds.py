"""How a name sounds to a Spanish ear: a key that two spellings of one name share.

Spelling at a counter follows the ear: b and v, s, z and soft c, ll and y, a silent h, soft g and j are one
sound each in the Americas (Real Academia Española, Ortografía, 2010, chapter I), and a doubled letter is
one. The key keeps the vowels, since a Spanish name without them says too little. It is no transcription:
it may join names that differ, and a person decides what they are.
"""

import re
import unicodedata

# In this order; each rule sees what the ones before it left.
_RULES = tuple(
    (re.compile(pattern), becomes)
    for pattern, becomes in (
        # An old telephone writes n for ñ.
        (r"ñ", "n"),
        (r"^x(?=[eio])", "j"),
        (r"ph", "f"),
        (r"sch|sh|ch", "C"),
        (r"qu(?=[ei])|q|ck|k", "k"),
        (r"c(?=[eiy])|z|x|ss|sc(?=[ei])", "s"),
        (r"c", "k"),
        (r"gu(?=[ei])", "G"),
        (r"g(?=[eiy])", "j"),
        (r"gü|w|^[gh]u(?=[aeio])", "u"),
        (r"ll|y(?=[aeiou])|(?<![a-z])i(?=e)", "y"),
        (r"y", "i"),
        (r"v", "b"),
        (r"m(?=[bp])", "n"),
        (r"h", ""),
        (r"(.)\1+", r"\1"),
    )
)
# Words that a surname is written with or without.
_SMALL = frozenset(
    {"de", "del", "la", "las", "los", "el", "y", "e", "da", "do", "dos", "di", "von"}
)


def key(name: str) -> str:
    """Return the key of a name's sound; empty for a name without letters of the Latin script."""
    words = [word for word in _letters(name).split() if word]
    strong = [word for word in words if word not in _SMALL] or words
    return " ".join(filter(None, map(_sound, strong)))


def _letters(name: str) -> str:
    kept = name.casefold().replace("ñ", "\0").replace("ü", "\1")
    plain = unicodedata.normalize("NFD", kept).replace("\0", "ñ").replace("\1", "ü")
    return re.sub(r"[^a-zñü]+", " ", re.sub(r"[\u0300-\u036f]", "", plain))


def _sound(word: str) -> str:
    for pattern, becomes in _RULES:
        word = pattern.sub(becomes, word)
    return word
