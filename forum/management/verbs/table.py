"""Every verb with the rule behind it, and the table of who may do it in which state, as Markdown."""

from collections.abc import Callable, Iterator
from itertools import groupby

from forum import rules
from forum.management.verbs.scene import NOW, RECENTLY, ROLES, STATES, Role, Thread, thread

Rule = Callable[[Role, Thread], bool]

# Whatever the state of any question.
ANYWHERE: dict[str, Rule] = {
    "ask": lambda who, it: rules.may_ask(who.member, NOW),
    "ask for a customer": lambda who, it: rules.may_ask_for_another(who.member, NOW),
    "add a picture": lambda who, it: rules.may_attach(who.member, who.points, NOW),
    "change the page of a tag": lambda who, it: rules.may_change_tag_page(who.member, who.points, NOW),
    "see the queue of reviews": lambda who, it: rules.may_review(who.member, who.points, NOW),
    "work at the desk": lambda who, it: rules.may_work_at_the_desk(who.member, NOW),
}

READING: dict[str, Rule] = {
    "read the question": lambda who, it: rules.may_see(who.member, it.question),
    "keep the question for later": lambda who, it: rules.may_bookmark(who.member, it.question),
    "keep the answer for later": lambda who, it: rules.may_bookmark(who.member, it.answer),
}

WRITING: dict[str, Rule] = {
    "answer": lambda who, it: rules.may_answer(who.member, it.question, NOW),
    "comment": lambda who, it: rules.may_comment(who.member, it.question, who.points, NOW),
    "edit a comment": lambda who, it: rules.may_edit_comment(who.member, it.comment, NOW),
    "make an answer of a comment": lambda who, it: rules.may_make_answer_of(who.member, it.comment, NOW),
    "make a comment of an answer": lambda who, it: rules.may_make_comment_of(who.member, it.answer, NOW),
    "confirm an answer officially": lambda who, it: rules.may_confirm(
        who.member, it.answer, who.is_expert, NOW
    ),
    "take back what makes it official": lambda who, it: rules.may_unconfirm(who.member, it.answer, NOW),
    "thank for an answer": lambda who, it: rules.may_thank(who.member, it.answer, NOW),
    "say whether an answer works": lambda who, it: rules.may_mark(who.member, it.answer, NOW),
    "take back whether it works": lambda who, it: rules.may_mark(who.member, it.answer, NOW),
}

JUDGING: dict[str, Rule] = {
    "say “me too”": lambda who, it: rules.may_join(who.member, it.question, NOW),
    "take “me too” back": lambda who, it: rules.may_leave(who.member, it.question, NOW),
    "vote for the question": lambda who, it: rules.may_vote(who.member, it.question, 1, who.points, NOW),
    "vote for the answer": lambda who, it: rules.may_vote(who.member, it.answer, 1, who.points, NOW),
    "vote against the answer": lambda who, it: rules.may_vote(who.member, it.answer, -1, who.points, NOW),
    "take a vote for the question back": lambda who, it: rules.may_withdraw_vote(
        who.member, it.question, RECENTLY, NOW
    ),
    "take a vote for the answer back": lambda who, it: rules.may_withdraw_vote(
        who.member, it.answer, RECENTLY, NOW
    ),
    "accept the answer": lambda who, it: rules.may_accept(
        who.member, it.question, it.answer, who.points, who.has_been_accepted, NOW
    ),
    "take the acceptance back": lambda who, it: rules.may_undo_acceptance(
        who.member, it.question, it.answer, NOW
    ),
}

EDITING: dict[str, Rule] = {
    "edit the question": lambda who, it: rules.may_edit(who.member, it.question, who.points, NOW),
    "edit the answer": lambda who, it: rules.may_edit(who.member, it.answer, who.points, NOW),
    "suggest an edit of the question": lambda who, it: rules.may_suggest_edit(
        who.member, it.question, who.points, NOW
    ),
    "suggest an edit of the answer": lambda who, it: rules.may_suggest_edit(
        who.member, it.answer, who.points, NOW
    ),
    "decide about a suggested edit of the answer": lambda who, it: rules.may_decide_suggestion(
        who.member, it.suggestion, who.points, NOW
    ),
    "change tags": lambda who, it: rules.may_retag(who.member, it.question, who.points, NOW),
    "change the language": lambda who, it: rules.may_change_language(
        who.member, it.question, who.points, NOW
    ),
    "give the question to the community": lambda who, it: rules.may_make_communal(
        who.member, it.question, NOW
    ),
    "give the answer to the community": lambda who, it: rules.may_make_communal(who.member, it.answer, NOW),
}

DECIDING: dict[str, Rule] = {
    "ask for details": lambda who, it: rules.may_ask_for_details(who.member, it.question, who.points, NOW),
    "say that the details are there": lambda who, it: rules.may_end_waiting(who.member, it.question, NOW),
    "mark as asked before": lambda who, it: rules.may_mark_duplicate(
        who.member, it.question, who.points, NOW
    ),
    "close": lambda who, it: rules.may_close(who.member, it.question, NOW),
    "open again": lambda who, it: rules.may_reopen(who.member, it.question, NOW),
    "ask to open again": lambda who, it: rules.may_ask_to_reopen(who.member, it.question, NOW),
    "say why it stays closed": lambda who, it: rules.may_decline_reopening(who.member, it.question, NOW),
    "move to another board": lambda who, it: rules.may_move(who.member, it.question, NOW),
    "lock or unlock": lambda who, it: rules.may_lock(who.member, it.question, NOW),
    "keep on top": lambda who, it: rules.may_pin(who.member, it.question, NOW),
    "keep out of lists": lambda who, it: rules.may_unlist(who.member, it.question, NOW),
    "put under another question": lambda who, it: rules.may_merge(who.member, it.question, NOW),
    "make a question of an answer": lambda who, it: rules.may_split(who.member, it.answer, NOW),
}

REMOVING: dict[str, Rule] = {
    "delete the question": lambda who, it: rules.may_delete(
        who.member, it.question, it.question.answer_count > 0, NOW
    ),
    "delete the answer": lambda who, it: rules.may_delete(who.member, it.answer, False, NOW),
    "delete the comment": lambda who, it: rules.may_delete(who.member, it.comment, False, NOW),
    "bring the question back": lambda who, it: rules.may_undelete(who.member, it.question, NOW),
    "bring the answer back": lambda who, it: rules.may_undelete(who.member, it.answer, NOW),
    "hide": lambda who, it: rules.may_hide(who.member, NOW),
    "show the question again": lambda who, it: rules.may_show_again(who.member, it.question, NOW),
    "show the answer again": lambda who, it: rules.may_show_again(who.member, it.answer, NOW),
    "remove the question for good": lambda who, it: rules.may_remove(who.member, it.question, NOW),
    "remove the answer for good": lambda who, it: rules.may_remove(who.member, it.answer, NOW),
}

IN_A_THREAD: dict[str, dict[str, Rule]] = {
    "Reading": READING,
    "Writing": WRITING,
    "Judging": JUDGING,
    "Editing": EDITING,
    "Deciding about the question": DECIDING,
    "Taking away": REMOVING,
}
VERBS: dict[str, Rule] = {verb: rule for group in IN_A_THREAD.values() for verb, rule in group.items()}


def allowed(verb: str, state: str) -> tuple[str, ...]:
    """The names of the roles that may do it in that state, in their order."""
    rule, it = VERBS[verb], thread(state)
    return tuple(who.name for who in ROLES if rule(who, it))


def markdown() -> str:
    """The whole table. States with the same answer share a line."""
    return "\n".join([*_opening(), *_anywhere(), *_threads()]) + "\n"


def _opening() -> Iterator[str]:
    yield "# Who may do what"
    yield ""
    yield "Made from `forum/rules` by `manage.py document_verbs`; `tests/forum/verbs` tries every line of it"
    yield "through the verb's own function. The preset of abilities is that of a small community."
    yield ""
    yield f"Roles: {', '.join(who.name for who in ROLES)}. The question was asked twenty days ago and nobody wrote"
    yield "since, but the comment under its answer is two minutes old. The question has an answer in every state but"
    yield "*unanswered*. An expert is a colleague with confirmed expertise on the board."
    yield ""


def _anywhere() -> Iterator[str]:
    yield "## Anywhere"
    yield ""
    yield "| verb | who |"
    yield "|---|---|"
    it = thread("answered")
    for verb, rule in ANYWHERE.items():
        yield f"| {verb} | {_who(tuple(who.name for who in ROLES if rule(who, it)))} |"
    yield ""


def _threads() -> Iterator[str]:
    for heading, verbs in IN_A_THREAD.items():
        yield f"## {heading}"
        yield ""
        yield "| verb | state | who |"
        yield "|---|---|---|"
        for verb in verbs:
            for states, names in _grouped(verb):
                yield f"| {verb} | {states} | {_who(names)} |"
        yield ""


def _grouped(verb: str) -> list[tuple[str, tuple[str, ...]]]:
    """Lines of a verb, the most common answer first as "in any other state"."""
    answers = [(allowed(verb, state), state) for state in STATES]
    ordered = sorted(answers, key=lambda pair: (pair[0], list(STATES).index(pair[1])))
    groups = [
        (names, [state for _names, state in group]) for names, group in groupby(ordered, lambda pair: pair[0])
    ]
    groups.sort(key=lambda group: (-len(group[1]), list(STATES).index(group[1][0])))
    lines = [(", ".join(states), names) for names, states in groups]
    if len(groups) > 1:
        lines = [*lines[1:], ("any other", lines[0][1])]
        return lines
    return [("any", groups[0][0])]


def _who(names: tuple[str, ...]) -> str:
    """The roles, or who is missing where nearly all may."""
    everyone = [who.name for who in ROLES]
    missing = [name for name in everyone if name not in names]
    if not names:
        return "nobody"
    if not missing:
        return "everyone"
    if len(missing) <= 4:
        return f"everyone but {', '.join(missing)}"
    return ", ".join(names)
