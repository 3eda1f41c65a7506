"""Rows of a backup are put back in any order: what a row speaks of may come after it."""

from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.db import connection

from cauce.base.backup import actions, archive, rows
from cauce.base.models import Grant, Officer, Site
from cauce.base.roles import Role

LATER = UUID(int=7)


@pytest.mark.django_db
def test_a_row_may_come_before_the_one_it_speaks_of(
    cast: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def store(model: Any, _said: Any, *, advance: Any) -> None:
        if model is Grant:
            row = Grant(officer_id=LATER, role=Role.REGISTRAR, site=cast.site)
            row.save(force_insert=True)
        else:
            Officer(pk=LATER, username="later").save(force_insert=True)

    monkeypatch.setattr(archive, "table_rows", lambda _path, _name: [])
    monkeypatch.setattr(rows, "store", store)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            # As a migration within the same transaction leaves it.
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    contents = actions.Contents(path=Path("none"), manifest=Any, keys=Any)  # type: ignore[arg-type]  # not read here
    records = {"base.grant": Grant, "base.officer": Officer}
    assert actions._fill(contents, records, advance=lambda *_words: None) == []
    assert Grant.objects.filter(officer_id=LATER, site=Site.objects.get(pk=cast.site.pk)).exists()
