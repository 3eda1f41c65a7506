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
@click.option(
    "--only",
    type=click.Choice(["web", "worker"]),
    help="Start one of the two: where several machines share a PostgreSQL.",
)
@click.option(
    "--threads",
    default=32,
    show_default=True,
    type=click.IntRange(1, 256),
    help="Requests at once in each web process; 4 behind a proxy that waits for whole bodies.",
)
@click.option("--host", default=HOST, show_default=True, help="Address to listen on; production.")
def command(port: int, no_demo: bool, only: str | None, threads: int, host: str) -> None:
    """Start web and worker here; an empty database gets the demonstration."""
    if only != "worker":
        _free(host, port)
    rules.open_pack(None)  # a pack with a fault is refused here, not on a family's page
    if no_demo:
        os.environ.setdefault("CAUCE_OFFICE_DAY", "")
    ready.prepare()
    _refuse_open_secrets(host)
    ready.collect_static()
    if not no_demo and not ready.in_production():
        make_if_empty()
    parts = {"web": _web(host, port, threads), "worker": ["-m", "cauce.cli.work"]}
    crew = Crew(**{name: words for name, words in parts.items() if only in (None, name)})
    with crew:
        if only == "worker":
            crew.stand_until_told()
        elif crew.wait_for("web", answers=lambda: _answers(host, port)):
            _say_where(host, port)
            crew.stand_until_told()
        elif not crew.told:
            raise door.Refused.saying("the web process did not start", "the lines above say why")


def _refuse_open_secrets(host: str) -> None:
    """A demonstration's passwords are printed at every start: it listens on this machine alone."""
    if host != HOST and not ready.in_production():
        raise door.Refused.saying(
            "a demonstration listens on this machine alone", "leave --host out, or set up an office"
        )


def _answers(host: str, port: int) -> bool:
    with closing(socket.socket(_family(host))) as caller:
        return caller.connect_ex((host, port)) == 0


def _family(host: str) -> socket.AddressFamily:
    return socket.AF_INET6 if ":" in host else socket.AF_INET


def _free(host: str, port: int) -> None:
    with closing(socket.socket(_family(host))) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
        except OSError as error:
            raise door.Refused.saying(
                f"port {port} cannot be used ({error.strerror})",
                f"stop what uses it, or choose another: cauce run --port {_another(port)}",
            ) from error


def _another(port: int) -> int:
    return port + 1 if port < 65535 else 8000


def _web(host: str, port: int, threads: int) -> list[str]:
    return ["-m", "cauce.cli.serve", host, str(port), str(threads)]


def _say_where(host: str, port: int) -> None:
    """Print what a person needs now: where to look, who to be, which day it is."""
    from django.conf import settings

    from cauce.demo import accounts

    lines = [f"Cauce is at http://{host}:{port} and http://localhost:{port}"]
    people = accounts()
    if people:
        lines += ["", f"Accounts of the demonstration (sign in at http://{HOST}:{port}/office):"]
        lines += [f"  {p.user:<21} {p.password:<32} {p.role}, {p.site}" for p in people]
    if settings.OFFICE_DAY:
        lines += [
            "",
            f"Demonstration: office day {settings.OFFICE_DAY}. The pack is not verified law.",
        ]
    click.echo("\n".join([*lines, "", "Stop with Ctrl-C."]))
