"""The forum's core as an app, and what it tells members about."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from community.notifications import kinds
from forum.queries import doorbutton, mailanswer

# Answered by replying to its letter.
BELOW = {
    "reply": "forum.views.byletter.comment",
    "reply_hint": _("Your reply stands below it, for everyone to read."),
}
KINDS = [
    kinds.Kind(
        "question-asked",
        _("A new question on a board or tag I follow"),
        _("%(actor)s asked: %(title)s"),
        mail=False,
        about=kinds.About.FOLLOWING,
        icon="i-ask",
        button=mailanswer.button,
        **mailanswer.BY_REPLY,
    ),
    kinds.Kind(
        "question-written-down",
        _("A colleague wrote down what I asked"),
        _("%(actor)s wrote down your question: %(title)s"),
        icon="i-ask",
    ),
    kinds.Kind(
        "answer-posted",
        _("An answer to a question I asked or follow"),
        _("%(actor)s answered: %(title)s"),
        icon="i-comment",
        **BELOW,
    ),
    kinds.Kind(
        "comment-posted",
        _("A comment on what I wrote"),
        _("%(actor)s commented on: %(title)s"),
        mail=False,
        icon="i-comment",
        **BELOW,
    ),
    kinds.Kind(
        "answer-accepted",
        _("My answer is accepted"),
        _("%(actor)s accepted your answer to: %(title)s"),
        icon="i-check",
    ),
    kinds.Kind(
        "mentioned",
        _("Somebody calls me by name"),
        _("%(actor)s calls you by name in: %(title)s"),
        icon="i-user",
        **BELOW,
    ),
    kinds.Kind(
        "followed-wrote",
        _("A question or answer by someone I follow"),
        _("New from %(actor)s, whom you follow: %(title)s"),
        mail=False,
        about=kinds.About.FOLLOWING,
        icon="i-follow",
    ),
    kinds.Kind(
        "answer-confirmed",
        _("A colleague makes my answer official"),
        _("%(actor)s made your answer official: %(title)s"),
        icon="i-house",
    ),
    kinds.Kind(
        "answer-unconfirmed",
        _("My answer is no longer official"),
        _("Your answer is no longer official: %(title)s"),
        mail=False,
        icon="i-house",
    ),
    kinds.Kind(
        "answer-outdated",
        _("Readers say that an answer no longer works"),
        _("Readers say that an answer no longer works: %(title)s"),
        icon="i-clock",
    ),
    kinds.Kind(
        "post-hidden",
        _("A moderator hid what I wrote"),
        _("A moderator hid what you wrote in “%(title)s”. The reason: %(reason)s"),
        icon="i-eye",
    ),
    kinds.Kind(
        "post-restored",
        _("A moderator showed again what I wrote"),
        _("What you wrote in “%(title)s” is shown again. The reason: %(reason)s"),
        icon="i-eye",
    ),
    kinds.Kind(
        "post-removed",
        _("A moderator removed for good what I wrote"),
        _("A moderator removed for good what you wrote in “%(title)s”. The reason: %(reason)s"),
        icon="i-eye",
    ),
    kinds.Kind(
        "post-redacted",
        _("A moderator masked personal data in what I wrote"),
        _("A moderator masked personal data in what you wrote: %(title)s"),
        icon="i-eye",
    ),
    kinds.Kind(
        "post-moved",
        _("A moderator gave what I wrote another place"),
        _("A moderator made your answer a comment: %(title)s"),
        icon="i-right",
        variants={
            "answer": _("A moderator made your comment an answer: %(title)s"),
            "question": _("A moderator made your answer a question of its own: %(title)s"),
            "merged": _("A moderator put your question together with one that asks the same: %(title)s"),
            "communal": _("A moderator gave what you wrote to the community; you keep its points: %(title)s"),
        },
    ),
    kinds.Kind(
        "details-asked",
        _("Somebody needs a detail to answer my question"),
        _(
            "%(actor)s asks for a detail; without a word from you the question closes after %(days)s days: %(title)s"
        ),
        icon="i-info",
        **BELOW,
    ),
    kinds.Kind(
        "question-decided",
        _("My question was closed, moved or found to be asked before"),
        _("Somebody decided about your question: %(title)s"),
        button=doorbutton.button,
        icon="i-info",
        variants={
            "duplicate": _("%(actor)s found that this was asked before, and leads you there: %(title)s"),
            "closed": _("%(actor)s closed your question: %(title)s"),
            "elsewhere": _("%(actor)s tells you where you are helped with this: %(title)s"),
            "unheard": _(
                "We did not hear from you, so your question closed; say a word and it opens again: %(title)s"
            ),
            "declined": _("%(actor)s looked again, and your question stays closed: %(title)s"),
            "moved": _("%(actor)s moved your question to the board where it is read best: %(title)s"),
            "locked": _(
                "A moderator locked your question; it can be read, and takes no more words: %(title)s"
            ),
            "unlisted": _(
                "A moderator took your question out of the lists; its address still works: %(title)s"
            ),
        },
        **BELOW,
    ),
    kinds.Kind(
        "details-given",
        _("The details I asked for are there"),
        _("%(actor)s gave the details you asked for: %(title)s"),
        mail=False,
        about=kinds.About.HELPING,
        icon="i-info",
    ),
    kinds.Kind(
        "follow-moved",
        _("A question I follow was asked before, and I follow the first one too"),
        _("This was asked before, so you follow “%(original)s” from now on too: %(title)s"),
        mail=False,
        about=kinds.About.FOLLOWING,
        icon="i-follow",
    ),
    kinds.Kind(
        "question-reopened",
        _("A question I asked or follow was opened again"),
        _("%(actor)s opened this again: %(title)s"),
        mail=False,
        about=kinds.About.FOLLOWING,
        icon="i-history",
        variants={
            "orphaned": _("The question that this one led to is gone, so it is open again: %(title)s"),
        },
    ),
    kinds.Kind(
        "reopening-asked",
        _("Somebody asks to open a question again"),
        _("%(actor)s asks you to open this again: %(title)s"),
        about=kinds.About.HELPING,
        icon="i-history",
    ),
    kinds.Kind(
        "post-edited",
        _("Somebody edited what I wrote"),
        _("%(actor)s changed what you wrote in: %(title)s"),
        mail=False,
        icon="i-edit",
    ),
    kinds.Kind(
        "suggestion-made",
        _("Somebody suggests a better text for what I wrote"),
        _("%(actor)s suggests a better text for what you wrote in: %(title)s"),
        icon="i-edit",
    ),
    kinds.Kind(
        "suggestion-approved",
        _("My suggestion is taken over"),
        _("%(actor)s took over your better text for: %(title)s"),
        mail=False,
        about=kinds.About.HELPING,
        icon="i-check",
    ),
    kinds.Kind(
        "suggestion-rejected",
        _("My suggestion is not taken over"),
        _("%(actor)s looked at your suggestion and did not take it over: %(title)s"),
        mail=False,
        about=kinds.About.HELPING,
        icon="i-edit",
    ),
]


class ForumConfig(AppConfig):
    name = "forum"

    def ready(self) -> None:
        for kind in KINDS:
            kinds.register(kind)
