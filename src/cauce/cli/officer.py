"""`cauce officer`: accounts and roles, for whoever holds the machine; every word is recorded."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cauce.cli import door, ready
from cauce.cli.asking import Question, a_password, a_word, answers, first_line

if TYPE_CHECKING:
    from cauce.base.models import Officer, Site
    from cauce.base.roles import Role


@click.group(epilog="Example: cauce officer list")
def command() -> None:
    """Enrol officers, give them roles, and let them in no more."""


@command.command(name="list", epilog="Example: cauce officer list")
def list_() -> None:
    """List accounts with their roles."""
    ready.prepare()
    from cauce.base.factor import holding
    from cauce.base.models import Officer

    with ready.sentences():
        for officer in Officer.objects.order_by("username").prefetch_related("grants__site"):
            roles = ", ".join(
                f"{grant.role} at {grant.site.name}" for grant in officer.grants.all()
            )
            state = "closed" if not officer.is_active else roles or "no role"
            factor = "" if holding.is_in_force(officer) else " (no second factor yet)"
            click.echo(f"{officer.username:<20} {state}{factor}")


@command.command(epilog="Example: cauce officer add rosa --name 'Rosa Gil' --password-file p")
@click.argument("user")
@click.option("--name", help="The officer's name as others see it.")
@click.option(
    "--password-file",
    type=click.Path(path_type=Path),
    help="File whose first line is the password; asked on a terminal.",
)
def add(user: str, name: str | None, password_file: Path | None) -> None:
    """Open an account, without any role yet."""
    ready.prepare()
    questions = [
        Question(name="name", text="Name of the officer, as others see it", read=a_word(120)),
        Question(
            name="password",
            text="Password",
            read=a_password,
            hidden=True,
            flag="password-file",
        ),
    ]
    given = {"name": name, "password": first_line(password_file)}
    with ready.sentences():
        said = answers(questions, given)
    _act("enrol_officer", username=user, display_name=said["name"], password=said["password"])
    click.echo(f"{user} may sign in. Give a role: cauce officer grant {user} ROLE SITE")


@command.command(epilog="Example: cauce officer grant rosa registrar Bogotá")
@click.argument("user")
@click.argument("role")
@click.argument("site")
def grant(user: str, role: str, site: str) -> None:
    """Give an officer a role at a site."""
    ready.prepare()
    _act("grant_role", officer=_officer(user), role=_role(role), site=_site(site))


@command.command(epilog="Example: cauce officer revoke rosa registrar Bogotá")
@click.argument("user")
@click.argument("role")
@click.argument("site")
def revoke(user: str, role: str, site: str) -> None:
    """Take a role at a site from an officer."""
    ready.prepare()
    _act("revoke_role", officer=_officer(user), role=_role(role), site=_site(site))


@command.command(epilog="Example: cauce officer close rosa")
@click.argument("user")
def close(user: str) -> None:
    """Let an officer in no more; what was done stays theirs."""
    ready.prepare()
    _act("close_account", officer=_officer(user))


@command.command(epilog="Example: cauce officer reset-factor rosa")
@click.argument("user")
def reset_factor(user: str) -> None:
    """Take a lost second factor away, where no two colleagues are left to do it together."""
    ready.prepare()
    from cauce.base.factor import actions

    _say(actions.reset_factor, officer=_officer(user))


def _act(verb: str, **words: Any) -> None:
    from cauce.base import actions

    _say(getattr(actions, verb), **words)


def _say(verb: Any, **words: Any) -> None:
    from cauce.base import clock
    from cauce.base.actors import Actor
    from cauce.base.refusal import Refused

    try:
        with ready.sentences():
            verb(**words, by=Actor.SETUP, at=clock.now())
    except Refused as refused:
        raise door.Refused.saying(str(refused).rstrip(".")) from refused


def _officer(user: str) -> "Officer":
    from cauce.base.models import Officer
    from cauce.base.signin import normalise

    found = Officer.objects.filter(username=normalise(user)).first()
    if found is None:
        raise door.Refused.saying(f"nobody is called {user} here", "see `cauce officer list`")
    return found


def _role(name: str) -> "Role":
    from cauce.base.roles import Role

    known = {role.value: role for role in Role} | {role.name.lower(): role for role in Role}
    if name.lower() not in known:
        names = ", ".join(role.name.lower() for role in Role)
        raise door.Refused.saying(f"{name} is no role", f"write one of {names}")
    return known[name.lower()]


def _site(name: str) -> "Site":
    from cauce.base.models import Site

    found = Site.objects.filter(name=name).first()
    if found is None:
        names = ", ".join(Site.objects.order_by("name").values_list("name", flat=True))
        raise door.Refused.saying(f"there is no site {name}", f"write one of {names or 'none yet'}")
    return found
