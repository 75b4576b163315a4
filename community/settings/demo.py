"""The embedded default plus what only a demo may have: a clock that moves and one-click sign-in."""

from community.settings.embedded import *  # noqa: F403
from community.settings.embedded import INSTALLED_APPS, ROOT, STATICFILES_DIRS

DEMO = True
WAGTAIL_SITE_NAME = "Kwikstaart"
INSTALLED_APPS = [*INSTALLED_APPS, "cms.demo"]
STATICFILES_DIRS = [*STATICFILES_DIRS, ("demo/portraits", ROOT / "cms" / "demo" / "content" / "portraits")]
