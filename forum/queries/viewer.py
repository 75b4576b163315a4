"""What a post offers its reader: buttons of the signed-in member, or the way to sign in. The only personal layer."""

from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import quote

from django.utils.html import escape
from django.utils.translation import gettext as _

from community.members.models import Member
from forum import rules
from forum.models import Answer, Draft, Question
from forum.queries.tokens import icon_html

# Buttons in shared cards belong to this one form of the page, which holds the token of the signed-in reader.
FORM = "act"


@dataclass(frozen=True)
class Viewer:
    """The signed-in member as a reader of one thread, with what the first query of the page brought along."""

    member: Member
    points: int
    has_been_accepted: bool
    now: datetime
    follows: bool = False
    joined: bool = False
    votes: dict[str, int] = field(default_factory=dict)
    # For an employee: whether the question lies within their confirmed expertise.
    answers_officially: bool = False
    # The answer they began to write here.
    draft: Draft | None = None


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
                _share(self._question.path()),
            ]
        else:
            answer = self._answers[int(post)]
            parts = [self._link("i-up", _("Helpful"), answer.score)]
        return f'<div class="actions">{"".join(parts)}</div>'

    def _link(self, symbol: str, label: str, count: int) -> str:
        return (
            f'<a class="button vote" rel="nofollow" href="{self._next}">{icon_html(symbol)} {escape(label)}'
            f"{_counted(count)}</a>"
        )


class MemberButtons:
    """Votes, follow, accept, comment and edit, each where the rules allow it."""

    def __init__(self, viewer: Viewer, question: Question, answers: dict[int, Answer]):
        self._viewer, self._question, self._answers = viewer, question, answers

    def of(self, post: str) -> str:
        if post.startswith("c"):
            return self._of_comment(post[1:])
        parts = self._of_question() if post == "q" else self._of_answer(self._answers[int(post)])
        return f'<div class="actions">{"".join(parts)}</div>'

    def _of_comment(self, comment_id: str) -> str:
        if not rules.may_hide(self._viewer.member, self._viewer.now):
            return ""
        label = escape(_("Hide"))
        return f' · <a class="plain underlined" href="/moderation/comment/{comment_id}/">{label}</a>'

    def _of_question(self) -> list[str]:
        question, viewer, base = self._question, self._viewer, f"/questions/{self._question.pk}"
        is_own = question.author_id == viewer.member.pk
        parts = []
        if not is_own and question.hidden_at is None:
            parts.append(
                _button(f"{base}/join/", "on", int(not viewer.joined), "i-check", _("Me too"),
                        question.me_too_count, viewer.joined)
            )  # fmt: skip
        parts += self._votes(question, base, "q", _("Good question"))
        parts.append(
            _button(f"{base}/follow/", "on", int(not viewer.follows), "i-follow",
                    _("Following") if viewer.follows else _("Follow"), None, viewer.follows, bare=True,
                    words=(_("Follow"), _("Following")))
        )  # fmt: skip
        parts += self._words(question, base)
        parts.append(_share(question.path()))
        return parts + self._moderation(question, f"question/{question.pk}")

    def _of_answer(self, answer: Answer) -> list[str]:
        viewer, base = self._viewer, f"/answers/{answer.pk}"
        parts = []
        if answer.accepted_at is None and rules.may_accept(
            viewer.member, self._question, answer, viewer.points, viewer.has_been_accepted, viewer.now
        ):
            # Beside a solution the next one is a quiet choice.
            is_second = self._question.accepted_count > 0
            label = _("This solved it")
            parts.append(_button(f"{base}/solution/", "on", 1, "i-check", label, None, None, bare=is_second))
        parts += self._votes(answer, base, str(answer.pk), _("Helpful"))
        parts += self._words(answer, base)
        if answer.accepted_at and rules.may_undo_acceptance(
            viewer.member, self._question, answer, viewer.now
        ):
            label = _("Not the solution after all")
            parts.append(_button(f"{base}/solution/", "on", 0, "i-close", label, None, None, bare=True))
        return parts + self._moderation(answer, f"answer/{answer.pk}")

    def _votes(self, post: Question | Answer, base: str, key: str, label: str) -> list[str]:
        viewer, mine = self._viewer, self._viewer.votes.get(key, 0)
        parts = []
        if mine > 0 or rules.may_vote(viewer.member, post, 1, viewer.points, viewer.now):
            value = 0 if mine > 0 else 1
            parts.append(_button(f"{base}/vote/", "value", value, "i-up", label, post.score, mine > 0))
        elif post.score:
            parts.append(f'<span class="soft small">{escape(label)}{_counted(post.score)}</span>')
        if mine < 0 or rules.may_vote(viewer.member, post, -1, viewer.points, viewer.now):
            value, label = (0 if mine < 0 else -1), _("Not helpful")
            parts.append(
                _button(
                    f"{base}/vote/", "value", value, "i-down", label, None, mine < 0, bare=True, quiet=True
                )
            )
        return parts

    def _words(self, post: Question | Answer, base: str) -> list[str]:
        viewer, parts = self._viewer, []
        if rules.may_comment(viewer.member, self._question, viewer.points, viewer.now):
            parts.append(_link(f"{base}/comments/", "i-comment", _("Comment")))
        if rules.may_edit(viewer.member, post, viewer.points, viewer.now):
            parts.append(_link(f"{base}/edit/", "i-edit", _("Edit")))
        return parts

    def _moderation(self, post: Question | Answer, where: str) -> list[str]:
        if not rules.may_hide(self._viewer.member, self._viewer.now):
            return []
        label = _("Show again") if post.hidden_at else _("Hide")
        return [_link(f"/moderation/{where}/", "i-flag", label)]


def _button(
    address: str, name: str, value: int, symbol: str, label: str, count: int | None, pressed: bool | None,
    *, bare: bool = False, quiet: bool = False, words: tuple[str, str] | None = None,
) -> str:  # fmt: skip
    classes = "button button-bare" if bare else "button vote"
    state = "" if pressed is None else f' aria-pressed="{str(pressed).lower()}"'
    text = f" {escape(label)}{_counted(count)}"
    if words:
        # The script that presses at once says the other word.
        state += f' data-off="{escape(words[0])}" data-on="{escape(words[1])}"'
    if quiet:
        classes, text, state = f"{classes} button-icon", "", f'{state} aria-label="{escape(label)}"'
    return (
        f'<button class="{classes}" form="{FORM}" formaction="{address}" name="{name}" value="{value}"{state}>'
        f"{icon_html(symbol)}{text}</button>"
    )


def _counted(count: int | None) -> str:
    return f' <span class="count">{count}</span>' if count else ""


def _link(address: str, symbol: str, label: str) -> str:
    return f'<a class="button button-bare" href="{address}">{icon_html(symbol)} {escape(label)}</a>'


def _share(address: str) -> str:
    label = escape(_("Share"))
    return f'<a class="button button-bare" href="{address}" data-share>{icon_html("i-share")} {label}</a>'
