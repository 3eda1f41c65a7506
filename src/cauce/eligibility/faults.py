"""Faults in packs, expressions and case files: where, what is wrong, what to write instead."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault. `line` and `column` count from 1; 0 means that there is none."""

    file: str
    line: int
    column: int
    what: str
    mend: str

    def __str__(self) -> str:
        place = ":".join(str(part) for part in (self.file, self.line, self.column) if part)
        return f"{place}: {self.what}; {self.mend}"


class Faults(Exception):
    """What was read cannot be used; `faults` lists every reason."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = faults
        super().__init__("\n".join(map(str, faults)))
