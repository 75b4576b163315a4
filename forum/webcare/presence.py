"""Who is at a case now: kept in the cache that all processes share, and gone by itself. Nothing is stored."""

from dataclasses import dataclass
from enum import StrEnum

from django.core.cache import cache
from django.utils.translation import gettext as _

from community.lib.sharedcache import CACHE_ERRORS
from community.members.models import Member

# A page says it is there every dozen seconds: one that was closed is missed after three times that, in seconds.
SECONDS = 40


class Doing(StrEnum):
    READS = "reads"
    WRITES = "writes"
    NOTES = "notes"


@dataclass(frozen=True)
class Sign:
    """A colleague who is at the case."""

    member_id: int
    name: str
    doing: str

    @property
    def sentence(self) -> str:
        if self.doing == Doing.WRITES:
            return _("%(name)s is writing.") % {"name": self.name}
        if self.doing == Doing.NOTES:
            return _("%(name)s is writing a note.") % {"name": self.name}
        return _("%(name)s reads along.") % {"name": self.name}


def arrive(case_id: int, member: Member, doing: str) -> None:
    """`member` is at the case for the next while. Two who arrive at once both show at their next sign."""
    try:
        here = {*_here(case_id), member.pk}
        cache.set(_key(case_id, member.pk), (member.name, str(doing)), SECONDS)
        cache.set(_key(case_id), tuple(here), SECONDS)
    except CACHE_ERRORS:
        return


def leave(case_id: int, member: Member) -> None:
    try:
        cache.delete(_key(case_id, member.pk))
    except CACHE_ERRORS:
        return


def others(case_id: int, member: Member) -> list[Sign]:
    """Who else is at the case, who writes first; nobody while the cache is in trouble."""
    try:
        found = _here(case_id)
    except CACHE_ERRORS:
        return []
    signs = [Sign(number, *said) for number, said in found.items() if number != member.pk]
    return sorted(signs, key=lambda sign: (sign.doing == Doing.READS, sign.name, sign.member_id))


def _here(case_id: int) -> dict[int, tuple[str, str]]:
    numbers = cache.get(_key(case_id)) or ()
    found = cache.get_many([_key(case_id, number) for number in numbers])
    return {number: found[_key(case_id, number)] for number in numbers if _key(case_id, number) in found}


def _key(case_id: int, member_id: int | str = "all") -> str:
    return f"at-case:{case_id}:{member_id}"
