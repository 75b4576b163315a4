"""Answers of a dump, which of them are accepted, and the comments under both."""

from dataclasses import dataclass
from datetime import datetime

from community.lib import markup
from forum.management.stackexchange.bringing import Run, edited_here, given_here, threads_changed
from forum.management.stackexchange.reading import Row
from forum.models import Answer, BodyFormat, Comment, ImportedRow, Question
from reputation import ledger


@dataclass(frozen=True, slots=True)
class AnsweredRow:
    id: int
    parent: int
    author: int | None
    html: str
    created_at: datetime
    edited_at: datetime | None
    editor: int | None
    communal_at: datetime | None


@dataclass(frozen=True, slots=True)
class AcceptedRow:
    id: int
    accepted: int | None


@dataclass(frozen=True, slots=True)
class CommentRow:
    id: int
    post: int
    author: int | None
    text: str
    created_at: datetime


def bring_answers(run: Run, rows: list[Row]) -> None:
    """Answers whose question is here; those without stay out."""
    items = run.parsed(rows, _answered)
    new = run.new("answer", items)
    questions = run.known("question", (item.parent for item in new))
    authors = run.members(number for item in new for number in (item.author, item.editor))
    kept = [item for item in new if item.parent in questions]
    run.report.leave_out("an answer to a question that is not in the dump", len(new) - len(kept))
    run.report.remark(
        "answers whose author is not in the dump", sum(item.author not in authors for item in kept)
    )
    made = Answer.objects.bulk_create(
        Answer(
            question_id=questions[item.parent],
            author_id=authors.get(item.author),
            body=item.html,
            body_format=BodyFormat.HTML,
            body_html=markup.clean_html(item.html),
            renderer=markup.RENDERER_VERSION,
            created_at=item.created_at,
            edited_at=item.edited_at,
            edited_by_id=authors.get(item.editor),
            communal_at=item.communal_at,
        )
        for item in kept
    )
    pairs = [(item.id, answer.pk) for item, answer in zip(kept, made, strict=True)]
    run.remember("answer", pairs)
    run.remember("communal_a", [pair for item, pair in zip(kept, pairs, strict=True) if item.communal_at])
    run.report.bring("answers", len(made))
    threads_changed(run, (answer.question_id for answer in made))
    fresh = {item.id for item in new}
    _update(run, [item for item in items.values() if item.id not in fresh])


def _update(run: Run, items: list[AnsweredRow]) -> None:
    """The last edit, whose text follows from the history, and whether it is the community's own."""
    places, editors = run.places(item.id for item in items), run.members(item.editor for item in items)
    edited, given = edited_here(places.values()), given_here(places.values())
    answers = Answer.objects.in_bulk([place.answer_id for place in places.values() if place.answer_id])
    changed = []
    for item in items:
        place = places.get(item.id)
        answer = answers.get(place.answer_id) if place else None
        if answer is None:
            continue
        before = answer.edited_at, answer.edited_by_id, answer.communal_at
        if place.subject not in edited:
            answer.edited_at, answer.edited_by_id = item.edited_at, editors.get(item.editor)
        if place.subject not in given:
            answer.communal_at = item.communal_at
        if (answer.edited_at, answer.edited_by_id, answer.communal_at) != before:
            changed.append(answer)
    Answer.objects.bulk_update(changed, ["edited_at", "edited_by", "communal_at"])
    threads_changed(run, (answer.question_id for answer in changed))


def bring_acceptances(run: Run, rows: list[Row]) -> None:
    """Which answer each question names as accepted; a newer dump may name another one, or none any more."""
    items = run.parsed(rows, _accepted, seen_before=True)
    questions = run.known("question", items)
    answers = run.known("answer", (item.accepted for item in items.values()))
    before = run.known("accepted", items)
    asked = Question.objects.in_bulk(questions.values())
    for item in items.values():
        question = asked.get(questions.get(item.id))
        if question is None:
            continue
        chosen = answers.get(item.accepted)
        if item.accepted is not None and chosen is None:
            run.report.leave_out("an accepted answer that is not in the dump")
        if chosen == before.get(item.id):
            continue
        if item.id in before:
            _withdraw(run, item.id, before[item.id])
        if chosen is not None:
            _accept(run, item.id, question, chosen)


def _accept(run: Run, original_id: int, question: Question, answer_id: int) -> None:
    answer = Answer.objects.filter(pk=answer_id, question=question).first()
    if answer is None:
        run.report.leave_out("an accepted answer that belongs to another question")
        return
    if not run.board.allows_several_accepted and question.answers.filter(accepted_at__isnull=False).exists():
        run.report.leave_out("an accepted answer where another was accepted here")
        return
    # The day of acceptance follows from the votes; it can not be before the answer.
    answer.accepted_at, answer.accepted_by_id = (
        max(answer.created_at, question.created_at),
        question.author_id,
    )
    answer.acceptances += 1
    answer.save(update_fields=["accepted_at", "accepted_by", "acceptances"])
    run.remember("accepted", [(original_id, answer.pk)])
    threads_changed(run, [question.pk])
    run.report.bring("accepted")


def _withdraw(run: Run, original_id: int, answer_id: int) -> None:
    answer = Answer.objects.filter(pk=answer_id, accepted_at__isnull=False).first()
    if answer is not None:
        ledger.reverse(subject=f"acceptance:{answer.pk}.{answer.acceptances}", now=run.now)
        Answer.objects.filter(pk=answer.pk).update(accepted_at=None, accepted_by=None)
        threads_changed(run, [answer.question_id])
    ImportedRow.objects.filter(board=run.board, kind="accepted", original_id=original_id).delete()
    run.report.bring("acceptances taken back")


def bring_comments(run: Run, rows: list[Row]) -> None:
    """Comments, whose text is Markdown already."""
    new = run.new("comment", run.parsed(rows, _comment))
    places = run.places(item.post for item in new)
    authors = run.members(item.author for item in new)
    kept = [item for item in new if item.post in places]
    run.report.leave_out("a comment on a post that did not come in", len(new) - len(kept))
    run.report.remark(
        "comments whose author is not in the dump", sum(item.author not in authors for item in kept)
    )
    made = Comment.objects.bulk_create(
        Comment(
            question_id=places[item.post].question_id,
            answer_id=places[item.post].answer_id,
            author_id=authors.get(item.author),
            body=item.text,
            body_html=markup.render(item.text),
            renderer=markup.RENDERER_VERSION,
            created_at=item.created_at,
        )
        for item in kept
    )
    run.remember("comment", ((item.id, comment.pk) for item, comment in zip(kept, made, strict=True)))
    threads_changed(run, (comment.question_id for comment in made))
    run.report.bring("comments", len(made))


def _answered(row: Row) -> AnsweredRow:
    return AnsweredRow(
        id=row.number("Id"),
        parent=row.number("ParentId"),
        author=row.optional_number("OwnerUserId"),
        html=row.text("Body"),
        created_at=row.moment("CreationDate"),
        edited_at=row.optional_moment("LastEditDate"),
        editor=row.optional_number("LastEditorUserId"),
        communal_at=row.optional_moment("CommunityOwnedDate"),
    )


def _accepted(row: Row) -> AcceptedRow:
    return AcceptedRow(row.number("Id"), row.optional_number("AcceptedAnswerId"))


def _comment(row: Row) -> CommentRow:
    return CommentRow(
        id=row.number("Id"),
        post=row.number("PostId"),
        author=row.optional_number("UserId"),
        text=row.text("Text"),
        created_at=row.moment("CreationDate"),
    )
