"""Settings of the staff process. The answering process narrows them in `answering_settings`."""

from __future__ import annotations

from csp.constants import NONE, SELF

from belonging.web.config import environment, grants, keeping, logs, mail, observed
from belonging.web.config.environment import ENV
from belonging.web.config.signing_in import *  # noqa: F403  # Django's way to divide a settings module
from belonging.web.config.signing_in import SIGN_IN_APPS

MODE = environment.mode()
DEMO = MODE == "demo"
ACCOUNT_AUTHENTICATED_LOGIN_REDIRECTS = not DEMO
"""A visitor of the demo goes from one person to the next."""
DEBUG = False
_secrets = environment.read_secrets()
SECRET_KEY = _secrets.secret_key
BELONGING_PEPPER = _secrets.pepper
SECRET_KEY_FALLBACKS = keeping.secret_keys_before()
PEPPERS_BEFORE = keeping.peppers_before()
BELONGING_HOME = environment.home()
AUDIO = environment.audio()
BELONGING_LINK_KEYS = environment.link_keys()
SIGNED_VIDEOS = environment.signed_videos()
BACKUPS = keeping.keeping()
_observed = observed.observed()
LOG_FORMAT, METRICS_TOKEN, OTLP_ENDPOINT = _observed.log_format, _observed.metrics_token, _observed.otlp_endpoint
if METRICS_TOKEN:
    observed.count_into(BELONGING_HOME / "metrics")
if MODE == "live":
    logs.write_faults_quietly()

ANSWERING_URL: str = ENV.str("BELONGING_ANSWERING_URL", default="http://127.0.0.1:8001")
STAFF_URL: str = ENV.str("BELONGING_STAFF_URL", default="http://127.0.0.1:8000")
ALLOWED_HOSTS = ENV.list("BELONGING_HOSTS", default=["127.0.0.1", "localhost"])

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "csp",
    "belonging.web.base",
    "belonging.web.ui",
    "belonging.web.journal",
    "belonging.web.notices",
    "belonging.web.files",
    "belonging.web.schools",
    "belonging.web.accounts",
    "belonging.web.complaints",
    "belonging.web.programme",
    "belonging.web.enrolment",
    "belonging.web.surveys",
    "belonging.web.safeguarding",
    "belonging.web.trials",
    "belonging.web.imports",
    "belonging.web.outcomes",
    "belonging.web.themes",
    "belonging.web.packs",
    "belonging.web.rights",
    "belonging.web.api",
    "belonging.web.voice",
    "belonging.web.findings",
    "belonging.web.audit",
    "belonging.web.actions",
    "belonging.web.replies",
    "belonging.web.training",
    "belonging.web.hub",
    "belonging.web.learning",
    "belonging.web.community",
    "belonging.web.sets",
    "belonging.web.cases",
    "belonging.web.reports",
    "belonging.web.home",
    # After ours, so that our templates stand before theirs.
    *SIGN_IN_APPS,
]
MIDDLEWARE = [
    "belonging.web.config.logs.StaffLogMiddleware",
    *(["belonging.web.config.counting.StaffCounts"] if METRICS_TOKEN else []),
    *(["belonging.web.config.traces.StaffTraces"] if OTLP_ENDPOINT else []),
    "belonging.web.config.transport.TransportMiddleware",
    # Before files are served, so that these have the policy too.
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "belonging.web.config.maintenance.StaffMaintenance",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "belonging.web.config.transport.KeptNowhere",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "belonging.web.accounts.middleware.SessionGuard",
    "belonging.web.config.numbers.NumbersOfRows",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "belonging.web.config.urls"
WSGI_APPLICATION = "belonging.web.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "belonging.web.ui.context.environment",
                "belonging.web.home.context.menu",
                "belonging.web.reports.context.found",
            ],
            "builtins": ["belonging.web.ui.templatetags.ui"],
            "string_if_invalid": environment.UndefinedVariable(),
        },
    }
]

DATABASES = {"default": environment.database()}
DATABASE_GRANTS = grants.MATRIX
ENGINE_HAS_ITS_DATABASE = environment.has_engine_database()
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "accounts.User"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 60 * 60
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
# A web server in front speaks TLS, which this process does not see: without this every form would be refused.
CSRF_TRUSTED_ORIGINS = [STAFF_URL]
SECURE_COOKIES = STAFF_URL.startswith("https://")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_COOKIES
COOKIE_PREFIX = "__Host-" if SECURE_COOKIES else ""
"""Browsers take a cookie of this name from this very host alone, by https, for all its pages."""
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = f"{COOKIE_PREFIX}sessionid", f"{COOKIE_PREFIX}csrftoken"
MESSAGE_STORAGE = "belonging.web.config.transport.Messages"
SECURE_HSTS_SECONDS = 31_536_000 if SECURE_COOKIES else 0
SILENCED_SYSTEM_CHECKS = [
    "security.W005",  # what else stands under a school's or a charity's domain is not ours to decide
    "security.W008",  # the web server in front leads http to https: docs/running.md
    "security.W021",  # the list that browsers ship is for whole domains too
]
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "media-src": [SELF, "blob:"],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "object-src": [NONE],
    }
}

_mail_server = mail.mail_server()
MAIL_READY = _mail_server.ready
MAIL_REPLY_TO = mail.mail_reply_to()
SECURITY_CONTACT = mail.security_contact()
JOURNAL_WITNESSES = mail.journal_witnesses()
DEFAULT_FROM_EMAIL = mail.mail_from(STAFF_URL)
EMAIL_BACKEND = _mail_server.backend
EMAIL_HOST, EMAIL_PORT = _mail_server.host, _mail_server.port
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _mail_server.user, _mail_server.password
EMAIL_USE_TLS, EMAIL_USE_SSL = _mail_server.starttls, _mail_server.tls
EMAIL_TIMEOUT = 20

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
FORMAT_MODULE_PATH = None

STATIC_URL = "/static/"
STATIC_ROOT = BELONGING_HOME / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "belonging.web.config.storage.StaticStorage"},
}
if MODE == "test":
    STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
ROUNDS_REMEMBERED = 0.0 if MODE == "test" else 1.0
"""Seconds for which an answering process remembers what a round's address leads to. Tests change rounds faster."""
WHITENOISE_USE_FINDERS = MODE == "test"
WHITENOISE_KEEP_ONLY_HASHED_FILES = True


LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    # Sealing runs here too, and a database's complaint quotes the row it would not take.
    "formatters": {"quiet": {"()": "belonging.web.config.logs.QuietFormatter", "shape": LOG_FORMAT, "clock": "second"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "quiet"}},
    "root": {"handlers": ["console"], "level": ENV.str("BELONGING_LOG_LEVEL", default="WARNING")},
    "loggers": {"django.security.DisallowedHost": {"handlers": [], "propagate": False}},
}
