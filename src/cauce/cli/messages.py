"""`cauce messages`: the page catalogues, extracted, checked and compiled by Babel (no GNU gettext needed)."""

import io
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, Any

import click

from cauce.cli.door import Fault, Refused

ROOT = Path(__file__).parents[1]
LOCALE = ROOT / "locale"
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

    for language in LANGUAGES:
        with _path(language).with_suffix(".mo").open("wb") as file:
            write_mo(file, _read(language))


@command.command(epilog="Example: cauce messages extract")
def extract() -> None:
    """Bring the texts of pages and code into the catalogues; what nobody says any more is dropped."""
    found = template()
    for language in LANGUAGES:
        catalog = _read(language)
        catalog.update(found, no_fuzzy_matching=True)
        catalog.obsolete.clear()
        for message in catalog:
            _mark(message, language)
        _write(catalog, language)


@command.command(epilog="Example: cauce messages check")
def check() -> None:
    """Say which texts lack a translation, are fuzzy or lose a placeholder."""
    wanted = {key_of(m) for m in template() if m.id}
    faults = [fault for language in LANGUAGES for fault in faults_of(language, wanted)]
    if faults:
        raise Refused(*faults)
    click.echo(f"{len(wanted)} texts in {len(LANGUAGES)} catalogues, 0 faults")


def faults_of(language: str, wanted: set[Any]) -> Iterator[Fault]:
    """What is wrong with one catalogue, given the keys that pages and code use."""
    path, catalog = _path(language), _read(language)
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


def template() -> Any:
    """Every text that pages and code say, as Babel finds it."""
    from babel.messages.catalog import Catalog
    from babel.messages.extract import extract_from_dir

    catalog = Catalog(project="Cauce", charset="utf-8")
    for name, line, text, comments, context in extract_from_dir(
        ROOT, METHODS, keywords=KEYWORDS, comment_tags=("Translators:",), strip_comment_tags=True
    ):
        if not name.startswith("shipped/"):
            catalog.add(
                text, None, [(f"src/cauce/{name}", line)], auto_comments=comments, context=context
            )
    return catalog


def _mark(message: Any, language: str) -> None:
    said = message.string if isinstance(message.string, tuple) else (message.string,)
    if message.id and language in MARKED and not all(said):
        message.user_comments = [MARKED[language]]


def key_of(message: Any) -> tuple[str | None, str]:
    """What tells one text from another."""
    return message.context, message.id[0] if isinstance(message.id, tuple) else message.id


def _path(language: str) -> Path:
    return LOCALE / language / "LC_MESSAGES" / "django.po"


def _read(language: str) -> Any:
    from babel.messages.catalog import Catalog
    from babel.messages.pofile import read_po

    if not _path(language).exists():
        return Catalog(locale=language, domain="django", project="Cauce", charset="utf-8")
    with _path(language).open("rb") as file:
        return read_po(file, locale=language, domain="django")


def _write(catalog: Any, language: str) -> None:
    from babel.messages.pofile import write_po

    catalog.fuzzy = False
    catalog.header_comment = HEAD.format(language=catalog.locale.english_name)
    text = io.BytesIO()
    write_po(text, catalog, width=100, sort_output=True, include_lineno=False)
    lines = text.getvalue().decode().splitlines(keepends=True)
    _path(language).parent.mkdir(parents=True, exist_ok=True)
    kept = [line for line in lines if not line.startswith(NOISE)]
    _path(language).write_text("".join(kept), encoding="utf-8")
