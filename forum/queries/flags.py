"""What stands above an answer: that it is the solution and who said so, that it is official and for whom."""

from django.utils.html import escape
from django.utils.translation import gettext as _

from forum.models import Answer, Question
from forum.queries import tokens
from forum.queries.moments import Moments


def flag(answer: Answer, times: Moments) -> str:
    """HTML in the active language; nothing for an answer that is neither."""
    if not answer.accepted_at and not answer.official_at:
        return ""
    parts = []
    if answer.accepted_at:
        label = escape(_("The solution"))
        parts.append(f"<h3>{tokens.mark('solved')} {label}</h3>")
        parts.append(f'<span class="soft">{_accepted_by(answer)}</span>')
    if answer.official_at:
        parts.append(_official(answer, times))
    return f'<div class="post-flag">{"".join(parts)}</div>'


def _accepted_by(answer: Answer) -> str:
    by = tokens.first_name(answer.accepted_by_id)
    if answer.accepted_by_id is None:
        return escape(_("accepted"))
    if answer.accepted_by_id == answer.question.author_id:
        return escape(_("accepted by {name}, who asked")).replace("{name}", by)
    asked_the_same = Question.objects.filter(
        merged_into=answer.question_id, author=answer.accepted_by_id
    ).exists()
    if asked_the_same:
        return escape(_("accepted by {name}, who asked the same")).replace("{name}", by)
    return escape(_("accepted by {name}, as the asker was silent")).replace("{name}", by)


def _official(answer: Answer, times: Moments) -> str:
    department = answer.official_for.name_in(times.language) if answer.official_for else ""
    is_confirmed = answer.official_by_id is not None and answer.official_by_id != answer.author_id
    if department:
        title = _("Confirmed by {department}") if is_confirmed else _("Official answer from {department}")
    else:
        title = _("Confirmed officially") if is_confirmed else _("Official answer")
    heading = escape(title.replace("{department}", tokens.plain(department)))
    # Under the heading of a solution the sign is a line, alone it is the heading.
    level = 'p class="staff"' if answer.accepted_at else "h3"
    sign = f"<{level}>{tokens.icon('i-house')} {heading}</{level.split()[0]}>"
    if is_confirmed:
        by = escape(_("by {name}")).replace("{name}", tokens.name(answer.official_by_id))
        sign += f"<span>{by}</span>"
    return sign
