"""Where the rule pack lies that this office works with."""

import os
from pathlib import Path

SHIPPED = Path(__file__).parent / "shipped" / "americas"  # a link to packs/ in a checkout, a copy in a wheel


def default_pack() -> Path:
    """The folder named by CAUCE_PACK, or the pack that came with Cauce."""
    chosen = os.environ.get("CAUCE_PACK")
    return Path(chosen) if chosen else SHIPPED.resolve()
