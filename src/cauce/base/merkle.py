"""The Merkle tree of RFC 6962, on leaves that are hashed already."""

import hashlib
from collections.abc import Sequence


def leaf(data: bytes) -> bytes:
    """Return the hash of a leaf."""
    return hashlib.sha256(b"\x00" + data).digest()


def root(leaves: Sequence[bytes]) -> bytes:
    """Return the root over leaves in their order."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    level = list(leaves)
    # Level by level, an odd last node rising unchanged, gives the tree that the RFC defines
    # by splitting at the largest power of two.
    while len(level) > 1:
        pairs = [_node(level[i], level[i + 1]) for i in range(0, len(level) - 1, 2)]
        level = pairs + level[len(pairs) * 2 :]
    return level[0]


def _node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()
