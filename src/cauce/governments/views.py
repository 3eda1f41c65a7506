"""The pages between governments: which counterparts are neglected, and what stands with each."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cauce.base.roles import Permission
from cauce.governments.deeds.offers import may
from cauce.governments.definitions import DEFINITIONS
from cauce.governments.showing import page, read, shown


@require_safe
@shown
def home(request: HttpRequest) -> HttpResponse:
    """Rank the counterparts by neglect: whose turn it is, and since when."""
    reading = read(request)
    context = {
        "pairs": reading.ask("whose_turn", as_of=reading.day),
        "trail": False,
        "may_name": not reading.public and may(request, Permission.PUBLISH_LEDGER),
    }
    return page(request, "home", reading, context, title=_("Between governments"))


@require_safe
@shown
def definition(request: HttpRequest, word: str) -> HttpResponse:
    """Say what a figure counts, and by which rule."""
    found = DEFINITIONS.get(word)
    if found is None:
        raise Http404
    others = [(name, each) for name, each in DEFINITIONS.items() if name != word]
    context = {"found": found, "others": others, "without_day": True}
    return page(request, "definition", read(request), context, title=str(found.title))
