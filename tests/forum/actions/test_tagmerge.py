"""One word for one thing: a tag that became a word for another moves over, with all that hangs on it."""

import pytest
from django.core.exceptions import ValidationError

from community.events.models import Event
from community.tags.models import Synonym, Tag
from forum.actions.tagmerge import make_synonym, merge_waiting, take_synonym_back
from forum.actions.visibility import hide_post, restore_post
from forum.actions.vote import cast_vote
from forum.models import Card, Expertise, Follow, Question
from forum.rules import NotAllowed
from reputation import standings
from reputation.models import Entry, TagStanding
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def wifi(db):
    return Tag.objects.create(slug="wifi")


def counts() -> dict[str, int]:
    return dict(Tag.objects.values_list("slug", "question_count"))


def test_a_new_word_leads_to_the_tag(moderator, wifi, board, asker, now):
    made = make_synonym(by=moderator, word="#WLAN ", tag=wifi, now=now)
    assert (made.slug, made.tag) == ("wlan", wifi)
    question = builders.make_question(board=board, by=asker, now=now, tags=["WLAN"])
    assert list(question.tags.all()) == [wifi]
    event = Event.objects.get(kind="tag.synonym_made")
    assert (event.subject, event.details) == (f"tag:{wifi.pk}", {"word": "wlan"})
    assert make_synonym(by=moderator, word="wlan", tag=wifi, now=now) == made
    take_synonym_back(by=moderator, synonym=made, now=now)
    assert not Synonym.objects.exists()


def test_the_questions_of_a_tag_move_over_with_right_counts(moderator, wifi, board, asker, now):
    both = builders.make_question(board=board, by=asker, now=now, tags=["wlan", "wifi"])
    one = builders.make_question(board=board, by=asker, now=now, tags=["wlan", "fibre"])
    Question.objects.update(index_due_at=None, watch_due_at=None)
    make_synonym(by=moderator, word="wlan", tag=wifi, now=now)
    # Until the job comes, who types the word gets the new tag already.
    third = builders.make_question(board=board, by=asker, now=now, tags=["wlan"])
    assert merge_waiting(now) == 2
    assert merge_waiting(now) == 0
    assert counts() == {"wifi": 3, "fibre": 1}
    for question, words in ((both, {"wifi"}), (one, {"wifi", "fibre"}), (third, {"wifi"})):
        assert set(question.tags.values_list("slug", flat=True)) == words
    html = Card.objects.get(question=one, answer=None, language="en").html
    assert 'href="/tags/wifi/"' in html and "wlan" not in html
    one.refresh_from_db()
    assert one.index_due_at == now and one.watch_due_at is None
    assert Event.objects.filter(kind="tag.merged", subject=f"tag:{wifi.pk}").count() == 1


def test_followers_experts_and_standing_move_over(moderator, wifi, employee, asker, helper, board, now):
    question = builders.make_question(board=board, by=asker, now=now, tags=["wlan"])
    answer = builders.make_answer(question=question, by=helper, now=now)
    cast_vote(by=moderator, post=answer, value=1, now=now)
    old = Tag.objects.get(slug="wlan")
    for tag in (old, wifi):
        Follow.objects.create(member=asker, tag=tag, since=now)
    Follow.objects.create(member=helper, tag=old, since=now)
    builders.make_expert(employee, tag="wlan")
    before = TagStanding.objects.get(member=helper, tag=old).total
    make_synonym(by=moderator, word="wlan", tag=wifi, now=now)
    merge_waiting(now)
    assert set(Follow.objects.filter(tag=wifi).values_list("member", flat=True)) == {asker.pk, helper.pk}
    assert Expertise.objects.get(member=employee).tag == wifi
    assert TagStanding.objects.get(member=helper, tag=wifi).total == before
    assert Entry.objects.get(member=helper).tag_ids == [wifi.pk]
    standings.rebuild()
    assert TagStanding.objects.get(member=helper, tag=wifi).total == before
    assert not Tag.objects.filter(slug="wlan").exists()


def test_words_of_the_old_tag_lead_on(moderator, wifi, now):
    old = Tag.objects.create(slug="wlan")
    Synonym.objects.create(slug="draadloos", tag=old)
    make_synonym(by=moderator, word="wlan", tag=wifi, now=now)
    merge_waiting(now)
    assert set(wifi.synonyms.values_list("slug", flat=True)) == {"wlan", "draadloos"}


def test_what_makes_no_sense_is_refused(moderator, wifi, now):
    fibre, wlan = Tag.objects.create(slug="fibre"), Tag.objects.create(slug="wlan")
    make_synonym(by=moderator, word="wlan", tag=wifi, now=now)
    for word, tag in (("wifi", wifi), ("  ", wifi), ("--", wifi), ("wlan", fibre), ("wifi", wlan)):
        with pytest.raises(ValidationError):
            make_synonym(by=moderator, word=word, tag=tag, now=now)
    with pytest.raises(ValidationError):
        take_synonym_back(by=moderator, synonym=Synonym.objects.get(), now=now)


@pytest.mark.parametrize("role", ["asker", "employee", "agent", "lead"])
def test_only_moderators_decide(request, role, wifi, now):
    member = request.getfixturevalue(role)
    with pytest.raises(NotAllowed):
        make_synonym(by=member, word="wlan", tag=wifi, now=now)
    with pytest.raises(NotAllowed):
        take_synonym_back(by=member, synonym=Synonym.objects.create(slug="wlan", tag=wifi), now=now)


def test_a_manager_may(manager, wifi, now):
    assert make_synonym(by=manager, word="wlan", tag=wifi, now=now).tag == wifi


def test_a_hidden_question_is_not_counted_when_it_moves_over(moderator, wifi, board, asker, now):
    hidden = builders.make_question(board=board, by=asker, now=now, tags=["wlan"])
    builders.make_question(board=board, by=asker, now=now, tags=["wlan"])
    hide_post(by=moderator, post=hidden, reason="Off the subject", now=now)
    make_synonym(by=moderator, word="wlan", tag=wifi, now=now)
    assert merge_waiting(now) == 2
    assert counts() == {"wifi": 1}
    restore_post(by=moderator, post=hidden, reason="On the subject", now=now)
    assert counts() == {"wifi": 2}


def test_one_tag_that_fails_leaves_the_others_to_go_on(moderator, wifi, board, asker, now, monkeypatch):
    for word in ("draadloos", "wlan"):
        builders.make_question(board=board, by=asker, now=now, tags=[word])
        make_synonym(by=moderator, word=word, tag=wifi, now=now)
    merge = standings.merge_tag

    def fails_once(old, into):
        if old.slug == "draadloos":
            raise RuntimeError("a row in the way")
        return merge(old, into)

    monkeypatch.setattr(standings, "merge_tag", fails_once)
    merge_waiting(now)
    assert set(Tag.objects.values_list("slug", flat=True)) == {"draadloos", "wifi"}
    monkeypatch.undo()
    merge_waiting(now)
    assert counts() == {"wifi": 2}


def test_what_is_confirmed_stays_so_beside_a_row_that_is_not(moderator, wifi, employee, now):
    confirmed = builders.make_expert(employee, tag="wlan")
    Expertise.objects.create(member=employee, tag=wifi)
    make_synonym(by=moderator, word="wlan", tag=wifi, now=now)
    merge_waiting(now)
    known = Expertise.objects.get(member=employee)
    assert (known.tag, known.confirmed_at) == (wifi, confirmed.confirmed_at)
