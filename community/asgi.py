"""ASGI entry point, for servers that ask for one; the product itself is served over WSGI."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "community.settings.embedded")

application = get_asgi_application()
