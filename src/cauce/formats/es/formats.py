"""Dates in Spanish."""

DATE_FORMAT = r"j \d\e F \d\e Y"
# `b`, for Spanish writes months small.
SHORT_DATE_FORMAT = "j b Y"
