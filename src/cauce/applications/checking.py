"""What must hold of a submission before it is filed: sentences for the family, in the family's words."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cauce.applications.consents import PURPOSES
from cauce.applications.models import Application
from cauce.applications.submission import Answers, PersonIn, Submission
from cauce.base.refusal import Refused
from cauce.dates import DateFault, Span, parse
from cauce.eligibility import Faults, Pack, read_value, words
from cauce.people import keeping

MOST_PERSONS = 30


def demand(sent: Submission, rules: Pack) -> None:
    """Refuse what cannot be filed, saying what to do about it."""
    if sent.channel not in set(Application.Channel):
        raise Refused(_("This form came by a way that is not known. Open the page again."))
    if sent.site._state.adding:  # Django's own word for a row that is not stored
        raise Refused(_("This office is not known here. Choose one from the list."))
    _demand_persons(sent, rules)
    _demand_consent(sent)


def _demand_persons(sent: Submission, rules: Pack) -> None:
    if not sent.persons:
        raise Refused(_("Nobody is named yet. Add at least the person who applies."))
    if len(sent.persons) > MOST_PERSONS:
        raise Refused(
            ngettext(
                "An application may name at most %d person. Ask the office for help.",
                "An application may name at most %d people. Ask the office for help.",
                MOST_PERSONS,
            )
            % MOST_PERSONS
        )
    head, *others = sent.persons
    _demand_name(head)
    if head.relation not in ("", rules.relations.principal):
        raise Refused(_("The first person must be the main applicant. Put that person first."))
    for number, person in enumerate(others, 2):
        demand_member(person, rules)
        demand_order(head.birth, person, rules, number)


def demand_member(person: PersonIn, rules: Pack) -> None:
    """Refuse somebody without a name, or whose relation to the main applicant makes no sense."""
    relations = rules.relations
    _demand_name(person)
    if person.relation == relations.principal:
        raise Refused(
            _("Two people are named as main applicant. Say what the others are to the first.")
        )
    if (
        person.relation
        and person.relation not in rules.codes[rules.facts[relations.fact].type.codes]
    ):
        raise Refused(_("Say what each person is to the main applicant: choose from the list."))


def demand_order(birth: str, person: PersonIn, rules: Pack, number: int) -> None:
    """Refuse a child who was certainly born before the parent; births known in part settle it too."""
    if not in_order(birth, person.birth, person.relation, rules):
        raise Refused(
            _(
                "Person %(number)d and the main applicant were born in an order that does not fit "
                "their relation. Look at both dates of birth, and at who is whose child."
            )
            % {"number": number}
        )


def in_order(head: str, other: str, relation: str, rules: Pack) -> bool:
    """Say whether somebody may have been born when it is said, being what they are to the first."""
    first, second, relations = _span(head), _span(other), rules.relations
    if first is None or second is None:
        return True
    older = relation in relations.born_after and second.last <= first.first
    younger = relation in relations.born_before and second.first >= first.last
    return not (older or younger)


def _span(edtf: str) -> Span | None:
    try:
        return parse(edtf) if edtf else None
    except DateFault:
        return None


def demand_correction(content: Mapping[str, Any], why: str, rules: Pack) -> None:
    """Refuse a correction of names, birth or papers that cannot be kept, or that nothing supports."""
    if set(content) - set(keeping.NAMES):
        raise Refused(_("Only names, the date of birth and papers are put right here."))
    if not why.strip():
        raise Refused(_("Write what shows that it was wrong: a paper, or what the person said."))
    if not str(content.get("given", "there")).strip():
        raise Refused(_("Somebody has no name yet. One name is enough; write it."))
    try:
        read_value(rules, rules.facts[rules.relations.birth], content.get("birth") or None)
    except Faults:
        raise Refused(
            _("Write the date of birth as far as it is known: a year is enough.")
        ) from None


def _demand_name(person: PersonIn) -> None:
    if not person.given.strip():
        raise Refused(_("Somebody has no name yet. One name is enough; write it."))


def _demand_consent(sent: Submission) -> None:
    given = {(answer.purpose, answer.recipient) for answer in sent.consents if answer.given}
    needed = {(p.purpose, p.recipient) for p in PURPOSES if p.necessary}
    if needed - given:
        raise Refused(
            _(
                "Without your yes to the purposes marked as necessary nobody may look at your "
                "answers. Go back to that page, or stop here; nothing was sent."
            )
        )


def unreadable(sent: Submission, rules: Pack, lang: str) -> Refused:
    """Return the sentence for answers that the rules cannot read, naming the first question of them."""
    spoken = words(rules, lang)
    for answers, entity in [
        (sent.answers, "household"),
        *((p.answers, "person") for p in sent.persons),
    ]:
        name = _first_fault(answers, entity, rules)
        if name:
            label = spoken.fact(name, "label")
            return Refused(
                _("An answer to “%s” does not fit the question. Open it and answer again.") % label
            )
    return Refused(
        _("A date of birth, or another answer, cannot be right. Look at them and send again.")
    )


def _first_fault(answers: Answers, entity: str, rules: Pack) -> str:
    for key, answer in answers.items():
        fact = rules.facts_of(entity).get(key)
        if fact is None:
            continue
        try:
            read_value(rules, fact, answer.value)
        except Faults:
            return fact.name
    return ""
