"""Addresses of what the ledger holds: requests, promises, initiatives, entries, sources, differences."""

from django.urls import path

from cauce.governments import entry_views, request_views, source_views
from cauce.governments.replaced import or_its_successor

PAGES = [
    path("/requests", request_views.requests, name="requests"),
    path("/requests/<path:name>", or_its_successor(request_views.request), name="request"),
    path("/commitments/<path:name>", or_its_successor(entry_views.commitment), name="commitment"),
    path("/initiatives/<path:name>", or_its_successor(entry_views.initiative), name="initiative"),
    path("/entries/<path:name>", or_its_successor(entry_views.entry), name="entry"),
    path("/sources/<path:name>", source_views.source, name="source"),
    path("/disagreements", source_views.disagreements, name="disagreements"),
]
