"""load(): the whole demo community in one transaction, with every date relative to `now`."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F

from cms.demo.boards import load_boards, load_expertise, load_tags
from cms.demo.brand import load_brand
from cms.demo.desk import load_desk
from cms.demo.deskwork import load_deskwork
from cms.demo.history import write_history
from cms.demo.loops import load_loops
from cms.demo.pages import load_pages
from cms.demo.people import load_people
from cms.demo.threads import House, load_threads
from cms.demo.visits import load_visits
from cms.demo.voting import load_votes, write_ledger
from community.lib import slots
from community.lib.nudges import nudge
from community.notifications.models import Notification
from forum.insights.measuring import measure_recent
from forum.insights.queries import WEEKS
from forum.management.recounting import recount
from forum.models import Answer, Board, Card, Comment, Question
from forum.queries import cards

_READ_AFTER = timedelta(hours=20)


@transaction.atomic
def load(now: datetime) -> int:
    """Load the community when there are no boards yet; how many questions came in (0: it was there)."""
    if Board.objects.exists():
        return 0
    members = load_people(now)
    boards, policies = load_boards()
    tags = load_tags()
    load_expertise(members, boards, tags, now)
    house = House(members, boards, policies, tags, now)
    threads = load_threads(house)
    ballots = load_votes(threads.values(), house)
    load_visits(now)
    recount()
    write_ledger(threads.values(), ballots)
    load_deskwork(members, boards)
    load_desk(threads, house)
    # Webcare's words stand at other moments now.
    recount()
    write_history()
    load_loops(threads, house)
    measure_recent(now, weeks=WEEKS)
    _draw_cards()
    load_pages(now)
    load_brand(now)
    _settle_notifications(now)
    Question.objects.update(watch_due_at=None, index_due_at=now)
    slots.bump_around_commit(["brand", "site", "lists"])
    nudge("forum.tasks.index")
    return len(threads)


def _draw_cards() -> None:
    comments: dict[tuple[int, int | None], list[Comment]] = {}
    for comment in Comment.objects.shown().order_by("created_at", "id"):
        comments.setdefault((comment.question_id, comment.answer_id), []).append(comment)
    drawn: list[Card] = []
    for question in Question.objects.prefetch_related("tags"):
        words = sorted(tag.slug for tag in question.tags.all())
        drawn += cards.built(question, comments.get((question.pk, None), []), words)
    for answer in Answer.objects.select_related("question", "official_for"):
        drawn += cards.built(answer, comments.get((answer.question_id, answer.pk), []))
    Card.objects.bulk_create(drawn, batch_size=500)


def _settle_notifications(now: datetime) -> None:
    """What was told before now was mailed then; what is older than a working day was read."""
    Notification.objects.filter(letter_due_at__isnull=False).update(
        letter_due_at=None, lettered_at=F("created_at")
    )
    Notification.objects.filter(read_at=None, created_at__lt=now - _READ_AFTER).update(
        read_at=F("created_at")
    )
