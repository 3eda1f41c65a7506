"""What an officer without the right may not read stays hidden on every page, also where it is implied."""

import re
from uuid import uuid4

import pytest
from django.test import Client

from cauce.applications import screening
from cauce.applications.changing import actions as changing
from cauce.applications.corrections import actions as corrections
from cauce.base.actors import Actor
from cauce.notices import actions as notices
from cauce.notices.letters import compose
from cauce.notices.models import Notice
from cauce.people import facts
from cauce.people.models import Member
from tests import cast as people
from tests.family import family, jose, lucia, maria
from tests.family import found as row_of

pytestmark = [pytest.mark.django_db, pytest.mark.once]
FLAG = "persecuted_others"
HIDDEN = "Hidden: protection."


def browser(person):
    """A browser in which somebody signed in."""
    client = Client(headers={"accept-language": "en"})
    people.sign_in(client, person)
    return client


def main(answer):
    assert answer.status_code == 200, answer.status_code
    return re.search(r"<main.*</main>", answer.text, re.DOTALL).group(0)


def flagged(cast, value):
    """A family of which an interviewer was told what only an interview asks."""
    found = family(cast, persons=(maria(), jose(), lucia()))
    member = Member.objects.of(household=found.household).get(number=0)
    statement = facts.statement(value=value, source=facts.INTERVIEW, at=cast.at)
    changing.state_facts(
        application=found, member=member, statements={FLAG: statement}, by=cast.iris, at=cast.at
    )
    screening.rescreen(application=found, why="interview", by=cast.iris, at=cast.at)
    return row_of_id(found)


def row_of_id(found):
    from types import SimpleNamespace

    return row_of(SimpleNamespace(application_id=found.pk))


def findings_with(page):
    """The lines of findings that rest on something hidden."""
    return [line for line in re.findall(r"<li>.*?</li>", page, re.DOTALL) if HIDDEN in line]


def test_a_finding_on_what_is_hidden_looks_the_same_whatever_was_said(cast):
    rosa = browser(cast.rosa)
    pages = [main(rosa.get(f"/office/files/{flagged(cast, v).pk}")) for v in (True, False)]
    yes, no = (findings_with(page) for page in pages)
    assert yes
    for line in [*yes, *no]:
        assert "not met" not in line
        assert "✓" not in line
    assert set(yes) == set(no)


def test_the_digits_that_open_a_file_are_shown_to_no_officer(cast):
    found = family(cast)
    letter = compose("code", "es", {"digits": "493817", "minutes": 10})
    notices.write(
        household=found.household, letter=letter, about=found.pk, by=Actor.WORKER, at=cast.at
    )
    notice = Notice.objects.of(household=found.household).get(kind="code")
    for person in (cast.rosa, cast.sofia):
        client = browser(person)
        for part in ("", "/paper"):
            answer = client.get(f"/office/notices/{notice.pk}{part}")
            assert "493817" not in answer.text


def test_on_a_phone_nothing_is_told_of_what_was_said_in_the_interview(cast):
    from cauce.applications.models import Screening

    found = flagged(cast, value=True)
    row = Screening.objects.of(application=found).select_related("key").order_by("-number")[0]
    told = screening.explained(row, "en", own=True)
    text = [finding.reason for way in told for finding in way.findings]
    assert not any("took part in such harm against other people" in each for each in text)
    assert any(finding.veiled for way in told for finding in way.reasons)


def test_a_correction_of_what_protects_somebody_is_read_by_whoever_may(cast):
    found = family(cast)
    row = corrections.ask_correction(
        application=found,
        form_id=uuid4(),
        said="Afraid to go back: no",
        about=0,
        fact="fear_of_return",
        why="They made me say yes",
        by=Actor.FAMILY,
        at=cast.at,
    )
    address = f"/office/corrections/{row.pk}"
    rosa, sofia = browser(cast.rosa), browser(cast.sofia)
    hidden, shown = main(rosa.get(address)), main(sofia.get(address))
    for said in ("Afraid to go back", "They made me say yes"):
        assert said not in hidden
        assert said in shown
    assert "return" not in hidden.lower()
    assert HIDDEN in hidden
    sent = {"accept": "no", "answer": "No."}
    assert rosa.post(address, sent).status_code == 403
    assert sofia.post(address, sent).status_code == 302


def test_no_event_names_what_is_hidden(cast):
    from cauce.base.models import Event

    flagged(cast, value=True)
    bodies = [event.body for event in Event.objects.filter(verb="applications.state_facts")]
    assert bodies
    assert not any(FLAG in str(body) for body in bodies)
