"""What a post offers its reader: buttons of the signed-in member, or the way to sign in. The only personal layer."""

from urllib.parse import quote

from django.utils.html import escape
from django.utils.translation import gettext as _

from forum import rules
from forum.models import Answer, Question
from forum.queries import takenaway
from forum.queries.buttons import button, counted, link, share
from forum.queries.moremenu import MoreMenu
from forum.queries.reader import Viewer
from forum.queries.tokens import icon_html


class VisitorButtons:
    """The same for everybody: counts, and links that lead to signing in."""

    def __init__(self, question: Question, answers: dict[int, Answer]):
        self._question, self._answers = question, answers
        self._next = f"/accounts/login/?next={quote(question.path())}"

    def of(self, post: str) -> str:
        if post.startswith("c"):
            return ""
        if post == "q":
            parts = [
                self._link("i-check", _("Me too"), self._question.me_too_count),
                self._link("i-up", _("Good question"), self._question.score),
                share(self._question.path()),
            ]
        else:
            answer = self._answers[int(post)]
            parts = [self._link("i-up", _("Helpful"), answer.score)]
        return f'<div class="actions">{"".join(parts)}</div>'

    def _link(self, symbol: str, label: str, count: int) -> str:
        return (
            f'<a class="button vote" rel="nofollow" href="{self._next}">{icon_html(symbol)} {escape(label)}'
            f"{counted(count)}</a>"
        )


class MemberButtons:
    """Votes, follow, accept, comment and edit, each where the rules allow it."""

    def __init__(self, viewer: Viewer, question: Question, answers: dict[int, Answer]):
        self._viewer, self._question, self._answers = viewer, question, answers
        self._more = MoreMenu(viewer, question, answers)

    def of(self, post: str) -> str:
        if post.startswith("c"):
            return self._more.of_comment(post[1:])
        if post == "q":
            return f'<div class="actions">{"".join(self._of_question())}</div>'
        answer = self._answers[int(post)]
        note = takenaway.note(answer, self._viewer)
        return f'{note}<div class="actions">{"".join(self._of_answer(answer))}</div>'

    def _of_question(self) -> list[str]:
        question, viewer, base = self._question, self._viewer, f"/questions/{self._question.pk}"
        parts = []
        if rules.may_join(viewer.member, question, viewer.now):
            parts.append(
                button(f"{base}/join/", "on", int(not viewer.joined), "i-check", _("Me too"),
                        question.me_too_count, viewer.joined)
            )  # fmt: skip
        parts += self._votes(question, base, "q", _("Good question"))
        parts.append(
            button(f"{base}/follow/", "on", int(not viewer.follows), "i-follow",
                    _("Following") if viewer.follows else _("Follow"), None, viewer.follows, bare=True,
                    words=(_("Follow"), _("Following")))
        )  # fmt: skip
        parts += self._words(question, base)
        parts.append(share(question.path()))
        return [*parts, self._more.of_question()]

    def _of_answer(self, answer: Answer) -> list[str]:
        viewer, base = self._viewer, f"/answers/{answer.pk}"
        parts = []
        if answer.accepted_at is None and rules.may_accept(
            viewer.member, self._question, answer, viewer.points, viewer.has_been_accepted, viewer.now,
            last_word_at=viewer.asker_at,
        ):  # fmt: skip
            # Beside a solution the next one is a quiet choice.
            is_second = self._question.state == "solved"
            label = _("This solved it")
            parts.append(button(f"{base}/solution/", "on", 1, "i-check", label, None, None, bare=is_second))
        parts += self._votes(answer, base, str(answer.pk), _("Helpful"))
        parts += self._words(answer, base)
        if answer.accepted_at and rules.may_undo_acceptance(
            viewer.member, self._question, answer, viewer.now
        ):
            label = _("Not the solution after all")
            parts.append(button(f"{base}/solution/", "on", 0, "i-close", label, None, None, bare=True))
        return [*parts, self._more.of_answer(answer)]

    def _votes(self, post: Question | Answer, base: str, key: str, label: str) -> list[str]:
        viewer, mine = self._viewer, self._viewer.votes.get(key, 0)
        parts = []
        if rules.is_frozen(viewer.member, self._question):
            # What was voted stands as long as the question is locked.
            mine = 0
        if mine > 0 or rules.may_vote(viewer.member, post, 1, viewer.points, viewer.now):
            value = 0 if mine > 0 else 1
            parts.append(button(f"{base}/vote/", "value", value, "i-up", label, post.score, mine > 0))
        elif post.score:
            parts.append(f'<span class="soft small">{escape(label)}{counted(post.score)}</span>')
        if mine < 0 or rules.may_vote(viewer.member, post, -1, viewer.points, viewer.now):
            value, label = (0 if mine < 0 else -1), _("Not helpful")
            parts.append(
                button(
                    f"{base}/vote/", "value", value, "i-down", label, None, mine < 0, bare=True, quiet=True
                )
            )
        return parts

    def _words(self, post: Question | Answer, base: str) -> list[str]:
        viewer, parts = self._viewer, []
        if post.hidden_at is None and rules.may_comment(
            viewer.member, self._question, viewer.points, viewer.now
        ):
            parts.append(link(f"{base}/comments/", "i-comment", _("Comment")))
        if rules.may_edit(viewer.member, post, viewer.points, viewer.now):
            parts.append(link(f"{base}/edit/", "i-edit", _("Edit")))
        elif rules.may_suggest_edit(viewer.member, post, viewer.points, viewer.now):
            parts.append(link(f"{base}/edit/", "i-edit", _("Improve")))
        return parts
