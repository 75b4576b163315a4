"""What a standing or a role allows, in three presets."""

import pytest

from community.members.models import Department, Member
from reputation.levels import THRESHOLDS, Ability, Preset, holds, points_needed

CUSTOMER = Member(name="customer")
STAFF = [
    Member(name="employee", department=Department(pk=1)),
    Member(name="agent", is_agent=True),
    Member(name="lead", is_lead=True),
]
ALL_POWERFUL = [Member(name="moderator", is_moderator=True), Member(name="manager", is_manager=True)]
FOR_STAFF = {
    Ability.UPVOTE,
    Ability.POST_LINKS_AND_IMAGES,
    Ability.COMMENT_ANYWHERE,
    Ability.DOWNVOTE,
    Ability.EDIT_TAGS,
    Ability.EDIT_OTHERS_REVIEWED,
}


@pytest.mark.parametrize("preset", Preset)
@pytest.mark.parametrize("ability", Ability)
def test_a_customer_holds_it_from_its_points_on(ability, preset):
    needed = points_needed(ability, preset)
    assert holds(CUSTOMER, ability, needed, preset)
    assert not holds(CUSTOMER, ability, needed - 1, preset)


@pytest.mark.parametrize("ability", Ability)
def test_staff_hold_everything_up_to_reviewed_edits(ability):
    for member in STAFF:
        assert holds(member, ability, 0, Preset.MATURE) is (ability in FOR_STAFF)


@pytest.mark.parametrize("ability", Ability)
def test_moderators_and_managers_hold_all(ability):
    assert all(holds(member, ability, 0, Preset.MATURE) for member in ALL_POWERFUL)


@pytest.mark.parametrize("ability", Ability)
def test_a_growing_community_never_asks_less(ability):
    small, growing, mature = THRESHOLDS[ability]
    assert 1 <= small <= growing <= mature
