"""The history of a post: everyone who sees the post reads it, and nothing of it is markup."""

from datetime import timedelta

import pytest

from forum.actions.edit import edit_answer, edit_question
from forum.actions.language import change_language
from forum.models import Question, Revision
from tests.builders import BODY

pytestmark = pytest.mark.django_db
LATER = timedelta(minutes=10)


def address(post, *more) -> str:
    noun = "questions" if isinstance(post, Question) else "answers"
    return "/".join(["", noun, str(post.pk), "history", *map(str, more), ""])


def edit(question, by, now, **words):
    given = {"title": question.title, "body": BODY, "tags": ["fibre"], "reason": "More detail", "seen": 1}
    return edit_question(by=by, question=question, now=now, **given | words)


def read(client, path) -> str:
    return client.get(path).content.decode()


def test_visitors_read_what_was_changed(client, question, moderator, asker, now):
    edit(
        question, moderator, now + LATER, title="My fibre connection stops every evening", tags=["modem"],
        body=BODY.replace("two minutes", "ten minutes"),
    )  # fmt: skip
    change_language(by=asker, question=question, language="nl", now=now + LATER)
    page = read(client, address(question))
    assert '<del><span class="hide">removed: </span>two' in page
    assert '<ins><span class="hide">added: </span>ten' in page
    assert '<ins><span class="hide">added: </span>stops' in page
    assert "removed: </span>fibre</del>" in page and "added: </span>modem</ins>" in page
    assert "Language: from English to Nederlands" in page
    assert "More detail" in page and moderator.name in page and "csrf" not in page
    assert page.index("Version 3") < page.index("Version 2") < page.index("Version 1")


def test_an_answer_has_a_history_of_its_own(client, answer, helper, now):
    edit_answer(
        by=helper, answer=answer, body="Set the time to five at night.", reason="", seen=1, now=now + LATER
    )
    page = read(client, address(answer))
    assert "removed: </span>four" in page and "It stops every evening" not in page


def test_no_text_is_markup(client, question, asker, now):
    edit(question, asker, now + LATER, body=BODY + "\n\n<script>alert(1)</script>", reason="<b>bold</b>")
    for path in (address(question), address(question, 2)):
        page = read(client, path)
        assert "<script>alert" not in page and "<b>bold" not in page and "&lt;script&gt;" in page


@pytest.mark.parametrize("path", ["history/", "history/1/"])
def test_hidden_words_are_read_by_nobody_else(
    client, signed_in, answer, asker, helper, stranger, moderator, now, path
):
    type(answer).objects.update(hidden_at=now)
    where = f"/answers/{answer.pk}/{path}"
    assert client.get(where).status_code == 404
    assert signed_in(stranger).get(where).status_code == 404
    assert signed_in(helper).get(where).status_code == signed_in(moderator).get(where).status_code == 200
    Question.objects.update(hidden_at=now)
    for who in (helper, stranger):
        assert signed_in(who).get(f"/questions/{answer.question_id}/{path}").status_code == 404


def test_removed_words_are_not_even_read_by_their_author(signed_in, question, asker, now):
    Question.objects.update(hidden_at=now, removed_at=now)
    assert signed_in(asker).get(address(question)).status_code == 404


def test_what_came_in_without_a_history_shows_what_stands(client, question):
    Revision.objects.all().delete()
    page = read(client, address(question))
    assert "Version 1" in page and "It stops every evening" in page


def test_many_versions_come_in_pages_of_equal_cost(
    client, question, asker, now, django_assert_max_num_queries
):
    made = [
        Revision(
            question=question, number=number, by=asker, at=now, title=question.title, body=f"{BODY} {number}"
        )
        for number in range(2, 46)
    ]
    Revision.objects.bulk_create(made)
    with django_assert_max_num_queries(6):
        page = read(client, address(question))
    assert page.count('<li id="version-') == 20 and "stands there now" in page
    older = page.partition("?after=")[2].partition('"')[0]
    with django_assert_max_num_queries(6):
        second = read(client, f"{address(question)}?after={older}")
    assert (
        'id="version-25"' in second and 'id="version-26"' not in second and "stands there now" not in second
    )
    # The last of a page is told apart from the first of the next.
    assert second.count("<ins>") == 20


def test_one_version_as_it_was_and_back_again(client, signed_in, question, asker, now):
    edit(question, asker, now + LATER, body=BODY + " It began on Monday.")
    page = read(client, address(question, 1))
    assert (
        "An earlier text, as it was then." in page
        and "<form" not in page.partition("<main")[2].partition("</main")[0]
    )
    assert client.get(address(question, 9)).status_code == 404
    author = signed_in(asker)
    assert f'action="{address(question, 1)}back/"' in read(author, address(question, 1))
    assert f'action="{address(question, 2)}back/"' not in read(author, address(question, 2))
    reply = author.post(f"{address(question, 1)}back/", {"reason": "It was clearer"}, follow=True)
    assert "Version 1 stands there again, as version 3." in reply.content.decode()
    assert Question.objects.get().body == BODY


def test_putting_back_is_for_those_who_may_edit(client, signed_in, question, asker, stranger, now):
    edit(question, asker, now + LATER, body=BODY + " It began on Monday.")
    path = f"{address(question, 1)}back/"
    assert client.post(path)["Location"].startswith("/accounts/login/")
    assert signed_in(asker).get(path).status_code == 405
    reply = signed_in(stranger).post(path, follow=True)
    assert "You can not put an earlier text back here." in reply.content.decode()
    assert Revision.objects.count() == 2
