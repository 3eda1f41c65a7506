"""Settings of the plain project: the same middleware for forms and languages, the same durable SQLite."""

import os
from pathlib import Path

import dj_database_url

FOLDER = Path(os.environ["PLAIN_DATA"])
SECRET_KEY = "not-a-secret-of-anybody"  # noqa: S105 - a bench
DEBUG = False
ALLOWED_HOSTS = ["*"]
ROOT_URLCONF = "bench.plain.urls"
INSTALLED_APPS = ["bench.plain"]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
]
TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}]
DATABASES = {
    "default": dj_database_url.parse(
        os.environ.get("PLAIN_DATABASE_URL") or f"sqlite:///{FOLDER}/plain.sqlite3"
    )
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-20000;",
    }
DATABASES["default"]["CONN_MAX_AGE"] = None
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
LANGUAGES = [("es", "Español"), ("en", "English")]
LANGUAGE_CODE = "es"
USE_I18N = USE_TZ = True
