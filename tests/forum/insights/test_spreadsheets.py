"""Figures as CSV: in the reader's language, for the spreadsheet of that language, and without formulas."""

import csv
import io

import pytest

from community.lib import clock
from forum.improvements.actions.learn import note_learning
from forum.improvements.models import Improvement, State
from forum.insights.measuring import measure_recent
from tests.builders import make_board

pytestmark = pytest.mark.django_db


@pytest.fixture
def sheet(client, manager, question, now, monkeypatch):
    """The lines of a sheet, as a spreadsheet of the language reads them."""
    monkeypatch.setattr(clock, "now", lambda: now)
    measure_recent(now)

    def read(address: str, language: str = "en") -> list[list[str]]:
        manager.language = language
        manager.save(update_fields=["language"])
        client.force_login(manager)
        text = client.get(address, headers={"accept-language": language}).content.decode()
        assert text.startswith("\ufeff") is (language == "nl")
        return list(
            csv.reader(io.StringIO(text.removeprefix("\ufeff")), delimiter=";" if language == "nl" else ",")
        )

    return read


def test_all_boards_come_first_and_then_each(sheet, board):
    make_board("Energy")
    lines = sheet("/insights/figures.csv")
    assert lines[0][:3] == ["Board", "Week of", "Questions asked"]
    assert [line[0] for line in lines[1::12]] == ["All boards", board.name, "Energy"]
    assert lines[1][:3] == ["All boards", "2026-11-16", "1"]


def test_in_dutch_the_words_and_the_shape_are_dutch(sheet, board):
    lines = sheet(f"/insights/figures.csv?board={board.slug}", "nl")
    assert "Questions asked" not in lines[0] and lines[1][0] == board.name
    assert len(lines) == 13 and len(set(map(len, lines))) == 1


def test_causes_too_and_none_of_them_is_a_formula(sheet, employee, question, board, now):
    for cause in ("=HYPERLINK(1)", "sent twice"):
        note_learning(by=employee, question=question, said=f"About {cause} in full.", cause=cause,
                      department=None, now=now)  # fmt: skip
    assert sheet(f"/insights/causes.csv?board={board.slug}") == [
        ["Board", "Cause", "Questions"], [board.name, "'=HYPERLINK(1)", "1"], [board.name, "sent twice", "1"],
    ]  # fmt: skip


def test_improvements_too(sheet, now):
    Improvement.objects.create(
        title="One invoice a month",
        state=State.HEARD,
        public_line="We are on it.",
        created_at=now,
        state_at=now,
    )
    lines = sheet("/insights/improvements.csv")
    assert lines[1] == ["All boards", "Heard", "1", "0", "0"]
    assert [line[2] for line in lines[2:]] == ["0"] * 4


@pytest.mark.parametrize("name", ["figures", "causes", "improvements"])
def test_each_is_linked_for_the_board_that_was_chosen(client, sheet, employee, question, board, now, name):
    note_learning(by=employee, question=question, said="Two systems send it.", cause="sent twice",
                  department=None, now=now)  # fmt: skip
    sheet("/insights/figures.csv")
    assert (
        f"/insights/{name}.csv?board={board.slug}"
        in client.get(f"/insights/?board={board.slug}").content.decode()
    )


@pytest.mark.parametrize("name", ["causes", "improvements"])
def test_they_are_for_managers_and_leads(client, agent, name):
    client.force_login(agent)
    assert client.get(f"/insights/{name}.csv").status_code == 403
