"""Real dumps, against the figures their README gives; they lie outside the project (SHARED_DIR)."""

import io
import json

import pytest
from django.core.management import call_command

from forum.models import Answer, Ballot, Board, ImportedRow, Question, Revision
from reputation.models import Entry

pytestmark = pytest.mark.django_db


def bring_in(shared_dir, name: str) -> dict:
    out = io.StringIO()
    call_command(
        "import_stackexchange", shared_dir / "data" / "stackexchange" / name, board="real", stdout=out
    )
    return json.loads(out.getvalue().splitlines()[-1])


def test_a_small_site_comes_in_completely(shared_dir):
    counts = bring_in(shared_dir, "conlang.meta.stackexchange.com")
    assert (counts["questions"], counts["answers"], counts["accepted"]) == (54, 115, 11)
    assert (counts["comments"], counts["tags"], counts["badges"], counts["links"]) == (230, 71, 612, 20)
    # All users but the robot; ups and downs on questions and answers.
    assert (counts["users"], counts["votes"]) == (271, 1065)
    assert not Question.objects.exclude(body_format="markdown").exists()
    assert not bring_in(shared_dir, "conlang.meta.stackexchange.com")["votes"]


@pytest.mark.timeout(300)
def test_an_older_dump_and_then_the_newer_one_of_the_same_site(shared_dir):
    older = bring_in(shared_dir, "beer.stackexchange.com_2014")
    assert (older["questions"], older["answers"], older["accepted"]) == (244, 448, 142)
    newer = bring_in(shared_dir, "beer.stackexchange.com")
    # 345 ids of the newer one were not in the older one; 1 of each was deleted in between.
    board = Board.objects.get()
    assert Question.objects.filter(board=board).count() == older["questions"] + newer["questions"]
    assert Answer.objects.count() == older["answers"] + newer["answers"]
    assert ImportedRow.objects.filter(kind="ballot").count() == Ballot.objects.count()
    assert (
        Question.objects.filter(accepted_count=1).count()
        == Answer.objects.filter(accepted_at__isnull=False).count()
    )
    assert Revision.objects.count() == older["revisions"] + newer["revisions"]
    assert Entry.objects.filter(reverses=None).values("subject", "reason", "member").distinct().count() > 9000
