"""How the verbs of letters and messages are called."""

from datetime import timedelta
from typing import Any

from cauce.base.actors import Actor
from cauce.notices import actions
from cauce.notices.letters import compose
from cauce.notices.models import Delivery, Notice
from cauce.notices.sending import actions as sending
from tests.house.calls import AT, Calls
from tests.house.calls.base import a_site
from tests.household import a_household

BY = {"by": Actor.WORKER}


def _letter(*, routes: int = 1, language: str = "es") -> dict[str, Any]:
    home = a_household(a_site(), language=language, routes=({"kind": "phone"},) * routes).home
    letter = compose("message", "es", {"text": "Traiga la partida de nacimiento."})
    return {"household": home, "letter": letter, **BY}


def _untranslated() -> dict[str, Any]:
    home = a_household(a_site(), language="quc").home
    return {"household": home, "kind": "message", "values": {"text": "…"}, **BY}


def _blocked() -> dict[str, Any]:
    notice = actions.tell(**_untranslated(), at=AT)
    # As if somebody had written the text meanwhile.
    Notice.objects.itself(notice).update(language="es")
    notice.refresh_from_db(from_queryset=Notice.objects.itself(notice))
    return {"notice": notice, **BY}


def _to_call() -> Notice:
    notice: Notice = actions.write(**_letter(routes=0), at=AT)
    return notice


def _to_retry() -> dict[str, Any]:
    delivery = _delivery()["delivery"]
    sending.hold_back(delivery=delivery, because="not_safe", now=AT, **BY, at=AT)
    return {"notice": delivery.notice, **BY}


def _delivery() -> dict[str, Any]:
    notice = actions.write(**_letter(), at=AT)
    return {"delivery": Delivery.objects.of(notice=notice).get(), **BY}


def _taken() -> dict[str, Any]:
    words = _delivery()
    return words | {"token": sending.take(**words, now=AT, at=AT)}


def _leaving() -> dict[str, Any]:
    words = _taken()
    sending.let_leave(**words, at=AT)
    return words


CALLS: Calls = {
    "notices.write": _letter,
    "notices.tell": _untranslated,
    "notices.unblock": _blocked,
    "notices.retry": _to_retry,
    "notices.mark_told": lambda: {"notice": _to_call(), "how": "call", **BY},
    "notices.could_not_reach": lambda: {"notice": _to_call(), "because": "no_answer", **BY},
    "notices.mark_read": lambda: {"notice": _to_call(), "by": Actor.FAMILY},
    "notices.take": lambda: _delivery() | {"now": AT},
    "notices.let_leave": _taken,
    "notices.keep_message": lambda: _delivery() | {"to": "+50255512345", "subject": "", "text": "…"},
    "notices.record_sent": _taken,
    "notices.record_failure": lambda: (
        _taken() | {"because": "refused", "for_good": False, "now": AT}
    ),
    "notices.record_unsure": lambda: _leaving() | {"because": "line_broke", "now": AT},
    "notices.hold_back": lambda: _delivery() | {"because": "not_safe", "now": AT},
    "notices.postpone": lambda: (
        _delivery() | {"because": "quiet_hours", "now": AT, "until": AT + timedelta(hours=9)}
    ),
}  # fmt: skip
