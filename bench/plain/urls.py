"""Addresses of the plain project."""

from django.urls import path

from bench.plain import views

urlpatterns = [
    path("token", views.token),
    path("submit", views.submit),
    path("count", views.count),
]
