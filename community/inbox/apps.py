"""The room where replies to letters come in."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InboxConfig(AppConfig):
    name = "community.inbox"
    label = "inbox"
    verbose_name = _("incoming mail")
