"""Types of facts and expressions."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Type:
    """`kind` is bool, int, date, code, set or rows; `codes` names the list of codes; `row` the record."""

    kind: str
    codes: str = ""
    row: str = ""

    def __str__(self) -> str:
        names = {
            "bool": "yes or no",
            "int": "a whole number",
            "date": "a date",
            "code": f"a code of {self.codes}",
            "set": f"a set of codes of {self.codes}",
            "rows": "a list",
            "row": "an entry of a list",
        }
        return names.get(self.kind, self.kind)


BOOL, INT, DATE = Type("bool"), Type("int"), Type("date")


@dataclass(frozen=True, slots=True)
class Fact:
    """One entry of a pack's dictionary.

    `of` is the entity it is recorded for (household, person, case, or the name of a list of records).
    `key` is its name in a case file. `asked` is public, interview or office. `born` marks a date that
    cannot lie after the day of the screening. `protective` marks questions that come first.
    """

    name: str
    of: str
    key: str
    type: Type
    asked: str = "public"
    born: bool = False
    protective: bool = False
    topic: str = ""
    order: int = 0
    evidence: tuple[str, ...] = ()
    fields: dict[str, Type] = field(default_factory=dict)
    when: str = ""
