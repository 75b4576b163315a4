"""How each loop that stands still reads: what it is, what is missing, and the one thing to do about it."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from forum.escalation.models import Check
from forum.improvements.models import Change, Improvement, Learning
from forum.queries.moments import moments
from forum.webcare.models import Case


@dataclass(frozen=True, slots=True)
class Loop:
    """One thing that stands still. `missing` is what would close it, `action` the button that leads `onward` to it."""

    title: str
    path: str
    lang: str
    about: str
    since: datetime
    missing: str
    action: str
    onward: str
    # Managers and leads decide it; others read what is missing.
    is_for_managers: bool = False
    age: str = ""
    # To be put aside from here.
    learning_id: int | None = None
    # To be said of from here that it taught nothing new.
    question_id: int | None = None


def of_silence(one: Check, language: str) -> Loop:
    """A check nobody replied to: whoever helped, or a colleague, can ask in a comment."""
    question, helper = one.question, one.helper
    asked_on = moments(language).date(one.asked_at or one.solved_at)
    place = f"answers/{one.answer_id}" if one.answer_id else f"questions/{question.pk}"
    return Loop(
        question.title,
        question.path(),
        question.language,
        helper.name if helper else "",
        one.solved_at,
        missing=_("We asked on {date} and heard nothing.").format(date=asked_on),
        action=_("Ask how it went in a comment"),
        onward=f"/{place}/comments/",
    )


def of_yes(one: Check, language: str) -> Loop:
    """A solution that held, and from which nobody said what we learn."""
    question = one.question
    return Loop(
        question.title,
        question.path(),
        question.language,
        one.words or one.get_felt_display(),
        one.replied_at,
        missing=_("It held, and nobody noted what it teaches us."),
        action=_("Note what it teaches"),
        onward=f"/learnings/{question.pk}/",
        question_id=question.pk,
    )


def of_case(one: Case, language: str) -> Loop:
    """What was noted on a case alone: it is counted nowhere, also when the case has a cause."""
    missing = _("This stands on the case only. Once it has a cause, an improvement can come of it.")
    if one.cause:
        missing = _(
            "This stands on the case only. Once it counts under its cause, an improvement can come of it."
        )
    question = one.question
    return Loop(
        question.title,
        question.path(),
        question.language,
        f"“{one.learned}”",
        one.resolved_at,
        missing=missing,
        action=_("Count it under its cause") if one.cause else _("Give it a cause"),
        onward=f"/learnings/{question.pk}/",
        question_id=question.pk,
    )


def of_learning(one: Learning, language: str) -> Loop:
    """A learning that belongs to no improvement."""
    return Loop(
        one.line,
        one.question.path(),
        "",
        one.cause.name,
        one.at,
        missing=_("Nobody decided whether something changes because of it."),
        action=_("Make an improvement of it"),
        onward=f"/improvements/new/?learning={one.pk}",
        is_for_managers=True,
        learning_id=one.pk,
    )


def of_proposal(one: Improvement, language: str) -> Loop:
    """A proposal, with why it was made; `me_toos` and `asked` are counted over its questions."""
    return _of_improvement(
        one,
        language,
        about=_why(one),
        missing=_("Nobody said yet whether something is done about it."),
        action=_("Say where it stands"),
        onward=f"{one.path()}#state",
    )


def of_unowned(one: Improvement, language: str) -> Loop:
    """An improvement in public that nobody looks after."""
    department = one.department.name_in(language) if one.department else ""
    missing = _("{department} has it, and nobody there looks after it.").format(department=department)
    return _of_improvement(
        one,
        language,
        about=one.get_state_display(),
        missing=missing if department else _("It has no department, and nobody looks after it."),
        action=_("Give it to someone"),
        onward=f"{one.path()}#whose",
    )


def of_untold(one: Change, language: str) -> Loop:
    """A change whose telling is not finished; the job goes on by itself."""
    told = ngettext(
        "%(count)d person is told so far; the others follow by themselves.",
        "%(count)d people are told so far; the others follow by themselves.",
        one.told_count,
    ) % {"count": one.told_count}
    improvement = one.improvement
    return Loop(
        improvement.title_in(language),
        improvement.path(),
        "",
        improvement.get_state_display(),
        one.at,
        missing=told,
        action=_("Read what was said"),
        onward=improvement.path(),
    )


def _of_improvement(
    one: Improvement, language: str, *, about: str, missing: str, action: str, onward: str
) -> Loop:
    title, path = one.title_in(language), one.path()
    return Loop(
        title, path, "", about, one.state_at, missing=missing, action=action, onward=onward,
        is_for_managers=True,
    )  # fmt: skip


def _why(one: Improvement) -> str:
    if one.proposed_for is None:
        name = one.state_by.name if one.state_by else ""
        return _("opened by {name}").format(name=name) if name else _("opened by a colleague")
    if one.cause is not None:
        count = ngettext("%(count)d question of one cause", "%(count)d questions of one cause", one.asked)
        return f"{count % {'count': one.asked}}: {one.cause.name}"
    joined = one.me_toos or 0
    return ngettext("%(count)d person has it too", "%(count)d people have it too", joined) % {"count": joined}
