"""The addresses of the interface: what it can do, and each of the ledger's questions."""

from django.http import HttpRequest, JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from cauce.api.asking import Unread, answered
from cauce.api.openapi import document
from cauce.governments import desk
from cauce.ledger import OPERATIONS


@require_safe
def index(request: HttpRequest) -> JsonResponse:
    """Say what can be asked, and where it is described."""
    questions = {name: reverse("api:ask", args=[name]) for name in OPERATIONS}
    return _json({"openapi": reverse("api:openapi"), "ledger": questions})


@require_safe
def openapi(request: HttpRequest) -> JsonResponse:
    """Describe the interface in the way that programs read."""
    return _json(document())


@require_safe
def ask(request: HttpRequest, operation: str) -> JsonResponse:
    """Answer a question from what is published of the ledger."""
    return _answer(request, operation, public=True)


@require_safe
def ask_whole(request: HttpRequest, operation: str) -> JsonResponse:
    """Answer a question from the whole ledger, for an officer who may read it."""
    return _answer(request, operation, public=False)


def _answer(request: HttpRequest, operation: str, *, public: bool) -> JsonResponse:
    try:
        return _json(answered(operation, request.GET, desk.ledger(public=public)))
    except Unread as unread:
        return _json({"faults": unread.faults}, status=422)


def _json(said: object, *, status: int = 200) -> JsonResponse:
    return JsonResponse(said, status=status, json_dumps_params={"ensure_ascii": False})
