"""The field of a fact as an officer's page shows it; it lives beside the questions, for every room's pages."""

from cauce.questions.controls import Control, Group, entries_of, groups

__all__ = ["Control", "Group", "entries_of", "groups"]
