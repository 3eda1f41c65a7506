"""Days that may be known only in part: the one door to partial dates and calendar arithmetic."""

from cauce.dates.partial import DateFault, Span, parse, spell
from cauce.dates.working import CalendarFault, after_working_days, closed_because, closed_days
from cauce.dates.years import age_in_years, years_before

__all__ = [
    "CalendarFault",
    "DateFault",
    "Span",
    "after_working_days",
    "age_in_years",
    "closed_because",
    "closed_days",
    "parse",
    "spell",
    "years_before",
]
