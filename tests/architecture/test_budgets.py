"""What a page costs in queries does not depend on how much there is to show, and stays within its budget."""

from datetime import timedelta

import pytest
from django.core.cache import cache, caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from community.events.models import Event
from community.lib import clock
from community.members.models import Member
from community.notifications.models import Notification
from forum.escalation.ladder import Course
from forum.escalation.models import Climb
from forum.models import Answer, AnswerMark, Ballot, Bookmark, Comment, Follow, Question, QuestionTag
from forum.routing.models import ExpertRequest
from forum.search import indexing
from forum.webcare.models import Case, Note
from reputation.models import Entry, Reason
from tests import builders
from tests.frontdoor import open_front_door

pytestmark = pytest.mark.django_db

FEW, MANY = 3, 300
THREAD, LIST, HOME, DESK, OTHER = 6, 8, 12, 12, 12


class Crowd:
    """A community around one long thread, that can be made to grow."""

    def __init__(self, board, asker, employee, agent, moderator):
        self.board, self.asker, self.now, self.size = board, asker, clock.now(), 0
        self.roles = {"asker": asker, "employee": employee, "agent": agent, "moderator": moderator}
        builders.make_expert(employee, tag="fibre")
        self.thread = builders.make_question(board=board, by=asker, now=self.now)
        self.case = Case.objects.create(
            question=self.thread,
            opened_at=self.now,
            due_at=self.now,
            owner=agent,
            owned_at=self.now,
            state="owned",
        )
        self.tag = self.thread.tags.get()

    def grow(self, size: int) -> None:
        """To so many answers in the thread, questions in the lists, cases, notifications, entries, members."""
        numbers = range(self.size, size)
        self.size = size
        helpers = [Member(name=f"Helper {n}", email=f"h{n}@example.com", joined_at=self.now) for n in numbers]
        helpers = Member.objects.bulk_create(helpers)
        moments = [self.now - timedelta(minutes=n) for n in numbers]
        text = {"body": builders.BODY, "body_html": f"<p>{builders.BODY}</p>"}
        questions = Question.objects.bulk_create(
            Question(
                author=helper, board=self.board, title=f"Question {n}", slug=f"question-{n}", created_at=moment,
                active_at=moment, answer_count=n % 2, accepted_count=n % 2, **text,
            )
            for n, helper, moment in zip(numbers, helpers, moments, strict=True)
        )  # fmt: skip
        QuestionTag.objects.bulk_create(
            QuestionTag(question=question, tag=self.tag) for question in questions
        )
        self._discuss(helpers, questions, moments, text)
        self._work(questions, moments)
        self._remember(questions, moments)
        self.thread.answer_count = self.thread.comment_count = size
        self.thread.save()
        self.thread.cards.all().delete()
        indexing.catch_up()

    def _discuss(self, helpers, questions, moments, text) -> None:
        """In the thread: answers, comments and votes; elsewhere one answer each, every other one accepted."""
        rows = list(zip(helpers, moments, strict=True))
        answers = Answer.objects.bulk_create(
            Answer(author=helper, question=self.thread, created_at=moment, **text) for helper, moment in rows
        )
        solved = [question for question in questions if question.accepted_count]
        Answer.objects.bulk_create(
            Answer(
                author=self.roles["employee"], question=question, created_at=self.now, accepted_at=self.now,
                accepted_by=question.author, **text,
            )
            for question in solved
        )  # fmt: skip
        Comment.objects.bulk_create(
            Comment(author=helper, question=self.thread, created_at=moment, **text) for helper, moment in rows
        )
        AnswerMark.objects.bulk_create(
            AnswerMark(answer=answer, member=helper, kind="careful", note="only sometimes", at=self.now)
            for answer, helper in zip(answers, helpers, strict=True)
        )
        Ballot.objects.bulk_create(
            Ballot(member=self.asker, question=self.thread, answer=answer, value=1, cast_at=self.now)
            for answer in answers
        )

    def _work(self, questions, moments) -> None:
        """A climb, a case and a request for each question; notes on the case of the thread."""
        rows = list(zip(questions, moments, strict=True))
        running = {"course": Course.CLIMBING, "promise_at": self.now + timedelta(hours=3)}
        Climb.objects.bulk_create(
            Climb(question=question, started_at=moment, running_since=moment, **running)
            for question, moment in rows
        )
        Case.objects.bulk_create(
            Case(question=question, opened_at=moment, due_at=self.now) for question, moment in rows
        )
        ExpertRequest.objects.bulk_create(
            ExpertRequest(
                question=question, member=self.roles["employee"], asked_at=moment, state_at=moment,
                reason={"kind": "tag", "tag": "fibre", "answers": 2},
            )
            for question, moment in rows
        )  # fmt: skip
        Note.objects.bulk_create(
            Note(case=self.case, by=self.roles["agent"], at=moment, body="Note", body_html="<p>Note</p>")
            for moment in moments
        )

    def _remember(self, questions, moments) -> None:
        """For each of the cast: notifications, ledger lines and follows; events on the thread's timeline."""
        rows = list(zip(questions, moments, strict=True))
        for member in self.roles.values():
            Notification.objects.bulk_create(
                Notification(
                    member=member, kind="answer-posted", subject=question.subject, link=question.path(),
                    actor=question.author,
                    key=f"{question.pk}", created_at=moment, details={"title": question.title},
                )
                for question, moment in rows
            )  # fmt: skip
            Entry.objects.bulk_create(
                Entry(
                    member=member, reason=Reason.ANSWER_UPVOTED, subject=f"ballot:{question.pk}", post=question.subject,
                    points=10, tag_ids=[self.tag.pk], at=moment,
                )
                for question, moment in rows
            )  # fmt: skip
            Bookmark.objects.bulk_create(
                Bookmark(member=member, question=question, at=moment) for question, moment in rows
            )
            Follow.objects.bulk_create(
                Follow(member=member, question=question, since=moment) for question, moment in rows
            )
        Event.objects.bulk_create(
            Event(
                kind="answer.posted",
                actor=question.author,
                at=moment,
                subject="answer:1",
                thread=self.thread.subject,
            )
            for question, moment in rows
        )


@pytest.fixture
def crowd(settings, tmp_path, board, asker, employee, agent, moderator):
    settings.VAR_DIR = tmp_path
    cache.clear()
    caches["pages"].clear()
    open_front_door()
    return Crowd(board, asker, employee, agent, moderator)


def pages(crowd) -> dict[str, int]:
    """Every page that is read often, with its budget."""
    board, tag, asker = crowd.board.path(), f"/tags/{crowd.tag.slug}/", crowd.asker.path()
    lists = [
        "/questions/",
        board,
        tag,
        f"{board}?state=unanswered",
        f"{tag}?state=solved",
        "/questions/?state=unsolved",
        f"{board}?tag={crowd.tag.slug}&state=unanswered&sort=active",
        f"/questions/?tag={crowd.tag.slug}&lang=pl&sort=me-too",
        f"/questions/?by={crowd.asker.pk}&sort=helpful",
        f"{board}?answered_by={crowd.roles['employee'].pk}&department=metering",
    ]
    return {
        crowd.thread.path(): THREAD,
        **dict.fromkeys(lists, LIST),
        "/": HOME,
        "/desk/": DESK,
        "/desk/?view=unowned&board=internet-and-tv&late=1": DESK,
        "/desk/?view=all&q=question": DESK,
        "/desk/?view=finished": DESK,
        "/desk/news/": DESK,
        crowd.case.path(): DESK,
        "/for-you/": OTHER,
        "/questions/?state=following": LIST,
        "/questions/?state=yours": LIST,
        "/questions/?state=needs-you": LIST,
        "/questions/?state=unread": LIST,
        "/departments/": OTHER,
        "/departments/metering/": OTHER,
        "/search/?q=question": OTHER,
        "/articles/": OTHER,
        "/articles/restarting-your-modem/": OTHER,
        asker: OTHER,
        "/standing/": OTHER,
        "/notifications/": OTHER,
        "/notifications/preferences/": OTHER,
        "/questions/ask/": OTHER,
        "/settings/profile/": OTHER,
        "/settings/privacy/": OTHER,
        "/following/?kind=questions": OTHER,
        "/bookmarks/": OTHER,
        "/moderation/log/": OTHER,
        "/accounts/login/": OTHER,
    }


def statements(browser: Client, address: str) -> list[str] | None:
    """What a page's second reading asks: what the first one rendered once is there. None: not for this reader."""
    if browser.get(address).status_code != 200:
        return None
    with CaptureQueriesContext(connection) as captured:
        browser.get(address)
    asked = [query["sql"] for query in captured.captured_queries]
    return [sql for sql in asked if not sql.startswith(("SAVEPOINT", "RELEASE"))]


def costs(crowd) -> dict[tuple[str, str], list[str]]:
    """Statements by role and page."""
    found = {}
    for who, member in {"visitor": None, **crowd.roles}.items():
        browser = Client()
        if member is not None:
            browser.force_login(member)
        for address in pages(crowd):
            asked = statements(browser, address)
            if asked is not None:
                found[who, address] = asked
    return found


def test_pages_cost_the_same_however_much_there_is(crowd):
    crowd.grow(FEW)
    few = costs(crowd)
    crowd.grow(MANY)
    many = costs(crowd)
    expected = {
        ("visitor", "/"),
        ("agent", "/desk/"),
        ("agent", crowd.case.path()),
        ("employee", "/for-you/"),
    }
    assert expected <= few.keys() == many.keys()
    budget = pages(crowd)
    faults = []
    for (who, address), asked in many.items():
        counts = f"{who} {address}: {len(few[who, address])} with {FEW} rows, {len(asked)} with {MANY}"
        if len(asked) != len(few[who, address]) or len(asked) > budget[address]:
            faults.append(
                "\n  ".join([f"{counts}, allowed {budget[address]}", *(sql[:150] for sql in asked)])
            )
    assert not faults, "\n".join(faults)
