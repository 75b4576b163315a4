"""Pictures of posts: kept while a text speaks of them, removed when none does."""

from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.db import DatabaseError

from community.lib import pictures
from forum.actions import attach
from forum.actions.attach import attach_picture, note_uses, remove_orphans
from forum.actions.edit import edit_question
from forum.actions.keeping import keep_draft
from forum.models import Attachment, AttachmentUse
from forum.rules import NotAllowed
from tests import builders
from tests.pictures import picture, upload

pytestmark = pytest.mark.django_db

LATER = timedelta(hours=49)


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def attached(asker, now):
    return attach_picture(
        by=asker, upload=upload(picture("JPEG", (800, 400))), alt="The  red\nlight", now=now
    )


def files(folder) -> int:
    return sum(path.is_file() for path in folder.rglob("*"))


def test_a_picture_is_kept_with_what_is_known_about_it(attached, asker, now, folder):
    assert (attached.member, attached.created_at, attached.alt) == (asker, now, "The red light")
    assert (attached.width, attached.height) == (800, 400)
    assert attached.bytes == sum(path.stat().st_size for path in folder.rglob("*.webp"))
    assert attached.markdown == f"![The red light](/media/{attached.name})"


@pytest.mark.parametrize("alt", ["]( [x] `code` *b* <b> \\ ![", "a\x00b", "\ud800", "x" * 999])
def test_whatever_the_description_is_the_line_is_one_picture(asker, now, alt):
    attached = attach_picture(by=asker, upload=upload(picture()), alt=alt, now=now)
    question = builders.make_question(
        board=builders.make_board(), by=asker, now=now, body=f"{builders.BODY}\n\n{attached.markdown}"
    )
    assert question.body_html.count("<img ") == 1
    assert question.body_html.count("<a ") == 1
    assert len(attached.alt) <= 300


@pytest.mark.parametrize(
    "role", ["asker", "helper", "stranger", "employee", "agent", "lead", "moderator", "manager"]
)
def test_who_may_write_may_attach(request, role, now):
    assert attach_picture(by=request.getfixturevalue(role), upload=upload(picture()), alt="", now=now).pk


@pytest.mark.parametrize("state", ["silenced_until", "suspended_until"])
def test_who_may_not_write_may_not_attach(asker, now, state, folder):
    setattr(asker, state, now + timedelta(days=1))
    with pytest.raises(NotAllowed):
        attach_picture(by=asker, upload=upload(picture()), alt="", now=now)
    assert not files(folder)


def test_a_closed_account_attaches_nothing(asker, now):
    asker.is_active = False
    with pytest.raises(NotAllowed):
        attach_picture(by=asker, upload=upload(picture()), alt="", now=now)


def test_without_its_row_no_file_stays(asker, now, folder, monkeypatch):
    def fail(**fields):
        raise DatabaseError("gone")

    monkeypatch.setattr(Attachment.objects, "create", fail)
    with pytest.raises(DatabaseError):
        attach_picture(by=asker, upload=upload(picture()), alt="", now=now)
    assert not files(folder)


def test_posts_are_known_by_the_pictures_they_speak_of(attached, board, asker, helper, now):
    body = f"{builders.BODY} {attached.markdown}"
    question = builders.make_question(board=board, by=asker, now=now, body=body)
    answer = builders.make_answer(question=question, by=helper, now=now, body=body)
    comment = builders.make_comment(question=question, by=helper, now=now, body=body)
    builders.make_comment(question=question, by=asker, now=now)
    found = set(AttachmentUse.objects.values_list("attachment_id", "subject"))
    assert found == {(attached.pk, post.subject) for post in (question, answer, comment)}


def test_a_copy_of_it_and_a_second_mention_are_the_same_picture(attached):
    copy = attached.address.replace(".webp", "-640.webp")
    note_uses("question:1", f"{attached.address} {copy} /media/attachments/{'0' * 24}-1x1.webp")
    note_uses("question:1", attached.markdown)
    assert AttachmentUse.objects.get().attachment == attached


def test_a_picture_an_edit_leaves_out_stays_for_the_revision_before(attached, question, asker, now, folder):
    def edit(body, seen):
        # A slip that is put right within minutes would be no revision of its own.
        edit_question(
            by=asker,
            question=question,
            title=question.title,
            body=body,
            tags=["fibre"],
            reason="",
            seen=seen,
            now=now + seen * timedelta(hours=1),
        )

    edit(f"{builders.BODY} {attached.markdown}", seen=1)
    edit(builders.BODY, seen=2)
    assert remove_orphans(now=now + LATER) == 0
    assert default_storage.exists(attached.name)


def test_what_no_text_speaks_of_is_removed_after_two_days(attached, asker, question, now, folder):
    used = attach_picture(by=asker, upload=upload(picture()), alt="", now=now)
    note_uses(question.subject, used.markdown)
    assert remove_orphans(now=now + timedelta(hours=47)) == 0
    assert remove_orphans(now=now + LATER) == 1
    assert remove_orphans(now=now + LATER) == 0
    assert list(Attachment.objects.all()) == [used]
    assert files(folder) == 1


def test_what_a_draft_holds_waits_with_it(attached, asker, now):
    keep_draft(by=asker, place="ask", fields={"title": "", "body": attached.markdown}, now=now)
    assert remove_orphans(now=now + LATER) == 0
    keep_draft(by=asker, place="ask", fields={"title": "", "body": "Without the picture"}, now=now)
    assert remove_orphans(now=now + LATER) == 1


def test_many_are_removed_in_batches(asker, question, now, monkeypatch, folder):
    monkeypatch.setattr(attach, "BATCH", 2)
    many = [attach_picture(by=asker, upload=upload(picture()), alt="", now=now) for _ in range(7)]
    note_uses(question.subject, many[1].markdown + many[4].markdown)
    assert remove_orphans(now=now + LATER) == 5
    assert files(folder) == 2


def test_an_interrupted_sweep_is_finished_by_the_next(attached, now, monkeypatch, folder):
    def fail(names):
        raise OSError("the disk is away")

    with monkeypatch.context() as broken:
        broken.setattr(pictures, "remove", fail)
        with pytest.raises(OSError, match="away"):
            remove_orphans(now=now + LATER)
    assert Attachment.objects.kept().count() == 0
    assert remove_orphans(now=now + LATER) == 1
    assert not files(folder)


def test_a_picture_that_is_about_to_go_is_not_used_any_more(attached, now):
    Attachment.objects.update(gone_at=now)
    note_uses("question:1", attached.markdown)
    assert not AttachmentUse.objects.exists()


def test_a_member_who_leaves_takes_no_picture_along(attached, asker, question):
    note_uses(question.subject, attached.markdown)
    asker.delete()
    attached.refresh_from_db()
    assert attached.member is None
    assert default_storage.exists(attached.name)
