"""Commenting under a question or an answer."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.lib import markup
from community.members.models import Member
from forum import rules
from forum.actions import drafting, mention
from forum.actions.keeping import forget_draft
from forum.actions.recording import hold, record_change
from forum.models import Answer, Comment, Question
from forum.models.drafts import place_of_comment
from reputation import standings

_NOT_TO_COMMENT = gettext_lazy("You can read here, but not comment at the moment.")


def add_comment(
    *,
    by: Member,
    question: Question,
    body: str,
    form_key: str | None,
    now: datetime,
    answer: Answer | None = None,
) -> Comment:
    """The comment, under `answer` or else under the question. The same form sent twice gives the same comment.

    Raises NotAllowed when the member may not comment here, ValidationError when the text will not do.
    """
    rules.require(rules.may_comment(by, question, standings.of(by), now), _NOT_TO_COMMENT)
    rules.require(
        answer is None or answer.hidden_at is None, _("This answer was hidden and takes no comments.")
    )
    earlier = Comment.objects.filter(author=by, form_key=form_key).first() if form_key else None
    if earlier is not None:
        return earlier
    text = drafting.body(
        mention.linked(body, question, drafting.COMMENT[1]), drafting.COMMENT, _("The comment")
    )
    try:
        with transaction.atomic():
            return _comment(by, question, answer, text, form_key, now)
    except IntegrityError:
        if form_key is None:
            raise
        # The same form came in by another request at the same moment.
        return Comment.objects.get(author=by, form_key=form_key)


def _comment(by, question, answer, text, form_key, now) -> Comment:
    hold(question)
    rules.require(rules.may_comment(by, question, standings.of(by), now), _NOT_TO_COMMENT)
    standing = Answer.objects.shown().filter(question=question)
    rules.require(
        answer is None or standing.filter(pk=answer.pk).exists(),
        _("This answer was hidden and takes no comments."),
    )
    comment = Comment.objects.create(
        author=by,
        question=question,
        answer=answer,
        body=text.source,
        body_html=text.html,
        renderer=markup.RENDERER_VERSION,
        form_key=form_key,
        created_at=now,
    )
    forget_draft(by=by, place=place_of_comment(answer or question))
    about = {"question": question, "answer": answer, "comment": comment}
    record_change("comment.posted", by=by, now=now, announce=True, **about)
    return comment
