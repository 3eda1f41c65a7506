"""Many hands at one moment, each with a connection of its own."""

from collections.abc import Callable
from threading import Barrier, Thread
from typing import Any

from django.db import connection

from cauce.base.refusal import Refused


def at_once(hands: int, deed: Callable[[int], Any]) -> tuple[list[Any], list[str]]:
    """Let so many threads do something at once; return what came back, and what was refused."""
    barrier, done, refused = Barrier(hands), [], []

    def one(number: int) -> None:
        barrier.wait()
        try:
            done.append(deed(number))
        except Refused as refusal:
            refused.append(refusal.sentence)
        finally:
            connection.close()

    threads = [Thread(target=one, args=(number,)) for number in range(hands)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return done, refused
