"""What the page "For you" shows: what waits for this colleague, and what is open in their fields."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q

from community.lib import markup
from community.members.models import Department, Member
from forum.models import Expertise, Question, QuestionTag
from forum.routing.models import ExpertRequest, RequestState
from forum.routing.reasons import sentence

# More than anyone reads in one sitting; the rest moves up as these are done.
REQUESTS = 30
OPEN_QUESTIONS = 20


@dataclass(frozen=True)
class Offer:
    request: ExpertRequest
    question: Question
    why: str
    excerpt: str


@dataclass(frozen=True)
class ForYou:
    offers: list[Offer]
    open_questions: list[Question]
    fields: list[Expertise]
    departments: list[Department]
    undone: ExpertRequest | None

    @property
    def question_ids(self) -> list[int]:
        return [offer.question.pk for offer in self.offers] + [
            question.pk for question in self.open_questions
        ]


def for_you(member: Member, now: datetime, *, language: str, undone: int | None = None) -> ForYou:
    """The page in six queries; `undone` is the request just passed or declined, which may be taken back."""
    mine = ExpertRequest.objects.filter(member=member).select_related("question__board", "question__author")
    fields = list(
        Expertise.objects.filter(member=member).select_related("tag", "board", "confirmed_by").order_by("pk")
    )
    return ForYou(
        offers=_offers(mine, language),
        open_questions=_open_questions(member, fields, now),
        fields=fields,
        departments=list(Department.objects.exclude(pk=member.department_id).order_by("name")),
        undone=mine.filter(pk=undone).exclude(state=RequestState.WAITING).first() if undone else None,
    )


def outside_expertise(member: Member, question: Question) -> bool:
    """Whether this employee knows nothing registered about the question's tags or board."""
    tags = QuestionTag.objects.filter(question=question).values("tag")
    known = Expertise.objects.confirmed().filter(Q(tag__in=tags) | Q(board=question.board_id), member=member)
    return not known.exists()


def _offers(mine, language: str) -> list[Offer]:
    rows = list(
        mine.filter(state__in=[RequestState.WAITING, RequestState.EXPIRED])
        .filter(
            question__hidden_at=None,
            question__status="open",
            question__accepted_count=0,
            question__answer_count=0,
        )
        .order_by("asked_at", "pk")[:REQUESTS]
    )
    passers = Member.objects.in_bulk({row.reason["passed_by"] for row in rows if row.reason.get("passed_by")})
    return [
        Offer(row, row.question, _why(row, passers, language), markup.plain(row.question.body_html, 240))
        for row in rows
    ]


def _why(row: ExpertRequest, passers: dict[int, Member], language: str) -> str:
    passer = passers.get(row.reason.get("passed_by"))
    return sentence(
        row.reason, board=row.question.board.name_in(language), passed_by=passer.name if passer else ""
    )


def _open_questions(member: Member, fields: list[Expertise], now: datetime) -> list[Question]:
    confirmed = [field for field in fields if field.is_confirmed(now)]
    tags = [field.tag_id for field in confirmed if field.tag_id]
    boards = [field.board_id for field in confirmed if field.board_id]
    if not confirmed:
        return []
    tagged = QuestionTag.objects.filter(question=OuterRef("pk"), tag__in=tags)
    asked = ExpertRequest.objects.filter(question=OuterRef("pk"), member=member)
    return list(
        Question.objects.visible_to(None)
        .unanswered()
        .filter(Exists(tagged) | Q(board__in=boards))
        .exclude(author=member)
        .exclude(Exists(asked))
        .select_related("board", "author")
        .order_by("-created_at", "-id")[:OPEN_QUESTIONS]
    )
