"""What somebody says of a contact or an act, as the verbs take it."""

from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True)
class ContactIn:
    """A call, a meeting or a visit: who with whom, when (EDTF), how, about what."""

    title: str
    caller: str
    called: str
    day: str
    mode: str = ""
    level: str = ""
    state: str = "held"
    topics: tuple[str, ...] = field(default=())
    words: str = ""


@dataclass(frozen=True, kw_only=True)
class ActIn:
    """An act on a request: which, by whom, when (EDTF), in what words, and where that is written.

    `source` is the id of a source that is in the ledger already; empty: the words are the desk's own note.
    `seen` is how many acts the request had when its page was read.
    """

    act: str
    actor: str
    day: str
    seen: int
    words: str = ""
    source: str = ""
