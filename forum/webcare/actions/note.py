"""Notes beside a case, for colleagues only."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from community.lib import markup
from community.members.models import Member
from forum.actions import drafting
from forum.actions.attach import note_uses
from forum.rules import require
from forum.webcare import rules
from forum.webcare.actions.recording import record_case
from forum.webcare.models import Case, Note

LONGEST = 5_000


@transaction.atomic
def write_note(*, by: Member, case: Case, body: str, now: datetime) -> Note:
    """The note, written. Raises NotAllowed outside the desk, ValidationError for an empty or unstorable text."""
    require(rules.may_work(by, now), _("Only webcare writes notes."))
    source = drafting.storable(body).replace("\r\n", "\n").strip()
    if not 2 <= len(source) <= LONGEST:
        raise ValidationError(_("A note has 2 to 5,000 characters."))
    note = Note.objects.create(case=case, by=by, at=now, body=source, body_html=markup.render(source))
    note_uses(f"note:{note.pk}", source)
    record_case("case.noted", by=by, now=now, case=case)
    return note
