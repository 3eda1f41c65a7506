"""What the verbs, letters and ways of the room are called on the officers' pages."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Text = str | Promise

DEEDS: dict[str, Text] = {
    "notices.write": _("Letter written"),
    "notices.tell": _("Letter written"),
    "notices.unblock": _("Letter made after its text was written"),
    "notices.retry": _("Message tried again"),
    "notices.mark_told": _("Family told by an officer"),
    "notices.could_not_reach": _("Nobody reached"),
    "notices.mark_read": _("Letter opened by the family"),
    "notices.take": _("Message taken up to be sent"),
    "notices.let_leave": _("Message handed over"),
    "notices.keep_message": _("Message kept in the local outbox"),
    "notices.record_sent": _("Message sent"),
    "notices.record_failure": _("Message not accepted"),
    "notices.record_unsure": _("Message perhaps sent"),
    "notices.hold_back": _("Message held back: not safe"),
    "notices.postpone": _("Message put off to a safe hour"),
}
LETTERS: dict[str, Text] = {
    "received": _("We have your application"),
    "code": _("Access code"),
    "interview_planned": _("Interview planned"),
    "interview_missed": _("Interview missed"),
    "decision": _("Decision"),
    "closed": _("Closed without a decision"),
    "paper_back": _("Paper sent back"),
    "review_received": _("Review received"),
    "review_decided": _("Review answered"),
    "referral_sent": _("Referral sent"),
    "referral_answered": _("Referral answered"),
    "correction_decided": _("Correction answered"),
    "still_waiting": _("Still waiting"),
    "withdrawn": _("Withdrawn"),
    "message": _("Message of an officer"),
    "copy_ready": _("Copy of the file ready"),
    "erased": _("File erased"),
}
STATES: dict[str, Text] = {
    "blocked": _("waits for its text in the family's language"),
    "waiting": _("on its way"),
    "sent": _("sent"),
    "to_call": _("not delivered: somebody has to call"),
    "told": _("told by an officer"),
    "read": _("opened by the family"),
    "lapsed": _("its time is over"),
}
CHANNELS: dict[str, Text] = {
    "email": _("e-mail"),
    "sms": _("short message"),
    "paper": _("paper"),
    "call": _("telephone call"),
}
DELIVERIES: dict[str, Text] = {
    "waiting": _("on its way"),
    "taken": _("on its way"),
    "leaving": _("on its way"),
    "sent": _("done"),
    "held_back": _("held back"),
    "given_up": _("given up"),
    "unsure": _("perhaps sent: ask the family"),
}
REASONS: dict[str, Text] = {
    "erased": _("the file was erased"),
    "told": _("the family knew already"),
    "too_late": _("its time was over"),
    "route_closed": _("this way is not used any more"),
    "route_failing": _("messages do not arrive there"),
    "not_safe": _("the family said that it is not safe to write there"),
    "no_address": _("there is no address"),
    "no_line": _("this office has no line for it"),
    "quiet_hours": _("it waits for an hour that is safe"),
    "line_down": _("the line is down"),
    "unreachable": _("the line is down"),
    "refused": _("it was not accepted"),
    "no_such_address": _("there is no such address"),
    "worker_died": _("the work broke off while it was sent"),
    "line_broke": _("the line broke while it was sent"),
    "no_answer": _("nobody answered"),
    "wrong_number": _("somebody else's number"),
    "not_safe_now": _("it was not safe to speak"),
}
DONE: dict[str, Text] = {
    "told": _("Kept: the family knows."),
    "not-reached": _("Kept. It comes up again tomorrow."),
    "again": _("It is on its way again."),
    "made": _("The letter is made and on its way."),
}


def letter(kind: str) -> Text:
    """Return what a letter is about."""
    return LETTERS.get(kind, kind)
