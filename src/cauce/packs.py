"""Where the rule pack lies that this office works with."""

import os
from pathlib import Path

# `shipped` is a link to packs/ in a checkout, and a copy of it in a wheel.
SHIPPED = (Path(__file__).parent / "shipped" / "americas").resolve()


def default_pack() -> Path:
    """The folder named by CAUCE_PACK, or the pack that came with Cauce."""
    chosen = os.environ.get("CAUCE_PACK")
    return Path(chosen) if chosen else SHIPPED
