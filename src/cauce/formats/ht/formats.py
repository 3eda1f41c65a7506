"""Dates in Haitian Creole: in figures, because Django has no names of months in it."""

DATE_FORMAT = "d/m/Y"
SHORT_DATE_FORMAT = "d/m/Y"
