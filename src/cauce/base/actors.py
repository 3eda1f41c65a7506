"""Who may do something without being an officer, and the type of every verb's `by`."""

from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias, Union

if TYPE_CHECKING:
    from cauce.base.models import Officer


class Actor(StrEnum):
    """Who acted: an officer, or one of these."""

    OFFICER = "officer"
    FAMILY = "family"
    WORKER = "worker"
    SETUP = "setup"
    DEMONSTRATION = "demonstration"
    IMPORT = "import"


By: TypeAlias = Union["Officer", Actor]
