"""Names and tags completed while writing."""

import pytest

from community.tags.models import Synonym, Tag
from forum.queries import completing
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def writer():
    return builders.make_member("Writer")


def names(begun: str, by) -> list[str]:
    return [person.name for person in completing.people(begun, "en", by=by)]


def test_first_names_come_before_others_and_colleagues_before_customers(employee, writer, now):
    builders.make_member("Anna de Mar")
    builders.make_member("Mara Bos")
    builders.make_member("Omar")
    assert names("mar", writer) == ["Marijke Hoekstra", "Mara Bos", "Anna de Mar"]


def test_a_colleague_has_a_department_in_the_readers_language(employee, department, writer):
    department.name_nl = "Meters"
    department.save()
    assert [person.department for person in completing.people("Marijke", "nl", by=writer)] == ["Meters"]
    assert completing.people("Marijke", "en", by=writer)[0].path == employee.path()


def test_nobody_who_left_is_offered(asker, helper, writer, now):
    asker.erased_at = now
    asker.save()
    helper.is_active = False
    helper.save()
    assert names("Femke", writer) == names("Joost", writer) == []


def test_only_who_may_be_called_by_the_writer_is_offered(asker, helper, stranger, employee):
    for member, wish in ((asker, "staff"), (helper, "nobody")):
        member.mentionable_by = wish
        member.save()
    offered = {
        by.name: [name for part in ("Fem", "Joo", "Wou") for name in names(part, by)]
        for by in (stranger, employee)
    }
    assert offered == {stranger.name: [], employee.name: [asker.name, stranger.name]}


def test_eight_at_most(writer):
    for number in range(completing.MOST + 2):
        builders.make_member(f"Maria {number}")
    assert len(names("maria", writer)) == completing.MOST


@pytest.mark.parametrize("begun", ["", "  ", "\x00", "a" * 5_000, "%", "_"])
def test_odd_beginnings_find_nothing(asker, writer, begun):
    Tag.objects.create(slug="fibre")
    assert completing.people(begun, "en", by=writer) == completing.tags(begun) == []


def test_tags_by_use_by_inner_word_and_by_synonym():
    fibre = Tag.objects.create(slug="fibre", question_count=3)
    Tag.objects.create(slug="fiber-box", question_count=9)
    Tag.objects.create(slug="no-fibers", question_count=1)
    Synonym.objects.create(slug="fiberglass", tag=fibre)
    found = completing.tags("FIB")
    assert [(tag.word, tag.used, tag.synonym) for tag in found] == [
        ("fiber-box", "9 questions", ""),
        ("fibre", "3 questions", ""),
        ("no-fibers", "1 question", ""),
    ]
    assert [(tag.word, tag.synonym) for tag in completing.tags("fiberg")] == [("fibre", "fiberglass")]
