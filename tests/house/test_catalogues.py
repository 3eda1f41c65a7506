"""Every text of a page is translated; what no native reader has read says so."""

import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from django.conf import settings

from cauce.cli import messages

FOREIGN_SIGNS = re.compile("[áéíóúñ¿¡]")  # Spanish writes them, Creole does not
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]")
WANTED = {home: messages.keys_of(said) for home, said in messages.templates().items()}


def test_pages_have_texts() -> None:
    assert len(WANTED[messages.ROOT]) > 20


@pytest.mark.parametrize("language", messages.LANGUAGES)
@pytest.mark.parametrize("home", WANTED, ids=lambda home: home.name)
def test_catalogue_is_complete(home: Path, language: str) -> None:
    assert [str(fault) for fault in messages.faults_of(home, language, WANTED[home])] == []


@pytest.mark.parametrize("home", WANTED, ids=lambda home: home.name)
def test_no_creole_text_is_spanish(home: Path) -> None:
    spanish, creole = _said(home, "es"), _said(home, "ht")
    assert [said for said in creole.values() if FOREIGN_SIGNS.search(said)] == []
    same = [said for key, said in creole.items() if spanish[key] == said]
    assert [said for said in same if re.search("[a-z]", PLACEHOLDER.sub("", said))] == []


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_one_text_has_one_translation(language: str) -> None:
    # Django reads all catalogues as one: of two translations nobody can say which one is shown.
    said: dict[object, set[str]] = {}
    for home in WANTED:
        for key, text in _said(home, language).items():
            said.setdefault(key, set()).add(text)
    assert {str(key): texts for key, texts in said.items() if len(texts) > 1} == {}


def _said(home: Path, language: str) -> dict[object, str]:
    path = home / "locale" / language / "LC_MESSAGES" / "django.po"
    with path.open("rb") as file:
        found = [message for message in read_po(file, locale=language) if message.id]
    return {
        messages.key_of(m): "\n".join((m.string,) if isinstance(m.string, str) else m.string)
        for m in found
    }


def test_a_borrowed_text_stays_marked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said, lent, borrowed = (Catalog(locale="ht") for _number in range(3))
    said.add("Day")
    lent.add("Day", "Jou", user_comments=[messages.MARKED["ht"]])
    homes = {tmp_path / "lender": (said, lent), tmp_path / "borrower": (said, borrowed)}
    monkeypatch.setattr(
        messages, "templates", lambda: {home: each[0] for home, each in homes.items()}
    )
    for home, (_said, catalog) in homes.items():
        messages._write(catalog, home, "ht")
    assert messages.extract.callback is not None
    messages.extract.callback()
    text = (tmp_path / "borrower/locale/ht/LC_MESSAGES/django.po").read_text(encoding="utf-8")
    assert '# needs a native reader\nmsgid "Day"\nmsgstr "Jou"' in text


def test_every_catalogue_is_read_by_the_pages() -> None:
    assert {Path(path).parent for path in settings.LOCALE_PATHS} == set(WANTED)


def _catalogue(entry: str, tmp_path: Path) -> list[str]:
    folder = tmp_path / "locale" / "es" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    head = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'
    (folder / "django.po").write_text(head + entry, encoding="utf-8")
    return [fault.what for fault in messages.faults_of(tmp_path, "es", {(None, "%(n)s days")})]


@pytest.mark.parametrize(
    ("entry", "says"),
    [
        ("", "no entry for '%(n)s days'"),
        ('#, python-format\nmsgid "%(n)s days"\nmsgstr ""\n', "is not translated"),
        ('#, fuzzy\nmsgid "%(n)s days"\nmsgstr "%(n)s días"\n', "is fuzzy"),
        ('#, python-format\nmsgid "%(n)s days"\nmsgstr "%(x)s días"\n', "placeholder"),
        (
            'msgid "%(n)s days"\nmsgstr "%(n)s días"\n\nmsgid "Gone"\nmsgstr "Ido"\n',
            "nobody says 'Gone'",
        ),
    ],
    ids=["missing", "untranslated", "fuzzy", "placeholder", "left over"],
)
def test_a_fault_in_a_catalogue_is_found(entry: str, says: str, tmp_path: Path) -> None:
    assert says in "\n".join(_catalogue(entry, tmp_path))
