"""The plain project's one view: validate, store in one transaction, lead to the receipt."""

import secrets

from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.middleware.csrf import get_token

from bench.plain.forms import QUESTIONS, CaseForm, PersonFormSet
from bench.plain.models import Audit, Case, Outbox, Person


def token(request: HttpRequest) -> HttpResponse:
    """Hand out the secret of forms."""
    return HttpResponse(get_token(request))


def submit(request: HttpRequest) -> HttpResponse:
    """Take a household."""
    form, people = CaseForm(request.POST), PersonFormSet(request.POST, prefix="p")
    if not (form.is_valid() and people.is_valid()):
        return HttpResponse(f"{form.errors}{people.errors}", status=422)
    with transaction.atomic():
        case = form.save(commit=False)
        case.reference = secrets.token_hex(5)
        case.save()
        for each in people:
            person = each.save(commit=False)
            person.case = case
            person.answers = {f"q{n}": each.cleaned_data[f"q{n}"] for n in range(QUESTIONS)}
            person.save()
        Outbox.objects.create(kind="received", body={"case": case.pk})
        Audit.objects.create(what="submitted", subject=case.form_id)
    return HttpResponseRedirect(f"/receipt/{case.reference}")


def count(request: HttpRequest) -> HttpResponse:
    """Say how many cases and persons are stored."""
    return HttpResponse(f"{Case.objects.count()} {Person.objects.count()}")
