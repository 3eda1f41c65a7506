"""Dates in English, day first as in the office's letters."""

DATE_FORMAT = "j F Y"
SHORT_DATE_FORMAT = "j M Y"
