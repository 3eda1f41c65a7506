"""The nouns of the ground floor."""

from cauce.base.models.audit import AuditRoot, Event
from cauce.base.models.factor import RecoveryCode, SecondFactor
from cauce.base.models.keys import SubjectKey
from cauce.base.models.office import Grant, Officer, Site
from cauce.base.models.work import Outbox, WorkerTick

__all__ = [
    "AuditRoot",
    "Event",
    "Grant",
    "Officer",
    "Outbox",
    "RecoveryCode",
    "SecondFactor",
    "Site",
    "SubjectKey",
    "WorkerTick",
]
