"""The lines on which messages leave, as the environment names them; without any they stay in the house."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from cauce.base.environment import refuse_readable_by_others

DEFAULT_SMTP_PORT = 587


@dataclass(frozen=True, kw_only=True)
class Lines:
    """Mail and short messages; an empty host or address means that there is no such line."""

    smtp_host: str = ""
    smtp_port: int = DEFAULT_SMTP_PORT
    smtp_user: str = ""
    smtp_password: str = ""
    smtp_plain: bool = False
    mail_from: str = ""
    sms_url: str = ""
    sms_secret: str = ""
    # Whoever writes the texts of letters: named where one is missing.
    text_writers: str = ""


def read(environ: Mapping[str, str]) -> Lines:
    """Return the checked lines; `ImproperlyConfigured` names the variable at fault."""
    host, _colon, port = environ.get("CAUCE_SMTP", "").partition(":")
    lines = Lines(
        smtp_host=host,
        smtp_port=_port(port),
        smtp_user=environ.get("CAUCE_SMTP_USER", ""),
        smtp_password=_secret(environ, "CAUCE_SMTP_PASSWORD_FILE"),
        smtp_plain=environ.get("CAUCE_SMTP_PLAIN", "") == "1",
        mail_from=environ.get("CAUCE_MAIL_FROM", ""),
        sms_url=_sms_url(environ.get("CAUCE_SMS_URL", "")),
        sms_secret=_secret(environ, "CAUCE_SMS_SECRET_FILE"),
        text_writers=environ.get("CAUCE_TEXT_WRITERS", ""),
    )
    if lines.smtp_host and "@" not in lines.mail_from:
        raise ImproperlyConfigured(
            "CAUCE_MAIL_FROM: name the address that messages come from; choose a neutral one,"
            " because whoever looks over a shoulder reads it."
        )
    return lines


def _port(text: str) -> int:
    if text and not text.isdecimal():
        raise ImproperlyConfigured("CAUCE_SMTP: write host:port, such as mail.example.org:587.")
    return int(text) if text else DEFAULT_SMTP_PORT


def _sms_url(text: str) -> str:
    parts = urlsplit(text)
    inside = parts.hostname in {"localhost", "127.0.0.1", "::1"}
    if text and not (parts.scheme == "https" or (parts.scheme == "http" and inside)):
        raise ImproperlyConfigured("CAUCE_SMS_URL: write an address that begins with https://.")
    return text


def _secret(environ: Mapping[str, str], name: str) -> str:
    given = environ.get(name, "")
    if not given:
        return ""
    path = Path(given)
    refuse_readable_by_others(path, name)
    if not path.is_file():
        raise ImproperlyConfigured(f"{name}: there is no file {path}.")
    return path.read_text(encoding="utf-8").strip()
