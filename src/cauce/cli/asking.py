"""Asks for what a command needs: taken from a flag, or asked on a terminal, or refused by its name."""

import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from cauce.cli import door


class Wrong(ValueError):
    """An answer that cannot be; says what is wrong and what to write instead."""


@dataclass(frozen=True, kw_only=True)
class Question:
    """One thing a command needs: its name, how it is asked, and how an answer is read."""

    name: str
    text: str
    read: Callable[[str], Any]
    default: str | None = None
    hidden: bool = False
    # The flag that gives it, where it is not called by the name.
    flag: str = ""

    @property
    def said_by(self) -> str:
        """Return its flag as it is typed."""
        return f"--{self.flag or self.name}"


def answers(questions: Iterable[Question], given: Mapping[str, str | None]) -> dict[str, Any]:
    """Return every answer by its name; all faults of the flags are said before anything is asked."""
    read, faults, open_ = {}, [], []
    for question in questions:
        said = given.get(question.name)
        if said is None and can_ask():
            open_.append(question)
            continue
        try:
            read[question.name] = _read(question, said)
        except Wrong as wrong:
            faults.append(door.Fault(f"{question.said_by}: {wrong}"))
    if faults:
        raise door.Refused(*faults)
    return read | {question.name: _ask(question) for question in open_}


def _read(question: Question, said: str | None) -> Any:
    if said is None and question.default is None:
        raise Wrong("is missing; nobody can be asked here, so give it")
    return question.read(said if said is not None else str(question.default))


def a_word(longest: int) -> Callable[[str], str]:
    """Return how a short text is read."""

    def read(said: str) -> str:
        word = said.strip()
        if not word or len(word) > longest or not word.isprintable():
            raise Wrong(f"write 1 to {longest} signs")
        return word

    return read


def a_password(said: str) -> str:
    """Read a password that an officer may have."""
    from django.contrib.auth.password_validation import validate_password
    from django.core.exceptions import ValidationError

    try:
        validate_password(said)
    except ValidationError as fault:
        raise Wrong(" ".join(fault.messages)) from None
    return said


def first_line(path: Path | None) -> str | None:
    """Return the first line of a file, for what must not stand on a command line."""
    if path is None:
        return None
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise door.Refused(
            door.Fault("cannot be read", "name a file whose first line is the password", path)
        ) from error
    if not lines:
        raise door.Refused(door.Fault("is empty", "write the password in its first line", path))
    return lines[0]


def can_ask() -> bool:
    """Say whether a person is there."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def _ask(question: Question) -> Any:
    while True:
        said = click.prompt(
            question.text,
            default=question.default,
            hide_input=question.hidden,
            confirmation_prompt=question.hidden,
            err=True,
        )
        try:
            return question.read(str(said))
        except Wrong as wrong:
            click.echo(str(wrong), err=True)
