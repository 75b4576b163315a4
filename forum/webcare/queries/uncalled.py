"""Who a note calls without being heard: nobody of the desk has that name, or several do."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from community.members.models import Member
from forum.actions.mention import calls_left
from forum.queries import mentions
from forum.webcare.models import Note
from forum.webcare.queries.colleagues import at_the_desk


def uncalled(note: Note) -> list[str]:
    """A sentence for each call that reached nobody; no query where all did."""
    typed, linked = calls_left(note.body), mentions.mentioned(note.body_html)
    if not typed and not linked:
        return []
    here = {member.pk: member for member in at_the_desk()}
    outside = Member.objects.filter(pk__in=[number for number in linked if number not in here])
    said = [_not_here(member.name) for member in outside]
    return list(dict.fromkeys(said + [_why(line, here.values()) for line in typed]))


def _why(line: str, here: Iterable[Member]) -> str:
    first = line.split()[0].rstrip(".,:;!?)\"'")
    for names in (
        _begun(line, [one.name for one in here]),
        _begun(line, [one.get_short_name() for one in here]),
    ):
        if names:
            words = {"name": f"@{names[0]}"}
            return (
                _("%(name)s called nobody: several colleagues are called that. Choose one from the list.")
                % words
            )
    known = Member.objects.present().filter(name__istartswith=first).values_list("name", flat=True)
    if outside := _begun(line, known):
        return _not_here(outside[0])
    return _("%(name)s called nobody: nobody at the desk is called that.") % {"name": f"@{first}"}


def _begun(line: str, names: Iterable[str]) -> list[str]:
    """Of these names the longest with which the line begins."""
    found = [name for name in names if name and line.lower().startswith(name.lower())]
    return sorted(found, key=len, reverse=True)


def _not_here(name: str) -> str:
    return _("%(name)s was not told: who does not work at the desk can not read this note.") % {"name": name}
