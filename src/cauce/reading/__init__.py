"""A text about governments becomes drafts of ledger entries: the one door to the reader.

The reader knows words, not articles: what it looks for lies in `data/` as lists that a person can extend.
It writes nothing. A person accepts, corrects or rejects each draft.
"""

from cauce.reading.draft import Amount, Draft, Span, When
from cauce.reading.reader import read
from cauce.reading.source import ReadFault, Source, source_of

__all__ = ["Amount", "Draft", "ReadFault", "Source", "Span", "When", "read", "source_of"]
