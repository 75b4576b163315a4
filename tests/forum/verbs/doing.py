"""How each verb of the table is done: with the verb's own function, on rows as a page would load them."""

from collections.abc import Callable

from community.members.models import Member
from community.tags.models import Tag
from forum.actions.accept import accept_answer, undo_acceptance
from forum.actions.answer import answer_question
from forum.actions.ask import ask_question
from forum.actions.ask_details import ask_for_details, end_waiting
from forum.actions.ask_for import customer_of
from forum.actions.bookmark import keep_post
from forum.actions.close import close_question
from forum.actions.comment import add_comment
from forum.actions.communal import give_back, give_to_community
from forum.actions.confirm import confirm_answer, unconfirm_answer
from forum.actions.convert import make_answer_of, make_comment_of
from forum.actions.curate import lock_question, pin_question, unlist_question
from forum.actions.delete import delete_post, undelete_post
from forum.actions.duplicate import mark_duplicate
from forum.actions.edit import edit_answer, edit_question
from forum.actions.edit_comment import edit_comment
from forum.actions.follow import join_question, leave_question
from forum.actions.language import change_language
from forum.actions.mark import mark_answer, unmark_answer
from forum.actions.merge import merge_question
from forum.actions.move import move_question
from forum.actions.remove import remove_post
from forum.actions.reopen import ask_to_reopen, decline_reopening, reopen_question
from forum.actions.retag import retag_question
from forum.actions.review import approve_suggestion
from forum.actions.split import split_answer
from forum.actions.suggest import suggest_edit
from forum.actions.tagpage import edit_tag_page
from forum.actions.visibility import hide_post, restore_post
from forum.actions.vote import cast_vote, withdraw_vote
from forum.improvements.actions.thank import thank
from forum.improvements.helping import Helped
from forum.management.verbs.scene import FIRST, NOW, ORIGINAL, QUESTION, RECENTLY
from forum.models import Answer, AnswerMark, Ballot, Board, Comment, MeToo, Question, Suggestion

LONGER = "It is the left button that has to be pressed, for five seconds or longer."
WHY = "because of the test"
TITLE = "My meter shows nothing at all"


def question(pk: int = QUESTION) -> Question:
    return Question.objects.select_related("board", "author").get(pk=pk)


def answer() -> Answer:
    return Answer.objects.select_related("question__board", "question__author", "author").get(pk=FIRST + 1)


def comment() -> Comment:
    return Comment.objects.select_related("question__board", "answer__question").get(pk=FIRST + 1)


def suggestion() -> Suggestion:
    return Suggestion.objects.select_related("question", "answer__question").get(pk=FIRST + 1)


def board() -> Board:
    return Board.objects.get(pk=FIRST + 1)


def other_board() -> Board:
    return Board.objects.get(pk=FIRST + 2)


ANYWHERE: dict[str, Callable[[Member], object]] = {
    "ask": lambda by: ask_question(
        by=by, board=board(), title=TITLE, body=LONGER, tags=["meter"], form_key=None, now=NOW
    ),
    "ask for a customer": lambda by: customer_of(by=by, email="new@example.com", language="en", now=NOW),
    "change the page of a tag": lambda by: edit_tag_page(
        by=by,
        tag=Tag.objects.get(slug="meter"),
        about="Meters of all kinds",
        wiki="",
        reason=WHY,
        seen=0,
        now=NOW,
    ),
}

READING: dict[str, Callable[[Member], object]] = {
    "read the question": lambda by: Question.objects.visible_to(by).filter(pk=QUESTION).exists(),
    "keep the question for later": lambda by: keep_post(by=by, post=question(), note="", now=NOW),
    "keep the answer for later": lambda by: keep_post(by=by, post=answer(), note="", now=NOW),
}

WRITING: dict[str, Callable[[Member], object]] = {
    "answer": lambda by: answer_question(by=by, question=question(), body=LONGER, form_key=None, now=NOW),
    "comment": lambda by: add_comment(by=by, question=question(), body=LONGER, form_key=None, now=NOW),
    "edit a comment": lambda by: edit_comment(by=by, comment=comment(), body=LONGER, now=NOW),
    "make an answer of a comment": lambda by: make_answer_of(by=by, comment=comment(), now=NOW),
    "make a comment of an answer": lambda by: make_comment_of(by=by, answer=answer(), under=None, now=NOW),
    "confirm an answer officially": lambda by: confirm_answer(by=by, answer=answer(), now=NOW),
    "take back what makes it official": lambda by: unconfirm_answer(by=by, answer=answer(), now=NOW),
    "thank for an answer": lambda by: thanked(by, answer()),
    "say whether an answer works": lambda by: mark_answer(by=by, answer=answer(), kind="works", now=NOW),
    "take back whether it works": lambda by: unmarked(by, answer()),
}

JUDGING: dict[str, Callable[[Member], object]] = {
    "say “me too”": lambda by: join_question(by=by, question=question(), now=NOW),
    "take “me too” back": lambda by: left(by, question()),
    "vote for the question": lambda by: cast_vote(by=by, post=question(), value=1, now=NOW),
    "vote for the answer": lambda by: cast_vote(by=by, post=answer(), value=1, now=NOW),
    "vote against the answer": lambda by: cast_vote(by=by, post=answer(), value=-1, now=NOW),
    "take a vote for the question back": lambda by: withdrawn(by, question()),
    "take a vote for the answer back": lambda by: withdrawn(by, answer()),
    "accept the answer": lambda by: accept_answer(by=by, answer=answer(), now=NOW),
    "take the acceptance back": lambda by: undo_acceptance(by=by, answer=answer(), now=NOW),
}

EDITING: dict[str, Callable[[Member], object]] = {
    "edit the question": lambda by: edit_question(
        by=by, question=question(), title=TITLE, body=LONGER, tags=["meter"], reason=WHY, seen=1, now=NOW
    ),
    "edit the answer": lambda by: edit_answer(
        by=by, answer=answer(), body=LONGER, reason=WHY, seen=1, now=NOW
    ),
    "suggest an edit of the question": lambda by: suggest_edit(
        by=by, post=question(), title=TITLE, body=LONGER, tags=["meter"], reason=WHY, seen=1, now=NOW
    ),
    "suggest an edit of the answer": lambda by: suggest_edit(
        by=by, post=answer(), body=LONGER, reason=WHY, seen=1, now=NOW
    ),
    "decide about a suggested edit of the answer": lambda by: approve_suggestion(
        by=by, suggestion=suggestion(), now=NOW
    ),
    "change tags": lambda by: retag_question(
        by=by, question=question(), tags=["meter", "blank"], seen=["meter"], now=NOW
    ),
    "change the language": lambda by: change_language(by=by, question=question(), language="nl", now=NOW),
    "give the question to the community": lambda by: communal(by, question()),
    "give the answer to the community": lambda by: communal(by, answer()),
}

DECIDING: dict[str, Callable[[Member], object]] = {
    "ask for details": lambda by: ask_for_details(by=by, question=question(), note=LONGER, now=NOW),
    "say that the details are there": lambda by: end_waiting(by=by, question=question(), now=NOW),
    "mark as asked before": lambda by: mark_duplicate(
        by=by, question=question(), original=question(ORIGINAL), note="", now=NOW
    ),
    "close": lambda by: close_question(by=by, question=question(), closed_as="not_needed", note=WHY, now=NOW),
    "open again": lambda by: reopen_question(by=by, question=question(), note=WHY, now=NOW),
    "ask to open again": lambda by: ask_to_reopen(by=by, question=question(), note=LONGER, now=NOW),
    "say why it stays closed": lambda by: decline_reopening(by=by, question=question(), note=LONGER, now=NOW),
    "move to another board": lambda by: move_question(
        by=by, question=question(), board=other_board(), now=NOW
    ),
    "lock or unlock": lambda by: lock_question(
        by=by, question=question(), on=question().locked_at is None, reason=WHY, now=NOW
    ),
    "keep on top": lambda by: pin_question(by=by, question=question(), on=True, now=NOW),
    "keep out of lists": lambda by: unlist_question(
        by=by, question=question(), on=question().unlisted_at is None, reason=WHY, now=NOW
    ),
    "put under another question": lambda by: merge_question(
        by=by, question=question(), into=question(ORIGINAL), now=NOW
    ),
    "make a question of an answer": lambda by: split_answer(
        by=by, answer=answer(), title=TITLE, board=other_board(), tags=["meter"], now=NOW
    ),
}

REMOVING: dict[str, Callable[[Member], object]] = {
    "delete the question": lambda by: delete_post(by=by, post=question(), now=NOW),
    "delete the answer": lambda by: delete_post(by=by, post=answer(), now=NOW),
    "delete the comment": lambda by: delete_post(by=by, post=comment(), now=NOW),
    "bring the question back": lambda by: undelete_post(by=by, post=question(), now=NOW),
    "bring the answer back": lambda by: undelete_post(by=by, post=answer(), now=NOW),
    "hide": lambda by: hide_post(by=by, post=comment(), reason=WHY, now=NOW),
    "show the question again": lambda by: restore_post(by=by, post=question(), reason=WHY, now=NOW),
    "show the answer again": lambda by: restore_post(by=by, post=answer(), reason=WHY, now=NOW),
    "remove the question for good": lambda by: remove_post(by=by, post=question(), reason=WHY, now=NOW),
    "remove the answer for good": lambda by: remove_post(by=by, post=answer(), reason=WHY, now=NOW),
}

DOINGS = READING | WRITING | JUDGING | EDITING | DECIDING | REMOVING


def communal(by: Member, post: Question | Answer) -> bool:
    """Giving it away, or for moderators taking it back."""
    verb = give_to_community if post.communal_at is None else give_back
    return verb(by=by, post=post, now=NOW)


def unmarked(by: Member, post: Answer) -> bool:
    """Taking back what was said just before."""
    AnswerMark.objects.create(answer=post, member=by, kind="works", at=RECENTLY)
    return unmark_answer(by=by, answer=post, now=NOW)


def thanked(by: Member, post: Answer) -> object:
    return thank(by=by, helped=Helped(post.author, answer=post), words=WHY, is_public=True, now=NOW)


def left(by: Member, post: Question) -> None:
    MeToo.objects.create(question=post, member=by, at=RECENTLY)
    leave_question(by=by, question=post, now=NOW)


def withdrawn(by: Member, post: Question | Answer) -> None:
    about = {"answer": post, "question": post.question} if isinstance(post, Answer) else {"question": post}
    Ballot.objects.create(member=by, value=1, cast_at=RECENTLY, **about)
    withdraw_vote(by=by, post=post, now=NOW)
