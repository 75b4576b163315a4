"""What schema.org data on a page has to be, after what Google documents for Q&A, breadcrumb, profile and article."""

import json
import re
from datetime import datetime
from html.parser import HTMLParser
from urllib.parse import urlsplit

REQUIRED = {
    "QAPage": {"mainEntity"},
    "Question": {"name", "answerCount"},
    "Answer": {"text"},
    "BreadcrumbList": {"itemListElement"},
    "ListItem": {"position", "name"},
    "ProfilePage": {"mainEntity"},
    "Person": {"name"},
    "Organization": {"name"},
    "Article": {"headline"},
    "InteractionCounter": {"interactionType", "userInteractionCount"},
    "WebSite": {"name", "url"},
    "SearchAction": {"target", "query-input"},
    "EntryPoint": {"urlTemplate"},
}
# Without these a rich result is poorer: here they are promised as well.
RECOMMENDED = {
    "Question": {"text", "upvoteCount", "datePublished", "dateCreated", "author"},
    "Answer": {"url", "upvoteCount", "datePublished", "dateCreated", "author"},
    "ListItem": {"item"},
    "Article": {"author", "publisher", "inLanguage", "url"},
}
ALLOWED = {
    "Question": {"inLanguage", "url", "acceptedAnswer", "suggestedAnswer", "dateModified"},
    "Answer": {"dateModified"},
    "Person": {"url", "affiliation", "identifier", "description", "image", "agentInteractionStatistic"},
    "Organization": {"url", "logo"},
    "Article": {"description", "datePublished", "dateModified"},
    "WebSite": {"potentialAction"},
}
MOMENTS = {"datePublished", "dateCreated", "dateModified"}
ADDRESSES = {"url", "item", "image", "logo"}
NUMBERS = {"answerCount", "upvoteCount", "position", "userInteractionCount"}


class Head(HTMLParser):
    """The links, the meta elements and the data blocks of a page, as a browser's parser finds them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.canonical, self.meta, self.blocks, self._inside = [], {}, [], False
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        if tag == "link" and given.get("rel") == "canonical":
            self.canonical.append(given["href"])
        if tag == "meta":
            self.meta.setdefault(given.get("property") or given.get("name"), []).append(given.get("content"))
        self._inside = tag == "script" and given.get("type") == "application/ld+json"
        if self._inside:
            self.blocks.append("")

    def handle_endtag(self, tag):
        self._inside = self._inside and tag != "script"

    def handle_data(self, data):
        if self._inside:
            self.blocks[-1] += data

    @property
    def things(self) -> list[dict]:
        return [json.loads(block) for block in self.blocks]

    def thing(self, kind: str) -> dict | None:
        return next((each for each in self.things if each["@type"] == kind), None)


def faults(thing: object, at: str = "") -> list[str]:
    """What is wrong with a thing and everything in it; empty when nothing is."""
    if isinstance(thing, list):
        return [fault for each in thing for fault in faults(each, at)]
    if not isinstance(thing, dict):
        return []
    kind = thing.get("@type", "")
    here = f"{at}/{kind}"
    if kind not in REQUIRED:
        return [f"{here}: of no known type"]
    wanted = REQUIRED[kind] | RECOMMENDED.get(kind, set())
    found = [f"{here}: lacks {name}" for name in sorted(wanted - thing.keys())]
    unknown = thing.keys() - wanted - ALLOWED.get(kind, set()) - {"@type", "@context"}
    found += [f"{here}: {name} is not said of it" for name in sorted(unknown)]
    for name, value in thing.items():
        found += [f"{here}/{name}: {said}" for said in _value_faults(name, value)]
        found += faults(value, f"{here}/{name}")
    return found + [f"{here}: {said}" for said in _own_faults(kind, thing)]


def _value_faults(name: str, value: object) -> list[str]:
    if value in ("", [], None):
        return ["is empty"]
    if name in NUMBERS and not isinstance(value, int):
        return ["is no number"]
    if name in ADDRESSES and not re.fullmatch(r"https?://[^\s\"<>]+", str(value)):
        return [f"{value!r} is no whole address"]
    if name in MOMENTS and datetime.fromisoformat(value).tzinfo is None:
        return ["is in no time zone"]
    return []


def _own_faults(kind: str, thing: dict) -> list[str]:
    if kind == "Question":
        told = [each for name in ("acceptedAnswer", "suggestedAnswer") for each in _many(thing.get(name))]
        if thing["answerCount"] < len(told):
            return ["tells of more answers than it counts"]
        if thing["answerCount"] and not told:
            return ["counts answers and tells none"]
        return [f"{each['url']} is elsewhere" for each in told if not _is_within(each["url"], thing["url"])]
    if kind == "BreadcrumbList":
        places = [each["position"] for each in thing["itemListElement"]]
        return [] if places == list(range(1, len(places) + 1)) else ["is out of order"]
    return []


def _many(value: object) -> list:
    return value if isinstance(value, list) else [value] if value else []


def _is_within(address: str, page: str) -> bool:
    return urlsplit(address)._replace(fragment="").geturl() == page
