"""Addresses of what the ledger holds: requests, promises, initiatives, entries, sources, differences."""

from django.urls import path

from cauce.governments import entry_views, request_views, source_views

PAGES = [
    path("/requests", request_views.requests, name="requests"),
    path("/requests/<path:name>", request_views.request, name="request"),
    path("/commitments/<path:name>", entry_views.commitment, name="commitment"),
    path("/initiatives/<path:name>", entry_views.initiative, name="initiative"),
    path("/entries/<path:name>", entry_views.entry, name="entry"),
    path("/sources/<path:name>", source_views.source, name="source"),
    path("/disagreements", source_views.disagreements, name="disagreements"),
]
