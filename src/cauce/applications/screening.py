"""The only door from records to the rules: a household's case file, what the rules said, how it is kept.

A screening is read without the rules: they may have changed since, and it is what was said on its day.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from cauce.applications import answering, kept
from cauce.applications.answering import screened as screened
from cauce.applications.explaining import explained as explained
from cauce.applications.kept import compare as compare
from cauce.applications.kept import content as content
from cauce.applications.models import Application, Screening
from cauce.applications.submission import Answers, Submission
from cauce.base import envelopes, ids, roles
from cauce.base.actors import Actor, By
from cauce.base.days import day_at
from cauce.base.envelopes import OpenKeys
from cauce.base.refusal import Refused
from cauce.base.roles import Permission
from cauce.base.rows import new_row
from cauce.base.verb import note, verb
from cauce.eligibility import Pack
from cauce.packs import pack
from cauce.people import facts
from cauce.people.keeping import everything_said as facts_of
from cauce.people.models import Member

Json = dict[str, Any]


def case_file(household: Mapping[str, Any], persons: Iterable[Mapping[str, Any]], on: date) -> Json:
    """Return a household in the form of a case file."""
    return {
        "id": "application",
        "on": on.isoformat(),
        "household": dict(household),
        "persons": [dict(person) for person in persons],
    }


def case_of_submission(sent: Submission, rules: Pack, on: date) -> Json:
    """Return what a family sends as a case file."""
    relations = rules.relations
    birth, relation = rules.facts[relations.birth].key, rules.facts[relations.fact].key
    persons = [
        {
            **_said(person.answers),
            birth: person.birth_known or None,
            relation: (person.relation if number else relations.principal) or None,
        }
        for number, person in enumerate(sent.persons)
    ]
    return case_file(_said(sent.answers), persons, on)


def case_of(application: Application, on: date, *, opened: OpenKeys | None = None) -> Json:
    """Return what is known of a household now as a case file; who left is not in it. Raises Sealed."""
    opened = opened or OpenKeys()
    household = application.household
    return case_file(
        facts.current(facts_of(household, opened=opened)),
        [facts.current(facts_of(m, opened=opened)) for m in members_of(application)],
        on,
    )


def members_of(application: Application) -> list[Member]:
    """Return who of a household is there now, the main applicant first, with persons and keys."""
    rows = Member.objects.of(household=application.household).filter(left_at__isnull=True)
    return list(rows.select_related("person", "key").order_by("number"))


def row_of(
    application: Application,
    answers: Json,
    *,
    numbers: Iterable[int],
    number: int,
    why: str,
    at: datetime,
    opened: OpenKeys | None = None,
) -> Screening:
    """Return a screening ready to be stored; `numbers` are the members in the order of the case file."""
    rules = pack()
    row = new_row(
        Screening,
        id=ids.ordered(at),
        application=application,
        key=application.key,
        number=number,
        on=day_at(application.site, at),
        law=rules.law,
        words=rules.words,
        pack=rules.id,
        reviewed=rules.status == "reviewed",
        why=why,
        made_at=at,
        outcomes={name: answer["word"] for name, answer in answers["pathways"].items()},
    )
    row.sealed = envelopes.close(
        row, "sealed", {"persons": list(numbers), **answers}, opened=opened
    )
    return row


def screened_on(
    application: Application, on: date, *, opened: OpenKeys | None = None
) -> tuple[list[int], Json]:
    """Return what the rules would say of an application on a day: its members' numbers, and the answers."""
    opened, rules = opened or OpenKeys(), pack()
    numbers = [member.number for member in members_of(application)]
    filed = day_at(application.site, application.received_at)
    return numbers, screened(case_of(application, on, opened=opened), rules, filed=filed)


def result(row: Screening, *, opened: OpenKeys | None = None) -> Json:
    """Return a screening in the form of the contract, as `cauce screen --json` prints it. Raises Sealed.

    With somebody else as main applicant it is worked out anew: once the law is another, that part is empty.
    """
    rules, made = pack(), kept.content(row, opened=opened)
    others = answering.as_principal(made, rules) if row.law == rules.law else []
    return {**kept.result(row, made), "as_principal": others}


@verb
def rescreen(*, application: Application, why: str, by: By, at: datetime) -> Screening:
    """Ask the rules again, and keep the answer beside the older ones; nothing is decided anew by it."""
    _may_screen(by, application)
    if envelopes.is_erased(application):
        raise Refused(_("This file was erased. Nothing of it can be read any more."))
    opened = OpenKeys()
    last = Screening.objects.of(application=application).aggregate(last=Max("number"))["last"]
    numbers, answers = screened_on(application, day_at(application.site, at), opened=opened)
    row = row_of(
        application,
        answers,
        numbers=numbers,
        number=(last or 0) + 1,
        why=why,
        at=at,
        opened=opened,
    )
    _insert(row)
    note(
        subject=application.key_id,
        reason=why,
        body={"screening": row.pk, "number": row.number, "law": row.law},
    )
    return row


def _may_screen(by: By, application: Application) -> None:
    if by is Actor.FAMILY or by is Actor.WORKER:
        return
    allowed = (Permission.CHECK_APPLICATIONS, Permission.INTERVIEW, Permission.DECIDE)
    if not any(roles.allowed(by, permission, application.site) for permission in allowed):
        roles.require(by, Permission.CHECK_APPLICATIONS, application.site)


def _insert(row: Screening) -> None:
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        raise Refused(
            _("Somebody else screened this file at the same moment. Open it again.")
        ) from None


def _said(answers: Answers) -> Json:
    return {key: answer.value for key, answer in answers.items() if answer.how == facts.SAID}
