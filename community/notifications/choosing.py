"""What a member wants to be told: their choices per kind and channel, and the one that stops all letters."""

from collections.abc import Container
from dataclasses import dataclass
from itertools import groupby

from django.db import transaction

from community.members.models import Member
from community.notifications import kinds
from community.notifications.models import Channel, Preference

NO_LETTERS = "no-letters"


@dataclass(frozen=True, slots=True)
class Choice:
    kind: kinds.Kind
    site: bool
    mail: bool


@dataclass(frozen=True)
class Choices:
    """Groups of choices by what they are about; kinds the member can not be told are left out."""

    groups: list[tuple[str, list[Choice]]]
    no_letters: bool


def choices_of(member: Member) -> Choices:
    """One query."""
    chosen = {(row.kind, row.channel): row.wanted for row in Preference.objects.filter(member=member)}
    groups = groupby(kinds.kinds_for(member), key=lambda kind: kind.about)
    return Choices(
        [
            (
                about.label,
                [
                    Choice(
                        kind,
                        chosen.get((kind.slug, Channel.SITE), kind.site),
                        chosen.get((kind.slug, Channel.MAIL), kind.mail),
                    )
                    for kind in found
                ],
            )
            for about, found in groups
        ],
        no_letters=(kinds.EVERYTHING, Channel.MAIL) in chosen,
    )


@transaction.atomic
def keep_choices(*, member: Member, ticked: Container[str]) -> None:
    """Keep a form's ticks, named "kind-channel"; those of kinds that were not on it stay as they are."""
    for kind in kinds.kinds_for(member):
        for channel in Channel.values:
            choose(member=member, kind=kind.slug, channel=channel, wanted=f"{kind.slug}-{channel}" in ticked)
    if NO_LETTERS in ticked:
        stop_all_letters(member=member)
    else:
        Preference.objects.filter(member=member, kind=kinds.EVERYTHING).delete()


def stop_all_letters(*, member: Member) -> None:
    """No letters of any kind; the choices per kind are kept for when they are wanted again."""
    choose(member=member, kind=kinds.EVERYTHING, channel=Channel.MAIL, wanted=False)


def choose(*, member: Member, kind: str, channel: str, wanted: bool) -> None:
    Preference.objects.update_or_create(
        member=member, kind=kind, channel=channel, defaults={"wanted": wanted}
    )
