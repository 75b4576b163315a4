"""The form of the brand in the Wagtail admin."""

from wagtail.admin.forms import WagtailAdminModelForm

from cms.branding import current
from community.events.recording import record
from community.lib import clock


class BrandForm(WagtailAdminModelForm):
    """Saving it shows on every page at once and stands in the record; Wagtail has no hook for settings."""

    def save(self, commit: bool = True):
        saved = super().save(commit=commit)
        changed = {"fields": sorted(self.changed_data)}
        record(
            "brand.changed",
            by=self.for_user,
            now=clock.now(),
            subject="brand:1",
            details=changed,
            stale=current.STALE,
        )
        return saved
