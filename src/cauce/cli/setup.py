"""`cauce setup`: an office for real people, from nothing: first officer, site, hours, languages, keys."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zoneinfo import available_timezones

import click

from cauce.cli import door, ready, rules
from cauce.cli.asking import Question, Wrong, a_password, a_word, answers, first_line

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
HOURS = re.compile(r"([a-z]{3})(?:-([a-z]{3}))? (\d\d:\d\d)-(\d\d:\d\d)")
TIME = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d")
# What people leave in a configuration that they copied.
PLACEHOLDERS = ("django-insecure", "changeme", "change-me", "change_me", "secret-key-here")


@click.command(
    epilog="Example: cauce setup --user ana --name 'Ana Paz' --site Bogotá --time-zone America/Bogota "
    "--hours 'mon-fri 08:00-16:00' --languages es,ht --password-file first-password --paper x7Kf2Q"
)
@click.option("--user", help="User name of the first officer, who is the site's director.")
@click.option("--name", help="The officer's name as others see it.")
@click.option(
    "--password-file",
    type=click.Path(path_type=Path),
    help="File whose first line is the officer's password; asked on a terminal.",
)
@click.option("--site", help="Name of the first site.")
@click.option("--time-zone", help="Its time zone, such as America/Bogota.")
@click.option("--hours", help="Its hours, such as 'mon-fri 08:00-16:00; sat 09:00-12:00'.")
@click.option("--languages", help="Its languages, with commas between, the first one first.")
@click.option("--paper", help="The last six signs of the newest master key, read from paper.")
@click.option(
    "--pack", type=click.Path(path_type=Path), help="Folder of the rule pack, if not CAUCE_PACK."
)
def command(password_file: Path | None, pack: Path | None, **flags: str | None) -> None:
    """Set up an office in production, all or nothing; asks for what no flag says."""
    ready.set_up()
    _refuse_a_trial()
    opened = rules.open_pack(pack)
    given = {flag.replace("_", "-"): said for flag, said in flags.items()}
    given["password"] = first_line(password_file)
    # The environment and the database are looked at before anybody types anything.
    ready.prepare()
    with ready.sentences():
        _refuse_an_office()
        plan = answers(_questions(), given)
        _make(plan)
    click.echo("\n".join(_remains(plan, pack, opened.status)))


def _questions() -> Iterator[Question]:
    from django.conf import settings

    spoken = ",".join(code for code, _ in settings.LANGUAGES)
    yield Question(name="user", text="User name of the first officer", read=a_word(60))
    yield Question(name="name", text="Name of the officer, as others see it", read=a_word(120))
    yield Question(
        name="password", text="Password", read=a_password, hidden=True, flag="password-file"
    )
    yield Question(name="site", text="Name of the first site", read=a_word(120))
    yield Question(name="time-zone", text="Time zone of the site", read=_time_zone)
    yield Question(
        name="hours", text="Hours of the site", read=opening_hours, default="mon-fri 08:00-16:00"
    )
    yield Question(name="languages", text="Languages", read=_languages, default=spoken)
    yield Question(
        name="paper",
        text="From the sheet with the newest master key: its last six signs, without =",
        read=_paper,
    )


def _refuse_a_trial() -> None:
    from django.conf import settings

    if not ready.in_production():
        raise door.Refused.saying(
            "this is a trial, and an office with real people is set up in production",
            "set CAUCE_PRODUCTION=1 and what it then asks for: see docs/howto/run-it.md",
        )
    said = settings.SECRET_KEY.lower()
    if len(set(said)) < 2 or any(word in said for word in PLACEHOLDERS):
        raise door.Refused.saying(
            "CAUCE_SECRET_KEY: this one is known to everybody", "make 50 random signs"
        )


def _refuse_an_office() -> None:
    from cauce.base import masters
    from cauce.demo import is_empty

    masters.masters()  # refuses a missing or unreadable key file, with its sentence
    if not is_empty():
        raise door.Refused.saying(
            "this office is set up already",
            "its director enrols officers: see `cauce officer --help`",
        )


def _make(plan: dict[str, Any]) -> None:
    from cauce.base import actions, clock, gate
    from cauce.base.actors import Actor
    from cauce.base.refusal import Refused
    from cauce.base.roles import Role

    by: dict[str, Any] = {"by": Actor.SETUP, "at": clock.now()}
    try:
        with gate.writing():
            site = actions.open_site(
                name=plan["site"],
                time_zone=plan["time-zone"],
                opening_hours=plan["hours"],
                languages=plan["languages"],
                **by,
            )
            officer = actions.enrol_officer(
                username=plan["user"],
                display_name=plan["name"],
                password=plan["password"],
                **by,
            )
            actions.grant_role(officer=officer, role=Role.DIRECTOR, site=site, **by)
    except Refused as refused:
        raise door.Refused.saying(str(refused)) from refused


def _remains(plan: dict[str, Any], pack: Path | None, status: str) -> Iterator[str]:
    yield f"The office stands: {plan['site']}, and its director {plan['user']}. What remains to do:"
    if pack:
        yield f"- Set CAUCE_PACK={pack.absolute()} for every process."
    if status != "reviewed":
        yield "- The rule pack is a draft: no lawyer has signed it, and every page says so."
    yield "- Start it: cauce run. Put a proxy with TLS in front (docs/howto/run-it.md)."
    yield f"- Sign in as {plan['user']} at /office: it asks to set up the second factor first."
    yield "- Enrol a second director or a supervisor: two take a lost second factor away."
    yield "- Let `cauce backup` run every night, keys to another place, and try a restore."


def _time_zone(said: str) -> str:
    if said not in available_timezones():
        raise Wrong(f"{said!r} is no time zone; write one like America/Bogota")
    return said


def opening_hours(said: str) -> dict[str, list[str]]:
    """Return hours as a site keeps them: 'mon-fri 08:00-16:00; sat 09:00-12:00'."""
    found: dict[str, list[str]] = {}
    for part in filter(None, (part.strip() for part in said.lower().split(";"))):
        match = HOURS.fullmatch(part)
        if match is None:
            raise Wrong(f"{part!r} are no hours; write them like 'mon-fri 08:00-16:00'")
        first, last, opens, closes = match.groups()
        if not (TIME.fullmatch(opens) and TIME.fullmatch(closes) and opens < closes):
            raise Wrong(f"{part!r}: write an hour such as 08:00, and a later one")
        for day in _days(first, last or first):
            if day in found:
                raise Wrong(f"{day} is there twice; give each day one line of hours")
            found[day] = [opens, closes]
    if not found:
        raise Wrong("write them like 'mon-fri 08:00-16:00'")
    return found


def _days(first: str, last: str) -> tuple[str, ...]:
    if first not in DAYS or last not in DAYS or DAYS.index(first) > DAYS.index(last):
        raise Wrong(f"{first}-{last} are no days; write them like mon-fri, with {', '.join(DAYS)}")
    return DAYS[DAYS.index(first) : DAYS.index(last) + 1]


def _languages(said: str) -> list[str]:
    from django.conf import settings

    known = dict(settings.LANGUAGES)
    asked = [code.strip().lower() for code in said.split(",") if code.strip()]
    strange = [code for code in asked if code not in known]
    if strange or not asked or len(set(asked)) < len(asked):
        raise Wrong(f"Cauce speaks {', '.join(known)}; write some of them, each once")
    return asked


def _paper(said: str) -> str:
    from cauce.base import masters

    number, _ = masters.newest()
    if said.strip().rstrip("=") != masters.paper_signs(number):
        raise Wrong(
            f"these are not the last six signs of master key {number}; print its line, and type what "
            "stands on the sheet. All copies lost means every file lost"
        )
    return said
