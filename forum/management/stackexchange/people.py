"""Users, their badges, and the tags with what the dump says about them."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.hashers import make_password
from django.utils.text import slugify

from community.lib import markup
from community.members.models import Member
from community.tags.models import Synonym, Tag
from forum.management.stackexchange.bringing import ROBOT, Run
from forum.management.stackexchange.reading import Row, RowProblem
from forum.management.stackexchange.tagpages import TagPages
from reputation.models import Award, Badge

LONGEST_TAG = 60


@dataclass(frozen=True, slots=True)
class User:
    id: int
    name: str
    about: str
    joined_at: datetime


@dataclass(frozen=True, slots=True)
class Honour:
    id: int
    user: int
    name: str
    at: datetime


class TagBook:
    """The vocabulary by its words; a synonym leads to its tag. Small: a large site has a few thousand."""

    def __init__(self) -> None:
        self._ids = dict(Tag.objects.values_list("slug", "pk"))
        self._ids |= dict(Synonym.objects.values_list("slug", "tag_id"))

    def ids(self, words: list[str]) -> list[int]:
        """The ids of these tags in their order, new ones made; words too long for a tag are left out."""
        fitting = [word for word in words if len(word) <= LONGEST_TAG]
        missing = [word for word in fitting if word not in self._ids]
        if missing:
            made = Tag.objects.bulk_create([Tag(slug=word) for word in missing])
            self._ids |= {tag.slug: tag.pk for tag in made}
        return list(dict.fromkeys(self._ids[word] for word in fitting))

    def __contains__(self, word: str) -> bool:
        return word in self._ids


def bring_tags(run: Run, rows: list[Row], book: TagBook, pages: TagPages) -> None:
    """Make the tags that are new, and note in `pages` which posts describe which of them."""
    for row in rows:
        try:
            word = row.line("TagName", LONGEST_TAG + 1)
            excerpt, page = row.optional_number("ExcerptPostId"), row.optional_number("WikiPostId")
            if not 0 < len(word) <= LONGEST_TAG:
                raise RowProblem("a tag without a usable name")
        except RowProblem as problem:
            run.report.leave_out(str(problem))
            continue
        if word in book:
            run.report.leave_out("already here")
        else:
            run.report.bring("tags")
        tag_id = book.ids([word])[0]
        if excerpt is not None:
            pages.excerpts[excerpt] = tag_id
        if page is not None:
            pages.pages[page] = tag_id


def bring_users(run: Run, rows: list[Row]) -> None:
    """Members without address or password: nobody can sign in as them and no mail can reach them."""
    users = run.new("user", run.parsed(rows, _user))
    password = make_password(None)
    members = Member.objects.bulk_create(
        [
            Member(
                name=user.name, about=user.about, joined_at=user.joined_at, is_imported=True, email=None,
                password=password,
            )
            for user in users
        ]
    )  # fmt: skip
    run.remember("user", ((user.id, member.pk) for user, member in zip(users, members, strict=True)))
    run.report.bring("users", len(users))


def bring_badges(run: Run, rows: list[Row], badges: dict[str, int]) -> None:
    """Awards, and in `badges` the ids of badges by their address."""
    honours = run.new("badge", run.parsed(rows, _honour))
    members = run.members(honour.user for honour in honours)
    for honour in honours:
        address = _address(honour.name)
        if address not in badges:
            badges[address] = Badge.objects.get_or_create(slug=address, defaults={"name": honour.name})[0].pk
    kept = [honour for honour in honours if honour.user in members]
    run.report.leave_out("a badge of a user who is not in the dump", len(honours) - len(kept))
    awards = Award.objects.bulk_create(
        Award(member_id=members[honour.user], badge_id=badges[_address(honour.name)], awarded_at=honour.at)
        for honour in kept
    )
    run.remember("badge", ((honour.id, award.pk) for honour, award in zip(kept, awards, strict=True)))
    run.report.bring("badges", len(awards))


def _address(badge: str) -> str:
    return slugify(badge, allow_unicode=True)[:80]


def _user(row: Row) -> User:
    number = row.number("Id")
    if number == ROBOT:
        raise RowProblem("the site's robot, not a person")
    return User(
        id=number,
        name=row.line("DisplayName", 80) or f"user{number}",
        about=markup.neutralise_bidi(markup.plain(row.text("AboutMe"), 300)),
        joined_at=row.moment("CreationDate"),
    )


def _honour(row: Row) -> Honour:
    name = row.line("Name", 80)
    if not _address(name):
        raise RowProblem("a badge without a name")
    return Honour(row.number("Id"), row.number("UserId"), name, row.moment("Date"))
