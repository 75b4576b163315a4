"""Putting a comment right: its author for a quarter of an hour, moderators at any time."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from community.lib import markup
from community.members.models import Member
from forum import rules
from forum.actions import drafting, mention
from forum.actions.keeping import forget_draft
from forum.actions.merging import Said, fingerprint
from forum.actions.recording import hold, record_change
from forum.models import BodyFormat, Comment
from forum.models.drafts import place_of_edit


@transaction.atomic
def edit_comment(*, by: Member, comment: Comment, body: str, now: datetime, seen_text: str = "") -> Comment:
    """The comment with another text; everyone sees that it was edited. The same text again changes nothing.

    `seen_text` is the fingerprint of the text the editor started from. Raises NotAllowed or ValidationError.
    """
    hold(comment.question)
    comment = Comment.objects.select_related("question", "answer").get(pk=comment.pk)
    rules.require(
        rules.may_edit_comment(by, comment, now),
        _("You can not edit this comment any more. Write another one instead."),
    )
    text = drafting.body(body, drafting.COMMENT, _("The comment"))
    forget_draft(by=by, place=place_of_edit(comment))
    if text.source == comment.body:
        return comment
    linked = mention.linked(body, comment.question, drafting.COMMENT[1])
    text = drafting.body(linked, drafting.COMMENT, _("The comment"))
    if seen_text not in ("", fingerprint(Said(comment.body))):
        raise ValidationError(
            _("Someone else edited this comment in the meantime. It reads now: %(text)s")
            % {"text": markup.plain(comment.body_html, drafting.COMMENT[1])}
        )
    comment.body, comment.body_html, comment.body_format = text.source, text.html, BodyFormat.MARKDOWN
    comment.renderer, comment.edited_at, comment.edited_by = markup.RENDERER_VERSION, now, by
    comment.save(update_fields=["body", "body_html", "body_format", "renderer", "edited_at", "edited_by"])
    about = {"question": comment.question, "answer": comment.answer, "comment": comment}
    record_change("comment.edited", by=by, now=now, **about)
    return comment
