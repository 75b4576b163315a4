"""The embedded default: SQLite, a memory-mapped cache, a queue of files and a search index, all under var/."""

from pathlib import Path

from community.settings import env
from community.settings.base import *  # noqa: F403
from community.settings.base import CELERY_BROKER_TRANSPORT_OPTIONS, INBOX_DIR, MIDDLEWARE, VAR_DIR

SECRET_KEY = env.text("SECRET_KEY") or env.kept_secret(VAR_DIR / "secret-key")
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", "127.0.0.1,localhost,[::1]")
CSRF_TRUSTED_ORIGINS = env.words("CSRF_TRUSTED_ORIGINS")

EMAIL_BACKEND = "community.lib.mail.ConsoleAndFolderBackend"
EMAIL_FILE_PATH = VAR_DIR / "mail"
REPLY_ADDRESS = env.text("REPLY_ADDRESS", "reply@localhost")
MIDDLEWARE = [
    "community.lib.packedfiles.PackedFilesMiddleware" if "WhiteNoise" in name else name for name in MIDDLEWARE
]
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False

for _folder in [VAR_DIR / "cache", EMAIL_FILE_PATH, VAR_DIR / "media", VAR_DIR / "static", INBOX_DIR / "new"]:
    _folder.mkdir(parents=True, exist_ok=True)
for _name in ("data_folder_in", "control_folder"):
    if _name in CELERY_BROKER_TRANSPORT_OPTIONS:
        Path(CELERY_BROKER_TRANSPORT_OPTIONS[_name]).mkdir(parents=True, exist_ok=True)
