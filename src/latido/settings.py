"""Settings of a node or a hub, read from the environment (``docs/settings.md`` lists every variable)."""

from __future__ import annotations

import os
from pathlib import Path

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from latido import database_urls, secret_files

PACKAGE = Path(__file__).resolve().parent


def flag(name: str) -> bool:
    return os.environ.get(name, "") in ("1", "true", "yes")


# --- What this installation is ------------------------------------------------------------------
LATIDO_ROLE = os.environ.get("LATIDO_ROLE", "node")  # "node" or "hub"
LATIDO_NODE = os.environ.get("LATIDO_NODE", "mx-chp")  # ISO 3166-2 code in small letters, or a name
LATIDO_COUNTRY = os.environ.get("LATIDO_COUNTRY", "mx")
LATIDO_STATE = os.environ.get("LATIDO_STATE", "07")  # code of the state in the country pack
LATIDO_DEMO = flag("LATIDO_DEMO")
LATIDO_TESTING = flag("LATIDO_TESTING")
LATIDO_DATA_DIR = Path(os.environ.get("LATIDO_DATA_DIR", "var/node"))
LATIDO_SECRETS_DIR = Path(os.environ.get("LATIDO_SECRETS_DIR", str(LATIDO_DATA_DIR / "secrets")))
LATIDO_BASE_URL = os.environ.get("LATIDO_BASE_URL", "http://localhost:8001")
LATIDO_HUB_URL = os.environ.get("LATIDO_HUB_URL", "")
LATIDO_EPOCH = os.environ.get("LATIDO_EPOCH", "")
LATIDO_POLL_SECONDS = float(os.environ.get("LATIDO_POLL_SECONDS", "30"))

# Argon2id of the members' keys: memory KiB, iterations, lanes (RFC 9106, second recommended option).
LATIDO_ARGON2 = (64, 1, 1) if LATIDO_TESTING else (64 * 1024, 3, 4)
# Shred keys are made in batches: one durable write serves many parts (see keyring.shredding).
LATIDO_SHRED_BATCH = 1 if LATIDO_TESTING else 64
LATIDO_IDLE_MINUTES = 30

# --- Django --------------------------------------------------------------------------------------
DEBUG = flag("LATIDO_DEBUG")
INSECURE_SECRET_KEY = "insecure-only-for-looking-around"  # noqa: S105 - checks refuse it
try:
    SECRET_KEY = secret_files.read_from(LATIDO_SECRETS_DIR, secret_files.DJANGO_SECRET).hex()
except secret_files.MissingSecretError:
    SECRET_KEY = INSECURE_SECRET_KEY
ALLOWED_HOSTS = [host for host in os.environ.get("LATIDO_HOSTS", "localhost,127.0.0.1").split(",") if host]
INTERNAL_IPS: list[str] = []

INSTALLED_APPS = [
    "latido",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_htmx",
    "rules",
    "csp",
    "latido.apps.audit",
    "latido.apps.places",
    "latido.apps.taxonomy",
    "latido.apps.agencies",
    "latido.apps.keyring",
    "latido.apps.reports",
    "latido.apps.screening",
    "latido.apps.cases",
    "latido.apps.referrals",
    "latido.apps.exchange",
    "latido.apps.statistics",
    "latido.apps.campaigns",
    "latido.web",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "latido.web.middleware.QuietHeadersMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "latido.web.workbench.sign_in.middleware.KeyHolderMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]
ROOT_URLCONF = "latido.web.hub_urls" if LATIDO_ROLE == "hub" else "latido.web.node_urls"
WSGI_APPLICATION = "latido.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": sorted(PACKAGE.glob("web/**/templates")),
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "latido.web.context.installation",
            ],
        },
    },
]

# --- Databases -----------------------------------------------------------------------------------
# default: everything that a backup holds. shred: the shred keys, backed up apart and for 7 days only.
# cache: scratch of this machine (used one-time codes, sign-in slow-down), never backed up.
DATABASES = {
    "default": database_urls.database(
        os.environ.get("DATABASE_URL", f"sqlite:///{LATIDO_DATA_DIR / 'latido.sqlite3'}")
    ),
    "shred": database_urls.database(
        os.environ.get("LATIDO_SHRED_DATABASE_URL", f"sqlite:///{LATIDO_DATA_DIR / 'shred.sqlite3'}")
    ),
    "cache": database_urls.sqlite(str(LATIDO_DATA_DIR / "cache.sqlite3")),
}
DATABASE_ROUTERS = ["latido.database_router.StoreRouter"]
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "latido_cache"}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- Sign-in -------------------------------------------------------------------------------------
AUTH_USER_MODEL = "agencies.Member"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = (
    ["django.contrib.auth.hashers.MD5PasswordHasher"]  # tests make many members
    if LATIDO_TESTING
    else ["django.contrib.auth.hashers.Argon2PasswordHasher"]
)
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ACCOUNT_ADAPTER = "latido.web.workbench.sign_in.adapter.AccountAdapter"
ACCOUNT_FORMS = {"login": "latido.web.workbench.sign_in.forms.SignInForm"}
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGIN_BY_CODE_ENABLED = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_RATE_LIMITS = {"login": "30/m/ip", "login_failed": "10/m/ip,5/5m/key", "reauthenticate": "10/m/user"}
MFA_ADAPTER = "latido.web.workbench.sign_in.second_factor.SecondFactorAdapter"
MFA_FORMS = {
    "authenticate": "latido.web.workbench.sign_in.forms.CodeForm",
    "activate_totp": "latido.web.workbench.sign_in.forms.FirstCodeForm",
}
MFA_SUPPORTED_TYPES = ["totp"]
MFA_TOTP_ISSUER = "Latido"
MFA_TRUST_ENABLED = False
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "workbench:home"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"

# --- Cookies: browsers do not separate them by port, so they carry the node's name ----------------
HTTPS = not (LATIDO_DEMO or LATIDO_TESTING or DEBUG)
COOKIE_STEM = f"latido-{LATIDO_NODE}"
SESSION_COOKIE_NAME = f"{COOKIE_STEM}-session"
CSRF_COOKIE_NAME = f"{COOKIE_STEM}-form"
LANGUAGE_COOKIE_NAME = f"{COOKIE_STEM}-language"
LATIDO_HALF_COOKIE = f"{COOKIE_STEM}-half"
LATIDO_LAST_MEMBER_COOKIE = f"{COOKIE_STEM}-last"
SESSION_COOKIE_AGE = LATIDO_IDLE_MINUTES * 60
SESSION_SAVE_EVERY_REQUEST = False  # KeyHolderMiddleware renews it, for signed-in members only
SESSION_EXPIRE_AT_BROWSER_CLOSE = False
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Strict"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# --- Headers -------------------------------------------------------------------------------------
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if flag("LATIDO_BEHIND_PROXY") else None
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"  # with "no-referrer" browsers send "Origin: null" and forms fail
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "connect-src": [SELF],
        "form-action": [SELF],
        "manifest-src": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

# --- Language and time ----------------------------------------------------------------------------
LANGUAGE_CODE = "es"
LANGUAGES = [("es", _("Spanish")), ("en", _("English"))]
LOCALE_PATHS = sorted(PACKAGE.glob("**/locale"))
USE_I18N = True
USE_TZ = True
TIME_ZONE = os.environ.get("LATIDO_TIME_ZONE", "America/Mexico_City")

# --- Files and requests ---------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = None if LATIDO_TESTING else LATIDO_DATA_DIR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedStaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = DEBUG or LATIDO_TESTING
WHITENOISE_MAX_AGE = 600
# Nothing that a member of the public sends may be spooled to disk in clear: it stays in memory or is refused.
DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = DATA_UPLOAD_MAX_MEMORY_SIZE
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]

# --- Logging: no addresses, no user agents, no query strings, no posted values ---------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        "django.request": {"level": "ERROR"},
        "django.security": {"level": "ERROR"},
        "httpx": {"level": "WARNING"},
        "fontTools": {"level": "WARNING"},
        "weasyprint": {"level": "ERROR"},
    },
}
