"""The verdict under a title: where a question stands, in a sentence, with names and moments."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from forum.models import Answer, CloseReason, Question, Status
from forum.queries.doors import Way
from forum.queries.moments import Moments, duration
from forum.queries.people import Person


@dataclass(frozen=True)
class Verdict:
    """`state` chooses mark and colour; `lead` is the bold word, `text` the rest, `more` the small line below."""

    state: str
    lead: str
    text: str = ""
    more: str = ""
    link: str = ""
    link_text: str = ""
    faces: tuple[Person, ...] = ()
    # Where else to go, of what was closed here.
    way: Way | None = None

    @property
    def symbol(self) -> str:
        return "info" if self.state == "needs_info" else self.state


def of(
    question: Question,
    answers: list[Answer],
    known: dict[int | None, Person],
    times: Moments,
    original: tuple[str, str] | None,
    way: Way | None = None,
) -> Verdict:
    state = question.state
    asker = known.get(question.author_id) or known[None]
    if state == "solved":
        accepted = [answer for answer in answers if answer.accepted_at]
        return _solved(question, accepted, known, times) if accepted else _said_solved(question, asker, times)
    if state == "answered":
        return _answered(question, answers, known)
    decided_by = known.get(question.status_by_id) if question.status_by_id else None
    if state == "needs_info":
        return _waiting(question, asker, decided_by, times)
    if state == "duplicate":
        return _asked_before(question, asker, decided_by, times, original)
    if state == "closed":
        return _closed(question, asker, decided_by, times, way)
    return Verdict("open", _("Waiting for an answer."))


def _solved(question: Question, accepted: list[Answer], known: dict, times: Moments) -> Verdict:
    best = min(accepted, key=lambda answer: (answer.accepted_at, answer.pk))
    helper, asker = known.get(best.author_id) or known[None], known.get(question.author_id) or known[None]
    # Answers that came along with another question may be older than this one.
    is_older = best.created_at < question.created_at
    found = _("{name} had found it before") if is_older else _("{name} found it in {time}")
    found = found.replace("{name}", helper.first)
    sentences = [found.replace("{time}", duration(best.created_at - question.created_at))]
    if best.accepted_by_id == question.author_id and question.author_id != best.author_id:
        sentences.append(_("{name} accepted it").replace("{name}", asker.first))
    is_confirmed = best.official_at and best.official_by_id != best.author_id
    official = known.get(best.official_by_id) if is_confirmed else None
    if official and official.id and official.department:
        confirms = _("{name} from {department} confirms it").replace("{name}", official.first)
        sentences.append(confirms.replace("{department}", official.department))
    return Verdict(
        "solved",
        _("Solved."),
        f"{_listed(sentences)}.",
        _("Holding since {date}.").replace("{date}", times.date(best.accepted_at)),
        f"#answer-{best.pk}",
        _("Go to the solution"),
        _faces([helper, asker, official]),
    )


def _said_solved(question: Question, asker: Person, times: Moments) -> Verdict:
    """Nobody's answer is the solution: its asker says that webcare helped, in private perhaps."""
    if question.status != Status.SOLVED:
        return Verdict("solved", _("Solved."))
    said = _("{name} says so, with help from webcare.").replace("{name}", asker.first)
    more = _("Holding since {date}.").replace("{date}", times.date(question.status_at))
    return Verdict("solved", _("Solved."), said, more, faces=_faces([asker]))


def _answered(question: Question, answers: list[Answer], known: dict) -> Verdict:
    shown = [answer for answer in answers if answer.hidden_at is None]
    count = len(shown)
    lead = ngettext("%(count)d answer.", "%(count)d answers.", count) % {"count": count}
    if not shown:
        return Verdict("answered", lead)
    last = known.get(max(shown, key=lambda answer: answer.created_at).author_id) or known[None]
    said = (
        _("{name} answered last; none is accepted yet.")
        if count > 1
        else _("{name} answered; not accepted yet.")
    )
    return Verdict("answered", lead, said.replace("{name}", last.first))


def _waiting(question: Question, asker: Person, by: Person | None, times: Moments) -> Verdict:
    lead = _("Waiting for {name}.").replace("{name}", asker.first)
    more = ""
    if question.status_due_at:
        more = _(
            "{name} asked for this on {date}. Without a word from {asker} the question closes on {until}."
        )
        more = more.replace("{date}", times.date(question.status_at)).replace("{asker}", asker.first)
        more = more.replace("{until}", times.date(question.status_due_at))
        more = more.replace("{name}", by.first if by else _("Somebody"))
    return Verdict(
        "needs_info", lead, question.status_reason or _("A detail is missing to answer this."), more
    )


def _asked_before(
    question: Question,
    asker: Person,
    by: Person | None,
    times: Moments,
    original: tuple[str, str] | None,
) -> Verdict:
    path, title = original or ("", "")
    text = _("It continues there:") if path else _("The question it leads to can not be shown.")
    parts = []
    if by:
        found = _("{name} found that on {date}.").replace("{name}", by.first)
        parts.append(found.replace("{date}", times.date(question.status_at)))
    parts += [question.status_reason, _reopening(question, asker, times)]
    return Verdict("duplicate", _("Asked before."), text, " ".join(filter(None, parts)), path, title)


def _closed(question: Question, asker: Person, by: Person | None, times: Moments, way: Way | None) -> Verdict:
    reason, date = question.status_reason, times.date(question.status_at) if question.status_at else ""
    why = _why(question.closed_as).replace("{asker}", asker.first)
    if question.closed_as == CloseReason.NO_REPLY:
        missing = _("What was missing: {reason}").replace("{reason}", reason) if reason else ""
        back = _("It opens again as soon as {asker} says more.").replace("{asker}", asker.first)
        more = [_on(date), back, missing]
        parts = [why]
    else:
        more, parts = [_on(date), _reopening(question, asker, times)], [why, reason]
    lead = _("Closed by {name}.").replace("{name}", by.name) if by and by.id else _("Closed.")
    return Verdict("closed", lead, " ".join(filter(None, parts)), " ".join(filter(None, more)), way=way)


def _why(closed_as: str) -> str:
    """Why it is closed, as a sentence; what has none is said in the words beside it."""
    return {
        CloseReason.NO_REPLY: _("{asker} did not come back with the details."),
        CloseReason.NOT_NEEDED: _("An answer is no longer needed."),
        CloseReason.ELSEWHERE: _("This is answered somewhere else."),
        CloseReason.NOT_HERE: _("This is not for here."),
        CloseReason.UNCLEAR: _("Nobody can tell yet what is asked."),
        CloseReason.OUTDATED: _("It is no longer so."),
    }.get(closed_as, "")


def _on(date: str) -> str:
    return _("Closed on {date}.").replace("{date}", date) if date else ""


def _reopening(question: Question, asker: Person, times: Moments) -> str:
    if question.reopening_asked_at is None:
        return ""
    asked = _("{asker} asked on {date} to open it again; somebody looks at it.")
    return asked.replace("{asker}", asker.first).replace("{date}", times.date(question.reopening_asked_at))


def _listed(parts: list[str]) -> str:
    if len(parts) < 2:
        return "".join(parts)
    return _("{first} and {last}").replace("{first}", ", ".join(parts[:-1])).replace("{last}", parts[-1])


def _faces(people: list[Person | None]) -> tuple[Person, ...]:
    return tuple({person.id: person for person in people if person and person.id}.values())
