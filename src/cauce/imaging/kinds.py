"""What a file is, by its own first bytes, and why one may be of no use."""

from enum import StrEnum

# As many bytes as it takes to tell the kinds apart.
FIRST = 12


class Kind(StrEnum):
    """The kinds of files that are taken; nothing else is opened."""

    JPEG = "jpeg"
    PNG = "png"
    WEBP = "webp"
    PDF = "pdf"


class Trouble(StrEnum):
    """Why a file is of no use: stable codes, for which a room has the words."""

    TOO_BIG = "too_big"
    NOT_AN_IMAGE = "not_an_image"
    ENCRYPTED = "encrypted"
    TOO_MANY_PAGES = "too_many_pages"
    BROKEN = "broken"
    TOO_MANY_PIXELS = "too_many_pixels"
    TIMEOUT = "timeout"
    INTERRUPTED = "interrupted"  # not the file's fault: the same file may be sent again


# The last word of the child that met it: its exit status. Python itself ends with 1 or 2.
STATUS = {trouble: number for number, trouble in enumerate(Trouble, 20)}


class Unusable(Exception):
    """A file that cannot be kept, and why."""

    def __init__(self, trouble: Trouble) -> None:
        """Keep the code; never a word of the file."""
        super().__init__(trouble.value)
        self.trouble = trouble


def kind_of(first: bytes) -> Kind | None:
    """Return what the first bytes say; a name or a header of the sender's counts for nothing."""
    if first.startswith(b"\xff\xd8\xff"):
        return Kind.JPEG
    if first.startswith(b"\x89PNG\r\n\x1a\n"):
        return Kind.PNG
    if first.startswith(b"RIFF") and first[8:12] == b"WEBP":
        return Kind.WEBP
    return Kind.PDF if first.startswith(b"%PDF-") else None
