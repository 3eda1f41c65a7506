"""Addresses of the reading desk."""

from django.urls import path

from cauce.base.roles import Permission
from cauce.governments.drafts import views

DRAFTS = [
    path("/read", views.readings, name="readings"),
    path("/read/keys", views.keys, name="reading-keys"),
    path("/read/<uuid:text>", views.reading, name="reading"),
    path("/read/<uuid:text>/add", views.add, name="draft-add"),
    path("/draft/<uuid:draft>/accept", views.accept, name="draft-accept"),
    path("/draft/<uuid:draft>/reject", views.reject, name="draft-reject"),
    path("/draft/<uuid:draft>/undo", views.undo, name="draft-undo"),
]
ACCESS = {str(entry.name): Permission.KEEP_LEDGER for entry in DRAFTS}
