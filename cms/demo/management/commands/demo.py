"""`manage.py demo` loads the demo community; `--accounts` says as whom one can sign in."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from cms.demo.accounts import accounts as accounts_by_role
from cms.demo.loading import load
from cms.demo.people import PASSWORD
from community.lib import clock


class Command(BaseCommand):
    help = "Load the demo community, unless the database has boards already."

    def add_arguments(self, parser) -> None:
        parser.add_argument(
            "--accounts", action="store_true", help="print one account per role and load nothing"
        )

    def handle(self, *args, accounts: bool, **options) -> None:
        if not settings.DEMO:
            raise CommandError("The demo community is for the demo settings only (community.settings.demo).")
        if accounts:
            self._print_accounts()
            return
        loaded = load(clock.now())
        if loaded:
            self.stdout.write(f"Loaded the demo community with {loaded} questions.")

    def _print_accounts(self) -> None:
        for role, member in accounts_by_role():
            self.stdout.write(f"  {role!s:<18} {member.email:<32} {member.name}")
        self.stdout.write(f"  Password of all: {PASSWORD}")
