"""Abilities: what a standing allows, in three presets for a community that grows."""

from enum import StrEnum

from community.members.models import Member


class Ability(StrEnum):
    UPVOTE = "upvote"
    POST_LINKS_AND_IMAGES = "post_links_and_images"
    COMMENT_ANYWHERE = "comment_anywhere"
    DOWNVOTE = "downvote"
    EDIT_TAGS = "edit_tags"
    EDIT_OTHERS_REVIEWED = "edit_others_reviewed"
    EDIT_WITHOUT_REVIEW = "edit_without_review"
    REVIEW = "review"
    MARK_DUPLICATES = "mark_duplicates"
    ACCEPT_FOR_SILENT_ASKER = "accept_for_silent_asker"


class Preset(StrEnum):
    SMALL = "small"
    GROWING = "growing"
    MATURE = "mature"


# Points needed per preset (small, growing, mature). Sources: Stack Exchange's and Apache Answer's privileges.
THRESHOLDS: dict[Ability, tuple[int, int, int]] = {
    Ability.UPVOTE: (1, 8, 15),
    Ability.POST_LINKS_AND_IMAGES: (1, 10, 10),
    Ability.COMMENT_ANYWHERE: (1, 25, 50),
    Ability.DOWNVOTE: (125, 125, 125),
    Ability.EDIT_TAGS: (1, 50, 100),
    Ability.EDIT_OTHERS_REVIEWED: (1, 100, 200),
    Ability.EDIT_WITHOUT_REVIEW: (1, 1000, 2000),
    Ability.REVIEW: (1, 500, 1000),
    Ability.MARK_DUPLICATES: (1, 500, 3000),
    Ability.ACCEPT_FOR_SILENT_ASKER: (1, 1000, 2000),
}
# Staff roles hold every ability up to "edit others, reviewed"; moderators and managers hold all.
_STAFF = frozenset(
    {
        Ability.UPVOTE,
        Ability.POST_LINKS_AND_IMAGES,
        Ability.COMMENT_ANYWHERE,
        Ability.DOWNVOTE,
        Ability.EDIT_TAGS,
        Ability.EDIT_OTHERS_REVIEWED,
    }
)
_COLUMN = {Preset.SMALL: 0, Preset.GROWING: 1, Preset.MATURE: 2}


def points_needed(ability: Ability, preset: Preset = Preset.SMALL) -> int:
    return THRESHOLDS[ability][_COLUMN[preset]]


def holds(member: Member, ability: Ability, points: int, preset: Preset = Preset.SMALL) -> bool:
    """Whether the member's roles or their standing in points allow it."""
    if member.is_moderator or member.is_manager or member.is_superuser:
        return True
    if (member.is_employee or member.has_staff_role) and ability in _STAFF:
        return True
    return points >= points_needed(ability, preset)
