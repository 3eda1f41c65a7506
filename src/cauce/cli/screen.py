"""`cauce screen`: households in, what each may do and why out."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cauce.cli import door, rules

if TYPE_CHECKING:
    from cauce.eligibility import Case, Pack

Json = dict[str, Any]


@click.command(epilog="Example: cauce screen family.json --on 2024-01-12 --json")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--pack", "folder", type=click.Path(path_type=Path), help="Folder of the rule pack.")
@click.option("--on", "on", metavar="DATE", help="Screen on this day instead of the case's own.")
@click.option("--explain", is_flag=True, help="Add every finding with its source.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON line a case.")
def command(
    paths: tuple[Path, ...], folder: Path | None, on: str | None, explain: bool, as_json: bool
) -> None:
    """Screen each PATH: a case, a .jsonl file of cases, or a folder of them."""
    pack = rules.open_pack(folder)
    cases = _cases(pack, paths, rules.day(on))
    with door.progress(total=len(cases), label="screening") as advance:
        results = []
        for case in cases:
            results.append(_screened(pack, case, explain))
            advance(1)
    if as_json:
        door.show_json_lines(results)
    else:
        click.echo("\n\n".join("\n".join(_prose(result)) for result in results))


def _cases(pack: "Pack", paths: tuple[Path, ...], on: date | None) -> "list[Case]":
    """Every case of every path, or every fault of every path."""
    from cauce.eligibility import Faults, read_cases

    cases, faults = [], []
    for path in paths:
        try:
            cases += [case for case, _ in read_cases(pack, path, on)]
        except Faults as error:
            faults += error.faults
    with rules.sentences():
        if faults:
            raise Faults(faults)
    return cases


def _screened(pack: "Pack", case: "Case", explain: bool) -> Json:
    from cauce.eligibility import screen

    result = screen(pack, case)
    if explain:
        result["findings"] = list(_findings(pack, case, 0))
        for other in result["as_principal"]:
            other["findings"] = list(_findings(pack, case, other["person"]))
    return result


def _findings(pack: "Pack", case: "Case", principal: int) -> Iterator[Json]:
    from cauce.eligibility import findings, words

    texts = words(pack, pack.languages[0])
    for finding in findings(pack, case, principal=principal):
        sources = finding.pop("sources")
        sentence = texts.criterion(finding["criterion"], "rule")
        yield {**finding, "source": sources, "sentence": sentence}


def _prose(result: Json) -> Iterator[str]:
    """A short text for a person at a terminal; programs read `--json`."""
    yield f"{result['case']} on {result['on']}"
    yield from _words(result)
    for member in result["members"]:
        said = {name: word for name, word in member.items() if name != "person"}
        yield f"  person {member['person']}: " + (_listed(said) or "no way to go along")
    for other in result["as_principal"]:
        yield f"  person {other['person']} as the main applicant"
        yield from _words(other)
    for finding in result.get("findings", ()):
        facts = ", ".join(f"{name} = {value}" for name, value in finding["facts"].items())
        yield f"  {finding['criterion']} is {finding['value']}: {finding['sentence']}"
        yield f"      {facts or 'no fact is asked'} [{' '.join(finding['source'])}]"


def _words(result: Json) -> Iterator[str]:
    yield f"  may be referred: {', '.join(result['eligible']) or 'none'}"
    for key, title in (
        ("undetermined", "missing"),
        ("not_eligible", "not now, because of"),
        ("closed", "closed"),
    ):
        for pathway, why in result[key].items():
            yield f"  {pathway}: {title} {why if isinstance(why, str) else ', '.join(why)}"
    for pathway, points in result.get("open_points", {}).items():
        yield f"  {pathway}: others decide {', '.join(points)}"


def _listed(words: Json) -> str:
    return "; ".join(
        f"{pathway} {word}"
        if isinstance(word, str)
        else "; ".join(f"{pathway} {key} {', '.join(names)}" for key, names in word.items())
        for pathway, word in words.items()
    )
