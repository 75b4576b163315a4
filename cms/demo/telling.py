"""The stories as the page of the demo shows them, in one language."""

from dataclasses import dataclass

from cms.demo.accounts import address
from cms.demo.stories import STORIES, Part
from community.members.models import Member


@dataclass(frozen=True)
class Told:
    """A part as the page shows it in one language."""

    member: Member
    department: str
    doing: str
    link: str


def told(language: str) -> list[tuple[str, str, str, list[Told]]]:
    """Slug, title, text and parts of every story in that language ("en" or "nl"); empty before loading."""
    language = language if language in ("en", "nl") else "en"
    wanted = {address(part.member[language]) for story in STORIES for part in story.parts}
    members = Member.objects.present().select_related("department").in_bulk(wanted, field_name="email")
    if len(members) < len(wanted):
        return []
    return [
        (
            story.slug,
            story.title[language],
            story.text[language],
            [_told(part, members[address(part.member[language])], language) for part in story.parts],
        )
        for story in STORIES
    ]


def _told(part: Part, member: Member, language: str) -> Told:
    department = member.department.name_in(language) if member.department else ""
    return Told(member, department, part.doing[language], part.link(language))
