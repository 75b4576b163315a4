"""manage.py open_community: the first home page and the managers' rights on a new installation."""

from django.core.management.base import BaseCommand

from cms.opening import open_community


class Command(BaseCommand):
    help = (
        "Makes the home page, the shelf of articles and the managers' group. Run again, it changes nothing."
    )

    def handle(self, *args, **options) -> None:
        if open_community():
            self.stdout.write(
                "The community is open: its home page stands. Add boards in the admin, at /admin/."
            )
        else:
            self.stdout.write("A home page stands already; the managers' rights were looked after.")
