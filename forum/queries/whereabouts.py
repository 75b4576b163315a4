"""Where a post is now: its place in a thread, what became of it, or why nobody can read it any more."""

from community.events.models import Event
from community.members.models import Member
from forum.models import Answer, Comment, Question

# More turns than anyone takes between comment and answer.
_TURNS = 8


def address_of(noun: str, number: int, member: Member | None) -> str | None:
    """Where the answer or comment stands for this reader, whatever it was made in the meantime; None: nowhere."""
    for _turn in range(_TURNS):
        model = Answer if noun == "answer" else Comment
        found = model.objects.visible_to(member).select_related("question").filter(pk=number).first()
        if found is not None:
            return f"{found.question.path()}#{noun}-{number}"
        noun, number = _next(noun, number)
        if noun == "question":
            asked = Question.objects.visible_to(member).filter(pk=number).first()
            return asked.path() if asked is not None else None
    return None


def _next(noun: str, number: int) -> tuple[str, int]:
    """What the post was made: its kind and number. Question 0 when it was made nothing."""
    if noun == "answer":
        made = Event.objects.filter(
            subject=f"answer:{number}", kind__in=("answer.made_comment", "answer.split")
        ).first()
        if made is not None:
            noun = "comment" if made.kind == "answer.made_comment" else "question"
            return noun, made.details[noun]
    else:
        made = Event.objects.filter(kind="comment.made_answer", details__comment=number).first()
        if made is not None:
            return "answer", int(made.subject.partition(":")[2])
    return "question", 0


def why_gone(question_id: int) -> str:
    """deleted (by its author), hidden or removed (by moderation); empty for what was never there."""
    row = Question.objects.exclude(hidden_at=None).filter(pk=question_id).only(
        "hidden_at", "hidden_by", "author", "removed_at"
    ).first()  # fmt: skip
    if row is None:
        return ""
    if row.removed_at is not None:
        return "removed"
    return "deleted" if row.is_deleted else "hidden"


def merged_path(question: Question, member: Member | None) -> str | None:
    """The address of the question its answers went to, unless this reader can not see it."""
    if question.merged_into_id is None:
        return None
    target = Question.objects.visible_to(member).filter(pk=question.merged_into_id).first()
    return target.path() if target is not None else None
