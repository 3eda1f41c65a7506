"""The shape of an expression: which facts it reads, and whether each stands in one plain place only.

In an expression of plain places (a fact against a constant, joined by and, or, not) every fact of an
undecided branch can still decide it, so nothing need be tried.
"""

from cauce.eligibility import nodes as n
from cauce.eligibility.comparisons import expanded
from cauce.eligibility.pack import Pack
from cauce.eligibility.walk import walk


def facts_read(nodes: list[n.Node]) -> list[tuple[str, str]]:
    """(whose, fact) for every fact read, once each."""
    found = {(node.who, node.name): None for node in nodes if isinstance(node, n.FactOf)}
    return list(found)


def plain(node: n.Node) -> bool:
    """Does every fact stand in one place, alone against constants?"""
    atoms = _atoms(node)
    if atoms is None:
        return False
    names = [name for atom in atoms for name in atom]
    return len(set(names)) == len(names)


def sure(node: n.Node) -> bool:
    """Can every fact, in a plain expression, make it false all alone? (No `or` offers another way out.)"""
    return plain(node) and _one_by_one(node, True)


def _one_by_one(node: n.Node, wanted: bool) -> bool:
    if isinstance(node, n.Not):
        return _one_by_one(node.part, not wanted)
    if isinstance(node, n.And | n.Or):
        fits = isinstance(node, n.And) is wanted
        return fits and all(_one_by_one(part, wanted) for part in node.parts)
    return True


def _atoms(node: n.Node) -> list[list[tuple[str, str]]] | None:
    """The facts of each atom; None where an atom holds more than one, or something else."""
    if isinstance(node, n.And | n.Or):
        return _joined([_atoms(part) for part in node.parts])
    if isinstance(node, n.Not):
        return _atoms(node.part)
    if isinstance(node, n.Met | n.Meets | n.OpenUnless):
        return None
    parts = list(walk(node))
    if any(isinstance(part, n.Met | n.Meets | n.Members | n.Arith) for part in parts):
        return None
    facts = [(part.who, part.name) for part in parts if isinstance(part, n.FactOf)]
    if len(facts) != 1 or any(isinstance(part, n.FieldOf) for part in parts):
        return None
    return [facts]


def _joined(parts: list[list[list[tuple[str, str]]] | None]) -> list[list[tuple[str, str]]] | None:
    found: list[list[tuple[str, str]]] = []
    for part in parts:
        if part is None:
            return None
        found.extend(part)
    return found


def apart(pack: Pack, node: n.Node) -> list[n.Node]:
    """The parts of an `and` or `or` that share no fact, each on its own; none where there is but one."""
    if not isinstance(node, n.And | n.Or):
        return []
    groups: list[tuple[set[tuple[str, str]], list[n.Node]]] = []
    for part in node.parts:
        facts = set(facts_read(expanded(pack, part)))
        parts = [part]
        kept = []
        for other_facts, other_parts in groups:
            if facts & other_facts:
                facts, parts = facts | other_facts, other_parts + parts
            else:
                kept.append((other_facts, other_parts))
        groups = [*kept, (facts, parts)]
    if len(groups) < 2:
        return []
    make = type(node)
    return [parts[0] if len(parts) == 1 else make(node.type, tuple(parts)) for _, parts in groups]
