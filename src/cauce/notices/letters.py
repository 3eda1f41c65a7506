"""A letter made from a text per language and the values of one household: pure words, no record.

The texts lie as files in `texts/` (`decision.es.txt`: a head of `name: value` lines, `---`, the body with
`{placeholders}`), and a centre may add its own in the data folder, under `letters/`. Body text is simple:
blank lines part paragraphs, `# ` begins a heading, `- ` an item of a list.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from babel import Locale, UnknownLocaleError
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cauce.base.refusal import Refused

SHIPPED = Path(__file__).parent / "texts"
KINDS = (
    "received",
    "code",
    "interview_planned",
    "interview_missed",
    "decision",
    "closed",
    "paper_back",
    "review_received",
    "review_decided",
    "referral_sent",
    "referral_answered",
    "correction_decided",
    "still_waiting",
    "withdrawn",
    "message",
    "copy_ready",
    "erased",
)
# What surrounds letters: their foot, what goes over a line that others may read, and dates in words.
PARTS = ("foot", "short", "neutral", "days")
_PLACEHOLDER = re.compile(r"\{(\w+)\}")
_MANY_BLANKS = re.compile(r"\n{3,}")

Value = str | int | date


class Untranslated(Refused):
    """There is no text of this kind in this language: nothing is sent, and it says who writes it."""

    def __init__(self, kind: str, language: str) -> None:
        """Name the file that is missing and who writes it."""
        self.kind, self.language = kind, language
        words = {
            "language": _name_of(language),
            "file": f"{kind}.{language}.txt",
            "writer": settings.CAUCE_LINES.text_writers or _("the director of the site"),
        }
        super().__init__(
            _(
                "There is no text of this letter in %(language)s, so nothing is sent. "
                "Ask for it: %(writer)s (the file %(file)s)."
            )
            % words
        )


class Unfilled(Refused):
    """A text asks for a value that is not there, or is not written as texts are: nothing is sent."""


@dataclass(frozen=True, kw_only=True)
class Text:
    """One text file: its head, and its body with placeholders."""

    head: Mapping[str, str]
    body: str

    @property
    def version(self) -> int:
        """Return the number that whoever changes the text raises."""
        return int(self.head["version"])


@dataclass(frozen=True, kw_only=True)
class Letter:
    """A letter as it is kept, shown, printed and sent.

    `short` names this office and nothing of the file; `neutral` does not name even the office.
    """

    kind: str
    language: str
    version: int
    subject: str
    body: str
    short: str
    short_subject: str
    neutral: str
    neutral_subject: str
    whole_by_mail: bool

    @property
    def canonical(self) -> str:
        """Return the text over which the digest goes, the same on every machine for ever."""
        return canonical(subject=self.subject, body=self.body)

    @property
    def digest(self) -> bytes:
        """Return SHA-256 of the canonical text: 32 bytes, of which a signature may take the first 16."""
        return digest_of(self.canonical)


def compose(kind: str, language: str, values: Mapping[str, Value]) -> Letter:
    """Make a letter; `Untranslated` where the language lacks its text, a date is put into words."""
    if kind not in KINDS:
        raise Unfilled(f"There is no letter of the kind {kind!r}.")
    text = text_of(kind, language)
    said = {name: _say(value, language) for name, value in values.items()}
    short, neutral = text_of("short", language), text_of("neutral", language)
    return Letter(
        kind=kind,
        language=language,
        version=text.version,
        subject=_tidy(_fill(text.head["subject"], said)),
        body=_tidy(f"{_fill(text.body, said)}\n\n{text_of('foot', language).body}"),
        short=_tidy(_fill(text.head.get("short", short.body), said)),
        short_subject=short.head["subject"],
        neutral=_tidy(_fill(text.head.get("neutral", neutral.body), said)),
        neutral_subject=neutral.head["subject"],
        whole_by_mail=text.head.get("by-mail") == "whole",
    )


def canonical(*, subject: str, body: str) -> str:
    """Return the one way to write a letter down: NFC, LF, no blank at a line's end, one LF at the end."""
    return _tidy(f"{subject}\n\n{body}") + "\n"


def digest_of(text: str) -> bytes:
    """Return SHA-256 of a canonical text."""
    return hashlib.sha256(text.encode()).digest()


def speaks(kind: str, language: str) -> bool:
    """Say whether a letter of this kind can be made in a language."""
    return all(_path(part, language) for part in (kind, *PARTS))


def missing(language: str) -> list[str]:
    """Return the kinds of letters that cannot be made in a language."""
    return [kind for kind in KINDS if not speaks(kind, language)]


def placeholders(kind: str, language: str) -> set[str]:
    """Return the names of the values that a text asks for."""
    text = text_of(kind, language)
    asked = (text.body, *(text.head.get(name, "") for name in ("subject", "short", "neutral")))
    return {name for said in asked for name in _PLACEHOLDER.findall(said)}


def text_of(kind: str, language: str) -> Text:
    """Read a text file; nothing is kept, so that a text that is added counts at once."""
    path = _path(kind, language)
    if path is None:
        raise Untranslated(kind, language)
    head, _line, body = path.read_text(encoding="utf-8").partition("\n---\n")
    text = Text(head=dict(_heads(head)), body=body.strip())
    if not text.head.get("version", "").isdecimal() or "subject" not in text.head:
        raise Unfilled(
            _("The text %(file)s has no version or no subject above its first line of dashes.")
            % {"file": path.name}
        )
    return text


@dataclass(frozen=True, kw_only=True)
class Block:
    """A piece of a letter for a page: `heading`, `list` or `paragraph`, with its lines."""

    kind: str
    lines: tuple[str, ...]


def blocks(body: str) -> list[Block]:
    """Return a letter's body as pieces for a page or for paper."""
    return [block for piece in body.split("\n\n") for block in _blocks_of(piece.splitlines())]


def plain(body: str) -> str:
    """Return a letter's body without the marks of headings, for a message."""
    return "\n".join(line.removeprefix("# ") for line in body.splitlines())


def _blocks_of(lines: list[str]) -> Iterator[Block]:
    run: list[str] = []
    kind = "paragraph"
    for line in lines:
        here = _kind_of(line)
        if run and (here != kind or here == "heading"):
            yield Block(kind=kind, lines=tuple(run))
            run = []
        kind = here
        run.append(line if here == "paragraph" else line[2:])
    if run:
        yield Block(kind=kind, lines=tuple(run))


def _kind_of(line: str) -> str:
    return {"# ": "heading", "- ": "list"}.get(line[:2], "paragraph")


def _path(kind: str, language: str) -> Path | None:
    own = Path(settings.CAUCE_DATA) / "letters"
    tags = (language, language.partition("-")[0])
    found = (folder / f"{kind}.{tag}.txt" for tag in tags for folder in (own, SHIPPED))
    return next((path for path in found if path.is_file()), None)


def _heads(head: str) -> Iterator[tuple[str, str]]:
    for line in head.splitlines():
        name, _colon, value = line.partition(":")
        yield name.strip(), value.strip()


def _fill(text: str, values: Mapping[str, str]) -> str:
    def value(found: re.Match[str]) -> str:
        if found[1] not in values:
            raise Unfilled(
                _(
                    "A text of letters asks for {%(name)s}, which is not known here. Correct the text."
                )
                % {"name": found[1]}
            )
        return values[found[1]]

    return _PLACEHOLDER.sub(value, text)


def _say(value: Value, language: str) -> str:
    if isinstance(value, datetime):
        raise Unfilled("A moment has no day until somebody says at which site: hand over a date.")
    if not isinstance(value, date):
        return str(value)
    days = text_of("days", language)
    month = days.body.splitlines()[value.month - 1]
    return _fill(
        days.head["subject"], {"day": str(value.day), "month": month, "year": str(value.year)}
    )


def _tidy(text: str) -> str:
    lines = unicodedata.normalize("NFC", text).splitlines()
    return _MANY_BLANKS.sub("\n\n", "\n".join(line.rstrip() for line in lines)).strip()


def _name_of(language: str) -> str:
    try:
        said = Locale.parse(language, sep="-").get_display_name(get_language() or "en")
    except (UnknownLocaleError, ValueError):
        return language
    return said or language
