"""Persons who may be one: found by tokens, compared by somebody, never joined by the machine."""
