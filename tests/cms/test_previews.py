"""What search engines and messengers are told of a page: its address, a few words, data in the words of schema.org."""

from datetime import timedelta

import pytest
from django.core.management import call_command

from community.tags.models import Tag
from forum.actions import visibility
from forum.actions.accept import accept_answer
from forum.models import Answer, Question
from tests import builders
from tests.cms import schemas
from tests.cms.schemas import Head
from tests.forum.management import dumps
from tests.forum.management.test_import_stackexchange import bring_in

pytestmark = pytest.mark.django_db


def head(client, address: str, **more) -> Head:
    reply = client.get(address, **more)
    assert reply.status_code == 200, address
    return Head(reply.content.decode())


def sound(found: Head) -> Head:
    """The same head, in whose data nothing is wrong."""
    assert [fault for thing in found.things for fault in schemas.faults(thing)] == []
    return found


def main_entity(found: Head) -> dict:
    return sound(found).thing("QAPage")["mainEntity"]


@pytest.fixture
def solved(question, helper, stranger, now):
    """A question with its solution and another answer."""
    answer = builders.make_answer(question=question, by=helper, now=now + timedelta(hours=1))
    builders.make_answer(
        question=question, by=stranger, now=now + timedelta(hours=2), body="Mine did that as well."
    )
    accept_answer(by=question.author, answer=answer, now=now + timedelta(hours=3))
    question.refresh_from_db()
    return question


def test_a_solved_question_tells_its_solution_apart(client, solved, helper):
    told = main_entity(head(client, solved.path()))
    assert (told["name"], told["answerCount"], told["inLanguage"]) == (solved.title, 2, "en")
    assert told["acceptedAnswer"]["text"] == "Set the time to four at night."
    assert told["acceptedAnswer"]["author"]["name"] == helper.name
    assert told["acceptedAnswer"]["url"].endswith(f"#answer-{solved.answers.get(author=helper).pk}")
    assert [each["text"] for each in told["suggestedAnswer"]] == ["Mine did that as well."]
    assert told["author"]["url"].endswith(f"/members/{solved.author_id}/femke-de-boer/")


def test_an_unanswered_question_has_no_answers_to_tell(client, question):
    told = main_entity(head(client, question.path()))
    assert told["answerCount"] == 0
    assert not {"acceptedAnswer", "suggestedAnswer"} & told.keys()


def test_several_solutions_are_all_told(client, solved, now):
    Answer.objects.update(accepted_at=now, accepted_by=solved.author)
    Question.objects.update(accepted_count=2)
    told = main_entity(head(client, solved.path()))
    assert len(told["acceptedAnswer"]) == 2
    assert "suggestedAnswer" not in told


def test_long_threads_and_texts_are_told_in_part(client, board, asker, helper, now):
    question = builders.make_question(board=board, by=asker, now=now, body="A word. " * 3000)
    for number in range(40):
        builders.make_answer(
            question=question,
            by=helper,
            now=now + timedelta(minutes=number),
            body=f"Answer number {number} of many.",
        )
    told = main_entity(head(client, question.path()))
    assert told["answerCount"] == 40
    assert len(told["suggestedAnswer"]) == 30
    assert len(told["text"]) <= 5000


def test_letters_from_right_to_left_are_as_they_were_typed(client, board, asker, now):
    title = "لماذا يومض المودم باللون الأحمر؟"
    question = builders.make_question(board=board, by=asker, now=now, title=title, language="ar")
    found = head(client, question.path())
    assert main_entity(found)["name"] == found.meta["og:title"][0] == title


def test_no_text_ends_the_data_or_leaves_an_attribute(client, board, helper, now):
    title = 'Is </script><script>alert("1")</script> <!-- & \u2028 "safe" here?'
    asker = builders.make_member('Eve "</script><b>')
    question = builders.make_question(board=board, by=asker, now=now, title=title)
    builders.make_answer(question=question, by=helper, now=now, body="Use `</script>` & <!-- as **text**.")
    reply = client.get(question.path()).content.decode()
    found = Head(reply)
    told = main_entity(found)
    assert told["name"] == Question.objects.get().title
    assert "</script>" in told["suggestedAnswer"][0]["text"]
    assert told["author"]["name"] == asker.name
    assert found.meta["og:title"] == [Question.objects.get().title]
    assert '<script>alert("1")' not in reply
    assert all("<" not in block for block in found.blocks)


@pytest.mark.parametrize("state", ["hidden", "unlisted"])
def test_what_is_not_for_everyone_is_told_nobody(client, question, moderator, now, state):
    if state == "hidden":
        visibility.hide_post(by=moderator, post=question, reason="It names a neighbour.", now=now)
        client.force_login(question.author)
    else:
        Question.objects.update(unlisted_at=now, unlisted_by=moderator)
    found = head(client, question.path())
    assert found.things == []
    assert "og:title" not in found.meta
    assert found.meta["robots"] == ["noindex"]


def test_a_member_who_reads_gets_the_address_alone(client, question, helper):
    client.force_login(helper)
    found = head(client, question.path())
    assert len(found.canonical) == 1
    assert found.things == []
    assert "og:title" not in found.meta


def test_who_left_has_a_name_and_no_page(client, question):
    Question.objects.update(author=None)
    assert main_entity(head(client, question.path()))["author"] == {
        "@type": "Person",
        "name": "Former member",
    }


def test_an_answer_of_an_employee_names_the_department(client, question, employee, now):
    builders.make_expert(employee, tag="fibre")
    builders.make_answer(question=question, by=employee, now=now + timedelta(hours=1))
    told = main_entity(head(client, question.path()))["suggestedAnswer"][0]["author"]
    assert told["affiliation"] == {"@type": "Organization", "name": "Metering"}


def test_the_order_of_answers_has_no_address_of_its_own(client, settings, solved):
    settings.SITE_URL = "https://forum.example"
    found = head(client, f"{solved.path()}?sort=newest")
    assert found.canonical == [f"https://forum.example{solved.path()}"]
    assert found.meta["og:url"] == found.canonical


def test_open_graph_says_what_where_and_in_which_language(client, settings, question):
    settings.SITE_URL = "https://forum.example"
    meta = head(client, question.path(), headers={"Accept-Language": "nl"}).meta
    assert meta["og:type"] == ["article"]
    assert (meta["og:locale"], meta["og:locale:alternate"]) == (["nl_NL"], ["en_GB"])
    assert meta["og:site_name"] == [meta["og:site_name"][0]] != [""]
    assert meta["og:description"] == meta["description"]
    assert 0 < len(meta["description"][0]) <= 200
    assert meta["og:image"][0].startswith("https://forum.example/preview-pictures/question-")
    assert meta["twitter:card"] == ["summary_large_image"]
    assert meta["article:published_time"] == ["2026-11-17T11:00:00Z"]


def test_lists_say_where_they_stand(client, question, board):
    for address, names in {
        "/questions/": ["All questions"],
        board.path(): ["All questions", board.name],
        "/tags/fibre/": ["All questions", "fibre"],
    }.items():
        found = sound(head(client, address))
        steps = found.thing("BreadcrumbList")["itemListElement"]
        assert [step["name"] for step in steps][1:] == names
        assert steps[-1]["item"] == found.canonical[0]
        assert found.canonical[0].endswith(address)
        assert found.meta["og:type"] == ["website"]


def test_a_narrowed_list_has_one_address_whatever_the_order_it_was_typed_in(client, question, board):
    one = head(client, f"{board.path()}?tag=fibre&state=unanswered&nonsense=1").canonical
    other = head(client, f"/questions/?state=unanswered&board={board.slug}&tag=fibre").canonical
    assert one == other
    assert "nonsense" not in one[0]


def test_a_later_page_of_a_list_is_its_own_and_not_kept(client, board, asker, now):
    for number in range(40):
        builders.make_question(
            board=board, by=asker, now=now + timedelta(minutes=number), title=f"Question no. {number}"
        )
    first = client.get("/questions/")
    second = Head(client.get(f"/questions/?after={first.context['page'].older}").content.decode())
    assert second.canonical[0].partition("?")[2].startswith("after=")
    assert second.meta["robots"] == ["noindex, follow"]
    assert "robots" not in Head(first.content.decode()).meta


def test_a_member_has_a_profile(client, solved, helper):
    found = sound(head(client, helper.path(), follow=True))
    told = found.thing("ProfilePage")["mainEntity"]
    assert (told["name"], told["agentInteractionStatistic"]["userInteractionCount"]) == (helper.name, 1)
    assert found.canonical == [told["url"]]
    assert found.meta["og:type"] == ["profile"]


def test_an_article_names_its_publisher_and_when_it_changed(client, article):
    found = sound(head(client, "/articles/read-your-meter/"))
    told = found.thing("Article")
    assert told["headline"] == "Read your meter"
    assert told["publisher"]["@type"] == "Organization"
    assert told["datePublished"] <= told["dateModified"]
    assert found.meta["description"] == ["Open the cupboard."]
    names = [step["name"] for step in found.thing("BreadcrumbList")["itemListElement"]]
    assert names[1:] == ["Articles", "Read your meter"]


def test_the_front_door_and_the_shelf(client, articles):
    found = sound(head(client, "/"))
    assert {thing["@type"] for thing in found.things} == {"WebSite", "Organization"}
    assert found.canonical[0].endswith("/")
    assert sound(head(client, "/articles/")).canonical[0].endswith("/articles/")


def test_pages_of_tags_and_departments(client, question, employee):
    Tag.objects.update(about="Light in glass.")
    for address, about in {
        "/tags/": None,
        "/tags/fibre/about/": "Light in glass.",
        "/departments/": None,
        f"/departments/{employee.department.slug}/": None,
    }.items():
        found = sound(head(client, address))
        assert found.canonical[0].endswith(address)
        assert found.thing("BreadcrumbList")["itemListElement"][-1]["item"] == found.canonical[0]
        assert about is None or found.meta["description"] == [about]


def test_imported_questions_are_told_as_well(client, tmp_path):
    tables = {
        "Users": [dumps.user(1, "Ada"), dumps.user(2, "Bob")],
        "Posts": [
            dumps.question(
                1,
                AcceptedAnswerId=2,
                Body="<p>It <b>is</b> &lt;warm&gt;.</p><pre><code>a &lt; b</code></pre>",
            ),
            dumps.answer(2, 1),
            dumps.answer(3, 1, by=None),
        ],
    }
    bring_in(tmp_path, **tables)
    told = main_entity(head(client, Question.objects.get().path()))
    assert told["text"] == "It is <warm>. a < b"
    assert told["acceptedAnswer"]["author"]["name"] == "Bob"
    assert told["suggestedAnswer"][0]["author"]["name"] == "Former member"


def test_a_real_site_comes_out_sound(client, shared_dir):
    folder = shared_dir / "data" / "stackexchange" / "conlang.meta.stackexchange.com"
    call_command("import_stackexchange", folder, board="real", verbosity=0)
    brought = Question.objects.filter(merged_into=None)
    assert brought.count() > 40
    for question in brought:
        told = main_entity(head(client, question.path()))
        assert told["answerCount"] == question.answer_count
