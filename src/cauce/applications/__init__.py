"""Drafts, applications, their documents, screenings and corrections."""
