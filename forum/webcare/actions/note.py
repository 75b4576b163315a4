"""Notes beside a case, for colleagues only; who is called by name in one is told, and watches the case."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from community.events.models import Event
from community.lib import markup
from community.members.models import Member
from community.notifications.telling import tell
from forum.actions import drafting, mention
from forum.actions.attach import note_uses
from forum.queries import mentions
from forum.rules import require
from forum.webcare import rules
from forum.webcare.actions.recording import record_case
from forum.webcare.actions.watch_case import add_watchers, tell_watchers
from forum.webcare.models import Case, Note
from forum.webcare.queries.colleagues import at_the_desk

LONGEST = 5_000


@transaction.atomic
def write_note(*, by: Member, case: Case, body: str, now: datetime) -> Note:
    """The note, written; the owner and the watchers hear of it.

    Raises NotAllowed outside the desk, ValidationError for an empty or unstorable text.
    """
    note, event = keep_note(by=by, case=case, body=body, now=now)
    called = _tell_called(by, note, now)
    tell_watchers(case=case, happened="noted", event=event, now=now, by=by, also=[case.owner_id], but=called)
    return note


def keep_note(*, by: Member, case: Case, body: str, now: datetime) -> tuple[Note, Event]:
    """The note and its event; nobody is told: what it explains is told by whoever calls this."""
    # A manager who passes a case on says why in one, too.
    require(rules.may_work(by, now) or rules.may_lead(by, now), _("Only webcare writes notes."))
    source = drafting.storable(body).replace("\r\n", "\n").strip()
    if not 2 <= len(source) <= LONGEST:
        raise ValidationError(_("A note has 2 to 5,000 characters."))
    # Whoever types a name by hand means the colleague, as completing it would.
    source = mention.with_links(source, lambda: mention.links_to(at_the_desk()), LONGEST)
    note = Note.objects.create(case=case, by=by, at=now, body=source, body_html=markup.render(source))
    note_uses(f"note:{note.pk}", source)
    return note, record_case("case.noted", by=by, now=now, case=case)


def _tell_called(by: Member, note: Note, now: datetime) -> list[int]:
    """Colleagues of the desk who are called in it; nobody else can read it."""
    wanted = mentions.mentioned(note.body_html)[: mentions.MOST]
    if not wanted:
        return []
    called = [member.pk for member in at_the_desk().filter(pk__in=wanted).exclude(pk=by.pk)]
    add_watchers(case=note.case, members=called, now=now)
    tell(
        called, kind="case-mentioned", subject=note.case.subject, link=note.case.path(),
        key=f"note:{note.pk}:mentioned", now=now, actor=by,
        details={"title": note.case.question.title, "quote": markup.plain(note.body_html, 200)},
    )  # fmt: skip
    return called
