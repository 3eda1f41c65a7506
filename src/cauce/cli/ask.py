"""`cauce ask`: the questions that can still change an outcome, best first."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cauce.cli import door, rules

if TYPE_CHECKING:
    from cauce.eligibility import Pack, Question, Words

Json = dict[str, Any]


@click.command(epilog="Example: cauce ask family.json --json")
@click.argument("path", metavar="CASE", type=click.Path(path_type=Path))
@click.option("--pack", "folder", type=click.Path(path_type=Path), help="Folder of the rule pack.")
@click.option(
    "--lang", default=None, help="Language of the questions; the pack's first by default."
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def command(path: Path, folder: Path | None, lang: str | None, as_json: bool) -> None:
    """Say what to ask next about the household in CASE, and which ways are still open."""
    from cauce.eligibility import ask, read_cases, words

    pack = rules.open_pack(folder)
    texts = words(pack, rules.language(pack, lang or pack.languages[0]))
    with rules.sentences():
        cases = read_cases(pack, path)
    if len(cases) != 1:
        raise door.Refused(door.Fault(f"holds {len(cases)} cases", "give one case", path))
    asked = ask(pack, cases[0][0])
    result: Json = {
        "done": asked.done,
        "open": list(asked.open),
        "questions": [_question(pack, texts, question) for question in asked.questions],
    }
    if as_json:
        door.show_json(result)
    else:
        click.echo(_prose(result))


def _question(pack: "Pack", texts: "Words", question: "Question") -> Json:
    """The promised keys, and others only where they are needed to understand them."""
    fact = question.fact
    text = (question.person and texts.fact(fact.name, "other")) or texts.fact(fact.name, "question")
    said: Json = {
        "person": question.person,
        "fact": question.name,
        "type": fact.type.kind,
        "values": _values(pack, question),
        "text": text,
    }
    if question.relative is not None:
        said["relative"] = question.relative
    if question.interview:
        said["interview_only"] = True
    if text.lang != texts.lang:
        said["lang"] = text.lang
    return said


def _values(pack: "Pack", question: "Question") -> list[Any]:
    """What may be answered; empty where any date, number or list may. Unknown is always an answer."""
    type_ = question.fact.type
    if type_.kind == "bool":
        return [True, False]
    return sorted(pack.codes[type_.codes]) if type_.kind in ("code", "set") else []


def _prose(result: Json) -> str:
    lines = [_line(question) for question in result["questions"]]
    still = ", ".join(result["open"]) or "none"
    return "\n".join(
        [*lines, f"Still open: {still}" if lines else f"Nothing to ask. Open: {still}"]
    )


def _line(question: Json) -> str:
    who = "household" if question["person"] is None else f"person {question['person']}"
    relative = f", relative {question['relative']}" if "relative" in question else ""
    interview = " (interview only)" if "interview_only" in question else ""
    return f"{question['text']} [{who}{relative}: {question['fact']}]{interview}"
