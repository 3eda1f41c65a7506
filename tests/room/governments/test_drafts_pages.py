"""The reading desk's pages: a text with numbered passages, cards with three questions, without any script."""

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from cauce.governments import shelves
from cauce.governments.drafts.trays import waiting
from cauce.governments.models import DraftEntry, ReadText
from tests.house.calls.governments_drafts import TEXT, a_text

READ = "/office/governments/read"


def typed(**more):
    form = {
        "form_id": uuid4(),
        "title": "Two boats",
        "outlet": "The Harbour Post",
        "published": "2024-03-20",
    }
    return form | {"language": "", "text": TEXT} | more


def answers(draft, **more):
    form = {
        "title": "Two boats",
        "act": "filed",
        "giver": "Guatemala",
        "receiver": "Mexico",
        "day": "2024-03-03",
    }
    return {f"{draft.pk.hex}-{name}": value for name, value in (form | more).items()}


def test_a_pasted_text_becomes_cards_beside_its_passages(desk):
    answer = desk.jar.post(READ, typed(), follow=True)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert (
        '<mark class="kind-request">Kenya asked Malta for two boats on 3 March 2024.</mark>' in page
    )
    assert 'id="card-1"' in page
    assert 'value="2024-03-03"' in page
    assert "nothing is measured of the reader" in page


def test_a_file_of_plain_text_is_read_too(desk):
    file = SimpleUploadedFile("text.txt", TEXT.encode())
    assert desk.jar.post(READ, typed(text="", file=file)).status_code == 302
    assert ReadText.objects.get().text == TEXT


BAD = [
    ({"text": ""}, "Paste the text"),
    ({"title": ""}, "what the text is called"),
    ({"published": "soon"}, "This is no date"),
    ({"text": "<html><p>The minister met.</p></html>"}, "HTML"),
    ({"text": "The minister met the ambassador. " * 7_000}, "in parts"),
    (
        {"text": "", "file": SimpleUploadedFile("x.txt", b"The minister met. " * 120_000)},
        "too large",
    ),
    ({"text": "", "file": SimpleUploadedFile("x.pdf", b"%PDF\xff\xfe")}, "no plain text"),
]


@pytest.mark.parametrize(("words", "sentence"), BAD, ids=[s for _w, s in BAD])
def test_a_text_that_cannot_be_read_gets_a_sentence_and_keeps_what_was_typed(desk, words, sentence):
    answer = desk.jar.post(READ, typed(**words))
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not ReadText.objects.exists()


def test_a_card_is_accepted_without_script_and_the_next_one_waits(desk):
    a_text(desk.luis)
    draft = waiting().get()
    answer = desk.jar.post(f"/office/governments/draft/{draft.pk}/accept", answers(draft))
    assert answer.status_code == 302
    entry = next(e for e in shelves.whole()["entries"] if e["id"].endswith(draft.pk.hex))
    assert [party["side"] for party in entry["parties"]] == ["gt", "mx"]
    assert not waiting().exists()


def test_a_card_that_cannot_be_accepted_says_why_on_top_and_keeps_the_answers(desk):
    a_text(desk.luis)
    draft = waiting().get()
    for words, sentence in (
        ({"day": "soon"}, "This is no date"),
        ({"receiver": ""}, "Say who acts"),
    ):
        answer = desk.jar.post(
            f"/office/governments/draft/{draft.pk}/accept",
            answers(draft, title="Kept words", **words),
        )
        page = answer.content.decode()
        assert answer.status_code == 422
        assert sentence in page.split("<h1")[0]
        assert "Kept words" in page


def test_a_draft_is_rejected_undone_and_split(desk):
    text = a_text(desk.luis)
    draft = waiting().get()
    base = f"/office/governments/draft/{draft.pk}"
    assert desk.jar.post(f"{base}/reject", {"reason": "opinion"}).status_code == 302
    assert DraftEntry.objects.get(pk=draft.pk).reason == "opinion"
    assert desk.jar.post(f"{base}/reject", {"reason": "opinion"}).status_code == 422
    assert desk.jar.post(f"{base}/undo").status_code == 302
    span = "{start}-{end}".format(**draft.read["evidence"][0])
    add = f"{READ}/{text}/add"
    assert desk.jar.post(add, {"span": span, "what": "request/filed"}).status_code == 302
    assert desk.jar.post(add, {"span": "x", "what": "request/filed"}).status_code == 422
    assert waiting().count() == 2


def test_the_keys_can_be_switched_off(desk):
    text = a_text(desk.luis)
    assert "governments/keys" in desk.jar.get(f"{READ}/{text}").content.decode()
    desk.jar.post(f"{READ}/keys", {"text": text, "keys": "off"})
    assert "governments/keys" not in desk.jar.get(f"{READ}/{text}").content.decode()


def test_nobody_but_the_desk_reads_a_text(desk):
    text = a_text(desk.luis)
    answer = Client().get(f"{READ}/{text}")
    assert answer.status_code in (302, 403)
    assert TEXT not in answer.content.decode()
    assert TEXT not in Client().get("/governments").content.decode()


MONEY = "Malta pledged 5\r\nmillion dollars to Kenya."


def test_a_sum_is_read_over_two_lines_and_put_right_on_its_card(desk):
    text = desk.jar.post(READ, typed(text=MONEY)).headers["Location"]
    draft = waiting().get()
    assert draft.read["amount"]["value"] == 5_000_000
    assert f'name="{draft.pk.hex}-value" value="5000000"' in desk.jar.get(text).content.decode()
    accept = f"/office/governments/draft/{draft.pk}/accept"
    said = {"act": "pledged", "giver": "Malta", "receiver": "Kenya", "day": "2024-03"}
    said |= {"value": "7000000", "currency": "USD", "qualifier": "more_than"}
    for words, sentence in (
        ({"value": "seven"}, "This is no sum"),
        ({"currency": ""}, "Give the sum and its currency"),
        ({"currency": "dollars"}, "three capital letters"),
        ({"currency": "ZZZ"}, "is no currency"),
    ):
        answer = desk.jar.post(accept, answers(draft, **said | words))
        assert answer.status_code == 422
        assert sentence in answer.content.decode()
    assert desk.jar.post(accept, answers(draft, **said)).status_code == 302
    entry = next(e for e in shelves.whole()["entries"] if e["id"].endswith(draft.pk.hex))
    right = {"value": 7_000_000, "currency": "USD", "qualifier": "more_than"}
    assert {key: entry["amount"][key] for key in right} == right
    assert entry["accounts"][0]["values"]["value"] == 7_000_000


def test_a_text_too_large_for_one_form_says_so_and_where_it_is_kept(desk):
    answer = desk.jar.post(READ, typed(text="The minister met. " * 16_000))
    assert answer.status_code == 413
    assert "your browser still holds what you wrote" in answer.content.decode()
    assert not ReadText.objects.exists()
