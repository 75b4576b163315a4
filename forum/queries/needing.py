"""Which questions a member should look at: what waits in their fields, and what moved in what they read along."""

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery

from community.members.models import Member
from forum.models import Answer, Expertise, Follow, Question, QuestionTag, Visit
from reputation.models import TagStanding


def needing(questions: QuerySet[Question], member: Member) -> QuerySet[Question]:
    """Of these, the unsolved ones in a field the member knows, earned standing in, or follows.

    Neither their own nor those they answered: there they have had their say.
    """
    known = Expertise.objects.confirmed().filter(member=member)
    follows = Follow.objects.filter(member=member)
    earned = TagStanding.objects.filter(member=member, total__gt=0)
    tagged = QuestionTag.objects.filter(
        Q(tag__in=known.filter(tag__isnull=False).values("tag"))
        | Q(tag__in=earned.values("tag"))
        | Q(tag__in=follows.filter(tag__isnull=False).values("tag")),
        question=OuterRef("pk"),
    )
    in_field = (
        Q(board__in=known.filter(board__isnull=False).values("board"))
        | Q(board__in=follows.filter(board__isnull=False).values("board"))
        | Q(known_tagging__isnull=False)
    )
    answered = Answer.objects.filter(question=OuterRef("pk"), author=member)
    # One look per row: an Exists beside an "or" would have PostgreSQL read the tags of all questions first.
    questions = questions.alias(known_tagging=Subquery(tagged.values("pk")[:1]))
    return questions.unsolved().filter(in_field).exclude(author=member).exclude(Exists(answered))


def unread(questions: QuerySet[Question], member: Member) -> QuerySet[Question]:
    """Of these, the ones they read or follow in which something happened since."""
    # One set, so that the database begins with what is theirs and not with all that moved.
    return questions.filter(pk__in=moved_visits(member).union(unvisited_follows(member)))


def moved_visits(member: Member) -> QuerySet:
    """Questions they read before something happened in them."""
    visits = Visit.objects.filter(member=member, question__active_at__gt=F("seen_at"))
    return visits.values("question")


def unvisited_follows(member: Member) -> QuerySet:
    """Questions they follow, in which something happened since they began, and never read."""
    visited = Visit.objects.filter(member=member, question=OuterRef("question"))
    follows = Follow.objects.filter(member=member, question__active_at__gt=F("since"))
    return follows.exclude(Exists(visited)).values("question")
