"""A small client that holds many connections open and sends prepared requests as fast as they are answered.

One process, one thread, raw sockets: on two shared cores the client must not be what is measured.
"""

import asyncio
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

PATIENCE = 30.0


@dataclass
class Outcome:
    """What came back: how long each answer took, in milliseconds, and how many were not as wanted."""

    milliseconds: list[float] = field(default_factory=list)
    errors: int = 0
    seconds: float = 0.0

    @property
    def rate(self) -> float:
        """Answers as wanted, a second."""
        return len(self.milliseconds) / self.seconds if self.seconds else 0.0

    def percentile(self, share: float) -> float:
        """Return how long it took at most for a share of the answers."""
        ordered = sorted(self.milliseconds)
        return ordered[min(int(len(ordered) * share), len(ordered) - 1)] if ordered else 0.0


def post(path: str, body: bytes, cookies: str, port: int) -> bytes:
    """Return a POST as it goes over the line."""
    head = (
        f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nCookie: {cookies}\r\n"
        f"Origin: http://127.0.0.1:{port}\r\nAccept-Language: es\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


def send(requests: Sequence[bytes], *, port: int, connections: int, wanted: int = 302) -> Outcome:
    """Send every request once over so many connections."""
    outcome, waiting = Outcome(), iter(requests)
    started = time.perf_counter()
    asyncio.run(_all(waiting, outcome, port, connections, wanted))
    outcome.seconds = time.perf_counter() - started
    return outcome


async def _all(
    waiting: Iterator[bytes], outcome: Outcome, port: int, connections: int, wanted: int
) -> None:
    senders = (_one(waiting, outcome, port, wanted) for _ in range(connections))
    await asyncio.gather(*senders)


async def _one(waiting: Iterator[bytes], outcome: Outcome, port: int, wanted: int) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    for request in waiting:
        started = time.perf_counter()
        try:
            writer.write(request)
            status = await asyncio.wait_for(_status(reader), PATIENCE)
        except (OSError, TimeoutError, asyncio.IncompleteReadError):
            outcome.errors += 1
            writer.close()
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            continue
        if status == wanted:
            outcome.milliseconds.append((time.perf_counter() - started) * 1000)
        else:
            outcome.errors += 1
    writer.close()


async def _status(reader: asyncio.StreamReader) -> int:
    head = await reader.readuntil(b"\r\n\r\n")
    lines = head.lower().split(b"\r\n")
    length = next((int(x.split(b":")[1]) for x in lines if x.startswith(b"content-length")), 0)
    if length:
        await reader.readexactly(length)
    elif any(b"chunked" in x for x in lines if x.startswith(b"transfer-encoding")):
        while await reader.readuntil(b"\r\n") != b"0\r\n":
            pass
        await reader.readexactly(2)
    return int(lines[0].split(b" ")[1])
