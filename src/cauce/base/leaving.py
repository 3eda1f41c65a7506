"""Whose work is free again: nobody took it, or whoever did may not do it here any more."""

from django.db.models import Exists, OuterRef, Q

from cauce.base.models import Grant
from cauce.base.roles import PERMISSIONS, Permission


def free_again(owner: str, permission: Permission) -> Q:
    """Return the condition under which a row with a `site` may be taken, by the name of its owner's field.

    A closed account and a role that was taken back count at once: nothing has to be handed over first.
    """
    able = [role.value for role, held in PERMISSIONS.items() if permission in held]
    grants = Grant.objects.filter(
        officer=OuterRef(owner),
        site=OuterRef("site"),
        role__in=able,
        officer__is_active=True,
    )
    return Q(**{f"{owner}__isnull": True}) | Q(~Exists(grants))
