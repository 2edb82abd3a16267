"""Settings. Everything that differs between installations comes from the environment; nothing here starts anything."""

import os
from pathlib import Path
from typing import Any

from cairn.config.logs import logging_settings
from cairn.config.place import data_folder
from cairn.config.secret import secret_key
from cairn.core.postgres import connection_settings

PACKAGE = Path(__file__).resolve().parent.parent
DATA = data_folder()
ROLE = os.environ.get("CAIRN_DATABASE_ROLE", "cairn_app")

# Where the heads of the ledger's seals are kept; better on another machine's disk.
CAIRN_SEAL_FILE = os.environ.get("CAIRN_SEAL_FILE", "")
# Where a digest of the ledger is written each day; likewise.
CAIRN_DIGEST_FOLDER = os.environ.get("CAIRN_DIGEST_FOLDER", "")

# Where files are kept, each under a key of its own; `files` in the data folder when nothing is said. Never below
# anything that a web server serves.
CAIRN_FILES = os.environ.get("CAIRN_FILES", "")
# The socket of ClamAV's daemon. Without one every file is held back.
CAIRN_CLAMD = os.environ.get("CAIRN_CLAMD", "")
# A TOML file that says from which day lawful grounds hold that were passed and not yet in force (docs/going-live.md).
CAIRN_GATEWAY_STARTS = os.environ.get("CAIRN_GATEWAY_STARTS", "")
# A TOML file by which immigration enforcement may ask for something in a nation (docs/going-live.md). Off without it.
CAIRN_ENFORCEMENT = os.environ.get("CAIRN_ENFORCEMENT", "")

# Demonstration mode opens one-click sign-in; it needs the database's own mark as well.
CAIRN_DEMONSTRATION = os.environ.get("CAIRN_DEMONSTRATION") == "1"
DEBUG = os.environ.get("CAIRN_DEBUG") == "1"
SECRET_KEY = secret_key(DATA)
ALLOWED_HOSTS = os.environ.get("CAIRN_HOSTS", "127.0.0.1,localhost,[::1]").split(",")
CSRF_TRUSTED_ORIGINS = [one for one in os.environ.get("CAIRN_ORIGINS", "").split(",") if one]

INSTALLED_APPS = [
    "cairn.config",
    "cairn.desk",
    "cairn.demo",
    "cairn.bench",
    "cairn.stewardship",
    "cairn.outside",
    "cairn.planning",
    "cairn.referrals",
    "cairn.concerns",
    "cairn.voice",
    "cairn.chronology",
    "cairn.children",
    "cairn.sharing",
    "cairn.duties",
    "cairn.notices",
    "cairn.partnership",
    "cairn.ledger",
    "cairn.access",
    "cairn.ui",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "procrastinate.contrib.django",
    "csp",
    "ninja",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "cairn.partnership.middleware.OwnSessionsMiddleware",
    "cairn.partnership.middleware.SignedInMiddleware",
    "cairn.access.entrance.RefusalMiddleware",
    "cairn.access.guard.GuardMiddleware",
]

ROOT_URLCONF = "cairn.config.urls"
CSRF_FAILURE_VIEW = "cairn.config.failures.stale_token"
LOGGING = logging_settings(is_debugging=DEBUG)
WSGI_APPLICATION = "cairn.config.wsgi.application"

DATABASES: dict[str, dict[str, Any]] = {
    "default": {
        "ENGINE": "cairn.access.backend",
        **connection_settings(ROLE, DATA, os.environ.get("DATABASE_URL")),
        "ATOMIC_REQUESTS": True,
        "CONN_MAX_AGE": 0,
        "CONN_HEALTH_CHECKS": True,
    }
}
# A statement asked twice on a connection is prepared there: policies are planned once, not at every page.
DATABASES["default"].setdefault("OPTIONS", {}).update(
    pool={"min_size": 1, "max_size": 8, "timeout": 10}, server_side_binding=True, prepare_threshold=2
)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "APP_DIRS": True,
        "OPTIONS": {
            "environment": "cairn.ui.environment.environment",
            "context_processors": ["cairn.ui.shell.in_context"],
        },
    },
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    },
]

LANGUAGE_CODE = "en-gb"
# A language is offered once somebody has translated it: half a page in each helps nobody.
LANGUAGES = [("en-gb", "English")]
LOCALE_PATHS = [PACKAGE / "locale"]
TIME_ZONE = "Europe/London"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
WHITENOISE_USE_FINDERS = True
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# The limit of text is 15,000 characters; a whole concern with every part filled stays far below this.
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
FILE_UPLOAD_HANDLERS = ["cairn.core.uploads.InMemory"]
# One at a time, because it is held in memory; not less than `file_bytes` of chronology/policies/attachments.toml.
CAIRN_LARGEST_UPLOAD = 25_000_000
DATA_UPLOAD_MAX_NUMBER_FILES = 1

# Views of libraries that show nothing of a child: sign-in, second factor, own sessions; files of our own.
CAIRN_OPEN_MODULES = ("allauth.", "django.contrib.staticfiles.", "django.views.i18n", "django.views.static")
CAIRN_GUARD_RAISES = DEBUG

from cairn.config.sign_in import *  # noqa: E402, F403 (settings of sign-in, sessions and headers, kept in their own room)
