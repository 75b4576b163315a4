"""WSGI entry point: the page cache stands in front of Django."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "community.settings.embedded")

from community.lib.pagecache import PageCache

application = PageCache(get_wsgi_application())
