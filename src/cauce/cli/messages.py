"""`cauce messages`: the page catalogues, extracted, checked and compiled by Babel (no GNU gettext needed).

A folder of Cauce that has a `locale/` keeps the texts first said in it; the others' lie in `cauce/locale`.
"""

import io
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import IO, Any

import click

from cauce.cli.door import Fault, Refused

ROOT = Path(__file__).parents[1]
LANGUAGES = ("es", "ht")  # English is the language of the source
MARKED = {
    "ht": "needs a native reader"
}  # stands above every entry until such a reader takes it away
KEYWORDS = {
    **dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop"), None),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (1, 2)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), ((1, "c"), 2)),
    "npgettext": ((1, "c"), 2, 3),
}
HEAD = "# {language} texts of Cauce's pages; `make messages` keeps them in step with the code."
# Dates and addresses that nobody fills in and every run would change.
NOISE = ('"POT-', '"PO-Rev', '"Report', '"Last-', '"Language-Team', '"Generated', '"Project-Id')
METHODS = [
    ("**/jinja2/**.*", "jinja2"),
    ("**/templates/**.*", "cauce.cli.messages:from_django"),
    ("**.py", "python"),
]


@click.group(epilog="Example: cauce messages check")
def command() -> None:
    """Extract, check and compile the page catalogues."""


@command.command(epilog="Example: cauce messages compile")
def compile() -> None:
    """Write the binary catalogues that pages read."""
    from babel.messages.mofile import write_mo

    for home in homes():
        for language in LANGUAGES:
            with _path(home, language).with_suffix(".mo").open("wb") as file:
                write_mo(file, _read(home, language))


@command.command(epilog="Example: cauce messages extract")
def extract() -> None:
    """Bring the texts of pages and code into the catalogues; what nobody says any more is dropped."""
    for language in LANGUAGES:
        # Read for each language: a catalogue keeps the template's own messages, and changes them.
        found = templates()
        known = {key_of(m): m for home in found for m in _read(home, language) if m.id}
        for home, said in found.items():
            catalog = _read(home, language)
            catalog.update(said, no_fuzzy_matching=True)
            catalog.obsolete.clear()
            for message in catalog:
                _borrow(message, known)
                _mark(message, language)
            _write(catalog, home, language)


@command.command(epilog="Example: cauce messages check")
def check() -> None:
    """Say which texts lack a translation, are fuzzy or lose a placeholder."""
    wanted = {home: keys_of(said) for home, said in templates().items()}
    faults = [
        fault
        for home, keys in wanted.items()
        for language in LANGUAGES
        for fault in faults_of(home, language, keys)
    ]
    if faults:
        raise Refused(*faults)
    texts = len(set().union(*wanted.values()))
    click.echo(f"{texts} texts in {len(LANGUAGES)} languages, {len(wanted)} catalogues, 0 faults")


def homes() -> list[Path]:
    """Return every folder that keeps a catalogue of its own."""
    return sorted(path.parent for path in ROOT.rglob("locale") if path.is_dir())


def faults_of(home: Path, language: str, wanted: set[Any]) -> Iterator[Fault]:
    """What is wrong with one catalogue, given the keys that the pages and code of its folder use."""
    path, catalog = _path(home, language), _read(home, language)
    known = {key_of(m): m for m in catalog if m.id}
    for key in sorted(wanted - known.keys(), key=str):
        yield Fault(f"no entry for {key[1]!r}", "run `make messages` and translate it", file=path)
    for key, message in known.items():
        if key not in wanted:
            yield Fault(
                f"nobody says {key[1]!r} any more",
                "run `make messages`",
                file=path,
                line=message.lineno,
            )
        else:
            yield from _faults_of_entry(message, catalog, path)


def _faults_of_entry(message: Any, catalog: Any, path: Path) -> Iterator[Fault]:
    said = message.string if isinstance(message.string, tuple) else (message.string,)
    place = {"file": path, "line": message.lineno}
    if not all(said):
        yield Fault(f"{message.id!r} is not translated", "translate it", **place)
    if message.fuzzy:
        yield Fault(f"{message.id!r} is fuzzy", "read it, then take the flag away", **place)
    for error in message.check(catalog):
        yield Fault(f"{message.id!r}: {error}", "keep every placeholder", **place)


def from_django(file: IO[bytes], keywords: Any, comments: Any, options: Any) -> Iterable[Any]:
    """Babel's extractor for Django templates: Django itself turns one into Python-like text."""
    from babel.messages.extract import extract_python
    from django.utils.translation.template import templatize

    text = templatize(file.read().decode())
    # The indentation of a page is none of Python's.
    flat = "\n".join(line.strip() for line in text.splitlines())
    return extract_python(io.BytesIO(flat.encode()), keywords, comments, {"encoding": "utf-8"})


def templates() -> dict[Path, Any]:
    """Every text that pages and code say, as Babel finds it, by the folder whose catalogue keeps it."""
    from babel.messages.catalog import Catalog
    from babel.messages.extract import extract_from_dir

    found = {home: Catalog(project="Cauce", charset="utf-8") for home in homes()}
    for name, line, text, comments, context in extract_from_dir(
        ROOT, METHODS, keywords=KEYWORDS, comment_tags=("Translators:",), strip_comment_tags=True
    ):
        if not name.startswith("shipped/"):
            found[_home_of(ROOT / name, found)].add(
                text, None, [(f"src/cauce/{name}", line)], auto_comments=comments, context=context
            )
    return found


def _home_of(path: Path, found: Mapping[Path, Any]) -> Path:
    return next(folder for folder in path.parents if folder in found)


def _borrow(message: Any, known: Mapping[Any, Any]) -> None:
    """Take over what another folder's catalogue says already, so that one text has one translation."""
    said = message.string if isinstance(message.string, tuple) else (message.string,)
    other = known.get(key_of(message))
    if message.id and not any(said) and other is not None:
        message.string, message.user_comments = other.string, [*other.user_comments]


def _mark(message: Any, language: str) -> None:
    said = message.string if isinstance(message.string, tuple) else (message.string,)
    if message.id and language in MARKED and not all(said):
        message.user_comments = [MARKED[language]]


def key_of(message: Any) -> tuple[str | None, str]:
    """What tells one text from another."""
    return message.context, message.id[0] if isinstance(message.id, tuple) else message.id


def keys_of(catalog: Any) -> set[Any]:
    """Return the keys of every text of a catalogue."""
    return {key_of(message) for message in catalog if message.id}


def _path(home: Path, language: str) -> Path:
    return home / "locale" / language / "LC_MESSAGES" / "django.po"


def _read(home: Path, language: str) -> Any:
    from babel.messages.catalog import Catalog
    from babel.messages.pofile import read_po

    if not _path(home, language).exists():
        return Catalog(locale=language, domain="django", project="Cauce", charset="utf-8")
    with _path(home, language).open("rb") as file:
        return read_po(file, locale=language, domain="django")


def _write(catalog: Any, home: Path, language: str) -> None:
    from babel.messages.pofile import write_po

    catalog.fuzzy = False
    catalog.header_comment = HEAD.format(language=catalog.locale.english_name)
    text = io.BytesIO()
    write_po(text, catalog, width=100, sort_output=True, include_lineno=False)
    lines = text.getvalue().decode().splitlines(keepends=True)
    _path(home, language).parent.mkdir(parents=True, exist_ok=True)
    kept = [line for line in lines if not line.startswith(NOISE)]
    _path(home, language).write_text("".join(kept), encoding="utf-8")
