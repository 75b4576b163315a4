"""What machines are told of a page, in the words of schema.org: the thread, the way back to the front door, a member.

Properties as search engines ask for them: https://developers.google.com/search/docs/appearance/structured-data/qapage
and /breadcrumb and /profile-page beside it.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

from community.lib import languages, markup
from forum.models import Answer, Question
from forum.queries.moments import iso
from forum.queries.people import Person

# A text is told in full as far as people read it; beyond, the page itself says the rest.
LONGEST_TEXT = 5000
MOST_ANSWERS = 30
_CONTEXT = "https://schema.org"
_PROSE = '<div class="prose"'
# A data block ends at the first "</script" whatever stands around it; the others end lines in older readers.
_ESCAPED = str.maketrans({letter: f"\\u{ord(letter):04x}" for letter in "<>&\u2028\u2029"})


@dataclass(frozen=True, slots=True)
class Thread:
    """A question page before it is laid out: its answers in their order, the stored cards by id, the people.

    In the cards the names of mentions are filled in; what else is a token is no part of a text.
    """

    question: Question
    answers: list[Answer]
    cards: Mapping[int | None, str]
    people: Mapping[int | None, Person]


def prose(card: str, limit: int = LONGEST_TEXT) -> str:
    """What its author wrote, as plain text on one line, out of a stored card; empty when there is none."""
    begun = card.partition(_PROSE)[2].partition(">")[2]
    return markup.neutralise_bidi(markup.plain(begun.partition("</div>")[0], limit)).strip()


def qa_page(thread: Thread) -> dict:
    """The question with its answers; those that solved it apart from the others, as the page shows them."""
    question = thread.question
    address = settings.SITE_URL + question.path()
    shown = [answer for answer in thread.answers if answer.hidden_at is None]
    told = [
        (answer.accepted_at is not None, _answer(thread, answer, address)) for answer in shown[:MOST_ANSWERS]
    ]
    accepted = [data for is_accepted, data in told if is_accepted]
    suggested = [data for is_accepted, data in told if not is_accepted]
    main = {
        "@type": "Question",
        "name": question.title,
        "text": prose(thread.cards.get(None, "")) or question.title,
        "url": address,
        "answerCount": len(shown),
        "upvoteCount": question.score,
        **_written(thread, question),
    }
    if question.language:
        main["inLanguage"] = question.language
    if accepted:
        main["acceptedAnswer"] = accepted[0] if len(accepted) == 1 else accepted
    if suggested:
        main["suggestedAnswer"] = suggested
    return {"@context": _CONTEXT, "@type": "QAPage", "mainEntity": main}


def _answer(thread: Thread, answer: Answer, address: str) -> dict:
    return {
        "@type": "Answer",
        "text": prose(thread.cards.get(answer.pk, "")) or "…",
        "url": f"{address}#answer-{answer.pk}",
        "upvoteCount": answer.score,
        **_written(thread, answer),
    }


def _written(thread: Thread, post: Question | Answer) -> dict:
    written = iso(post.created_at)
    data = {
        "dateCreated": written,
        "datePublished": written,
        "author": author(thread.people.get(post.author_id) or thread.people[None]),
    }
    if post.edited_at:
        data["dateModified"] = iso(post.edited_at)
    return data


def author(person: Person) -> dict:
    """Who wrote something: whoever left has a name that stands for all of them, and no page."""
    data = {"@type": "Person", "name": languages.bare(person.name)}
    if person.path:
        data["url"] = settings.SITE_URL + person.path
    if person.department:
        data["affiliation"] = {"@type": "Organization", "name": person.department}
    return data


def trail(steps: Iterable[tuple[str, str]]) -> dict:
    """Where a page stands: path and name of each step, from the front door to the page itself."""
    return {
        "@context": _CONTEXT,
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": place, "name": name, "item": settings.SITE_URL + path}
            for place, (path, name) in enumerate(steps, 1)
        ],
    }


def profile(person: Person, about: str, answered: int) -> dict:
    """A member's page; `answered` is 0 also for those who would rather not show what they wrote."""
    entity = {**author(person), "identifier": str(person.id)}
    if about:
        entity["description"] = about
    if person.picture:
        entity["image"] = _absolute(person.picture)
    if answered:
        entity["agentInteractionStatistic"] = {
            "@type": "InteractionCounter",
            "interactionType": f"{_CONTEXT}/WriteAction",
            "userInteractionCount": answered,
        }
    return {"@context": _CONTEXT, "@type": "ProfilePage", "mainEntity": entity}


def _absolute(address: str) -> str:
    return settings.SITE_URL + address if address.startswith("/") else address


def data_block(*things: dict) -> SafeString:
    """The things as data that no browser runs, so that no nonce is needed; no text can end it early."""
    return mark_safe(
        "".join(
            f'<script type="application/ld+json">{_json(thing)}</script>'
            for thing in things
            if thing is not None
        )
    )


def _json(thing: dict) -> str:
    return json.dumps(thing, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPED)
