"""Settings of an installation, from environment variables; without any, one that runs on this machine alone.

SAMVERKA_DATA      folder for the database, the search index, files and secret keys (default: ./var)
DATABASE_URL       postgres://user:password@host/name; without it, SQLite in the data folder
SECRET_KEY         without it, one is made on the first start and kept in the data folder
ALLOWED_HOSTS      host names, comma-separated (default: this machine only)
HSTS_SUBDOMAINS    true where every subdomain of the host is served by HTTPS, too
BEHIND_TLS         true where a proxy in front serves HTTPS
SITE_ADDRESS       where the installation is reached: the beginning of each link in a letter
EMAIL_URL          the mail server, smtp+tls://user:password@host:587; without it, letters are printed, not sent
DEFAULT_FROM_EMAIL sender of letters, an address for which the mail server may send

Signing in is local (password, passkey, authenticator app) unless an identity provider is named. An account is never
made by a provider for a stranger: only for somebody whose verified e-mail address holds an invitation.

OIDC_SERVER        issuer of an OpenID Connect provider; its redirect address: /account/oidc/oidc/login/callback/
OIDC_CLIENT_ID, OIDC_CLIENT_SECRET, OIDC_NAME (on the button), OIDC_TOKEN_AUTH (default: client_secret_basic)
OIDC_TRUSTS_EMAIL  true where every address from it is verified, though it does not say so
SAML_ENTITY_ID     entity of a SAML 2.0 provider; ours is at /account/saml/saml/metadata/
SAML_METADATA_URL  its metadata; or SAML_SSO_URL and SAML_CERTIFICATE (a PEM file)
SAML_NAME (on the button), SAML_UID_NAME (attribute that never changes), SAML_TRUSTS_EMAIL
SAML_OWN_KEY, SAML_OWN_CERTIFICATE  PEM files, where requests are to be signed
"""

from pathlib import Path
from typing import Any

import environ
from csp.constants import NONE, SELF
from django.core.management.utils import get_random_secret_key
from django.utils.translation import gettext_lazy as _

from samverka.config.sign_in import origins, providers

env = environ.Env()

PACKAGE = Path(__file__).resolve().parent.parent
DATA = Path(env.str("SAMVERKA_DATA", "var")).resolve()
DATA.mkdir(parents=True, exist_ok=True)

# `samverka demo` puts this mark into the data folder, where it cannot be forgotten: whoever serves that folder, and
# however, every page says that it is an example. A folder with people's own content never gets the mark.
EXAMPLE = (DATA / "example-installation").exists()


def kept_secret(folder: Path) -> str:
    """The installation's secret key, made on the first start and readable by its owner only."""
    path = folder / "secret-key"
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(get_random_secret_key())
    return path.read_text().strip()


SECRET_KEY = env.str("SECRET_KEY", "") or kept_secret(DATA)
DEBUG = False
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.socialaccount.providers.saml",
    "samverka.foundation.kernel",
    "samverka.foundation.accounts",
    "samverka.foundation.journal",
    "samverka.foundation.notices",
    "samverka.foundation.documents",
    "samverka.registers.areas",
    "samverka.registers.law",
    "samverka.registers.statistics",
    "samverka.registers.actors",
    "samverka.work.cooperation",
    "samverka.work.bodies",
    "samverka.work.programmes",
    "samverka.work.agreements",
    "samverka.overview",
    "samverka.portal",
    "samverka.api",
    "samverka.demo",
]

MIDDLEWARE = [
    # Headers first, so that static files and refusals carry them, too.
    "csp.middleware.CSPMiddleware",
    "samverka.portal.middleware.careful_headers",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "samverka.portal.middleware.acting",
    "samverka.portal.middleware.day_shown",
]

ROOT_URLCONF = "samverka.config.urls"
WSGI_APPLICATION = "samverka.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        # Before those of the apps, so that our pages of signing in are found before the library's.
        "DIRS": [PACKAGE / "portal" / "templates"],
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    ["samverka.portal.lean.FolderLoader", "samverka.portal.lean.AppLoader"],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
                "samverka.portal.context.everywhere",
            ],
            "builtins": ["samverka.portal.templatetags.portal"],
        },
    },
]

# SQLite that loses no acknowledged write and no writer to locks; PostgreSQL with a pool of connections.
_SQLITE: dict[str, Any] = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 5,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
}
DATABASES = {"default": env.db_url("DATABASE_URL", f"sqlite:///{DATA / 'samverka.sqlite3'}")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = _SQLITE
    DATABASES["default"]["CONN_MAX_AGE"] = None
else:
    DATABASES["default"]["OPTIONS"] = {"pool": env.bool("DATABASE_POOL", True)}
# In the database, since all processes count failed attempts to sign in together.
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "samverka_cache"},
    # For pages that only read and so cannot count in the database.
    "memory": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "sv"
LANGUAGES = [("sv", "Svenska"), ("fi", "Suomi"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "locale"]
TIME_ZONE = "Europe/Helsinki"
USE_TZ = True
USE_I18N = True
FORMAT_MODULE_PATH = ["samverka.config.formats"]

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

SEARCH_INDEX = DATA / "search.sqlite3"
# Folders whose files are read together with those of the registers, each under the register's name.
REGISTERS_BESIDE = PACKAGE / "demo" / "data" if EXAMPLE else None
FILES = DATA / "files"
KEYS = DATA / "keys"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
SESSION_COOKIE_HTTPONLY = True
if EXAMPLE:
    # Browsers do not tell ports apart: beside it, an installation on the same machine keeps its own session.
    SESSION_COOKIE_NAME = "example-session"
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 60 * 60
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "portal:my_work"
LOGOUT_REDIRECT_URL = "portal:front"

# What a page says once after an act; not in the session, so that a public page need not ask for one.
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"

ACCOUNT_ADAPTER = "samverka.portal.people.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_REDIRECT_URL = "portal:front"
# Five wrong passwords lock an address for a quarter of an hour, from wherever they come.
ACCOUNT_RATE_LIMITS = {"login_failed": "10/m/ip,5/15m/key"}

MFA_ADAPTER = "samverka.portal.people.adapter.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Samverka"

SOCIALACCOUNT_ADAPTER = "samverka.portal.people.adapter.ProviderAdapter"
SOCIALACCOUNT_PROVIDERS = providers(env)
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SOCIALACCOUNT_OPENID_CONNECT_URL_PREFIX = "oidc"

# Where the installation is reached from outside: the beginning of each link in a letter.
SITE_ADDRESS = env.str("SITE_ADDRESS", "http://127.0.0.1:8000")
# The example's people have no mailboxes: their letters are never sent, whatever the environment says.
EMAIL_CONFIG = (
    environ.Env.email_url_config("dummymail://")
    if EXAMPLE
    else env.email_url("EMAIL_URL", default="consolemail://")
)
vars().update(EMAIL_CONFIG)
# A mail server that is silent for so many seconds is tried again later.
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", "samverka@localhost")

# Nothing but our own files, no inline script or style, no frame, no form that goes elsewhere.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        # Browsers hold redirects of a form to this, too: the way to an identity provider must be named.
        "form-action": [SELF, *origins(SOCIALACCOUNT_PROVIDERS)],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "samverka.portal.errors.form_refused"
LANGUAGE_COOKIE_SAMESITE = "Lax"
BEHIND_TLS = env.bool("BEHIND_TLS", False)
# A browser makes passkeys without TLS only for localhost.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not BEHIND_TLS
if BEHIND_TLS:
    ALLAUTH_TRUSTED_PROXY_COUNT = 1
    SESSION_COOKIE_NAME = "__Host-session"
    CSRF_COOKIE_NAME = "__Host-csrf"
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = env.bool("HSTS_SUBDOMAINS", False)
    CSRF_COOKIE_SECURE = True
    SESSION_COOKIE_SECURE = True

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    # Whoever asks for a wrong host is told so; there is nothing in it for a log.
    "loggers": {"django.security.DisallowedHost": {"level": "CRITICAL"}},
}

SITE_NAME = _("Samverka")
