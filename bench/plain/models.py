"""The plain project's tables: a case with its persons, an outbox and an audit row, in clear."""

import uuid

from django.db import models


class Case(models.Model):
    """One household."""

    reference = models.CharField(max_length=12, unique=True)
    form_id = models.UUIDField(unique=True, default=uuid.uuid4)
    language = models.CharField(max_length=12)
    site = models.CharField(max_length=40)
    phone = models.CharField(max_length=20, db_index=True)
    email = models.EmailField(blank=True)
    created = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.reference


class Person(models.Model):
    """One member of a household, with the answers that a family gives."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE)
    given = models.CharField(max_length=80)
    surname1 = models.CharField(max_length=80, db_index=True)
    surname2 = models.CharField(max_length=80, blank=True)
    birth = models.DateField(null=True)
    relation = models.CharField(max_length=30)
    paper = models.CharField(max_length=40, db_index=True)
    nationality = models.CharField(max_length=3)
    answers = models.JSONField(default=dict)

    def __str__(self) -> str:
        return self.given


class Outbox(models.Model):
    """An effect to be done later."""

    kind = models.CharField(max_length=40)
    body = models.JSONField()

    def __str__(self) -> str:
        return self.kind


class Audit(models.Model):
    """What was done."""

    what = models.CharField(max_length=40)
    subject = models.UUIDField(db_index=True)
    at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.what
