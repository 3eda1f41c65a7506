"""Which tests may say something else on another database: the others are not run again on PostgreSQL."""

from typing import Any

# What gives a test the database of this run, or an office of its own on it.
ASKED_BY = {"db", "transactional_db", "ground"}


def may_differ(item: Any) -> bool:
    """Say whether a test asks for the database and is not about the words of pages or commands."""
    asks = ASKED_BY.intersection(item.fixturenames) or item.get_closest_marker("django_db")
    return bool(asks) and not is_about_words(item)


def is_about_words(item: Any) -> bool:
    """Say whether a test is about pages' or commands' words: by its mark, or its file's name."""
    return bool(item.get_closest_marker("once")) or item.path.stem.endswith("pages")
