"""Days that may be known only in part: the one door to partial dates and calendar arithmetic."""

from cauce.dates.partial import DateFault, Span, parse, spell
from cauce.dates.years import age_in_years, years_before

__all__ = ["DateFault", "Span", "age_in_years", "parse", "spell", "years_before"]
