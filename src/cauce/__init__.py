"""Cauce: the office system of a migration processing centre and of the desk between governments."""

__version__ = "0.1.0"
