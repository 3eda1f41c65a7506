"""Every text of a page is translated; what no native reader has read says so."""

from pathlib import Path

import pytest
from django.conf import settings

from cauce.cli import messages

WANTED = {home: messages.keys_of(said) for home, said in messages.templates().items()}


def test_pages_have_texts() -> None:
    assert len(WANTED[messages.ROOT]) > 20


@pytest.mark.parametrize("language", messages.LANGUAGES)
@pytest.mark.parametrize("home", WANTED, ids=lambda home: home.name)
def test_catalogue_is_complete(home: Path, language: str) -> None:
    assert [str(fault) for fault in messages.faults_of(home, language, WANTED[home])] == []


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
