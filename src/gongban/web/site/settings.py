"""Which parts make up an instance. What a deployer may set stands in environment.py."""

from __future__ import annotations

import os
import socket
from datetime import timedelta
from pathlib import Path

from gongban.kernel import environment as env
from gongban.web.site.logs import logging_for

HOME = Path(env.text("GONGBAN_HOME")).absolute()
SITE = Path(__file__).parent

SECRET_KEY = env.secret_key(HOME)
DEBUG = False
PUBLIC_URL = env.text("GONGBAN_PUBLIC_URL").rstrip("/")
_public = env.address("GONGBAN_PUBLIC_URL")
_encrypted = _public.scheme == "https"
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", str(_public.hostname)]
ALLOWED_HOSTS += [host.strip() for host in env.text("GONGBAN_ALLOWED_HOSTS").split(",") if host.strip()]
CSRF_TRUSTED_ORIGINS = [f"{_public.scheme}://{_public.netloc}"]

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
    "gongban.foundation.retention",
    "gongban.foundation.files",
    "gongban.foundation.messages.apps.Messaging",
    "gongban.foundation.people",
    "gongban.foundation.facts",
    "gongban.foundation.programs",
    "gongban.foundation.exports",
    "gongban.foundation.matters",
    "gongban.foundation.search",
    "gongban.design.catalogue",
    "gongban.design.bundles",
    "gongban.design.knowledge",
    "gongban.design.rules",
    "gongban.delivery.outlets",
    "gongban.delivery.impasses.apps.Impasses",
    "gongban.delivery.licences.apps.Licences",
    "gongban.delivery.assistance.apps.Assistance",
    "gongban.delivery.applications.apps.Applications",
    "gongban.delivery.cases",
    "gongban.outcome.ratings",
    "gongban.outcome.insight.apps.Insight",
    "gongban.outcome.leading.apps.Leading",
    "gongban.exchange.open311",
    "gongban.exchange.opendata",
    "gongban.web.site.apps.Site",
    "gongban.web.portal",
    "gongban.web.portal.accounts.apps.PortalAccounts",
    "gongban.web.portal.licences.apps.PortalLicences",
    "gongban.web.portal.outlets.apps.PortalOutlets",
    "gongban.web.portal.ratings.apps.PortalRatings",
    "gongban.web.portal.impasses.apps.PortalImpasses",
    "gongban.web.portal.assistance.apps.PortalAssistance",
    "gongban.web.portal.applications.apps.PortalApplications",
    "gongban.web.workbench",
    "gongban.web.workbench.accounts.apps.DeskAccounts",
    "gongban.web.workbench.applications.apps.DeskApplications",
    "gongban.web.workbench.licences.apps.DeskLicences",
    "gongban.web.workbench.outlets.apps.DeskOutlets",
    "gongban.web.workbench.ratings.apps.DeskRatings",
    "gongban.web.workbench.impasses.apps.DeskImpasses",
    "gongban.web.workbench.assistance.apps.DeskAssistance",
    "gongban.web.kiosk.apps.Kiosk",
    "gongban.web.api",
]

AUTH_USER_MODEL = "people.Account"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

MIDDLEWARE = [
    "gongban.web.site.middleware.probes.Probes",
    "gongban.web.site.middleware.access.AccessLog",
    "gongban.web.site.middleware.headers.SecurityHeaders",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "gongban.web.site.middleware.refusals.Refusals",
    "gongban.web.site.middleware.intake.Intake",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "gongban.web.site.middleware.zone.CityZone",
    "gongban.web.site.middleware.gate.Gate",
    "django.contrib.messages.middleware.MessageMiddleware",
    "axes.middleware.AxesMiddleware",
]
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
     "OPTIONS": {"user_attributes": ["login", "name_zh", "name_en"]}},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

# 登录失败锁定 · lockout after failed sign-ins
AXES_FAILURE_LIMIT = env.number("GONGBAN_SIGN_IN_FAILURES")
AXES_COOLOFF_TIME = timedelta(minutes=env.number("GONGBAN_LOCKOUT_MINUTES"))
AXES_USERNAME_FORM_FIELD = "username"  # 登录表单里的名字 · as the form and authenticate() call it
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_CALLABLE = "gongban.web.site.errors.locked_out"
AXES_RESET_ON_SUCCESS = True
AXES_DISABLE_ACCESS_LOG = True
AXES_VERBOSE = False
AXES_IPWARE_PROXY_COUNT = env.number("GONGBAN_PROXIES") or None
AXES_IPWARE_META_PRECEDENCE_ORDER = ["HTTP_X_FORWARDED_FOR"] if env.number("GONGBAN_PROXIES") else ["REMOTE_ADDR"]

ROOT_URLCONF = "gongban.web.site.urls"
# 别的标准有自己的出错格式 · other standards have a format of their own for errors: by the beginning of the address
REFUSAL_WRITERS = {"/open311/": "gongban.exchange.open311.public.answer_error"}
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

DATABASES = {"default": env.database(env.text("DATABASE_URL") or "postgresql://localhost/gongban")}

LANGUAGE_CODE = env.text("GONGBAN_LANGUAGE")
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"

STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
STATICFILES_DIRS = [SITE / "static"]
# gongban up 收集过静态文件才用带指纹的名字 · fingerprinted names once `gongban up` has gathered the static files
_gathered = (STATIC_ROOT / "staticfiles.json").exists()
GATHERED_STATIC = "gongban.web.site.storage.Fingerprinted"
_static = GATHERED_STATIC if _gathered else "django.contrib.staticfiles.storage.StaticFilesStorage"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": _static},
}
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = not _gathered
WHITENOISE_MIMETYPES = {".mjs": "text/javascript", ".pmtiles": "application/octet-stream"}

# 口令与会话只走本站 · cookies for this site only; encrypted connections only where there are any
SESSION_COOKIE_AGE = env.number("GONGBAN_SESSION_HOURS") * 3600
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = _encrypted
CSRF_FAILURE_VIEW = "gongban.web.site.errors.forged"
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if _encrypted else 0
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.number("GONGBAN_PROXIES") else None
PROXIES = env.number("GONGBAN_PROXIES")

METRICS_FROM = [each.strip() for each in env.text("GONGBAN_METRICS_FROM").split(",") if each.strip()]
METRICS_TOKEN = env.text("GONGBAN_METRICS_TOKEN")
METRICS_FOLDER = HOME / "metrics" / socket.gethostname()
os.environ.update(PROMETHEUS_MULTIPROC_DIR=os.fspath(METRICS_FOLDER))  # 那个库导入时就读它 · read when the library is imported

# 一次请求的上限 · the most that one request may bring
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
DATA_UPLOAD_MAX_NUMBER_FILES = 20
UPLOAD_LIMIT = env.number("GONGBAN_UPLOAD_MB") * 1_000_000
REQUEST_LIMIT = UPLOAD_LIMIT * 10 + DATA_UPLOAD_MAX_MEMORY_SIZE
FILE_UPLOAD_HANDLERS = [
    "gongban.web.site.middleware.uploads.LimitedUpload",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]


GONGBAN_SUITE = env.text("GONGBAN_SUITE")
ICP_RECORD = env.text("GONGBAN_ICP_RECORD")
POLICE_RECORD = env.text("GONGBAN_POLICE_RECORD")
EXPORT_DAYS = env.number("GONGBAN_EXPORT_DAYS")
SEMANTIC = env.text("GONGBAN_SEMANTIC") == "on"
HOTLINE_NUMBER = env.text("GONGBAN_HOTLINE_NUMBER")

globals().update(env.mail())
EMAIL_FILE_PATH = os.fspath(HOME / "outbox")
MESSAGE_CARRIERS = env.carriers()
SMS_URL, SMS_ACCOUNT, SMS_SECRET = map(env.text, ("GONGBAN_SMS_URL", "GONGBAN_SMS_ACCOUNT", "GONGBAN_SMS_SECRET"))
WECHAT_TOKEN, WECHAT_TEMPLATES = env.text("GONGBAN_WECHAT_TOKEN"), env.pairs("GONGBAN_WECHAT_TEMPLATES")
IDENTITY_ISSUER, IDENTITY_CLIENT, IDENTITY_SECRET = map(env.text, ("GONGBAN_IDENTITY_ISSUER", "GONGBAN_IDENTITY_CLIENT", "GONGBAN_IDENTITY_SECRET"))
IDENTITY_SCOPE, IDENTITY_NAME_CLAIM, IDENTITY_NUMBER_CLAIM = map(env.text, ("GONGBAN_IDENTITY_SCOPE", "GONGBAN_IDENTITY_NAME_CLAIM", "GONGBAN_IDENTITY_NUMBER_CLAIM"))
IDENTITY_TITLE, IDENTITY_TITLE_EN = map(env.text, ("GONGBAN_IDENTITY_TITLE", "GONGBAN_IDENTITY_TITLE_EN"))
WEBHOOK_HOSTS = [host.strip() for host in env.text("GONGBAN_WEBHOOK_HOSTS").split(",") if host.strip()]
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.text("GONGBAN_MAIL_FROM")

LOGGING_CONFIG = "logging.config.dictConfig"
LOGGING = logging_for(env.text("GONGBAN_LOG_LEVEL"))
