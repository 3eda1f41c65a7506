"""The small dictionary as an expression sees it."""

import tempfile
from functools import cache
from pathlib import Path

from cauce.eligibility import load_pack
from cauce.eligibility.expressions import Scope
from tests.library.small import way, write


@cache
def small_pack():
    """A pack with one pathway, read once, for its dictionary."""
    with tempfile.TemporaryDirectory() as folder:
        return load_pack(write(Path(folder), way("WAY", ("K-1", "person.ok"))))


def scope(**more):
    """What names mean: the facts, codes and tables of the small pack."""
    pack = small_pack()
    known = {"criteria": frozenset(pack.criteria), "pathways": frozenset(pack.pathways)}
    return Scope(pack.facts, pack.codes, pack.parameters, **{**known, **more})
