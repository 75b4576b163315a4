"""The verdict under a title: where a question stands, in a sentence, with names and moments."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from forum.models import Answer, Question
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

    @property
    def symbol(self) -> str:
        return "info" if self.state == "needs_info" else self.state


def of(
    question: Question,
    answers: list[Answer],
    known: dict[int | None, Person],
    times: Moments,
    original: tuple[str, str] | None,
) -> Verdict:
    state = question.state
    asker = known.get(question.author_id) or known[None]
    if state == "solved":
        return _solved(question, [answer for answer in answers if answer.accepted_at], known, times)
    if state == "answered":
        return _answered(question, answers, known)
    if state == "needs_info":
        lead = _("Waiting for {name}.").replace("{name}", asker.first)
        return Verdict(state, lead, question.status_reason or _("A detail is missing to answer this."))
    if state == "duplicate":
        path, title = original or ("", "")
        return Verdict(state, _("Asked before."), _("It continues there:") if path else "", "", path, title)
    if state == "closed":
        closer = known.get(question.status_by_id)
        lead = _("Closed by {name}.").replace("{name}", closer.name) if closer and closer.id else _("Closed.")
        return Verdict(state, lead, question.status_reason)
    return Verdict("open", _("Waiting for an answer."))


def _solved(question: Question, accepted: list[Answer], known: dict, times: Moments) -> Verdict:
    if not accepted:
        return Verdict("solved", _("Solved."))
    best = min(accepted, key=lambda answer: (answer.accepted_at, answer.pk))
    helper, asker = known.get(best.author_id) or known[None], known.get(question.author_id) or known[None]
    found = _("{name} found it in {time}").replace("{name}", helper.first)
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


def _listed(parts: list[str]) -> str:
    if len(parts) < 2:
        return "".join(parts)
    return _("{first} and {last}").replace("{first}", ", ".join(parts[:-1])).replace("{last}", parts[-1])


def _faces(people: list[Person | None]) -> tuple[Person, ...]:
    return tuple({person.id: person for person in people if person and person.id}.values())
