"""Production: every outside part named in the environment; refuses to start on insecure values and says which."""

import re
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

from community.settings import env
from community.settings.base import *  # noqa: F403
from community.settings.base import CONTENT_SECURITY_POLICY, DATABASES, REPLY_ADDRESS, STORAGES

SECRET_KEY = env.required("SECRET_KEY")
ALLOWED_HOSTS = [
    env.required("SITE_URL").split("://")[-1].split("/")[0].split(":")[0],
    *env.words("ALLOWED_HOSTS"),
]
for _name in ("DATABASE_URL", "CACHE_URL", "BROKER_URL", "EMAIL_URL"):
    env.required(_name)

_faults = []
if len(SECRET_KEY) < 50 or len(set(SECRET_KEY)) < 10 or SECRET_KEY.startswith("django-insecure"):
    _faults.append("SECRET_KEY must be at least 50 random characters")
if not env.text("SITE_URL").startswith("https://"):
    _faults.append("SITE_URL must begin with https://")
if "*" in ALLOWED_HOSTS:
    _faults.append("ALLOWED_HOSTS must name hosts, not *")
if not DATABASES["default"]["ENGINE"].endswith("postgresql"):
    _faults.append("DATABASE_URL must name a PostgreSQL database")
if not env.text("CACHE_URL").startswith(("redis://", "rediss://", "unix://")):
    _faults.append("CACHE_URL must name Redis or Valkey (redis://, rediss://, unix://)")
if not env.text("EMAIL_URL").startswith(("smtp+tls://", "smtps://", "smtp://")):
    _faults.append("EMAIL_URL must name a mail server (smtp+tls://, smtps://, smtp://)")
if REPLY_ADDRESS and not re.fullmatch(r"[\w.-]{1,8}@[\w.-]+", REPLY_ADDRESS):
    _faults.append("REPLY_ADDRESS must be one plain address with at most 8 letters before the @, without +")
if env.text("BROKER_URL").startswith(("filesystem", "memory")):
    _faults.append("BROKER_URL must name a broker (redis://, rediss://, amqp://)")
for _name in ("DEBUG", "DEMO"):
    if env.flag(_name):
        _faults.append(f"{_name} can not be switched on in production")
if _faults:
    raise ImproperlyConfigured("Production does not start: " + "; ".join(_faults) + ".")

CSRF_TRUSTED_ORIGINS = env.words("CSRF_TRUSTED_ORIGINS")
_mail = urlsplit(env.text("EMAIL_URL"))
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST, EMAIL_PORT = _mail.hostname, _mail.port or 587
# In an address an @ in a name or password is written %40.
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = unquote(_mail.username or ""), unquote(_mail.password or "")
EMAIL_USE_TLS = _mail.scheme == "smtp+tls"
EMAIL_USE_SSL = _mail.scheme == "smtps"
EMAIL_TIMEOUT = 20

SECURE_SSL_REDIRECT = env.flag("SECURE_SSL_REDIRECT", default=True)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.flag("BEHIND_PROXY") else None
SECURE_HSTS_SECONDS = 365 * 24 * 3600
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
CONTENT_SECURITY_POLICY["DIRECTIVES"]["upgrade-insecure-requests"] = True
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
