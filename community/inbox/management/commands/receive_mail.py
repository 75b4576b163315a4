"""Take in one letter from standard input, as mail servers pipe it to a program."""

import smtplib
import sys

from django.core.management.base import BaseCommand, CommandError

from community.inbox import receiving
from community.lib import clock

# sysexits.h: bring it again later.
EX_TEMPFAIL = 75


class Command(BaseCommand):
    help = "Takes in one letter (RFC 5322) from standard input: a reply to a letter of this site."

    def handle(self, **_options) -> None:
        try:
            outcome = receiving.receive(sys.stdin.buffer.read(), clock.now())
        except (OSError, smtplib.SMTPException) as fault:
            raise CommandError(f"Bring it again later: {fault}", returncode=EX_TEMPFAIL) from fault
        self.stdout.write(str(outcome))
