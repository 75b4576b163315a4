"""What letters that ask an asker something quote: the answer, or how it was solved, as it stands when they go out."""

from community.lib import markup
from community.notifications.kinds import Quote
from community.notifications.models import Notification
from forum.escalation.hearing import TOO_LOW
from forum.escalation.models import Check
from forum.models import Answer, Question
from forum.webcare.models import Case

# As much as reminds somebody of what it was.
QUOTED = 400


def of_reminder(told: Notification) -> Quote | None:
    """The latest answer of the question it asks about."""
    question = Question.objects.filter(pk=_number(told)).first()
    if question is None or question.hidden_at is not None:
        return None
    answers = Answer.objects.shown().filter(question=question).filter(score__gt=TOO_LOW)
    answers = answers.exclude(author=question.author_id)
    return _quote(question, answers.order_by("-created_at", "-pk"))


def of_check(told: Notification) -> Quote | None:
    """The solution, or the latest answer by whoever helped; where they talked in private, the line everyone reads."""
    check = Check.objects.select_related("question", "helper__department").filter(pk=_number(told)).first()
    if check is None or check.question.hidden_at is not None:
        return None
    shown = Answer.objects.shown().filter(question=check.question)
    if check.answer_id:
        return _quote(check.question, shown.filter(pk=check.answer_id))
    case = Case.objects.filter(question=check.question, private_at__isnull=False).first()
    if case is not None:
        return Quote(case.public_line, check.helper, check.question.path())
    answers = shown.filter(author=check.helper_id) if check.helper_id else shown.none()
    return _quote(check.question, answers.order_by("-created_at", "-pk"))


def _quote(question: Question, answers) -> Quote:
    answer = answers.select_related("author__department").first()
    if answer is None:
        return Quote("", None, question.path())
    return Quote(markup.plain(answer.body_html, QUOTED), answer.author, question.path())


def _number(told: Notification) -> int:
    return int(told.subject.partition(":")[2])
