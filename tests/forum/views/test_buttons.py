"""Buttons: POST only, for members, undone by pressing again; a refusal is a sentence, not an error."""

import pytest

from forum.models import Ballot, Follow, MeToo
from tests import builders

pytestmark = pytest.mark.django_db


def posts(question, answer):
    return {
        "vote on a question": (f"/questions/{question.pk}/vote/", {"value": "1"}),
        "follow": (f"/questions/{question.pk}/follow/", {"on": "1"}),
        "join": (f"/questions/{question.pk}/join/", {"on": "1"}),
        "vote on an answer": (f"/answers/{answer.pk}/vote/", {"value": "1"}),
        "accept": (f"/answers/{answer.pk}/solution/", {"on": "1"}),
    }


@pytest.mark.parametrize("what", ["vote on a question", "follow", "join", "vote on an answer", "accept"])
def test_reading_changes_nothing_and_visitors_sign_in_first(
    client, signed_in, stranger, question, answer, what
):
    path, fields = posts(question, answer)[what]
    assert signed_in(stranger).get(path).status_code == 405
    response = client.post(path, fields)
    assert response.status_code == 302
    assert response["Location"].startswith("/accounts/login/?next=/")
    assert path not in response["Location"]


def test_a_vote_is_cast_and_taken_back(signed_in, answer, stranger):
    client = signed_in(stranger)
    # The moment of the vote is the clock's, so taking back within five minutes is taking back now.
    client.post(f"/answers/{answer.pk}/vote/", {"value": "1"})
    assert Ballot.objects.open().get().value == 1
    client.post(f"/answers/{answer.pk}/vote/", {"value": "0"})
    assert not Ballot.objects.open().exists()


def test_a_vote_for_oneself_is_refused_in_a_sentence(signed_in, answer, helper):
    response = signed_in(helper).post(f"/answers/{answer.pk}/vote/", {"value": "1"}, follow=True)
    assert response.status_code == 200
    assert b"You can not vote for what you wrote yourself." in response.content


def test_the_asker_accepts_and_takes_it_back(signed_in, answer, asker):
    client = signed_in(asker)
    client.post(f"/answers/{answer.pk}/solution/", {"on": "1"})
    answer.refresh_from_db()
    assert answer.accepted_by == asker
    client.post(f"/answers/{answer.pk}/solution/", {"on": "0"})
    answer.refresh_from_db()
    assert answer.accepted_at is None


def test_a_stranger_does_not_accept(signed_in, answer, stranger):
    signed_in(stranger).post(f"/answers/{answer.pk}/solution/", {"on": "1"})
    answer.refresh_from_db()
    assert answer.accepted_at is None


def test_following_and_joining_are_undone(signed_in, question, stranger):
    client = signed_in(stranger)
    client.post(f"/questions/{question.pk}/join/", {"on": "1"})
    assert MeToo.objects.filter(member=stranger).exists()
    assert Follow.objects.filter(member=stranger).exists()
    client.post(f"/questions/{question.pk}/join/", {"on": "0"})
    client.post(f"/questions/{question.pk}/follow/", {"on": "0"})
    assert not MeToo.objects.filter(member=stranger).exists()
    assert not Follow.objects.filter(member=stranger).exists()


def test_a_silenced_member_reads_why_nothing_happens(signed_in, question, now):
    silenced = builders.make_member("Loud Person", silenced_until=now.replace(year=2099))
    response = signed_in(silenced).post(f"/questions/{question.pk}/join/", {"on": "1"}, follow=True)
    assert b"You can not join this question." in response.content
