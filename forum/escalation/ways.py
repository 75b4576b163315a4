"""What the asker can press on the page of their question, as it stands now; pure."""

from dataclasses import dataclass
from datetime import datetime

from community.members.models import Member
from forum.escalation import rules
from forum.escalation.ladder import Course
from forum.escalation.queries import Ladder
from forum.models import Question


@dataclass(frozen=True)
class Ways:
    """`is_main`: "still not solved" is the one thing to do now; otherwise everything is offered calmly."""

    is_main: bool = False
    slipped: bool = False
    # Said since it slipped: there is nothing to press until somebody replies or another promise slips.
    is_said: bool = False
    # Webcare helped in private: there is no answer to press "This solved it" under.
    solved: bool = False
    not_yet: bool = False
    not_solved: bool = False
    found: bool = False
    urgent: bool = False
    # To write to webcare alone; once that began, the page leads there by itself.
    privately: bool = False
    # Webcare has it already.
    is_owned: bool = False

    @property
    def is_any(self) -> bool:
        return any((self.solved, self.found, self.not_yet, self.not_solved, self.urgent, self.privately))


def ways_of(question: Question, member: Member | None, ladder: Ladder | None, now: datetime) -> Ways | None:
    """What is offered; None for everybody but the asker of a question that takes answers."""
    if not rules.may_call_webcare(member, question, now):
        return None
    is_solved, is_owned = question.state == "solved", ladder is not None and ladder.is_owned
    climbs = ladder is not None and ladder.course == Course.CLIMBING
    rests = question.state == "answered" and not climbs and not (ladder and ladder.course == Course.PAUSED)
    slipped = climbs and ladder.missed_at is not None
    # Answers came, and none of them counts any more: judged down, or the asker said that they did not help.
    failed = climbs and question.answer_count > 0 and not is_owned
    is_replied = ladder is not None and ladder.course == Course.RESTING and ladder.again_at is not None
    is_helped = ladder is not None and ladder.is_helped and not is_solved
    # Webcare ended it in private: then it held, or it did not.
    is_ended = is_helped and not is_owned
    not_solved = not (slipped or failed) and (is_solved or rests or is_replied or is_helped)
    talks = ladder is not None and ladder.case is not None and ladder.case.private_at is not None
    is_said = slipped and is_owned and ladder.is_said
    if is_owned:
        # It can become so while webcare has it; once is enough. Where they talk in private it is said there.
        urgent = not (is_solved or slipped or ladder.is_urgent or is_helped)
    else:
        urgent = not (not_solved or slipped or failed)
    return Ways(
        is_main=(slipped and not is_said) or failed,
        slipped=slipped,
        is_said=is_said,
        solved=is_helped,
        not_yet=rests and not (is_owned or is_ended),
        not_solved=not_solved,
        found=rules.may_find_themselves(member, question, now) and not is_ended,
        urgent=urgent,
        privately=rules.may_ask_privately(member, question, now) and not talks,
        is_owned=is_owned,
    )
