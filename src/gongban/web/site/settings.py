"""Which parts make up an instance, and what a deployer may set through the environment."""

from __future__ import annotations

import os
from pathlib import Path

HOME = Path(os.environ.get("GONGBAN_HOME", "var")).absolute()
SITE = Path(__file__).parent

SECRET_KEY = os.environ.get("GONGBAN_SECRET_KEY") or "for-making-migrations-only"
DEBUG = False
ALLOWED_HOSTS = ["*"]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "axes",
    "procrastinate.contrib.django",
    "gongban.foundation.journal",
    "gongban.foundation.territory",
    "gongban.foundation.files",
    "gongban.foundation.messages.apps.Messaging",
    "gongban.foundation.people",
    "gongban.foundation.matters",
    "gongban.foundation.search",
    "gongban.design.knowledge",
    "gongban.delivery.cases",
    "gongban.outcome.ratings",
    "gongban.outcome.insight",
    "gongban.web.site",
    "gongban.web.portal",
    "gongban.web.workbench",
    "gongban.web.api",
]

AUTH_USER_MODEL = "people.Account"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
]
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]

ROOT_URLCONF = "gongban.web.site.urls"
WSGI_APPLICATION = "gongban.web.site.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [SITE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "gongban.web.site.look.look",
            ],
        },
    }
]


def database_from(url: str) -> dict[str, object]:
    """Django's settings for a PostgreSQL address such as postgresql://user:password@host:port/name."""
    from urllib.parse import unquote, urlparse

    parts = urlparse(url)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        # Django prepares nothing unless told so; prepared statements halve the time of hot writes.
        "OPTIONS": {"prepare_threshold": 0, "server_side_binding": True},
    }


DATABASES = {"default": database_from(os.environ.get("DATABASE_URL", "postgresql://localhost/gongban"))}

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"

STATIC_URL = "/static/"
STATICFILES_DIRS = [SITE / "static"]
