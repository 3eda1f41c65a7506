"""The reading desk's words: kinds, acts and reasons as the cards say them."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cauce.governments import vocabulary

_Words = dict[str, str | Promise]
REASONS: _Words = {
    "opinion": _("it is an opinion"),
    "repetition": _("it repeats another draft"),
    "wrong_kind": _("it is something else"),
    "wrong": _("the text does not say this"),
}
_SUMS: _Words = {
    "pledged": pgettext_lazy("draft", "promised, new"),
    "agreed": pgettext_lazy("draft", "agreed, new"),
    "offered": pgettext_lazy("draft", "offered"),
    "announced": pgettext_lazy("draft", "announced, new"),
    "announced_disbursement": pgettext_lazy("draft", "to be paid"),
    "total_restated": pgettext_lazy("draft", "running total"),
    "part_of": pgettext_lazy("draft", "part of another sum"),
    "revised": pgettext_lazy("draft", "sum changed"),
    "disbursed": pgettext_lazy("draft", "paid"),
    "delivered": pgettext_lazy("draft", "delivered"),
}
ACTS: dict[str, _Words] = {
    "contact": {
        "held": pgettext_lazy("draft", "held"),
        "planned": pgettext_lazy("draft", "planned"),
        "denied": pgettext_lazy("draft", "did not happen"),
    },
    "request": {
        "unanswered": pgettext_lazy("draft", "asked, said to be unanswered"),
        **{
            act: vocabulary.ACTS[act]
            for act in (
                "filed", "forwarded", "supported", "reiterated", "acknowledged", "answered", "refused",
                "withdrawn",
            )
        },
    },
    "commitment": _SUMS,
    "transaction": _SUMS,
    "initiative": vocabulary.PHASES,
    "office": {
        "assigned": pgettext_lazy("draft", "takes an office or a task"),
        "term_ends": pgettext_lazy("draft", "a term ends"),
    },
    "statement": {
        "said": pgettext_lazy("draft", "said"),
        "affirmed": pgettext_lazy("draft", "affirmed"),
        "confirmed": pgettext_lazy("draft", "confirmed"),
        "complained": pgettext_lazy("draft", "complained"),
        "criticised": pgettext_lazy("draft", "criticised"),
        "refused": pgettext_lazy("draft", "refused to"),
        "rejected": pgettext_lazy("draft", "rejected"),
        "denied": pgettext_lazy("draft", "denied"),
        "declined_comment": pgettext_lazy("draft", "gave no comment"),
        "public_event": pgettext_lazy("draft", "spoke in public"),
        "designated": pgettext_lazy("draft", "designated"),
    },
}  # fmt: skip
KINDS: _Words = {**vocabulary.KINDS, "office": pgettext_lazy("draft", "office")}
FIELDS: _Words = {
    "date": _("date"),
    "mode": _("how"),
    "value": _("sum"),
    "qualifier": _("how exact"),
}
BASES: _Words = {
    "explicit": _("the text says this date"),
    "relative to publication": _("read from the day of publication"),
    "year from publication date": _("the year is guessed from the day of publication"),
    "month without year, read from publication date": _(
        "the year is guessed from the day of publication"
    ),
    "as of publication": _("as of the day of publication"),
    "not stated": _("the text states no date"),
    "year not stated, and the day of publication is not known": _(
        "no year is stated, and the day of publication is not known"
    ),
    "relative, and the day of publication is not known": _(
        "said from a day of publication that is not known"
    ),
    "as of the contact in which it was said": _("as of the contact in which it was said"),
    "counted from the date before it": _("counted from another date of the text"),
    "if it is the contact named before": _("if it is the contact named before"),
}
