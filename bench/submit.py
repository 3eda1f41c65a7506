"""Durable submissions a second through HTTP: Cauce beside a plain Django form and ORM, in one run.

A household of three sends its final form: CSRF, languages, one transaction that is on the disk before the
answer. Client, server and database share the machine. Every answer is counted against the rows stored.
Each point is printed when it is measured, and all of them once more at the end.

    python -m bench.submit [--count 1200] [--only "cauce x4, 16"] [--postgres URL] [--quick] [--json]

Goals: without screening and 4 threads at least 1.8 times the plain view; p99 under 100 ms at 16
connections; no errors; screening costs at most a quarter; the verb alone at least 40 % of the raw
transaction on the same tables (`bench.submitting.verb`).
"""

import argparse
import json
import os
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from bench import figures, load
from bench.figures import Figure

PORT = 8391
SECRET = "a" * 32


@dataclass(frozen=True)
class Point:
    """One point to measure."""

    which: str
    threads: int
    connections: int
    screening: bool = True

    @property
    def name(self) -> str:
        """What the point is called."""
        rules = "" if self.which == "plain" else f", rules {'on' if self.screening else 'off'}"
        return f"{self.which} x{self.threads}, {self.connections} connections{rules}"


POINTS = [
    Point("plain", 1, 16),
    Point("plain", 4, 16),
    Point("cauce", 4, 16, screening=False),
    Point("cauce", 4, 16),
    Point("cauce", 32, 16, screening=False),
    Point("cauce", 32, 16),
    Point("plain", 4, 64),
    Point("cauce", 4, 64, screening=False),
    Point("cauce", 4, 64),
    Point("cauce", 32, 64),
]
QUICK = POINTS[:4]


def main() -> None:
    """Measure every point and print."""
    asked = _asked()
    points = [p for p in (QUICK if asked.quick else POINTS) if asked.only in p.name]
    found: list[Figure] = []
    stores = [("SQLite", "")] + ([("PostgreSQL", asked.postgres)] if asked.postgres else [])
    for store, url in stores:
        rates: dict[str, float] = {}
        with _seeded(points, url, asked.count) as seeded:
            for point in points:
                measured = list(_figures(point, store, url, asked.count, rates, seeded))
                figures.show_meanwhile(measured)
                found += measured
    figures.show_all(found)


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=1200)
    parser.add_argument("--only", default="", help="only the points with this in their name")
    parser.add_argument("--postgres", default="", help="a server's URL; databases are made on it")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--json", action="store_true")
    return parser.parse_args()


@dataclass(frozen=True)
class Seeded:
    """Cauce with its drafts ready to be sent: each point gets a copy of its folder and database."""

    folder: Path
    database: str


@contextmanager
def _seeded(points: list[Point], url: str, count: int) -> Iterator[Seeded | None]:
    """Make the drafts once; what is measured is the sending."""
    if not any(point.which == "cauce" for point in points):
        yield None
        return
    with tempfile.TemporaryDirectory(prefix="cauce-bench-") as folder, _database(url) as database:
        seed(environment(Path(folder), database), Path(folder), count)
        yield Seeded(Path(folder), database)


def _figures(
    point: Point,
    store: str,
    url: str,
    count: int,
    rates: dict[str, float],
    seeded: Seeded | None,
) -> Iterator[Figure]:
    like = seeded if point.which == "cauce" else None
    with (
        tempfile.TemporaryDirectory(prefix="cauce-bench-") as folder,
        _database(url, like=like.database if like else "") as database,
    ):
        if like:
            shutil.copytree(like.folder, folder, dirs_exist_ok=True)
        outcome, stored, cpu = _measure(point, Path(folder), database, count)
    if stored < len(outcome.milliseconds):
        raise SystemExit(f"{point.name}: {stored} stored, {len(outcome.milliseconds)} answered")
    rates[point.name] = outcome.rate
    base = rates.get(f"plain x4, {point.connections} connections") or outcome.rate
    best = max(base, rates.get(f"plain x1, {point.connections} connections", 0.0))
    name = f"{store}: {point.name}"
    yield Figure(
        name=name,
        value=outcome.rate,
        unit="/s",
        beside="the better plain",
        ratio=outcome.rate / best,
    )
    yield Figure(name="    p50", value=outcome.percentile(0.5), unit="ms")
    yield Figure(name="    p99", value=outcome.percentile(0.99), unit="ms")
    yield Figure(name="    longest", value=max(outcome.milliseconds, default=0.0), unit="ms")
    yield Figure(name="    errors", value=outcome.errors, unit="")
    yield Figure(name="    the server's processor, each", value=cpu, unit="ms")


def _measure(point: Point, folder: Path, url: str, count: int) -> tuple[load.Outcome, int, float]:
    env = environment(folder, url)
    env["BENCH_SCREENING"] = "on" if point.screening else "off"
    forms = (_plain if point.which == "plain" else _cauce)(env, folder, count)
    warm, measured = forms[: count // 10], forms[count // 10 :]
    with _served(point, env, folder / "server.log") as server:
        load.send(warm, port=PORT, connections=point.connections)
        before = _processor(server)
        outcome = load.send(measured, port=PORT, connections=point.connections)
        cpu = (_processor(server) - before) / len(measured) * 1000
        stored = _stored(point.which, env) - len(warm)
    return outcome, stored, cpu


def environment(folder: Path, url: str) -> dict[str, str]:
    """Return the environment of both projects, with their records in a folder or a server's database."""
    env = {**os.environ, "CAUCE_DATA": str(folder), "PLAIN_DATA": str(folder)}
    env.pop("DATABASE_URL", None)
    return env | ({"DATABASE_URL": url, "PLAIN_DATABASE_URL": url} if url else {})


def requests(which: str, env: dict[str, str], folder: Path, count: int) -> list[bytes]:
    """Return so many requests of one of the two, in a folder where nothing is yet."""
    if which == "plain":
        return _plain(env, folder, count)
    seed(env, folder, count)
    return _cauce(env, folder, count)


def seed(env: dict[str, str], folder: Path, count: int) -> None:
    """Make so many drafts ready to be sent."""
    command = [sys.executable, "-m", "bench.submitting.seed", str(count)]
    _run([*command, f"{folder}/forms.json"], env)


def _cauce(_env: dict[str, str], folder: Path, _count: int) -> list[bytes]:
    return [
        load.post(
            "/apply/send",
            urlencode(
                {"form": f["form"], "version": "0", "read": "yes", "csrfmiddlewaretoken": SECRET}
            ).encode(),
            f"cauce-visit={f['cookie']}; cauce-form={SECRET}; cauce-language=es",
            PORT,
        )
        for f in json.loads((folder / "forms.json").read_text())
    ]


def _plain(env: dict[str, str], folder: Path, count: int) -> list[bytes]:
    env["DJANGO_SETTINGS_MODULE"] = "bench.plain.settings"
    _run([sys.executable, "-m", "django", "migrate", "--run-syncdb", "-v0"], env)
    return [load.post("/submit", _household(), f"csrftoken={SECRET}", PORT) for _ in range(count)]


def _household() -> bytes:
    """Return the same household as the plain project's form sends it."""
    form_id = f"{secrets.token_hex(4)}-0000-4000-8000-{secrets.token_hex(6)}"
    sent = {
        "csrfmiddlewaretoken": SECRET,
        "language": "es",
        "site": "Bench",
        "phone": "+50255512345",
        "email": "rosa.xol@example.org",
        "form_id": form_id,
        "p-TOTAL_FORMS": "3",
        "p-INITIAL_FORMS": "0",
    }
    births = ["1991-04-02", "1989-01-01", "2016-11-30"]
    for number, birth in enumerate(births):
        person = {"given": "Rosa", "surname1": "Xol", "surname2": "Caal", "birth": birth}
        person |= {"relation": "self", "paper": secrets.token_hex(4), "nationality": "GTM"}
        person |= {f"q{question}": "yes" for question in range(12)}
        sent |= {f"p-{number}-{name}": value for name, value in person.items()}
    return urlencode(sent).encode()


def _stored(which: str, env: dict[str, str]) -> int:
    if which == "plain":
        with urllib.request.urlopen(f"http://127.0.0.1:{PORT}/count") as answer:
            return int(answer.read().split()[0])
    count = (
        "from cauce.cli import ready; ready.set_up(); "
        "from cauce.applications.models import Application; "
        "print(Application.objects.unscoped('a bench').count())"
    )
    return int(_run([sys.executable, "-c", count], env))


@contextmanager
def _served(point: Point, env: dict[str, str], log: Path) -> Iterator[int]:
    command = [sys.executable, "-m", "bench.submitting.serve", point.which, str(PORT)]
    # A line for each request, as in an office: written, but not among the figures.
    with log.open("wb") as lines:
        server = subprocess.Popen([*command, str(point.threads)], env=env, stderr=lines)
        try:
            _wait(log)
            yield server.pid
        finally:
            server.terminate()
            server.wait(timeout=20)


def _processor(server: int) -> float:
    """Return the seconds of processor that a server and its workers have used; 0 where it cannot be read.

    On a machine that does other work too it says more than the rate.
    """
    ticks = 0
    for file in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            pid, rest = file.parent.name, file.read_text().rpartition(")")[2].split()
            if str(server) in (pid, rest[1]):
                ticks += int(rest[11]) + int(rest[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def _wait(log: Path) -> None:
    for _ in range(300):
        with socket.socket() as line:
            if line.connect_ex(("127.0.0.1", PORT)) == 0:
                time.sleep(1.5)  # both workers read their settings
                return
        time.sleep(0.1)
    raise SystemExit(f"The server did not start.\n{log.read_text()[-2000:]}")


def _run(command: list[str], env: dict[str, str]) -> str:
    done = subprocess.run(command, env=env, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"{' '.join(command[1:])} failed.\n{done.stderr[-2000:]}")
    return done.stdout


@contextmanager
def _database(url: str, *, like: str = "") -> Iterator[str]:
    """Make a database on a server, a copy of `like`, and drop it afterwards; none for SQLite."""
    if not url:
        yield ""
        return
    import psycopg

    name = f"cauce_bench_{secrets.token_hex(4)}"
    with psycopg.connect(url, autocommit=True) as server:
        of = f" TEMPLATE {like.rsplit('/', 1)[1]}" if like else ""
        server.execute(f"CREATE DATABASE {name}{of}")
        try:
            yield f"{url.rsplit('/', 1)[0]}/{name}"
        finally:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")


if __name__ == "__main__":
    main()
