"""Deletes the answer sheets whose hour is over."""

from datetime import datetime

from cauce.base.expiry import deletion
from cauce.base.gate import writing
from cauce.website.models import AnswerSheet


@deletion("answer sheets")
def _sheets(at: datetime) -> int:
    with writing():
        return int(AnswerSheet.objects.filter(expires_at__lte=at).delete()[0])
