"""The processor time of one request in the process, without a server: `python -m bench.submitting.inside`.

    python -m bench.submitting.inside [--count 300] [--json]

On a machine that does other work too, the rate of `bench.submit` says little; this can still be compared.
Each of the three runs in a process of its own and takes its turn of twenty-five requests, so that a busy
minute falls on all. Given are the least time and the tenth of them that were quickest.
"""

import argparse
import io
import json
import os
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from bench import figures, submit
from bench.figures import Figure

TURN, WARM = 25, 15
NAMES = {"plain": "plain view", "off": "Cauce, rules off", "on": "Cauce, rules on"}


def main() -> None:
    """Measure all three and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--child", choices=NAMES, help="one of the three; for this bench itself")
    asked = parser.parse_args()
    if asked.child:
        _take_turns(asked.child, asked.count)
        return
    found = _measured(asked.count)
    least = {which: min(times) for which, times in found.items()}
    figures.show(_figure(which, times, least) for which, times in found.items())


def _figure(which: str, times: list[float], least: dict[str, float]) -> Figure:
    beside = {"off": "the rate of the plain view", "on": "Cauce with rules off"}.get(which, "")
    ratio = {"off": least["plain"] / least["off"], "on": least["on"] / least["off"]}.get(which)
    quick = sorted(times)[len(times) // 10]
    return Figure(
        name=f"{NAMES[which]} (a tenth below {quick:.2f})",
        value=least[which],
        unit="ms",
        beside=beside,
        ratio=ratio,
        goal={"off": "≥ 1.8", "on": "≤ 1.25"}.get(which, ""),
    )


def _measured(count: int) -> dict[str, list[float]]:
    found: dict[str, list[float]] = {which: [] for which in NAMES}
    with ExitStack() as stack:
        children = {which: stack.enter_context(_child(which, count)) for which in NAMES}
        for child in children.values():
            _answer(child)
        for _turn in range(count // TURN):
            for which, child in children.items():
                assert child.stdin is not None
                child.stdin.write("\n")
                child.stdin.flush()
                found[which] += _answer(child)
    return found


def _child(which: str, count: int) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "bench.submitting.inside", "--child", which]
    return subprocess.Popen(
        [*command, "--count", str(count)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )


def _answer(child: "subprocess.Popen[str]") -> Any:
    assert child.stdout is not None
    line = child.stdout.readline()
    if not line:
        raise SystemExit("One of the three ended. Run it alone with --child to see why.")
    return json.loads(line)


def _take_turns(which: str, count: int) -> None:
    with tempfile.TemporaryDirectory(prefix="cauce-bench-") as folder:
        env = submit.environment(Path(folder), "")
        env["BENCH_SCREENING"] = "on" if which == "on" else "off"
        requests = submit.requests(which, env, Path(folder), count + WARM)
        os.environ.update(env)
        os.environ.pop("DATABASE_URL", None)
        served = _served(which)
        waiting = iter(requests)
        for _each in range(WARM):
            _ask(served, next(waiting))
        print("[]", flush=True)
        for _line in sys.stdin:
            print(json.dumps([_ask(served, next(waiting)) for _ in range(TURN)]), flush=True)


def _served(which: str) -> Any:
    from bench.submitting import serve

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cauce.settings")
    return serve.plain() if which == "plain" else serve.cauce()


def _ask(served: Any, request: bytes) -> float:
    """Return the milliseconds of processor that one request took."""
    said = _environ(request)
    status: list[str] = []
    started = time.thread_time()
    answer = served(said, lambda line, _headers, *_rest: status.append(line))
    b"".join(answer)
    answer.close()
    spent = (time.thread_time() - started) * 1000
    if not status[0].startswith("302"):
        raise SystemExit(f"It was not taken: {status[0]}")
    return spent


def _environ(request: bytes) -> dict[str, Any]:
    head, _blank, body = request.partition(b"\r\n\r\n")
    first, *lines = head.decode().split("\r\n")
    method, path, _version = first.split(" ")
    said: dict[str, Any] = {
        "REQUEST_METHOD": method,
        "PATH_INFO": path,
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": str(submit.PORT),
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": sys.stderr,
    }
    for line in lines:
        name, _colon, value = line.partition(": ")
        key = name.upper().replace("-", "_")
        said[key if key.startswith("CONTENT_") else f"HTTP_{key}"] = value
    return said


if __name__ == "__main__":
    main()
