"""What everyone reads of an improvement: guarded as every public word, and said once when a language is missing."""

import pytest

from forum.actions.follow import join_question
from forum.improvements.models import Change, Improvement, ImprovementNote, State

pytestmark = pytest.mark.django_db
LINE, DUTCH = "From May on there is one invoice a month.", "Vanaf mei is er één rekening per maand."
CALL = "Call me on 0612345678 about your invoice."
BOTH = {"state": "done", "public_line": LINE, "public_line_nl": DUTCH}


@pytest.fixture
def say(client, improvement, manager):
    """Says where it stands, as the manager does on its page."""
    client.force_login(manager)
    return lambda **given: client.post(f"{improvement.path()}state/", BOTH | given)


@pytest.mark.parametrize("line", ["public_line", "public_line_nl"])
def test_a_personal_line_is_pointed_out_before_anybody_is_told(say, improvement, line):
    page = say(**{line: CALL})
    assert page.status_code == 400
    assert "Everyone on the internet could read this" in page.content.decode()
    improvement.refresh_from_db()
    assert (improvement.state, Change.objects.count()) == (State.PROPOSED, 0)


def test_it_is_masked_with_one_press(say, improvement):
    assert say(public_line=CALL, guard="mask").status_code == 302
    line = Change.objects.get().line
    assert "0612345678" not in line and line.endswith("about your invoice.")


def test_or_stands_as_it_is_when_it_is_not_personal(say):
    digest = say(public_line=CALL).context["state_form"].guarded.digest
    assert say(public_line=CALL, guard_kept=digest).status_code == 302
    assert Change.objects.get().line == CALL


def test_a_missing_language_is_said_once(say, improvement):
    page = say(public_line_nl="")
    assert page.status_code == 400 and not Change.objects.exists()
    assert "Who reads in Dutch gets yours as it is." in page.content.decode()
    assert LINE in page.content.decode()
    assert say(public_line_nl="", one_language="known").status_code == 302
    assert Change.objects.get().line_in("nl") == LINE


def test_who_says_it_in_dutch_only_says_it_to_everyone(say, improvement):
    assert "Who reads in English gets yours as it is." in say(public_line="").content.decode()
    assert say(public_line="", one_language="known").status_code == 302
    assert Change.objects.get().line_in("en") == DUTCH


def test_both_are_said_at_once(say):
    page = say(public_line=CALL, public_line_nl="").content.decode()
    assert "Everyone on the internet could read this" in page
    assert "Who reads in Dutch gets yours as it is." in page
    assert say(public_line=CALL, public_line_nl="", one_language="known", guard="mask").status_code == 302


def test_a_proposal_that_is_not_taken_up_needs_no_second_language(say, improvement):
    assert say(state="dismissed", public_line_nl="").status_code == 302


def test_the_page_says_how_many_will_be_told(client, improvement, question, manager, helper, now):
    join_question(by=helper, question=question, now=now)
    helper.language = "nl"
    helper.save()
    client.force_login(manager)
    page = client.get(improvement.path()).content.decode()
    assert "2 people will be told" in page
    assert "1 of them reads in Dutch." in page
    improvement.gathered.all().delete()
    assert "Nobody will be told" in client.get(improvement.path()).content.decode()


@pytest.mark.parametrize("name", ["title", "title_nl"])
def test_the_name_of_a_new_one_is_guarded_too(client, manager, name):
    client.force_login(manager)
    typed = {"title": "Letters that say what they mean", "title_nl": "Brieven die het zeggen"}
    page = client.post("/improvements/new/", typed | {name: CALL})
    assert page.status_code == 400 and "Everyone on the internet could read this" in page.content.decode()
    assert not Improvement.objects.exists()
    client.post("/improvements/new/", typed | {name: CALL, "guard": "mask"})
    assert "0612345678" not in getattr(Improvement.objects.get(), name)


@pytest.mark.parametrize(("is_public", "count"), [("", 1), ("on", 0)])
def test_a_public_note_is_guarded_and_one_among_colleagues_is_theirs(
    client, improvement, manager, is_public, count
):
    client.force_login(manager)
    client.post(f"{improvement.path()}note/", {"body": CALL, "is_public": is_public})
    assert ImprovementNote.objects.count() == count


def test_not_taken_up_says_that_nobody_is_told(client, say, improvement):
    assert "When it is not taken up, nobody is told." in client.get(improvement.path()).content.decode()
    say(state="dismissed", public_line="", public_line_nl="")
    page = client.get(improvement.path()).content.decode()
    assert "Not taken up. Nobody is told." in page and "Everyone it concerns is told" not in page


NAMES = {"title": "One invoice a month", "title_nl": "Eén rekening per maand"}


def test_what_becomes_public_is_named_in_both_languages(say, improvement):
    assert say(**NAMES).status_code == 302
    improvement.refresh_from_db()
    assert (improvement.title, improvement.title_nl) == tuple(NAMES.values())


def test_a_title_in_one_language_is_said_once_and_marked(client, say, improvement):
    page = say(**NAMES | {"title": ""}).content.decode()
    assert "There is no title in English yet." in page and NAMES["title_nl"] in page
    assert not Change.objects.exists()
    assert say(**NAMES | {"title": ""}, one_language="known").status_code == 302
    client.logout()
    assert f'lang="nl">{NAMES["title_nl"]}' in client.get(improvement.path()).content.decode()


def test_the_line_everyone_reads_is_asked_for(client, improvement, manager):
    client.force_login(manager)
    assert "The line everyone reads</label>" in client.get(improvement.path()).content.decode()
