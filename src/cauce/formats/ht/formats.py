"""Dates in Haitian Creole: in figures, because Django has no names of months in it."""

DATE_FORMAT = "d/m/Y"
DATETIME_FORMAT = "d/m/Y H:i"
