"""The ledger's own words as pages say them: one list for each kind of word of a record's form."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

_Words = dict[str, str | Promise]

KINDS: _Words = {
    "contact": _("contact"),
    "request": _("request"),
    "commitment": _("promise"),
    "transaction": _("report of what was given"),
    "initiative": _("initiative"),
    "statement": _("statement"),
}
LEVELS: _Words = {
    "head": _("heads of state or government"),
    "elect": _("elected, not yet in office"),
    "minister": _("ministers"),
    "senior": _("senior officials"),
    "working": _("working level"),
}
MODES: _Words = {
    "phone": _("by telephone"),
    "video": _("by video"),
    "meeting": _("in a meeting"),
    "visit": _("on a visit"),
    "letter": _("by letter"),
    "note": _("by diplomatic note"),
    "assist": _("asks for help"),
    "change": _("asks for a change"),
    "yield": _("asks for consent"),
    "meet": _("asks for a talk"),
}
STATES: _Words = {
    "proposed": _("proposed"),
    "planned": _("planned"),
    "invited": _("invited"),
    "held": _("held"),
    "declined": _("declined"),
    "did_not_happen": _("did not happen"),
}
ACTS: _Words = {
    "filed": pgettext_lazy("act of a request", "asked"),
    "forwarded": pgettext_lazy("act of a request", "passed on"),
    "supported": pgettext_lazy("act of a request", "supported"),
    "reiterated": pgettext_lazy("act of a request", "asked again"),
    "acknowledged": pgettext_lazy("act of a request", "acknowledged"),
    "clarification_asked": pgettext_lazy("act of a request", "asked what was meant"),
    "clarified": pgettext_lazy("act of a request", "said what was meant"),
    "part_answered": pgettext_lazy("act of a request", "answered in part"),
    "answered": pgettext_lazy("act of a request", "answered"),
    "refused": pgettext_lazy("act of a request", "refused"),
    "withdrawn": pgettext_lazy("act of a request", "withdrawn"),
    "superseded": pgettext_lazy("act of a request", "replaced by another"),
    "lapsed": pgettext_lazy("act of a request", "lapsed"),
    "carried_over": pgettext_lazy("act of a request", "carried over to the next term"),
}
PHASES: _Words = {
    "announced": pgettext_lazy("phase", "announced"),
    "planned": pgettext_lazy("phase", "planned"),
    "agreed": pgettext_lazy("phase", "agreed"),
    "agreed_in_principle": pgettext_lazy("phase", "agreed in principle"),
    "opened": pgettext_lazy("phase", "opened"),
    "operating": pgettext_lazy("phase", "operating"),
    "expansion_announced": pgettext_lazy("phase", "expansion announced"),
    "expanded": pgettext_lazy("phase", "expanded"),
    "paused": pgettext_lazy("phase", "paused"),
    "resumed": pgettext_lazy("phase", "resumed"),
    "closed": pgettext_lazy("phase", "closed"),
    "cancelled": pgettext_lazy("phase", "cancelled"),
}
NATURES: _Words = {
    "new": _("new money"),
    "part_of": _("part of another sum"),
    "running_total": _("running total"),
    "restatement": _("a total said again"),
    "plan": _("plan"),
    "requested": _("asked of a parliament"),
    "in_kind": _("in kind"),
    "reprogrammed": _("moved elsewhere"),
    "result": _("result"),
    "revised": _("revised"),
    "cancelled": pgettext_lazy("sum", "cancelled"),
    "disbursed": _("paid out"),
    "spent": _("spent"),
    "delivered": _("delivered"),
    "returned": _("paid back"),
    "suspended": _("suspended"),
}
# Why a sum is not added up, beside its nature.
LEFT_OUT: _Words = {
    "conditional": _("conditional"),
    "overlap": _("may overlap another sum"),
    "undated": _("no date"),
    "across_the_period": _("only partly in the period"),
    "same_event": _("the same sum said again"),
    "undecided": _("accounts differ, nobody decided"),
}
BOUNDS: _Words = {
    "exact": pgettext_lazy("kind of sum", "exact"),
    "floor": pgettext_lazy("kind of sum", "at least"),
    "ceiling": pgettext_lazy("kind of sum", "up to"),
    "about": pgettext_lazy("kind of sum", "about"),
}
MONEY: _Words = {
    "public": _("public money"),
    "private": _("private money"),
    "mixed": _("public and private money"),
}
POLARITIES: _Words = {
    "asserts": _("says that it is so"),
    "denies": _("denies it"),
    "hedges": _("says it with doubt"),
}
TENSES: _Words = {
    "happened": pgettext_lazy("account", "as past"),
    "planned": pgettext_lazy("account", "as planned"),
    "hypothetical": pgettext_lazy("account", "as possible"),
}
RELATIONS: _Words = {
    "same_event": _("the same event as"),
    "part_of": _("part of"),
    "answers": pgettext_lazy("relation", "answers"),
    "follows_up": _("follows up"),
    "contradicts": _("contradicts"),
    "about": pgettext_lazy("relation", "about"),
    "supersedes": _("stands in the place of"),
}
OUTCOMES: _Words = {
    "granted": _("granted"),
    "partly": _("partly granted"),
    "refused": pgettext_lazy("outcome", "refused"),
    "referred": _("passed to another"),
    "none": _("no outcome"),
}
STANDINGS: _Words = {
    "open": pgettext_lazy("request", "open"),
    "open_or_already_answered": _("open, or already answered"),
}
CARRIED: _Words = {
    "yes": _("carried over"),
    "perhaps": _("perhaps carried over"),
    "no": _("not carried over"),
}
STAGES: _Words = {
    "pledged": pgettext_lazy("stage", "pledged"),
    "committed": pgettext_lazy("stage", "committed in writing"),
    "disbursed": pgettext_lazy("stage", "paid out"),
    "delivered": pgettext_lazy("stage", "delivered"),
}
# Sides of a ledger that are no government.
SIDES: _Words = {
    "private": _("the private sector"),
    "igo": _("international organisations"),
    "region": _("countries of the region together"),
}
ENDS: _Words = {
    "handover": _("handover"),
    "election": _("election"),
    "acting": _("acting"),
    "resignation": _("resignation"),
}
FIELDS: _Words = {
    "date": pgettext_lazy("field", "date"),
    "mode": pgettext_lazy("field", "means"),
    "level": pgettext_lazy("field", "level"),
    "state": pgettext_lazy("field", "state"),
    "topics": pgettext_lazy("field", "topics"),
    "value": pgettext_lazy("field", "sum"),
    "currency": pgettext_lazy("field", "currency"),
    "qualifier": pgettext_lazy("field", "more or less"),
    "condition": pgettext_lazy("field", "condition"),
    "polarity": pgettext_lazy("field", "whether it is so"),
    "spoken_by": pgettext_lazy("field", "said by"),
    "on_behalf_of": pgettext_lazy("field", "on behalf of"),
    "reported_by": pgettext_lazy("field", "reported by"),
    "retold_by": pgettext_lazy("field", "retold by"),
    "answered": pgettext_lazy("field", "answered"),
    "word": pgettext_lazy("field", "what it is called"),
    "progress": pgettext_lazy("field", "progress"),
    "invited": pgettext_lazy("field", "invited"),
    "act": pgettext_lazy("field", "what was done"),
    "phase": pgettext_lazy("field", "phase"),
    "by": pgettext_lazy("field", "by whom"),
    "addressee": pgettext_lazy("field", "asked of"),
    "form": pgettext_lazy("field", "in which form"),
    "name": pgettext_lazy("field", "name"),
    "sites": pgettext_lazy("field", "places"),
    "period": pgettext_lazy("field", "period"),
    "countries_following": pgettext_lazy("field", "countries that follow"),
    "companies": pgettext_lazy("field", "companies"),
}
WORDS: dict[str, _Words] = {
    "kind": KINDS,
    "level": LEVELS,
    "mode": MODES,
    "state": STATES,
    "act": ACTS,
    "phase": PHASES,
    "nature": NATURES,
    "left_out": LEFT_OUT | NATURES,
    "bound": BOUNDS,
    "money": MONEY,
    "polarity": POLARITIES,
    "tense": TENSES,
    "relation": RELATIONS,
    "outcome": OUTCOMES,
    "standing": STANDINGS,
    "carried": CARRIED,
    "stage": STAGES,
    "side": SIDES,
    "end": ENDS,
    "field": FIELDS,
}

# What a page of the desk says after something was done; `?done=` names it.
DONE: _Words = {
    "act-recorded": _("Recorded. Whose turn it is may have changed."),
    "date-agreed": _("Kept. The former date stays written."),
    "rule-set": _("Kept. The page shows how the days are counted."),
    "superseded": _("Done. The other counts in its place; nothing was deleted."),
    "reinstated": _("It counts again."),
    "term-begun": _("Written down. It can be undone today."),
    "term-ended": _("Kept."),
    "topic-kept": _("Kept. Entries that name it go on naming it."),
    "owner-set": _("Kept. Its owner is told what is due."),
    "next-date-set": _("Kept. It comes up again on that day."),
    "published": _("Published: everybody may read it now."),
    "taken-inside": _("Taken inside: only the desk reads it now."),
    "held": _("On hold. Another officer lets it go."),
    "released": _("Let go. It stays inside until somebody publishes it."),
    "decided": _("Decided. The other accounts stay as they are."),
    "settled": _("Kept. Both accounts stay listed."),
    "same-event": _("They count as one event now."),
    "apart": _("Each counts for itself again."),
    "retracted": _("Taken back. Nothing rests on it from today on."),
    "restored": _("It counts again."),
    "brief-frozen": _("Frozen. What is in it never changes again."),
    "brief-acknowledged": _("Written down: the incoming side took note of it."),
    "brief-carried": _("Carried over. The ledger has the act."),
    "own-sides-named": _("Kept. The desk's pages say whose turn is ours."),
    "logged": _("Logged. It can be undone today."),
    "undone": _("Undone. It stays written, marked as taken back."),
    "step-planned": _("Planned. It comes up on its day."),
    "step-moved": _("Kept."),
    "step-finished": _("Said. A second officer verifies it."),
    "item-closing": _("Said. A second officer verifies it."),
    "step-dropped": _("Dropped. It stays written, with the reason."),
    "closing-verified": _("Verified: it is finished."),
    "sent-back": _("Sent back: it is open again."),
    "draft-accepted": _("Accepted: it is in the ledger, inside the office."),
    "draft-rejected": _("Rejected, and the reason is kept."),
    "draft-undone": _("Taken back: the draft waits again."),
    "draft-added": _("A card was added at the end."),
}


def word(kind: str, code: str | None) -> str | Promise:
    """Return a code of the ledger in words; one that has none yet is shown as it is, readably."""
    if not code:
        return _("not stated")
    return WORDS[kind].get(code) or code.replace("_", " ")
