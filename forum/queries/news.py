"""What an open page asks now and then: which answers its question has by now."""

from forum.models import Answer, Question

# An open page that misses more than these is better read anew.
NEWEST = 50


def shown_answers(question_id: int) -> list[int] | None:
    """Ids of the newest answers that everyone may read, the newest first; None without such a question."""
    if not Question.objects.visible_to(None).filter(pk=question_id).exists():
        return None
    answers = Answer.objects.shown().filter(question=question_id).order_by("-created_at", "-pk")
    return list(answers.values_list("pk", flat=True)[:NEWEST])
