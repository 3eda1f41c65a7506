"""Reads pages of the ledger as a person does: the words of `main`, in order."""

import re
from html import unescape

from django.test import Client

from tests import cast as people

DAY = "2024-01-12"


def said(jar: Client, path: str, **query: str) -> str:
    """The words of a page: the public's to a visitor, the desk's to whoever signed in."""
    start = "/office/governments/" if "_auth_user_id" in jar.session else "/governments/"
    answer = jar.get(f"{start}{path}", {"known_on": DAY, **query})
    assert answer.status_code == 200, answer.status_code
    return words(answer.content.decode())


def visitor() -> Client:
    """Somebody of the public, reading English."""
    return Client(headers={"Accept-Language": "en"})


def words(page: str) -> str:
    """What a page says, without its marks."""
    main = page[page.index("<main") : page.index("</main>")]
    plain = " ".join(unescape(re.sub(r"<[^>]*>", " ", main)).split())
    return re.sub(r" ([,.;:])", r"\1", plain)


def jar_of(person: object) -> Client:
    """Somebody signed in, reading English."""
    jar = Client(headers={"Accept-Language": "en"})
    people.sign_in(jar, person)
    return jar
