"""One question of a talk on one page: said before beside it, kept at once, and never silently overwritten."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_post_parameters

from cauce.applications.models import Application, Document
from cauce.applications.papers.kinds import KINDS
from cauce.base import clock
from cauce.base.refusal import Refused
from cauce.cases.interviews import actions
from cauce.cases.interviews.places import Place, Talk
from cauce.cases.interviews.statements import NeedsReason, Said
from cauce.cases.interviews.views import open_interview
from cauce.cases.models import Interview
from cauce.cases.pages import back, page
from cauce.eligibility import Faults, read_value
from cauce.people.keeping import ChangedMeanwhile
from cauce.questions import spoken
from cauce.questions.controls import entries_of, groups
from cauce.questions.fields import Field, Typed, field_of, typed_from
from cauce.questions.reading import Unreadable, read

AROUND = {"csrfmiddlewaretoken", "seen", "why", "evidence", "then"}


class BesideForm(forms.Form):
    """On which paper an answer was seen, and why it differs from the one before."""

    evidence = forms.ChoiceField(
        label=_("Seen on a document"),
        required=False,
        error_messages={"invalid_choice": _("Choose one of the list.")},
    )
    why = forms.CharField(
        label=_("If it differs from what was said before: why is this one kept?"),
        required=False,
        max_length=500,
        error_messages={"max_length": _("Write at most 500 letters.")},
        widget=forms.Textarea({"rows": 2}),
    )

    def __init__(self, application: Application, before: bool, data: Any = None) -> None:
        """Offer the documents of the family; ask for a reason only where something was said before."""
        super().__init__(data)
        papers = Document.objects.of(application=application).filter(state="ready")
        listed = [
            (str(row.pk), KINDS.get(row.kind, row.kind)) for row in papers.order_by("sent_at")
        ]
        self.fields["evidence"].choices = [("", _("no document")), *listed]  # type: ignore[attr-defined]  # a ChoiceField
        if not before:
            del self.fields["why"]


@sensitive_post_parameters()
def question(request: HttpRequest, interview_id: UUID, code: str) -> HttpResponse:
    """Show a question of a talk, and keep its answer."""
    row, found = open_interview(request, interview_id)
    talk = Talk(found, clock.today(row.site))
    place = talk.place(code)
    if place is None:
        raise Http404
    shape = field_of(found.pack, place.fact.name, found.lang)
    asking = _Asking(request, row, talk, place, shape)
    return asking.take() if request.method == "POST" else asking.show()


class _Asking:
    """One question under way."""

    def __init__(
        self, request: HttpRequest, row: Interview, talk: Talk, place: Place, shape: Field
    ) -> None:
        self.request, self.row, self.talk, self.place = request, row, talk, place
        self.shape, self.found = shape, talk.found
        posted = request.POST if request.method == "POST" else None
        self.beside = BesideForm(row.case.application, bool(place.said), posted)
        self.typed: Typed = {
            name: request.POST.getlist(name) for name in request.POST if name not in AROUND
        }

    def show(self, *, faults: Any = (), yours: str = "") -> HttpResponse:
        """Return the page; with both answers where somebody was faster."""
        posted = self.request.method == "POST"
        typed = self.typed if posted else typed_from(self.shape, *self.place.now)
        line = self.talk.line(self.place)
        entries = entries_of(self.shape, typed)
        context = {
            "found": self.found,
            "interview": self.row,
            "line": line,
            "faults": faults,
            "yours": yours,
            "theirs": line.before[0] if yours and line.before else "",
            "seen": len(self.place.said),
            "groups": list(groups(self.shape, line.label, typed, faults, entries)),
            "form": self.beside,
            "back": reverse("cases:interview", args=[self.row.pk]),
        }
        status = 422 if posted else 200
        return page(self.request, "cases/question.html", context, site=self.row.site, status=status)

    def take(self) -> HttpResponse:
        """Keep the answer, or show the page again with what was typed."""
        if not self.beside.is_valid():
            return self.show()
        try:
            value, how = self._read()
            self._keep(value, how)
        except Unreadable as unreadable:
            return self.show(faults=list(unreadable.faults))
        except ChangedMeanwhile:
            return self._both()
        except NeedsReason as needed:
            self.beside.add_error("why", needed.sentence)
            return self.show(faults=[("id_why", needed.sentence)])
        except Refused as refused:
            return self.show(faults=[("", refused.sentence)])
        return self._on()

    def _on(self) -> HttpResponse:
        """Lead to the next question, or back to the talk."""
        if self.request.POST.get("then") == "next":
            row, found = open_interview(self.request, self.row.pk)
            wanted = Talk(found, self.talk.on).wanted()
            if wanted:
                return back("cases:question", row.pk, wanted[0].place.code, done="kept")
            return back("cases:interview", row.pk, done="kept", at="end")
        return back("cases:interview", self.row.pk, done="kept", at="needed")

    def _read(self) -> tuple[Any, str]:
        value, how = read(self.place.fact, self.shape, self.typed, self.talk.on)
        try:
            read_value(self.found.pack, self.place.fact, value)
        except Faults:
            raise Unreadable(("", str(_("This answer does not fit. Check it.")))) from None
        return value, how

    def _keep(self, value: Any, how: str) -> None:
        seen = self.request.POST.get("seen", "")
        stated, kept_how = self.place.stated(value, how)
        actions.save_interview_answer(
            interview=self.row,
            member=self.place.who.member if self.place.who else None,
            said=Said(
                key=self.place.key,
                value=stated,
                how=kept_how,
                why=self.beside.cleaned_data.get("why", ""),
                evidence=self.beside.cleaned_data["evidence"],
                seen=int(seen) if seen.isdecimal() else None,
            ),
            by=self.found.officer,
            at=clock.now(),
        )

    def _both(self) -> HttpResponse:
        value, how = self._read()
        yours = spoken.answer(self.found.pack, self.place.fact, value, how, self.found.lang)
        return self.show(yours=yours)
