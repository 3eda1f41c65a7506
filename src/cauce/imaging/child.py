"""The child: limits itself, reads one file from its input, writes clean pages to its output.

It is started without an environment and without open files, and can write no file at all. Whatever a
stranger's file does to a decoder happens here, and ends with this process.
"""

import io
import resource
import sys
import warnings
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, BinaryIO

from cauce.imaging import frames, limits
from cauce.imaging.kinds import STATUS, Kind, Trouble, Unusable

if TYPE_CHECKING:
    from PIL import Image

_POINTS_PER_INCH = 72
# A photo is not refused for what stands beside it: no metadata is kept anyway.
_HARMLESS = ("Image appears to be a malformed MPO", "Corrupt EXIF data")


def limit() -> None:
    """Give up, for good, what painting a picture does not need."""
    # At the lower one the kernel says why (SIGXCPU), at the higher one it only kills.
    resource.setrlimit(resource.RLIMIT_CPU, (limits.CPU_SECONDS, limits.CPU_SECONDS + 1))
    for what, most in (
        (resource.RLIMIT_AS, limits.MEMORY_BYTES),
        (resource.RLIMIT_NOFILE, limits.OPEN_FILES),
        (resource.RLIMIT_FSIZE, 0),  # a pipe is no file
        (resource.RLIMIT_CORE, 0),  # a dump would hold somebody's paper
        (resource.RLIMIT_NPROC, 0),
    ):
        resource.setrlimit(what, (most, most))


def main(kind: str, source: BinaryIO, out: BinaryIO) -> int:
    """Clean one file; return the exit status."""
    try:
        data = source.read(limits.MOST_BYTES + 1)
        if len(data) > limits.MOST_BYTES:
            raise Unusable(Trouble.TOO_BIG)
        _write(_pages(Kind(kind), data), out)
    except Unusable as unusable:
        return STATUS[unusable.trouble]
    except MemoryError:
        return STATUS[Trouble.BROKEN if kind == Kind.PDF else Trouble.TOO_MANY_PIXELS]
    return 0


def _write(pages: Iterator["Image.Image"], out: BinaryIO) -> None:
    count = 0
    for page in pages:
        made = io.BytesIO()
        page.save(made, "JPEG", quality=limits.JPEG_QUALITY)
        frames.write_page(out, made.getvalue(), page.width, page.height)
        count += 1
    frames.write_end(out, count)
    out.flush()


def _pages(kind: Kind, data: bytes) -> Iterator["Image.Image"]:
    try:
        yield from _pages_of_pdf(data) if kind is Kind.PDF else _photo(kind, data)
    except (Unusable, MemoryError):
        raise
    except Exception:  # decoders fail in many ways on purpose-made files; each means the same
        raise Unusable(Trouble.BROKEN) from None


def _photo(kind: Kind, data: bytes) -> Iterator["Image.Image"]:
    from PIL import Image

    Image.MAX_IMAGE_PIXELS = limits.MOST_PIXELS
    warnings.simplefilter("error")
    for harmless in _HARMLESS:
        warnings.filterwarnings("ignore", message=harmless)
    try:
        image = Image.open(io.BytesIO(data), formats=[kind.value.upper()])
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        raise Unusable(Trouble.TOO_MANY_PIXELS) from None
    turn = _turn(image)
    # A JPEG is decoded at half its size or less where that is enough.
    most = (limits.LONGEST_SIDE, limits.LONGEST_SIDE)
    image.draft("RGB", most)
    image.load()
    plain = _smooth(image)
    # Shrunk first: turning and repainting then cost little memory.
    plain.thumbnail(most, reducing_gap=2.0)
    upright = _repainted(plain)
    yield upright.transpose(turn) if turn is not None else upright


def _turn(image: "Image.Image") -> Any:
    """Return how the phone was held; a broken note about it is no reason to refuse the photo."""
    from PIL import ExifTags, Image

    turns = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_270,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_90,
    }
    try:
        return turns.get(image.getexif().get(ExifTags.Base.Orientation, 1))
    except Exception:  # the note is a stranger's as well, and read by the same kind of code
        return None


def _smooth(image: "Image.Image") -> "Image.Image":
    """Return a picture whose letters stay readable when it shrinks: a palette has no tones between."""
    if image.mode == "1":
        return image.convert("L")
    if image.mode.startswith("P"):
        return image.convert("RGBA" if image.has_transparency_data else "RGB")
    return image


def _repainted(image: "Image.Image") -> "Image.Image":
    """Return the picture alone on white paper: nothing but colours comes along."""
    from PIL import Image

    if image.mode.startswith("I"):  # sixteen bits of grey: the upper eight are kept
        image = image.convert("I").point(lambda value: value / 256).convert("L")
    paper = Image.new("RGB", image.size, "white")
    if image.has_transparency_data:
        image = image.convert("RGBA")
        paper.paste(image, mask=image.getchannel("A"))
    else:
        paper.paste(image.convert("RGB"))
    return paper


def _pages_of_pdf(data: bytes) -> Iterator["Image.Image"]:
    document = _opened(data)
    count = len(document)
    if count > limits.MOST_PAGES:
        raise Unusable(Trouble.TOO_MANY_PAGES)
    if not count:
        raise Unusable(Trouble.BROKEN)
    document.init_forms()  # what was filled in is part of the paper
    for number in range(count):
        page = document[number]
        longest = max(page.get_size())
        scale = min(
            limits.DOTS_PER_INCH / _POINTS_PER_INCH, limits.LONGEST_SIDE / max(longest, 1.0)
        )
        bitmap = page.render(scale=scale)
        yield _repainted(bitmap.to_pil())
        bitmap.close()
        page.close()


def _opened(data: bytes) -> Any:
    import pypdfium2
    from pypdfium2.raw import FPDF_ERR_PASSWORD

    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as fault:
        locked = fault.err_code == FPDF_ERR_PASSWORD
        raise Unusable(Trouble.ENCRYPTED if locked else Trouble.BROKEN) from None


if __name__ == "__main__":
    limit()
    sys.exit(main(sys.argv[1], sys.stdin.buffer, sys.stdout.buffer))
