"""Notes how far the people of the demo have read: what they follow up to yesterday, as if they came by every day."""

from datetime import datetime, timedelta

from forum.models import Follow, Visit

AWAY = timedelta(days=1)


def load_visits(now: datetime) -> None:
    follows = Follow.objects.filter(question__isnull=False).values_list("member_id", "question_id", "since")
    Visit.objects.bulk_create(
        Visit(member_id=member_id, question_id=question_id, seen_at=max(since, now - AWAY))
        for member_id, question_id, since in follows
    )
