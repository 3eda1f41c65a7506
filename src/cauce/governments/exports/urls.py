"""Addresses of the ledger's files, of both namespaces."""

from django.urls import path

from cauce.governments.exports import views

FILES = [
    path("/export/<slug:table>.csv", views.listed, name="export"),
    path("/next-dates.ics", views.dates, name="calendar"),
    path("/iati.xml", views.iati, name="iati"),
]
