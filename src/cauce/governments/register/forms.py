"""What an officer types about offices, tasks, topics and the rule of a clock."""

from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cauce.governments.deeds.forms import Choices, EdtfField, reason
from cauce.governments.register.actions import LONGEST_LABEL
from cauce.governments.vocabulary import ACTS
from cauce.ledger.form import COUNTED_FROM

_CHOOSE = ("", gettext_lazy("Choose"))
_LISTED = gettext_lazy("Choose one of the list.")
# How a term of office begins or ends, in the words of the register.
HOWS: Sequence[tuple[str, Any]] = (
    ("", gettext_lazy("not said")),
    ("election", gettext_lazy("by election")),
    ("handover", gettext_lazy("by handover")),
    ("appointment", gettext_lazy("by appointment")),
    ("acting", gettext_lazy("acting, for a time")),
    ("resignation", gettext_lazy("by resignation")),
)
_BEGINS, _ENDS = (
    ("", "election", "handover", "appointment", "acting"),
    ("", "election", "handover", "resignation"),
)


def _choice(label: Any, **said: Any) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label, error_messages={"required": _LISTED, "invalid_choice": _LISTED}, **said
    )


def offer(form: forms.Form, **choices: Choices) -> None:
    """Set what some choices of a form offer."""
    for name, pairs in choices.items():
        form.fields[name].choices = list(pairs)  # type: ignore[attr-defined]  # a choice field


class TermForm(forms.Form):
    """Who took which office or task, from when, how, and where that is written."""

    form_id = forms.UUIDField(widget=forms.HiddenInput)
    actor = _choice(gettext_lazy("Who?"))
    office = _choice(gettext_lazy("Which office or task?"))
    begins = EdtfField(label=gettext_lazy("From when?"))
    how = _choice(gettext_lazy("How?"), required=False)
    source = _choice(
        gettext_lazy("Source that says it"),
        required=False,
        help_text=gettext_lazy("Without one it stands on the desk's own note of today."),
    )

    def __init__(
        self,
        data: Any = None,
        *,
        actors: Choices,
        offices: Choices,
        sources: Choices,
        who: str = "",
    ) -> None:
        """Offer the register and the sources."""
        super().__init__(data, initial={"form_id": uuid4(), "actor": who})
        note = ("", gettext_lazy("Our own note"))
        offer(
            self, actor=[_CHOOSE, *actors], office=[_CHOOSE, *offices], source=[note, *sources],
            how=[pair for pair in HOWS if pair[0] in _BEGINS],
        )  # fmt: skip


class MandateForm(TermForm):
    """A task that is new to the register, and who was given it."""

    task = forms.CharField(
        label=gettext_lazy("What is the task?"),
        help_text=gettext_lazy("In the words of whoever gave it, such as: leads on root causes."),
        max_length=LONGEST_LABEL,
        error_messages={
            "required": gettext_lazy("Say in a few words what the task is."),
            "max_length": gettext_lazy("Write it in up to 120 signs."),
        },
    )
    field_order = ("form_id", "actor", "task")

    def __init__(self, data: Any = None, **offered: Any) -> None:
        """The task is written, not chosen."""
        super().__init__(data, offices=(), **offered)
        del self.fields["office"]


class EndForm(forms.Form):
    """When somebody left, and how."""

    form_id = forms.UUIDField(widget=forms.HiddenInput)
    day = EdtfField(
        label=gettext_lazy("Until when?"),
        required=False,
        more=gettext_lazy("Leave it empty if they hold it still."),
    )
    how = _choice(gettext_lazy("How?"), required=False)
    source = _choice(
        gettext_lazy("Source that says it"),
        required=False,
        help_text=gettext_lazy("Without one it stands on the desk's own note of today."),
    )

    def __init__(self, data: Any = None, *, sources: Choices, day: str, how: str) -> None:
        """Begin with the end that is written down."""
        super().__init__(data, initial={"form_id": uuid4(), "day": day, "how": how})
        known = [pair for pair in HOWS if pair[0] in _ENDS]
        if how and how not in _ENDS:
            known.append((how, how))
        offer(self, how=known, source=[("", gettext_lazy("Our own note")), *sources])


class TopicForm(forms.Form):
    """What a topic is called, and below which it stands."""

    label = forms.CharField(
        label=gettext_lazy("What is it called?"),
        help_text=gettext_lazy("In English, like the ledger's other topics."),
        max_length=LONGEST_LABEL,
        error_messages={
            "required": gettext_lazy("Write what the topic is called."),
            "max_length": gettext_lazy("Write it in up to 120 signs."),
        },
    )
    parent = _choice(gettext_lazy("Below which topic?"), required=False)

    def __init__(
        self, data: Any = None, *, topics: Choices, label: str = "", parent: str = ""
    ) -> None:
        """Offer the other topics."""
        super().__init__(data, initial={"label": label, "parent": parent})
        offer(self, parent=[("", gettext_lazy("none: it stands on top")), *topics])


class RuleForm(forms.Form):
    """Within how many days an answer is due, and from which act they are counted."""

    days = forms.IntegerField(
        label=gettext_lazy("Days for an answer"),
        help_text=gettext_lazy("Empty: no rule. A day that was agreed goes before a rule."),
        required=False,
        min_value=1,
        max_value=2000,
        error_messages=dict.fromkeys(
            ("invalid", "min_value", "max_value"), gettext_lazy("Write a whole number, 1 to 2000.")
        ),
    )
    country = _choice(gettext_lazy("Which days count?"), required=False)
    counted_from = _choice(gettext_lazy("Counted from"), required=False)
    law = _choice(gettext_lazy("Who sets it?"), required=False)

    def __init__(self, data: Any = None, *, countries: Choices, rule: dict[str, Any]) -> None:
        """Begin with the rule that is set."""
        super().__init__(
            data,
            initial={
                "days": rule.get("days"), "country": rule.get("calendar") or "",
                "counted_from": rule.get("from") or "", "law": "law" if rule.get("basis") == "law" else "",
            },
        )  # fmt: skip
        offer(
            self,
            country=[("", gettext_lazy("every day of the calendar")), *countries],
            counted_from=[
                ("", gettext_lazy("the last filing or forwarding")),
                *((word, ACTS[word]) for word in COUNTED_FROM),
            ],
            law=[("", gettext_lazy("a rule of the house, no law")), ("law", gettext_lazy("law"))],
        )

    def clean(self) -> dict[str, Any]:
        """Whatever else is chosen needs its days."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        chosen = any(said.get(key) for key in ("country", "counted_from", "law"))
        if chosen and not said.get("days") and "days" not in self.errors:
            self.add_error(
                "days", _("Write in how many days, or leave everything empty for no rule.")
            )
        return said


class SupersedeForm(forms.Form):
    """Which other entry stands in the place of one, and why."""

    other = _choice(gettext_lazy("Which entry stands in its place?"))
    why = reason(gettext_lazy("Why"))

    def __init__(self, data: Any = None, *, others: Choices) -> None:
        """Offer the entries of the same kind."""
        super().__init__(data)
        offer(self, other=[_CHOOSE, *others])
