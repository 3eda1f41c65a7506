"""Cauce's one settings file; what differs between machines comes from the environment."""

import os
from pathlib import Path
from typing import Any

import dj_database_url
from django.conf.locale import LANG_INFO

from cauce.base import desks, environment, lines, logs

_ENV = environment.read(os.environ)

PRODUCTION = _ENV.production
DEBUG = _ENV.debug
SECRET_KEY = _ENV.secret_key
ALLOWED_HOSTS = list(_ENV.hosts)
CAUCE_DATA = _ENV.data
CAUCE_DATA.mkdir(mode=0o700, parents=True, exist_ok=True)
CAUCE_PACK = _ENV.pack
CAUCE_KEY_FILE = _ENV.key_file
CAUCE_PROXIES = _ENV.proxies
OFFICE_DAY = _ENV.office_day
DEMO_FAMILIES = _ENV.demo_families
IATI_PUBLISHER = _ENV.publisher
# A password alone opens no file of a real person; a demonstration lets one try a second factor.
SECOND_FACTOR: bool = PRODUCTION
CAUCE_LINES = lines.read(os.environ)
DESKS = desks.read(os.environ)

ROOT_URLCONF = "cauce.urls"
WSGI_APPLICATION = "cauce.wsgi.application"
# Cauce's addresses have no slash at the end.
APPEND_SLASH = False

INSTALLED_APPS = [
    "django.contrib.contenttypes",  # needed by auth
    "django.contrib.auth",  # sign-in's machinery; its own users, groups and permissions are unused
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "cauce.base",
    "cauce.people",
    "cauce.partners",
    "cauce.notices",
    "cauce.applications",
    "cauce.cases",
    "cauce.governments",
    "cauce.privacy",
    "cauce.website",
    "cauce.office",
]

# From the outside in: a refusal by an inner layer still gets headers and a line in the log.
MIDDLEWARE = [
    "cauce.base.middleware.RequestLog",
    "cauce.base.middleware.SecurityHeaders",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "cauce.base.middleware.SignInLife",
    "cauce.base.access.AccessGuard",
]

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "NAME": "website",
        "APP_DIRS": True,  # finds `jinja2/` in each app
        # The public's larger journeys have folders of their own below `website`.
        "DIRS": sorted((Path(__file__).parent / "website").glob("*/jinja2")),
        "OPTIONS": {"environment": "cauce.website.jinja.environment"},
    },
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "NAME": "office",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.template.context_processors.i18n",
                "cauce.office.context.frame",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static"],
        },
    },
]

DATABASES: dict[str, Any] = {"default": dj_database_url.parse(_ENV.database_url)}
_DATABASE = DATABASES["default"]
_DATABASE["CONN_MAX_AGE"] = None
if _DATABASE["ENGINE"].endswith("sqlite3"):
    # Measured in docs/decisions: IMMEDIATE behind the write gate loses nothing and starves nobody.
    # mmap_size stays unset: it widens a known fault of SQLite's write-ahead log.
    _DATABASE["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-20000;"
            "PRAGMA secure_delete=ON; PRAGMA recursive_triggers=ON;"
        ),
    }
    # A file, not memory: the tests' threads then meet as they do in the office.
    _DATABASE["TEST"] = {"NAME": str(CAUCE_DATA / "test.sqlite3")}
else:
    _DATABASE["CONN_HEALTH_CHECKS"] = True
    _DATABASE["OPTIONS"] = {**_DATABASE.get("OPTIONS", {}), "connect_timeout": 5}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "base.Officer"
AUTHENTICATION_BACKENDS = ["cauce.base.signin.OfficerBackend"]
PASSWORD_HASHERS = ["cauce.base.signin.SmallArgon2"]
AUTH_PASSWORD_VALIDATORS: list[dict[str, Any]] = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "/office"

SESSION_ENGINE = "cauce.base.sessions"
SESSION_COOKIE_AGE = 10 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_NAME = "__Host-cauce" if _ENV.https else "cauce"
CSRF_COOKIE_NAME = "__Host-cauce-form" if _ENV.https else "cauce-form"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _ENV.https
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_AGE = None
CSRF_FAILURE_VIEW = "cauce.base.errors.form_refused"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _ENV.https else None
DATA_UPLOAD_MAX_MEMORY_SIZE = 256 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 400
DATA_UPLOAD_MAX_NUMBER_FILES = 10
# Never a readable file in a folder for everybody.
FILE_UPLOAD_HANDLERS = ["cauce.base.uploads.Held"]

# Django knows no Haitian Creole yet.
LANG_INFO.setdefault(
    "ht", {"bidi": False, "code": "ht", "name": "Haitian Creole", "name_local": "Kreyòl ayisyen"}
)
LANGUAGE_CODE = "es"
LANGUAGES = [("es", "Español"), ("en", "English"), ("ht", "Kreyòl ayisyen")]
LANGUAGE_COOKIE_NAME = "cauce-language"
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_SECURE = _ENV.https
FORMAT_MODULE_PATH = ["cauce.formats"]
# A folder that has a `locale/` keeps the texts first said in it (cauce/cli/messages.py).
LOCALE_PATHS = sorted(path for path in Path(__file__).parent.rglob("locale") if path.is_dir())
USE_I18N = USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
STATIC_ROOT = CAUCE_DATA / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# Mail to ADMINS would carry a request's local values: nobody is an admin.
ADMINS: list[tuple[str, str]] = []
LOGGING_CONFIG = None
logs.set_up(debug=DEBUG)
