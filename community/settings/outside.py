"""The parts outside: database, cache, broker, search and mail, each from one environment variable."""

from pathlib import Path

import dj_database_url

from community.settings import env

VAR_DIR = Path(env.text("VAR_DIR", str(Path(__file__).resolve().parents[2] / "var")))

DATABASES = {
    "default": dj_database_url.parse(env.text("DATABASE_URL", f"sqlite:///{VAR_DIR / 'db.sqlite3'}"))
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        # Web, worker and schedule write at once: the writer takes its lock at BEGIN and the others wait for it.
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA mmap_size=134217728;",
    }
elif DATABASES["default"]["ENGINE"].endswith("postgresql"):
    DATABASES["default"].setdefault("OPTIONS", {})["pool"] = {"min_size": 1, "max_size": 4}

CACHE_URL = env.text("CACHE_URL")
if CACHE_URL:
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": CACHE_URL}}
else:
    CACHES = {
        "default": {
            "BACKEND": "community.lib.sharedcache.LmdbCache",
            "LOCATION": str(VAR_DIR / "cache" / "default"),
        }
    }
    CACHES["pages"] = {**CACHES["default"], "LOCATION": str(VAR_DIR / "cache" / "pages")}
CACHES.setdefault("pages", {**CACHES["default"], "KEY_PREFIX": "pages"})

CELERY_BROKER_URL = env.text("BROKER_URL", "filesystem://localhost")
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
if CELERY_BROKER_URL.startswith("filesystem:"):
    _queue = VAR_DIR / "queue"
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        # One folder both ways: what is written is what the worker reads.
        "data_folder_in": str(_queue / "messages"),
        "data_folder_out": str(_queue / "messages"),
        "control_folder": str(_queue / "control"),
        "store_processed": False,
        "polling_interval": 0.2,
    }
else:
    CELERY_BROKER_TRANSPORT_OPTIONS = {"socket_connect_timeout": 2, "socket_timeout": 5, "max_retries": 1}
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ROUTES = {"forum.tasks.index": {"queue": "search"}}
CELERY_TASK_DEFAULT_QUEUE = "celery"
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_WORKER_SEND_TASK_EVENTS = False
CELERY_TIMEZONE = "UTC"

ELASTICSEARCH_URL = env.text("ELASTICSEARCH_URL")
SEARCH_INDEX_PREFIX = env.text("SEARCH_INDEX_PREFIX", "crowdservice")
SEARCH_PING = "forum.search.face.ping"
SEARCH_DOCUMENTS = ["forum.search.questions", "cms.documents"]

WEBHOOKS_ALLOW = env.words("WEBHOOKS_ALLOW")
DEFAULT_FROM_EMAIL = env.text("DEFAULT_FROM_EMAIL", "community@localhost")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
# Letters can be answered where mail to this address, and to the same with "+" and more before the @, comes in.
REPLY_ADDRESS = env.text("REPLY_ADDRESS")
INBOX_DIR = Path(env.text("INBOX_DIR", str(VAR_DIR / "inbox")))
