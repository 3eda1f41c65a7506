"""Persons, households, consent and contact routes, and who may be the same person."""
