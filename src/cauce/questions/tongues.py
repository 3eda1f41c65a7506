"""Languages that families speak, in their own names; the rest is written by hand.

Codes are BCP 47; the variety of a language (which K'iche', which Quechua) is written beside it.
"""

from cauce.questions.fields import Option

OTHER = "mul"
TONGUES = (
    Option("es", "Español"),
    Option("en", "English"),
    Option("ht", "Kreyòl ayisyen"),
    Option("pt", "Português"),
    Option("fr", "Français"),
    Option("acr", "Achi"),
    Option("agu", "Awakateko"),
    Option("ay", "Aymar aru"),
    Option("bzj", "Bileez Kriol"),
    Option("caa", "Ch'orti'"),
    Option("cac", "Chuj"),
    Option("emp", "Emberá"),
    Option("cab", "Garífuna"),
    Option("jac", "Popti'"),
    Option("ixl", "Ixil"),
    Option("cak", "Kaqchikel"),
    Option("quc", "K'iche'"),
    Option("mam", "Mam"),
    Option("miq", "Miskitu"),
    Option("poh", "Poqomchi'"),
    Option("poc", "Poqomam"),
    Option("kjb", "Q'anjob'al"),
    Option("kek", "Q'eqchi'"),
    Option("qu", "Runa Simi / Kichwa"),
    Option("tzj", "Tz'utujil"),
    Option("guc", "Wayuunaiki"),
    Option("ar", "العربية"),
    Option("zh", "中文"),
)
CODES = frozenset(option.value for option in TONGUES) | {OTHER}


def name_of(code: str) -> str:
    """Return a language's own name; empty for one that is written by hand."""
    return next((option.text for option in TONGUES if option.value == code), "")


def spoken_by(code: str, variety: str) -> str:
    """Return what somebody speaks in words, with the variety that was written beside it."""
    named = "" if code == OTHER else name_of(code) or code
    return ", ".join(filter(None, (named, variety)))
