"""What others may do with one's name: who may call me, follow me, and read a list of what I wrote."""

from datetime import datetime

from django.db import transaction

from community.events.recording import record
from community.members.models import Member

CHOICES = ("mentionable_by", "is_followable", "shows_activity")


@transaction.atomic
def keep_choices(*, member: Member, now: datetime) -> None:
    """Keep what stands on `member`. Who no longer wants to be followed is let go of: rooms above hear of it."""
    member.save(update_fields=CHOICES)
    subject = f"member:{member.pk}"
    if not member.is_followable:
        record("member.unfollowable", by=member, now=now, subject=subject, announce=True)
    record("member.choices_kept", by=member, now=now, subject=subject, stale=[subject])
