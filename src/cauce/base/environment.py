"""Reads the environment once, and refuses a dangerous one with a sentence that says what to do."""

import ipaddress
import os
import re
import secrets
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import quote

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

# The day of the article that Cauce began with: most pathways of the shipped pack are open on it.
MOST_DEMO_FAMILIES = 2000
DEMONSTRATION_DAY = "2024-01-12"
PRIVATE_MODE = 0o600
# What the standard forbids in an identifier is left out of it.
_PUBLISHER = re.compile(r"[^\s/&|?]{1,80}")
OTHERS = stat.S_IRWXG | stat.S_IRWXO
Network = ipaddress.IPv4Network | ipaddress.IPv6Network


@dataclass(frozen=True, kw_only=True)
class Environment:
    """Everything Cauce takes from the environment, read and checked."""

    production: bool
    debug: bool
    data: Path
    database_url: str
    office_day: date | None
    secret_key: str
    key_file: Path
    pack: str
    hosts: tuple[str, ...]
    proxies: tuple[Network, ...]
    https: bool
    demo_families: int
    # The identifier under which the office publishes its sums, and what it is called there.
    publisher: tuple[str, str]


def read(environ: Mapping[str, str]) -> Environment:
    """Return the checked environment; `ImproperlyConfigured` names the variable at fault."""
    production = _flag(environ, "CAUCE_PRODUCTION")
    data = Path(environ.get("CAUCE_DATA") or "var").absolute()
    debug = _flag(environ, "CAUCE_DEBUG")
    if production and debug:
        raise ImproperlyConfigured("CAUCE_DEBUG: never in production; unset it.")
    return Environment(
        production=production,
        debug=debug,
        data=data,
        database_url=_database_url(environ, data),
        office_day=_office_day(environ, production=production),
        secret_key=_secret_key(environ, data, production=production),
        key_file=_key_file(environ, data, production=production),
        pack=environ.get("CAUCE_PACK", ""),
        hosts=_hosts(environ, production=production),
        proxies=_proxies(environ),
        https=production and not _flag(environ, "CAUCE_PLAIN_HTTP"),
        demo_families=_demo_families(environ),
        publisher=_publisher(environ),
    )


def _publisher(environ: Mapping[str, str]) -> tuple[str, str]:
    """An office that is no registered publisher says so in its file."""
    text = environ.get("CAUCE_IATI_PUBLISHER", "").strip()
    identifier, _blank, name = text.partition(" ")
    if text and not (name.strip() and _PUBLISHER.fullmatch(identifier)):
        raise ImproperlyConfigured(
            "CAUCE_IATI_PUBLISHER: write the identifier of the registered publisher, a blank and its name, "
            "such as XI-IATI-CAUCE Migration processing centre; or leave it out."
        )
    return identifier or "unregistered", name.strip() or "The desk between governments"


def _database_url(environ: Mapping[str, str], data: Path) -> str:
    url = environ.get("DATABASE_URL") or f"sqlite:///{quote(str(data / 'cauce.sqlite3'))}"
    try:
        dj_database_url.parse(url)
    except ValueError:
        # The address may hold a password: it is not said again.
        raise ImproperlyConfigured(
            "DATABASE_URL: this is no address of a database; write postgres://user@host:5432/name, "
            "or leave it out."
        ) from None
    return url


def make_private(path: Path, text: str) -> str:
    """Write a secret that only its owner may read, unless it is there already; return what counts."""
    write_once(path, text)
    return path.read_text(encoding="ascii")


def write_once(path: Path, text: str) -> bool:
    """Write a private file whole, or leave the one that is there; say whether it was written."""
    draft = _draft_beside(path, text)
    try:
        # A hard link is made whole or not at all: two processes starting together agree on one.
        path.hardlink_to(draft)
    except FileExistsError:
        return False
    finally:
        draft.unlink()
    return True


def replace_private(path: Path, text: str) -> None:
    """Put a private file in the place of another, whole or not at all, also if the power fails."""
    _draft_beside(path, text).replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _draft_beside(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    draft.touch(mode=PRIVATE_MODE)
    with draft.open("w", encoding="ascii") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    return draft


def refuse_readable_by_others(path: Path, variable: str) -> None:
    """Refuse a secret that anybody but its owner may read."""
    if path.exists() and path.stat().st_mode & OTHERS:
        raise ImproperlyConfigured(f"{variable}: {path} can be read by others; chmod 600 it.")


def _flag(environ: Mapping[str, str], name: str) -> bool:
    value = environ.get(name, "").strip().lower()
    if value not in {"", "0", "1"}:
        raise ImproperlyConfigured(f"{name}: write 1 or 0, not {value!r}.")
    return value == "1"


def _office_day(environ: Mapping[str, str], *, production: bool) -> date | None:
    # Set but empty means the real day: that is how a trial without the demonstration runs.
    value = environ.get("CAUCE_OFFICE_DAY", "" if production else DEMONSTRATION_DAY).strip()
    if not value:
        return None
    if production:
        raise ImproperlyConfigured("CAUCE_OFFICE_DAY: a demonstration's; unset it in production.")
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise ImproperlyConfigured(
            f"CAUCE_OFFICE_DAY: {value!r} is not a day; write it as {DEMONSTRATION_DAY}."
        ) from None


def _demo_families(environ: Mapping[str, str]) -> int:
    value = environ.get("CAUCE_DEMO_FAMILIES", "200").strip()
    if not value.isdecimal() or int(value) > MOST_DEMO_FAMILIES:
        raise ImproperlyConfigured(
            f"CAUCE_DEMO_FAMILIES: write a number up to {MOST_DEMO_FAMILIES}, not {value!r}."
        )
    return int(value)


def _secret_key(environ: Mapping[str, str], data: Path, *, production: bool) -> str:
    key = environ.get("CAUCE_SECRET_KEY", "")
    if production and len(key) < 32:
        raise ImproperlyConfigured("CAUCE_SECRET_KEY: set at least 32 random signs in production.")
    if key:
        return key
    path = data / "secret-key"
    refuse_readable_by_others(path, "CAUCE_DATA")
    return make_private(path, secrets.token_urlsafe(48))


def _key_file(environ: Mapping[str, str], data: Path, *, production: bool) -> Path:
    given = environ.get("CAUCE_KEY_FILE", "")
    path = Path(given).absolute() if given else data / "master-keys"
    if production and not given:
        raise ImproperlyConfigured(
            "CAUCE_KEY_FILE: name the file of the master keys in production."
        )
    if production and path.resolve().is_relative_to(data.resolve()):
        raise ImproperlyConfigured("CAUCE_KEY_FILE: keep it outside CAUCE_DATA in production.")
    refuse_readable_by_others(path, "CAUCE_KEY_FILE")
    return path


def _hosts(environ: Mapping[str, str], *, production: bool) -> tuple[str, ...]:
    given = _listed(environ, "CAUCE_HOSTS")
    if production and not given:
        raise ImproperlyConfigured(
            "CAUCE_HOSTS: name the hosts of the office, with commas between."
        )
    return given or ("localhost", "127.0.0.1", "[::1]")


def _proxies(environ: Mapping[str, str]) -> tuple[Network, ...]:
    return tuple(_proxy(text) for text in _listed(environ, "CAUCE_PROXIES"))


def _proxy(text: str) -> Network:
    try:
        network = ipaddress.ip_network(text)
    except ValueError:
        raise ImproperlyConfigured(
            f"CAUCE_PROXIES: {text!r} is no address; write one like 127.0.0.1 or 10.0.0.0/28."
        ) from None
    # Whoever is believed may say any address, and is then never throttled.
    if not network.prefixlen:
        raise ImproperlyConfigured("CAUCE_PROXIES: name your own proxies, not the whole network.")
    return network


def _listed(environ: Mapping[str, str], name: str) -> tuple[str, ...]:
    return tuple(filter(None, (part.strip() for part in environ.get(name, "").split(","))))
