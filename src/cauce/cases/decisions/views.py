"""Pages of a decision: the proposal, the letter that it makes, and the frozen record afterwards."""

from typing import Any
from uuid import UUID, uuid4

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from cauce.applications import screening
from cauce.base import clock, envelopes
from cauce.base.refusal import Refused
from cauce.base.roles import Permission
from cauce.cases import hands, words
from cauce.cases.decisions import actions, standing
from cauce.cases.decisions.making import make
from cauce.cases.decisions.reading import Typed
from cauce.cases.decisions.showing import Shown
from cauce.cases.models import Case, Decision
from cauce.cases.opening import OpenCase, opened, part
from cauce.cases.pages import attempt, back, officer_of, page
from cauce.notices.letters import Letter, blocks
from cauce.questions import tongues

STEPS = ("preview", "decide")


@sensitive_post_parameters()
def decide(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Propose a decision, read its letter, and decide."""
    found = _open(request, case_id)
    if request.method != "POST":
        return _proposal(request, found, Typed(QueryDict(f"id={uuid4()}")))
    typed = Typed(request.POST)
    step = request.POST.get("step", "")
    try:
        if step == "decide":
            return _decided(request, found, typed)
        if step == "preview":
            return _preview(request, found, typed)
    except Refused as refused:
        # Read anew: what the verb had changed in hand was taken back.
        return _proposal(request, _open(request, case_id), typed, fault=refused.sentence)
    return _proposal(request, found, typed)


@require_POST
def screen_again(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Ask the rules again, of what is known today."""
    found = _open(request, case_id)

    def act() -> None:
        application = found.case.application
        screening.rescreen(application=application, why="asked", by=found.officer, at=clock.now())

    address = reverse("cases:decide", args=[case_id])
    return attempt(request, act, lambda: back("cases:decide", case_id, done="screened"), address)


@require_POST
@sensitive_post_parameters()
def view(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Keep an officer's answer to a question that only an officer can answer, and screen again."""
    found = _open(request, case_id)
    number = request.POST.get("who", "")
    who = next((s.member for s in found.members if str(s.member.number) == number), None)
    answer = request.POST.get("answer", "")

    def act() -> None:
        if answer not in ("yes", "no"):
            raise Refused(_("Choose yes or no."))
        now = clock.now()
        actions.answer_discretion(
            case=found.case,
            member=who,
            key=request.POST.get("key", ""),
            value=answer == "yes",
            why=request.POST.get("why", "")[:500],
            by=found.officer,
            at=now,
        )

    address = reverse("cases:decide", args=[case_id])
    return attempt(request, act, lambda: back("cases:decide", case_id, done="viewed"), address)


@require_safe
def decision(request: HttpRequest, decision_id: UUID) -> HttpResponse:
    """Show what was decided, on what it rests and what was sent, as it was frozen."""
    row: Decision = part(Decision, officer_of(request), decision_id, "decided_by", "interviewed_by")
    found = opened(officer_of(request), row.case_id, at=clock.now())
    if not found.may(Permission.READ_PROTECTED):
        raise Http404
    record = envelopes.read(row, "sealed", opened=found.opened)
    shown = Shown(found, {"pathways": record["findings"]}, Typed(QueryDict()))
    shown.ticked = set(record["grounds"])
    subject, _blank, body = record["letter"]["text"].partition("\n\n")
    context = {
        "found": found,
        "decision": row,
        "outcome": words.OUTCOMES[row.outcome],
        "record": record,
        "ways": [way for way in shown.ways() if way.some_ticked or way.id in row.pathways],
        "digest": bytes(row.digest).hex(),
        "subject": subject,
        "blocks": blocks(body),
        "language": record["letter"]["language"],
    }
    return page(request, "cases/decision.html", context, site=row.site)


def _open(request: HttpRequest, case_id: UUID) -> OpenCase:
    found = opened(officer_of(request), case_id, at=clock.now())
    if not found.may(Permission.READ_PROTECTED):
        raise Http404
    return found


def _proposal(
    request: HttpRequest, found: OpenCase, typed: Typed, *, fault: str = ""
) -> HttpResponse:
    stands = standing.newest(found.case, opened=found.opened)
    shown = Shown(found, stands.content, typed)
    case = found.case
    why_not = hands.may_not_decide(case, found.officer)
    if case.state != Case.State.TO_DECIDE:
        why_not = _("This case does not wait for a decision.")
    context: dict[str, Any] = {
        "found": found,
        "typed": typed,
        "outcomes": list(words.OUTCOMES.items()),
        "ways": shown.ways(),
        "left": shown.left_to_officer(),
        "screening": stands.screening,
        "stale": standing.why_stale(stands, case, clock.now(), opened=found.opened),
        "why_not": why_not,
        "fault": fault,
        "language": tongues.spoken_by(case.application.household.language, ""),
        "words": typed.text("words"),
        "reasons": typed.text("reasons"),
    }
    status = 422 if fault else 200
    return page(request, "cases/decide.html", context, site=case.site, status=status)


def _preview(request: HttpRequest, found: OpenCase, typed: Typed) -> HttpResponse:
    proposal, now = typed.proposal(), clock.now()
    made = make(found.case, proposal, now)
    mine = get_language() or ""
    yours: Letter | None = None
    if mine and mine != made.letter.language.partition("-")[0]:
        yours = make(found.case, proposal, now, language=mine).letter
    context = {
        "found": found,
        "letter": made.letter,
        "blocks": blocks(made.letter.body),
        "yours": yours,
        "your_blocks": blocks(yours.body) if yours else [],
        "hidden": typed.hidden(),
        "digest": made.letter.digest.hex(),
        "outcome": words.OUTCOMES[proposal.outcome],
    }
    return page(request, "cases/preview.html", context, site=found.case.site)


def _decided(request: HttpRequest, found: OpenCase, typed: Typed) -> HttpResponse:
    before = Decision.objects.of(case=found.case).filter(pk=typed.id).first()
    # The same form twice: the first one counts, and this is its page.
    if before is None:
        actions.decide(
            case=found.case,
            proposal=typed.proposal(),
            previewed=request.POST.get("previewed", ""),
            by=found.officer,
            at=clock.now(),
        )
    return back("cases:case", found.case.pk, done="decided")
