"""Organisations that a family may be referred to; never a private person."""
