"""What the verbs, states and outcomes of the room are called on the officers' pages."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

Text = str | Promise

DEEDS: dict[str, Text] = {
    "cases.open_case": _("Case opened"),
    "cases.take_oldest_case": _("Case taken by rule"),
    "cases.assign_case": _("Case given to an officer"),
    "cases.give_back_case": _("Case given back"),
    "cases.go_without_interview": _("Case goes on without an interview"),
    "cases.interview_again": _("Another interview asked for"),
    "cases.resume_case": _("Case goes on after waiting"),
    "cases.close_case": _("Case closed"),
    "cases.reopen_case": _("Case opened again"),
    "cases.tell_still_waiting": _("Family told that it is not forgotten"),
    "cases.plan_interview": _("Interview planned"),
    "cases.begin_interview": _("Interview begun"),
    "cases.save_interview_answer": _("Answer kept in an interview"),
    "cases.note_interview": _("Note of the interviewer"),
    "cases.record_read_back": _("Read back and confirmed"),
    "cases.go_on_with_interview": _("Interview goes on after reading back"),
    "cases.end_interview": _("Interview ended"),
    "cases.miss_interview": _("Family did not come"),
    "cases.cancel_interview": _("Interview called off"),
    "cases.answer_discretion": _("Officer answered a question left to them"),
    "cases.decide": _("Case decided"),
    "cases.ask_review": _("Review asked for"),
    "cases.take_oldest_review": _("Review taken by rule"),
    "cases.decide_review": _("Review answered"),
    "cases.refer": _("Referred to an organisation"),
    "cases.record_referral_answer": _("Organisation answered"),
    "cases.still_waiting_for_partner": _("Organisation asked again"),
}
CASES: dict[str, Text] = {
    "to_interview": _("To be interviewed"),
    "interviewing": _("In interview"),
    "to_decide": _("To be decided"),
    "waiting": _("Waiting for a fact"),
    "to_refer": _("To be referred"),
    "decided": _("Decided"),
    "closed": pgettext_lazy("a case", "Closed"),
}
INTERVIEWS: dict[str, Text] = {
    "planned": _("Planned"),
    "running": _("Under way"),
    "read_back": _("Read back"),
    "ended": _("Held"),
    "missed": _("Family did not come"),
    "cancelled": _("Called off"),
}
OUTCOMES: dict[str, Text] = {
    "refer": _("May be referred"),
    "not_now": _("Not now"),
    "wait": _("Wait for a fact"),
}
REVIEWS: dict[str, Text] = {
    "open": _("Open"),
    "upheld": _("The decision stands"),
    "changed": _("To be decided again"),
    "dropped": _("Ended: the family withdrew"),
}
REFERRALS: dict[str, Text] = {
    "waiting": _("Waiting for the organisation"),
    "accepted": _("Taken; not finished yet"),
    "declined": _("Not taken"),
    "ended": _("Finished"),
}
# What a page says after something was done; the address carries the code and nothing of a person.
DONE: dict[str, Text] = {
    "opened": _("A case is open. It waits to be interviewed."),
    "taken": _("This is yours now: the rule chose it as the oldest."),
    "given-back": _("Given back. It waits for the next officer."),
    "resumed": _("The case goes on: it waits for a decision."),
    "assigned": _("The case has a new owner."),
    "moved": _("The case moved. Whoever takes the next step finds it in the in-tray."),
    "closed": _("The case is closed. It can be opened again."),
    "planned": _("The interview is planned, and the family is told."),
    "begun": _("The interview is under way. Every answer is saved at once."),
    "kept": _("The answer is kept."),
    "noted": _("The note is kept."),
    "read-back": _("Read back and confirmed. End the interview when nothing is left to say."),
    "goes-on": _("The interview goes on."),
    "ended": _("The interview is over. Another officer decides."),
    "missed": _("Recorded. The family is asked to come another day; the file stays open."),
    "cancelled": _("Called off. The case waits for a new day."),
    "decided": _("Decided. The letter stands on the family's page, and word of it goes out."),
    "screened": _("Screened again. The findings below are those of today."),
    "viewed": _("Your answer is kept with your name."),
    "asked": _("The review is open. Another officer looks at the decision."),
    "answered": _("Answered. The family is told."),
    "referred": _("Referred. The organisation's clock runs, and the family is told."),
    "recorded": _("Recorded."),
}
