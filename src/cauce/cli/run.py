"""`cauce run`: web and worker in the foreground, until somebody says stop."""

import os
import socket
from contextlib import closing

import click

from cauce.cli import door, ready, rules
from cauce.cli.crew import Crew
from cauce.cli.demo import make_if_empty

HOST = "127.0.0.1"


@click.command(epilog="Example: cauce run --port 8001")
@click.option(
    "--port",
    default=8000,
    show_default=True,
    type=click.IntRange(1, 65535),
    help="Port to listen on.",
)
@click.option(
    "--no-demo", is_flag=True, help="Leave an empty database empty, and keep the real day."
)
def command(port: int, no_demo: bool) -> None:
    """Start web and worker here; an empty database gets the demonstration."""
    _free(port)
    rules.open_pack(None)  # a pack with a fault is refused here, not on a family's page
    if no_demo:
        os.environ.setdefault("CAUCE_OFFICE_DAY", "")
    ready.prepare()
    ready.collect_static()
    if not no_demo and not ready.in_production():
        make_if_empty()
    crew = Crew(web=_web(port), worker=["-m", "cauce.cli.work"])
    with crew:
        if crew.wait_for("web", answers=lambda: _answers(port)):
            _say_where(port)
            crew.stand_until_told()
        elif not crew.told:
            raise door.Refused.saying("the web process did not start", "the lines above say why")


def _answers(port: int) -> bool:
    with closing(socket.socket()) as caller:
        return caller.connect_ex((HOST, port)) == 0


def _free(port: int) -> None:
    with closing(socket.socket()) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((HOST, port))
        except OSError as error:
            raise door.Refused.saying(
                f"port {port} cannot be used ({error.strerror})",
                f"stop what uses it, or choose another: cauce run --port {_another(port)}",
            ) from error


def _another(port: int) -> int:
    return port + 1 if port < 65535 else 8000


def _web(port: int) -> list[str]:
    return ["-m", "cauce.cli.serve", HOST, str(port)]


def _say_where(port: int) -> None:
    """Print what a person needs now: where to look, who to be, which day it is."""
    from django.conf import settings

    from cauce.demo import accounts

    lines = [f"Cauce is at http://{HOST}:{port} and http://localhost:{port}"]
    people = accounts()
    if people:
        lines += ["", f"Accounts of the demonstration (sign in at http://{HOST}:{port}/office):"]
        lines += [f"  {p.user:<12} {p.password:<24} {p.role}, {p.site}" for p in people]
    if settings.OFFICE_DAY:
        lines += [
            "",
            f"Demonstration: office day {settings.OFFICE_DAY}. The pack is not verified law.",
        ]
    click.echo("\n".join([*lines, "", "Stop with Ctrl-C."]))
