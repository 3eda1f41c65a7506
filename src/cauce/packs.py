"""Where the rule pack lies that this office works with, and the pack itself, read once."""

import os
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cauce.eligibility import Pack

# `shipped` is a link to packs/ in a checkout, and a copy of it in a wheel.
SHIPPED = (Path(__file__).parent / "shipped" / "americas").resolve()


def default_pack() -> Path:
    """The folder named by CAUCE_PACK, or the pack that came with Cauce."""
    chosen = os.environ.get("CAUCE_PACK")
    return Path(chosen) if chosen else SHIPPED


def pack() -> "Pack":
    """Return the pack in force; read once, so that no rule changes under a running office."""
    return _read_once(default_pack())


@lru_cache(maxsize=4)
def _read_once(folder: Path) -> "Pack":
    # Imported here: a command that reads no rule starts without the engine.
    from cauce.eligibility import load_pack

    return load_pack(folder)
