"""The one page of this room: is the house well?"""

from django.http import HttpRequest, JsonResponse

from cauce.base import health as health_of_the_house


def health(request: HttpRequest) -> JsonResponse:
    """Answer what `commands.md` promises under /health."""
    status = health_of_the_house.status()
    return JsonResponse(status, status=200 if status["ok"] else 503)
