"""A folder that cannot be imported is refused with its reason before anything is written."""

import shutil

import pytest
from django.core.management import CommandError, call_command

from community.members.models import Member
from forum.management.stackexchange import reading
from forum.models import Board, ImportedRow
from tests.forum.management import dumps

pytestmark = pytest.mark.django_db


@pytest.fixture
def dump(tmp_path):
    return dumps.write(tmp_path / "site", Users=[dumps.user(1)], Posts=[dumps.question(1)])


def refused(folder) -> str:
    with pytest.raises(CommandError) as caught:
        call_command("import_stackexchange", folder, board="site")
    assert not Board.objects.exists()
    assert not Member.objects.exists()
    assert not ImportedRow.objects.exists()
    return str(caught.value)


def test_a_folder_that_is_not_there(tmp_path):
    assert "is not a folder" in refused(tmp_path / "nowhere")


def test_a_file_in_place_of_a_folder(dump):
    assert "is not a folder" in refused(dump / "Users.xml")


def test_missing_files_are_named(dump):
    (dump / "Votes.xml").unlink()
    (dump / "Tags.xml").unlink()
    assert "Tags.xml, Votes.xml" in refused(dump)


def test_a_truncated_file(dump):
    whole = (dump / "Posts.xml").read_bytes()
    (dump / "Posts.xml").write_bytes(whole[: len(whole) // 2])
    assert "Posts.xml is not complete" in refused(dump)


def test_a_truncated_last_table_leaves_the_first_ones_out_too(dump):
    (dump / "Badges.xml").write_text("<badges><row Id='1' />")
    assert "Badges.xml is not complete" in refused(dump)


@pytest.mark.parametrize("content", [b"", b"id,title\n1,Hello\n", b"\x00\x01\x02", b"<badges>\xff</badges>"])
def test_a_file_that_is_no_xml(dump, content):
    (dump / "Badges.xml").write_bytes(content)
    assert "Badges.xml is not complete, well-formed XML" in refused(dump)


def test_another_table_under_this_name(dump):
    shutil.copy(dump / "Users.xml", dump / "Votes.xml")
    assert "holds <users> where <votes> was expected" in refused(dump)


def test_a_declared_document_type_is_refused(dump):
    bomb = '<!DOCTYPE tags [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><tags><row Id="1" TagName="&b;" /></tags>'
    (dump / "Tags.xml").write_text(bomb)
    assert "declares a document type" in refused(dump)


@pytest.mark.parametrize("character", ["&#0;", "&#xD800;"])
def test_a_character_no_database_keeps(dump, character):
    (dump / "Tags.xml").write_text(f'<tags><row Id="1" TagName="a{character}b" /></tags>')
    assert "Tags.xml is not complete, well-formed XML" in refused(dump)


@pytest.mark.parametrize("slug", ["", "No Spaces", "-x", "a" * 61, "../etc"])
def test_a_board_address_that_is_none(dump, slug):
    with pytest.raises(CommandError, match="cannot be a board's address"):
        call_command("import_stackexchange", dump, board=slug)


def test_rows_come_typed(dump):
    row = reading.Row({"Id": "7", "At": "2020-01-02T03:04:05.600", "Tags": "|a|b|", "Big": "9" * 30})
    assert row.number("Id") == 7
    assert row.moment("At").isoformat() == "2020-01-02T03:04:05.600000+00:00"
    assert row.tags("Tags") == ["a", "b"]
    for name in ("Missing", "At", "Big"):
        with pytest.raises(reading.RowProblem):
            row.number(name)
    with pytest.raises(reading.RowProblem):
        row.moment("Id")
