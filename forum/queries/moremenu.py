"""What else can be done with a post, behind one quiet button: each line where the rules allow it."""

from collections.abc import Iterator
from datetime import datetime

from django.utils.html import escape
from django.utils.translation import gettext as _

from forum import rules
from forum.models import Answer, Comment, MarkKind, Question, Status
from forum.queries.buttons import FORM
from forum.queries.reader import Viewer
from forum.queries.tokens import icon_html


class MoreMenu:
    def __init__(self, viewer: Viewer, question: Question, answers: dict[int, Answer]):
        self._viewer, self._question, self._answers = viewer, question, answers
        # What every rule is asked about.
        self._who = (viewer.member, viewer.points, viewer.now)

    def of_question(self) -> str:
        question = self._question
        base = f"/questions/{question.pk}"
        lines = [*self._own_lines(question, base, "q"), *self._decisions(base), *self._curating(base)]
        return _menu([*lines, *self._taking_away(question, base, f"question/{question.pk}")])

    def of_answer(self, answer: Answer) -> str:
        base = f"/answers/{answer.pk}"
        lines = [
            *self._thanks(answer),
            *self._marks(answer, base),
            *self._own_lines(answer, base, str(answer.pk)),
        ]
        lines += self._official(answer, base)
        if rules.may_make_comment_of(self._viewer.member, answer, self._viewer.now):
            lines.append(_link(f"{base}/to-comment/", "i-comment", _("Make it a comment")))
        if rules.may_split(self._viewer.member, answer, self._viewer.now):
            lines.append(_link(f"{base}/split/", "i-ask", _("Make it a question of its own")))
        return _menu([*lines, *self._taking_away(answer, base, f"answer/{answer.pk}")])

    def of_comment(self, token: str) -> str:
        """`token` is the comment's id, its author's and its moment, with colons between them."""
        number, _colon, rest = token.partition(":")
        author, _colon, moment = rest.partition(":")
        if not moment:
            return ""
        comment = Comment(
            pk=int(number),
            author_id=int(author) if author else None,
            question=self._question,
            created_at=datetime.fromisoformat(moment),
        )
        links = "".join(
            f' · <a class="plain underlined" href="{address}">{escape(label)}</a>'
            for address, label in self._of_comment(comment)
        )
        return links

    def _of_comment(self, comment: Comment) -> Iterator[tuple[str, str]]:
        member, now, base = self._viewer.member, self._viewer.now, f"/comments/{comment.pk}"
        if rules.may_edit_comment(member, comment, now):
            yield f"{base}/edit/", _("Edit")
        if rules.may_make_answer_of(member, comment, now):
            yield f"{base}/to-answer/", _("Make it an answer")
        if rules.may_delete(member, comment, False, now):
            yield f"{base}/delete/", _("Delete")
        if rules.may_hide(member, now):
            yield f"{base}/redact/", _("Mask personal data")
            yield f"/moderation/comment/{comment.pk}/", _("Hide")

    def _own_lines(self, post: Question | Answer, base: str, key: str) -> Iterator[str]:
        kept = key in self._viewer.bookmarks
        yield _link(
            f"{base}/bookmark/", "i-follow", _("Change the bookmark") if kept else _("Keep it for later")
        )
        if post.edited_at is not None:
            yield _link(f"{base}/history/", "i-history", _("What was changed"))
        if rules.may_hide(self._viewer.member, self._viewer.now):
            yield _link(f"{base}/history/#redact", "i-eye", _("Mask personal data"))
        if rules.may_make_communal(self._viewer.member, post, self._viewer.now):
            given = post.communal_at is not None
            label = _("Take it back from the community") if given else _("Give it to the community")
            yield _link(f"{base}/communal/", "i-people", label)

    def _thanks(self, answer: Answer) -> Iterator[str]:
        if rules.may_thank(self._viewer.member, answer, self._viewer.now):
            yield _link(f"/thanks/{answer.pk}/", "i-star", _("Say thank you"))

    def _marks(self, answer: Answer, base: str) -> Iterator[str]:
        if not rules.may_mark(self._viewer.member, answer, self._viewer.now):
            return
        mine = self._viewer.marks.get(str(answer.pk), "")
        works = mine == MarkKind.WORKS
        value = "" if works else str(MarkKind.WORKS)
        yield _button(f"{base}/marks/", "kind", value, "i-check", _("Works for me"), works)
        for kind, symbol, label in (
            (MarkKind.OUTDATED, "i-clock", _("Is outdated")),
            (MarkKind.CAREFUL, "i-warn", _("Careful with this")),
        ):
            yield _link(f"{base}/marks/?kind={kind}", symbol, label, is_on=mine == kind)

    def _official(self, answer: Answer, base: str) -> Iterator[str]:
        member, now = self._viewer.member, self._viewer.now
        if rules.may_confirm(member, answer, self._viewer.answers_officially, now):
            yield _button(f"{base}/confirm/", "on", "1", "i-house", _("Confirm it officially"))
        elif rules.may_unconfirm(member, answer, now):
            yield _button(f"{base}/confirm/", "on", "0", "i-house", _("No longer official"))

    def _about(self, post: Question | Answer) -> tuple:
        member, points, now = self._who
        return member, post, points, now

    def _decisions(self, base: str) -> Iterator[str]:
        question, (member, points, now) = self._question, self._who
        if rules.may_retag(*self._about(question)) and not rules.may_edit(*self._about(question)):
            yield _link(f"{base}/tags/", "i-edit", _("Change the tags"))
        if rules.may_ask_for_details(member, question, points, now):
            yield _link(f"{base}/needs-info/", "i-info", _("Ask for details"))
        if rules.may_mark_duplicate(member, question, points, now):
            yield _link(f"{base}/duplicate/", "i-right", _("Asked before"))
        if rules.may_move(member, question, now):
            yield _link(f"{base}/move/", "i-board-internet", _("Move to another board"))
        if rules.may_close(member, question, now):
            yield _link(f"{base}/close/", "i-lock", _("Close"))
        if rules.may_reopen(member, question, now) or rules.may_end_waiting(member, question, now):
            label = _("The details are there") if question.status == Status.NEEDS_INFO else _("Open it again")
            yield _link(f"{base}/reopen/", "i-history", label)
        elif rules.may_ask_to_reopen(member, question, now):
            yield _link(f"{base}/reopen/", "i-history", _("Ask to open it again"))

    def _curating(self, base: str) -> Iterator[str]:
        question, (member, _points, now) = self._question, self._who
        if not rules.may_lock(member, question, now):
            return
        yield _link(f"{base}/lock/", "i-lock", _("Unlock") if question.locked_at else _("Lock"))
        yield _link(f"{base}/pin/", "i-up", _("No longer on top") if question.pinned_at else _("Keep on top"))
        unlisted = _("Back into lists") if question.unlisted_at else _("Keep out of lists")
        yield _link(f"{base}/unlist/", "i-eye", unlisted)
        if rules.may_merge(member, question, now):
            yield _link(f"{base}/merge/", "i-reply", _("Put under another question"))

    def _taking_away(self, post: Question | Answer, base: str, where: str) -> Iterator[str]:
        member, now = self._viewer.member, self._viewer.now
        answered = isinstance(post, Question) and any(
            answer.author_id != member.pk and answer.hidden_at is None for answer in self._answers.values()
        )
        if rules.may_delete(member, post, answered, now):
            yield _link(f"{base}/delete/", "i-close", _("Delete"))
        elif rules.may_undelete(member, post, now):
            yield _link(f"{base}/restore/", "i-history", _("Bring it back"))
        if rules.may_show_again(member, post, now):
            yield _link(f"/moderation/{where}/", "i-flag", _("Show again"))
        elif rules.may_hide(member, now) and (post.hidden_at is None or post.is_deleted):
            yield _link(f"/moderation/{where}/", "i-flag", _("Hide"))
        if rules.may_remove(member, post, now):
            yield _link(f"{base}/remove/", "i-close", _("Remove for good"))


def _menu(lines: list[str]) -> str:
    label = escape(_("More"))
    return (
        f'<details class="menu more"><summary aria-label="{label}" title="{label}">{icon_html("i-more")}</summary>'
        f'<div class="float">{"".join(lines)}</div></details>'
    )


def _link(address: str, symbol: str, label: str, *, is_on: bool = False) -> str:
    current = ' aria-current="true"' if is_on else ""
    return f'<a href="{address}"{current}>{icon_html(symbol)} {escape(label)}</a>'


def _button(address: str, name: str, value: str, symbol: str, label: str, is_on: bool | None = None) -> str:
    state = "" if is_on is None else f' aria-pressed="{str(is_on).lower()}"'
    return (
        f'<button form="{FORM}" formaction="{address}" name="{name}" value="{value}"{state}>'
        f"{icon_html(symbol)} {escape(label)}</button>"
    )
