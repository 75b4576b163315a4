"""Settings of the tests: everything generated goes to a folder of its own, mail stays in memory."""

import atexit
import os
import shutil
import tempfile

if "VAR_DIR" not in os.environ:
    _folder = os.environ["VAR_DIR"] = tempfile.mkdtemp(prefix="crowdservice-test-")
    _owner = os.getpid()
    # The processes a test starts share the folder; only the one that made it removes it.
    atexit.register(lambda: os.getpid() == _owner and shutil.rmtree(_folder, ignore_errors=True))

from community.settings.demo import *  # noqa: F403

SECRET_KEY = "for-tests-only"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
ALLOWED_HOSTS = ["*"]
CELERY_TASK_ALWAYS_EAGER = False
# Each test's client has middleware of its own, and going through all static files for it took half of every page test.
WHITENOISE_AUTOREFRESH = True
