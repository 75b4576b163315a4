"""What an asker hears when a promise slipped: the new time on the site at once, by mail once a day and not at night."""

from datetime import datetime
from zoneinfo import ZoneInfo

from community.members import zones
from community.notifications.models import Notification
from community.notifications.telling import take_back, tell
from forum.escalation import moments
from forum.models import Question
from forum.webcare.models import Case

KIND = "promise-slipped"


def tell_asker(question: Question, until: datetime, *, number: int, zone: ZoneInfo, now: datetime) -> None:
    """The `number`th promise slipped and `until` is the new one. `zone` is the board's, whose days are counted."""
    if not question.author_id:
        return
    asker = question.author
    letter_at = moments.after_night(now, zones.zone_of(asker))
    # The newest time stands for those before it.
    take_back(subject=question.subject, kind=KIND, now=now)
    # Who heard of us already does not wait for an answer but for what we do next.
    is_replied = Case.objects.filter(question=question, replied_at__isnull=False).exists()
    tell(
        [asker.pk], kind=KIND, subject=question.subject, link=question.path(),
        key=f"{KIND}:{question.pk}:{number}", now=now, letters_at=letter_at,
        by_mail=not _was_written_to(question, letter_at, zone),
        details={
            "title": question.title,
            "until": until.isoformat(),
            "variant": "again" if is_replied else "",
        },
    )  # fmt: skip


def _was_written_to(question: Question, at: datetime, zone: ZoneInfo) -> bool:
    """Whether a letter about this went out on the same day of the board."""
    told = Notification.objects.filter(
        member=question.author_id, subject=question.subject, kind=KIND, lettered_at__isnull=False
    )
    last = told.order_by("-lettered_at").values_list("lettered_at", flat=True).first()
    return last is not None and last.astimezone(zone).date() == at.astimezone(zone).date()
