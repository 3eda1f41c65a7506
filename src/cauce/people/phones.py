"""Telephone numbers as people write them, into E.164: with their country's prefix or without.

Without a prefix a number is read as one of the site's own country, which its time zone tells.
"""

import phonenumbers
from babel.core import get_global
from django.utils.translation import gettext as _


def e164(typed: str, time_zone: str) -> str:
    """Return a number in E.164. Raises ValueError with a sentence for whoever typed it."""
    number = read(typed, time_zone)
    if number:
        return number
    raise ValueError(
        _(
            "This telephone number is not complete, or has too many digits. "
            "For a number of another country begin with + and that country's prefix."
        )
    )


def read(typed: str, time_zone: str = "") -> str:
    """Return a number in E.164; empty where it is none."""
    region = get_global("zone_territories").get(time_zone)
    # Two zeros are how many write the plus sign.
    text = f"+{typed.strip()[2:]}" if typed.strip().startswith("00") else typed
    try:
        number = phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException:
        return ""
    # Possible, not valid: a plan of numbers may be younger than the list of them.
    if not phonenumbers.is_possible_number(number):
        return ""
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def shown(number: str) -> str:
    """Return a number in groups, with its country's prefix, as one reads it aloud."""
    try:
        parsed = phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        return number
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
