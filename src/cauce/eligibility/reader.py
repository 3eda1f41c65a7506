"""Reads a pack's folder into a Pack, or says everything that is wrong with it. Reading runs no code."""

import hashlib
import json
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from cauce.eligibility import dictionary, marks
from cauce.eligibility import nodes as n
from cauce.eligibility.expressions import Scope
from cauce.eligibility.faults import Fault, Faults
from cauce.eligibility.fields import Page
from cauce.eligibility.marks import Map
from cauce.eligibility.pack import Criterion, Pack, Pathway, Relations
from cauce.eligibility.pathfile import Setting, read_pathway
from cauce.eligibility.types import Fact
from cauce.eligibility.walk import walk

_PACK_KEYS = (
    "id",
    "title",
    "version",
    "status",
    "reviewed",
    "languages",
    "needs_native_reader",
    "relation",
    "default_day",
)
_RELATION_KEYS = (
    "fact",
    "principal",
    "birth",
    "minor_under",
    "depends_on",
    "born_after",
    "born_before",
)


def load_pack(folder: Path | str) -> Pack:
    """The pack in a folder. Raises Faults with file, line, column and what to write."""
    folder = Path(folder)
    return _load(folder.resolve(), _stamp(folder))


def _stamp(folder: Path) -> tuple[tuple[str, int, int], ...]:
    """A changed file is read anew."""
    files = sorted(path for path in folder.rglob("*.yaml") if "examples" not in path.parts)
    return tuple((str(path), path.stat().st_mtime_ns, path.stat().st_size) for path in files)


@lru_cache(maxsize=16)
def _load(folder: Path, stamp: tuple[tuple[str, int, int], ...]) -> Pack:
    if not (folder / "pack.yaml").is_file():
        raise Faults(
            [Fault(str(folder), 0, 0, "is no rule pack", "give a folder with pack.yaml in it")]
        )
    return _Reading(folder).pack()


class _Reading:
    """One reading: the files, and the faults found so far."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.faults: list[Fault] = []
        self.files: dict[str, Map] = {}

    def page(self, name: str, required: bool = True) -> tuple[Page, Map]:
        path = self.folder / name
        shown = f"{self.folder.name}/{name}"
        if not required and not path.exists():
            return Page(shown, self.faults), marks.parse("{}", shown)
        self.files[name] = marks.read(path, shown)
        return Page(shown, self.faults), self.files[name]

    def stop_on_faults(self) -> None:
        if self.faults:
            raise Faults(sorted(set(self.faults), key=lambda f: (f.file, f.line, f.column)))

    def pack(self) -> Pack:
        page, head = self.page("pack.yaml")
        page.only(head, _PACK_KEYS, "a pack")
        facts_page, facts_map = self.page("facts.yaml")
        codes = dictionary.read_codes(facts_page, facts_map)
        facts = dictionary.read_facts(facts_page, facts_map, codes)
        parameters = dictionary.read_parameters(
            *self.page("parameters.yaml", required=False), codes
        )
        _, sources = self.page("sources.yaml", required=False)
        relations = self.relations(page, head, facts, codes)
        self.stop_on_faults()
        relation_codes = codes[facts[relations.fact].type.codes]
        setting = Setting(self.scope(facts, codes, parameters), frozenset(sources), relation_codes)
        pathways = self.pathways(setting)
        self.stop_on_faults()
        criteria = {c.id: c for pathway in pathways.values() for c in pathway.criteria}
        self.check_references(pathways, criteria)
        self.stop_on_faults()
        return Pack(
            id=page.text(head, "id"),
            title=page.text(head, "title"),
            version=page.text(head, "version"),
            status=page.choice(head, "status", ("draft", "reviewed")),
            reviewed=page.text(head, "reviewed", ""),
            languages=page.texts(head, "languages"),
            needs_reader=page.texts(head, "needs_native_reader"),
            folder=self.folder,
            facts=facts,
            codes=codes,
            parameters=parameters,
            pathways=pathways,
            criteria=criteria,
            relations=relations,
            sources=sources,
            law=_law(self.files),
            words=_words(self.folder),
            default_day=page.day(head, "default_day"),
        )

    def relations(
        self, page: Page, head: Map, facts: Mapping[str, Fact], codes: Mapping[str, Any]
    ) -> Relations:
        where = page.map(head, "relation")
        page.only(where, _RELATION_KEYS, "relation")
        fact, birth = page.text(where, "fact"), page.text(where, "birth")
        for key, name, kind in (("fact", fact, "code"), ("birth", birth, "date")):
            if name not in facts or facts[name].type.kind != kind:
                page.fault(
                    where, key, f"{name or key} is no fact of type {kind}", "bind one of facts.yaml"
                )
        return Relations(
            fact,
            page.text(where, "principal", "principal"),
            birth,
            _minor_under(page, where),
            _depends_on(page, where),
            born_after=self.relation_codes(page, where, "born_after", codes, facts.get(fact)),
            born_before=self.relation_codes(page, where, "born_before", codes, facts.get(fact)),
        )

    def relation_codes(
        self, page: Page, where: Map, key: str, codes: Mapping[str, Any], fact: Fact | None
    ) -> frozenset[str]:
        """Relations named under a key; each must be one that the relation fact knows."""
        named = page.texts(where, key) if where.get(key) is not None else ()
        known = codes.get(fact.type.codes, frozenset()) if fact else frozenset(named)
        for code in named:
            if code not in known:
                page.fault(where, key, f"{code} is no relation", "name one of the fact's codes")
        return frozenset(named)

    def scope(
        self,
        facts: Mapping[str, Fact],
        codes: Mapping[str, frozenset[str]],
        parameters: Mapping[str, Any],
    ) -> Scope:
        """Names of pathways and criteria are collected first, so that one may refer to another."""
        pathways, criteria = [], []
        for path in self.pathway_files():
            _, where = self.page(path)
            pathways.append(str(where.get("id")))
            listed = where.get("criteria") or []
            criteria += [str(item.get("id")) for item in listed if isinstance(item, dict)]
        self.check_ids(pathways, criteria)
        return Scope(facts, codes, parameters, frozenset(criteria), frozenset(pathways))

    def check_ids(self, pathways: list[str], criteria: list[str]) -> None:
        """No two pathways, and no two criteria, share an id; the second one is the fault."""
        for ids in (pathways, criteria):
            for name in sorted({name for name in ids if ids.count(name) > 1}):
                file, (line, column) = self.places_of(name)[1]
                what = f"the id {name} is used twice"
                self.faults.append(Fault(file, line, column, what, "give each its own id"))

    def places_of(self, name: str) -> list[tuple[str, tuple[int, int]]]:
        """Where a pathway or criterion is given this id."""
        found = []
        for file, where in self.files.items():
            listed = where.get("criteria") or [] if file.startswith("pathways/") else None
            for entry in [where, *listed] if listed is not None else ():
                if isinstance(entry, Map) and str(entry.get("id")) == name:
                    found.append((f"{self.folder.name}/{file}", entry.places["id"]))
        return found

    def pathway_files(self) -> list[str]:
        files = sorted((self.folder / "pathways").glob("*.yaml"))
        if not files:
            self.faults.append(
                Fault(
                    f"{self.folder.name}/pathways",
                    0,
                    0,
                    "holds no pathway",
                    "add one file for each",
                )
            )
        return [f"pathways/{path.name}" for path in files]

    def pathways(self, setting: Setting) -> dict[str, Pathway]:
        found = [
            read_pathway(Page(f"{self.folder.name}/{name}", self.faults), where, setting)
            for name, where in self.files.items()
            if name.startswith("pathways/")
        ]
        return {pathway.id: pathway for pathway in found}

    def check_references(
        self, pathways: Mapping[str, Pathway], criteria: Mapping[str, Criterion]
    ) -> None:
        """No cycle through met and meets; a criterion about a relative is met only where there is one."""
        edges: dict[str, set[str]] = {}
        for criterion in criteria.values():
            edges[criterion.id] = set()
            for node in walk(criterion.node):
                if isinstance(node, n.Met):
                    edges[criterion.id].add(node.criterion)
                    self.check_met(criterion, criteria[node.criterion])
                elif isinstance(node, n.Meets):
                    edges[criterion.id] |= {c.id for c in pathways[node.pathway].criteria}
        for name in edges:
            if name in _reachable(edges, name):
                self.at(
                    criteria[name],
                    f"{name} refers to itself through other criteria",
                    "break the cycle",
                )

    def check_met(self, criterion: Criterion, other: Criterion) -> None:
        if other.node is None:
            self.at(criterion, f"{other.id} has no condition", "refer to one that has")
        if other.through and not criterion.through:
            self.at(
                criterion,
                f"{other.id} is about a relative, {criterion.id} is not",
                "mark it `through: true`",
            )

    def at(self, criterion: Criterion, what: str, mend: str) -> None:
        for name, where in self.files.items():
            if where.get("id") == criterion.pathway:
                entry = next(item for item in where["criteria"] if item.get("id") == criterion.id)
                self.faults.append(
                    Fault(f"{self.folder.name}/{name}", entry.line, entry.column, what, mend)
                )


def _minor_under(page: Page, where: Map) -> int:
    age = where.get("minor_under", 18)
    if type(age) is int and 0 <= age < 120:
        return age
    page.fault(where, "minor_under", "minor_under is no age", "write `minor_under: 18`")
    return 18


def _depends_on(page: Page, where: Map) -> dict[str, tuple[str, ...]]:
    if where.get("depends_on") is None:
        return {}
    depends = page.map(where, "depends_on")
    return {relation: page.texts(depends, relation) for relation in depends}


def _reachable(edges: Mapping[str, set[str]], start: str) -> set[str]:
    seen: set[str] = set()
    waiting = list(edges[start])
    while waiting:
        name = waiting.pop()
        if name not in seen:
            seen.add(name)
            waiting.extend(edges.get(name, ()))
    return seen


def _law(files: Mapping[str, Map]) -> str:
    """Of what the files say, not of how they are laid out."""
    text = json.dumps(
        {name: files[name] for name in sorted(files)}, sort_keys=True, ensure_ascii=False
    )
    return hashlib.sha256(text.encode()).hexdigest()


def _words(folder: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted((folder / "words").glob("*.yaml")):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()
