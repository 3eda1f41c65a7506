"""How a name sounds to a Spanish ear: a key that two spellings of one name share.

Spelling at a counter follows the ear: b and v, s, z and soft c, ll and y, a silent h, soft g and j are one
sound each in the Americas (Real Academia Española, Ortografía, 2010, chapter I), and a doubled letter is
one. The key keeps the vowels, since a Spanish name without them says too little. It is no transcription:
it may join names that differ, and a person decides what they are.
"""

import re
import unicodedata

# In this order; each rule sees what the ones before it left, and is asked where one of its signs is.
_RULES = tuple(
    (frozenset(signs), re.compile(pattern), becomes)
    for signs, pattern, becomes in (
        # An old telephone writes n for ñ.
        ("ñ", r"ñ", "n"),
        ("x", r"^x(?=[eio])", "j"),
        ("p", r"ph", "f"),
        ("sc", r"sch|sh|ch", "C"),
        ("qck", r"qu(?=[ei])|q|ck|k", "k"),
        ("czxs", r"c(?=[eiy])|z|x|ss|sc(?=[ei])", "s"),
        ("c", r"c", "k"),
        ("g", r"gu(?=[ei])", "G"),
        ("g", r"g(?=[eiy])", "j"),
        ("gwh", r"gü|w|^[gh]u(?=[aeio])", "u"),
        ("lyi", r"ll|y(?=[aeiou])|(?<![a-z])i(?=e)", "y"),
        ("y", r"y", "i"),
        ("v", r"v", "b"),
        ("m", r"m(?=[bp])", "n"),
        ("h", r"h", ""),
    )
)
_MARKS, _OTHERS = re.compile(r"[\u0300-\u036f]"), re.compile(r"[^a-zñü]+")
_DOUBLED = re.compile(r"(.)\1+")
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
    if name.isascii():
        return _OTHERS.sub(" ", name.lower())
    kept = name.casefold().replace("ñ", "\0").replace("ü", "\1")
    plain = unicodedata.normalize("NFD", kept).replace("\0", "ñ").replace("\1", "ü")
    return _OTHERS.sub(" ", _MARKS.sub("", plain))


def _sound(word: str) -> str:
    for signs, pattern, becomes in _RULES:
        if not signs.isdisjoint(word):
            word = pattern.sub(becomes, word)
    return _DOUBLED.sub(r"\1", word)
