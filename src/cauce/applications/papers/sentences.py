"""What a person is told when a file is of no use: what is wrong, and what to do."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from cauce.applications.papers import limits
from cauce.base.refusal import Refused
from cauce.imaging import Trouble
from cauce.imaging.limits import MOST_PAGES

_SAY: dict[Trouble, Callable[[], str]] = {
    Trouble.NOT_AN_IMAGE: lambda: _(
        "This file is neither a photo nor a PDF. Take a photo of the paper and send that."
    ),
    Trouble.ENCRYPTED: lambda: _(
        "This PDF is locked with a password. Send it without a password, or send photos of its pages."
    ),
    Trouble.TOO_MANY_PAGES: lambda: (
        _("This PDF has more than %(most)d pages. Send it in parts, or only the pages that matter.")
        % {"most": MOST_PAGES}
    ),
    Trouble.BROKEN: lambda: _(
        "This file cannot be read; perhaps it did not arrive whole. Send it again, or take a new photo."
    ),
    Trouble.TOO_MANY_PIXELS: lambda: _(
        "This picture is too large to be opened. Take the photo again with a smaller setting."
    ),
    Trouble.TIMEOUT: lambda: _(
        "It took too long to open this file. Take a photo of the paper and send that."
    ),
    Trouble.INTERRUPTED: lambda: _(
        "Something was interrupted on our side. Send the file once more."
    ),
}


def about(trouble: Trouble, *, size: int) -> Refused:
    """Return the refusal for a file of so many bytes."""
    return too_big(size) if trouble is Trouble.TOO_BIG else Refused(_SAY[trouble]())


def too_big(size: int) -> Refused:
    """Return what is said of a file that is over the measure."""
    megabytes = -(-size // limits.MB)
    return Refused(
        _(
            "The photo is too big (%(size)d MB). Take it again or send it later; your answers are saved."
        )
        % {"size": megabytes}
    )


def too_many() -> Refused:
    """Return what is said when a household has sent as many files as it may."""
    return Refused(
        _(
            "There are %(most)d files already. Remove one that is not needed, "
            "or bring the others to the office."
        )
        % {"most": limits.MOST_FILES}
    )


def too_much() -> Refused:
    """Return what is said when a household's files together are over the measure."""
    return Refused(
        _(
            "All files together may have %(most)d MB. Remove one that is not needed, "
            "or bring the rest to the office."
        )
        % {"most": limits.MOST_ALL_BYTES // limits.MB}
    )


def no_room() -> Refused:
    """Return what is said when the disk is full."""
    return Refused(
        _("We have no room for files at this moment. Your answers are saved; send the file later.")
    )
