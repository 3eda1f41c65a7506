"""Logs that end in an allow list: what is not named here never reaches a log."""

import logging
import re
import sys
import traceback
from collections.abc import MutableMapping
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any

import structlog

# Codes, counts and places in the code; never a message, a path or a value from outside.
ALLOWED = frozenset(
    {
        "address",
        "attempts",
        "batches",
        "count",
        "error_number",
        "event",
        "kind",
        "level",
        "logger",
        "method",
        "milliseconds",
        "removed",
        "route",
        "status",
        "timestamp",
        "where",
    }
)
_SOURCES = str(Path(__file__).parents[1])
_Line = MutableMapping[str, Any]

log = structlog.get_logger("cauce")
_LOGGER = logging.getLogger("cauce")
# What a value of a line may be made of that nothing has to be put around.
_PLAIN = re.compile(r"[A-Za-z0-9_:./-]+")


class _Whole(str):
    """A line that is put together already, of values that were allowed one by one."""


def set_up(*, debug: bool = False) -> None:
    """Send every log line of the process through the allow list, to standard error."""
    _ask_nothing_that_is_dropped()
    ours: list[Any] = [
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        reduce_exception,
    ]
    structlog.configure(
        processors=[*ours, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(formatter(ours))
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(logging.DEBUG if debug else logging.INFO)
    for chatty in ("asyncio", "django.db.backends", "django.template", "django.utils.autoreload"):
        logging.getLogger(chatty).setLevel(logging.WARNING)
    # A page that was not found has its own line already.
    logging.getLogger("django.request").setLevel(logging.ERROR)


def _ask_nothing_that_is_dropped() -> None:
    """Let `logging` not look for the caller, thread and process of each line: no line says them.

    It searches the stack for every page otherwise; its manual names these switches under "Optimization".
    """
    logging.logThreads = logging.logProcesses = logging.logMultiprocessing = False
    logging._srcfile = None


def page(*, route: str, method: str, status: int, milliseconds: float, address: str) -> None:
    """Write the line of a request, as `log.info` would, at a third of its cost: every request writes one."""
    said = {"route": route, "method": method, "address": address}
    if not all(map(_PLAIN.fullmatch, said.values())):
        log.info("page", status=status, milliseconds=milliseconds, **said)
        return
    if not _LOGGER.isEnabledFor(logging.INFO):
        return
    record = logging.LogRecord(_LOGGER.name, logging.INFO, "", 0, "", None, None)
    moment = datetime.fromtimestamp(record.created, UTC).replace(tzinfo=None).isoformat()
    record.msg = _Whole(
        f"address={address} event=page level=info logger=cauce method={method} "
        f"milliseconds={milliseconds} route={route} status={status} timestamp={moment}Z"
    )
    _LOGGER.handle(record)


class _Formatter(structlog.stdlib.ProcessorFormatter):
    """Puts every record through the allow list, but for a line that is put together already."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the record as its line."""
        return str(record.msg) if type(record.msg) is _Whole else super().format(record)


def formatter(ours: list[Any]) -> logging.Formatter:
    """Return the formatter that all loggers share, foreign ones included."""
    return _Formatter(
        foreign_pre_chain=[hide_foreign_message, *ours],
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            keep_allowed,
            structlog.processors.LogfmtRenderer(sort_keys=True),
        ],
    )


def keep_allowed(_logger: Any, _method: str, line: _Line) -> _Line:
    """Drop every key that is not on the list."""
    return {key: value for key, value in line.items() if key in ALLOWED}


def hide_foreign_message(_logger: Any, _method: str, line: _Line) -> _Line:
    """Replace a library's message: Django writes the path of a page there."""
    record: logging.LogRecord | None = line.get("_record")
    line["event"] = record.name if record else "library"
    if record is not None:
        # structlog reads the exception from the record in a later step, and would print it whole.
        line["exc_info"] = record.exc_info
        status = getattr(record, "status_code", None)
        line.update({"status": status} if status else {})
    return line


def reduce_exception(_logger: Any, _method: str, line: _Line) -> _Line:
    """Replace an exception by its kind and place: its message may hold what a person typed."""
    caught = line.pop("exc_info", None)
    if caught is True:
        caught = sys.exc_info()
    elif isinstance(caught, BaseException):
        caught = (type(caught), caught, caught.__traceback__)
    if caught and caught[0] is not None:
        line["kind"] = caught[0].__name__
        line["where"] = place(caught[2])
    return line


def place(trace: TracebackType | None) -> str:
    """Return `file:line:function` of the last step in Cauce's own code, else of the last step."""
    steps = traceback.extract_tb(trace)
    if not steps:
        return "unknown"
    own = [step for step in steps if step.filename.startswith(_SOURCES)]
    step = (own or steps)[-1]
    return f"{Path(step.filename).name}:{step.lineno}:{step.name}"
