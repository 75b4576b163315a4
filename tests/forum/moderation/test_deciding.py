"""Hiding and restoring over HTTP, and the public log."""

import pytest

from community.notifications import letters
from forum import announcing
from forum.actions.visibility import hide_post
from forum.apps import KINDS
from forum.models import Answer, Question
from forum.moderation.actions import decide
from forum.moderation.models import Decision, Verdict
from forum.rules import NotAllowed
from tests.builders import make_comment

pytestmark = pytest.mark.django_db
REASON = "It shows someone's telephone number"


@pytest.fixture
def comment(question, stranger, now):
    return make_comment(question=question, by=stranger, now=now, body="You are all very stupid.")


def address(post) -> str:
    noun, _colon, pk = post.subject.partition(":")
    return f"/moderation/{noun}/{pk}/"


@pytest.mark.parametrize("noun", ["question", "answer", "comment"])
@pytest.mark.parametrize("person", ["moderator", "manager"])
def test_hidden_and_shown_again_with_a_reason(request, client, question, answer, comment, noun, person):
    post = {"question": question, "answer": answer, "comment": comment}[noun]
    client.force_login(request.getfixturevalue(person))
    assert b"Hide this post" in client.get(address(post)).content
    answer = client.post(address(post), {"reason": REASON, "verdict": "hidden"})
    assert answer.status_code == 302
    assert client.get(answer.url).status_code == 200
    post.refresh_from_db()
    assert post.hidden_at is not None
    assert b"Show this post again" in client.get(address(post)).content
    client.post(address(post), {"reason": "A second look", "verdict": "restored"})
    post.refresh_from_db()
    assert post.hidden_at is None
    assert list(Decision.objects.order_by("id").values_list("verdict", "reason")) == [
        ("hidden", REASON),
        ("restored", "A second look"),
    ]


@pytest.mark.parametrize("person", ["asker", "helper", "stranger", "employee", "agent", "lead"])
def test_others_are_refused_and_told_why(request, client, answer, person):
    client.force_login(request.getfixturevalue(person))
    for reply in (client.get(address(answer)), client.post(address(answer), {"reason": REASON})):
        assert reply.status_code == 403
        assert b"Only moderators" in reply.content
    answer.refresh_from_db()
    assert answer.hidden_at is None
    assert not Decision.objects.exists()


def test_visitors_sign_in_first(client, answer):
    assert client.post(address(answer), {"reason": REASON}).url.startswith("/accounts/login/")


@pytest.mark.parametrize("reason", ["", "  ", "no", "with \x00 in it"])
def test_without_a_reason_nothing_happens(client, answer, moderator, reason):
    client.force_login(moderator)
    reply = client.post(address(answer), {"reason": reason, "verdict": "hidden"})
    assert reply.status_code == 400
    assert b'role="alert"' in reply.content
    answer.refresh_from_db()
    assert answer.hidden_at is None


@pytest.mark.parametrize(
    "path", ["/moderation/question/99999/", "/moderation/member/1/", "/moderation/answer/abc/"]
)
def test_what_is_not_there_is_not_found(client, moderator, path):
    client.force_login(moderator)
    assert client.get(path).status_code == 404


def test_a_colleague_who_was_quicker_with_the_same_decision_is_not_undone(
    client, answer, moderator, manager, now
):
    decide(by=manager, post=answer, verdict=Verdict.HIDDEN, reason=REASON, now=now)
    client.force_login(moderator)
    client.post(address(answer), {"reason": REASON, "verdict": "hidden"})
    answer.refresh_from_db()
    assert answer.hidden_by == manager
    assert Decision.objects.count() == 1


def test_the_action_holds_the_rule_itself(answer, agent, now):
    with pytest.raises(NotAllowed):
        decide(by=agent, post=answer, verdict=Verdict.HIDDEN, reason=REASON, now=now)
    assert not Decision.objects.exists()


def test_the_author_reads_the_reason_and_still_sees_the_post(
    client, question, answer, helper, moderator, now
):
    hide_post(by=moderator, post=answer, reason=REASON, now=now)
    announcing.announce(now)
    letters.deliver(now)
    client.force_login(helper)
    page = client.get("/notifications/").content.decode()
    assert "A moderator hid what you wrote" in page
    assert "telephone number" in page
    assert moderator.name not in page
    assert answer.body.encode() in client.get(question.path()).content


def test_visitors_no_longer_see_it(client, question, answer, moderator, now):
    assert answer.body.encode() in client.get(question.path()).content
    hide_post(by=moderator, post=answer, reason=REASON, now=now)
    assert answer.body.encode() not in client.get(question.path()).content
    assert client.get(answer.path()).status_code == 404
    hide_post(by=moderator, post=question, reason=REASON, now=now)
    assert client.get(question.path()).status_code == 410
    assert question.title.encode() not in client.get("/questions/").content


def test_the_log_is_public_and_names_nobody(
    client, question, answer, comment, helper, moderator, manager, now
):
    decide(by=moderator, post=answer, verdict=Verdict.HIDDEN, reason=REASON + " <b>", now=now)
    decide(by=manager, post=comment, verdict=Verdict.HIDDEN, reason="It calls people names", now=now)
    decide(
        by=manager,
        post=Answer.objects.get(),
        verdict=Verdict.RESTORED,
        reason="The number was masked",
        now=now,
    )
    reply = client.get("/moderation/log/")
    page = reply.content.decode()
    assert reply.status_code == 200
    assert "telephone number &lt;b&gt;" in page
    assert "It calls people names" in page and "The number was masked" in page
    for person in (helper, moderator, manager, comment.author, question.author):
        assert person.name not in page
    assert page.index("The number was masked") < page.index("It calls people names")
    hidden_line = page[page.index("It calls people names") - 300 : page.index("It calls people names")]
    assert f"/questions/{question.pk}/" not in hidden_line


def test_an_empty_log_says_so(client, db):
    assert b"No post has been hidden here yet" in client.get("/moderation/log/").content


@pytest.mark.parametrize("token", ["nonsense", "x" * 3000])
def test_a_page_of_the_log_that_is_none_breaks_nothing(client, db, token):
    assert client.get("/moderation/log/", {"page": token}).status_code in (200, 302)


def test_the_log_links_to_nothing_that_is_hidden_now(client, question, answer, moderator, now):
    decide(by=moderator, post=answer, verdict=Verdict.HIDDEN, reason=REASON, now=now)
    decide(by=moderator, post=Answer.objects.get(), verdict=Verdict.RESTORED, reason="A second look", now=now)
    hide_post(by=moderator, post=Question.objects.get(), reason=REASON, now=now)
    page = client.get("/moderation/log/").content.decode()
    assert f'href="/questions/{question.pk}/"' not in page


def test_a_moderator_hides_a_comment_from_the_page_and_shows_it_again_from_the_log(
    client, question, answer, comment, moderator, asker
):
    address = f"/moderation/comment/{comment.pk}/"
    client.force_login(asker)
    assert address not in client.get(question.path()).content.decode()
    client.force_login(moderator)
    assert address in client.get(question.path()).content.decode()
    client.post(address, {"reason": "This is about somebody else."})
    assert address in client.get("/moderation/log/").content.decode()
    client.post(address, {"reason": "It was about the question after all."})
    assert f'id="comment-{comment.pk}"' in client.get(question.path()).content.decode()
    client.force_login(asker)
    assert address not in client.get("/moderation/log/").content.decode()


def test_the_log_is_read_by_kind(client, moderator, answer, comment, now):
    decide(by=moderator, post=answer, verdict=Verdict.HIDDEN, reason=REASON, now=now)
    decide(by=moderator, post=comment, verdict=Verdict.HIDDEN, reason="Unkind words", now=now)
    page = client.get("/moderation/log/?kind=comment").content.decode()
    assert "Unkind words" in page and "telephone number" not in page
    assert "Nothing of this kind" in client.get("/moderation/log/?kind=question").content.decode()
    assert "Unkind words" in client.get("/moderation/log/?kind=%27else").content.decode()


def test_a_title_keeps_its_own_full_stop_apart():
    words = {"title": "Where is my line?", "reason": REASON}
    hidden = next(kind for kind in KINDS if kind.slug == "post-hidden")
    assert "“Where is my line?”. The reason" in str(hidden.sentence) % words
