"""Calling people by name in a post: each is told once per post, unless they do not want to be called."""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime

from django.db.models import QuerySet

from community.events.models import Event
from community.events.recording import record
from community.members.models import Member
from forum import rules
from forum.models import Answer, Comment, Question
from forum.queries import mentions

MENTIONED = "member.mentioned"
# Code, links, quotes and addresses: an "@" in them calls nobody.
_LEFT_ALONE = re.compile(
    r"```.*?(?:```|\Z)|~~~.*?(?:~~~|\Z)|`[^`\n]*`|\[[^\]\n]*\]\([^)\n]*\)|<[^<>\n]*>|https?://\S+"
    r"|^(?: {4}|\t|[ \t]*>)[^\n]*$",
    re.DOTALL | re.MULTILINE,
)


def linked(source: str, question: Question, most: int) -> str:
    """The text with an "@name" of somebody who takes part in the thread as the link that completing would place.

    A first name is enough when only one of them has it. A text that would grow beyond `most` stays as it is.
    """
    return with_links(source, lambda: links_to(_people(question)), most)


def with_links(source: str, links: Callable[[], Mapping[str, str]], most: int) -> str:
    """The text with each "@name" as its link; `links` by name in lower case, asked for only when somebody is called."""
    if not re.search(r"(?<![\w@/.\[])@\w", source):
        return source
    called = links()
    if not called:
        return source
    names = "|".join(re.escape(name) for name in sorted(called, key=len, reverse=True))
    call = re.compile(rf"(?<![\w@/.\[])@({names})(?!\w)", re.IGNORECASE)
    parts, end = [], 0
    for kept in _LEFT_ALONE.finditer(source):
        parts += [call.sub(lambda found: called[found[1].lower()], source[end : kept.start()]), kept[0]]
        end = kept.end()
    parts.append(call.sub(lambda found: called[found[1].lower()], source[end:]))
    text = "".join(parts)
    return text if len(text) <= most else source


def links_to(members: Iterable[Member]) -> dict[str, str]:
    """The link to each by their name and their first name, where it is theirs alone."""
    links: dict[str, list[str]] = {}
    firsts: dict[str, list[str]] = {}
    for member in members:
        name = re.sub(r"([\\\[\]])", r"\\\1", member.name)
        link = f"[@{name}]({member.path()})"
        links.setdefault(member.name.lower(), []).append(link)
        firsts.setdefault(member.get_short_name().lower(), []).append(link)
    called = {**{first: found for first, found in firsts.items() if first}, **links}
    return {name: found[0] for name, found in called.items() if len(found) == 1}


def calls_left(source: str) -> list[str]:
    """What follows each "@" that became no link, up to the end of its line; in code, quotes and addresses none."""
    return re.findall(r"(?<![\w@/.\[])@(?=([^\W\d_][^\n]{0,150}))", _LEFT_ALONE.sub(" ", source))


def _people(question: Question) -> QuerySet[Member]:
    """Who takes part in the thread."""
    posts = [model.objects.shown().filter(question=question) for model in (Answer, Comment)]
    ids = {
        question.author_id,
        *(author for found in posts for author in found.values_list("author", flat=True)),
    }
    return Member.objects.present().filter(pk__in=ids - {None})


def note_mentions(
    *, by: Member | None, post: Question | Answer | Comment, written: Event, now: datetime
) -> None:
    """Tell whom the text of `post` calls for the first time; `written` is the event of writing it.

    Who does not want to be called by this writer is not told; the link to their page stays.
    """
    wanted = mentions.mentioned(post.body_html)[: mentions.MOST]
    if by is None or not wanted:
        return
    earlier = Event.objects.filter(subject=post.subject, kind=MENTIONED).values_list("details", flat=True)
    told = {number for details in earlier for number in details["members"]}
    found = Member.objects.present().in_bulk([number for number in wanted if number not in told])
    called = [number for number in wanted if number in found and rules.may_mention(by, found[number])]
    if not called:
        return
    record(
        MENTIONED,
        by=by,
        now=now,
        subject=post.subject,
        thread=written.thread,
        details={"members": called, "with": written.pk},
        announce=True,
    )
