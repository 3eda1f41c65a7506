"""Every text of a page is translated; what no native reader has read says so."""

from typing import Any

import pytest

from cauce.cli import messages

WANTED = {messages.key_of(m) for m in messages.template() if m.id}


def test_pages_have_texts() -> None:
    assert len(WANTED) > 20


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_catalogue_is_complete(language: str) -> None:
    assert [str(fault) for fault in messages.faults_of(language, WANTED)] == []


def _catalogue(entry: str, tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    folder = tmp_path / "es" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    head = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'
    (folder / "django.po").write_text(head + entry, encoding="utf-8")
    monkeypatch.setattr(messages, "LOCALE", tmp_path)
    return [fault.what for fault in messages.faults_of("es", {(None, "%(n)s days")})]


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
def test_a_fault_in_a_catalogue_is_found(
    entry: str, says: str, tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert says in "\n".join(_catalogue(entry, tmp_path, monkeypatch))
