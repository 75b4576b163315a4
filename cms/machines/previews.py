"""What a search engine or a messenger shows of a page before anybody opens it: its address, a title, a few words."""

from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.conf import settings
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from cms.branding.current import Brand
from cms.machines import pictures
from cms.models import ArticlePage
from forum.queries import structured
from forum.queries.member import MemberPage
from forum.queries.moments import iso
from forum.queries.question import QuestionPage

LONGEST_ABOUT = 200
# As Open Graph writes the languages the site speaks.
LOCALES = {"en": "en_GB", "nl": "nl_NL"}


@dataclass(frozen=True, slots=True)
class Preview:
    """`path` is the page's one address, `picture` that of its picture; `data` is what schema.org has words for."""

    path: str
    title: str
    about: str
    language: str
    picture: str = ""
    kind: str = "website"
    data: SafeString = SafeString("")
    # Pairs of property and content that only this kind has.
    more: list[tuple[str, str]] = field(default_factory=list)

    @property
    def locale(self) -> str:
        return LOCALES.get(self.language, "")

    @property
    def other_locales(self) -> list[str]:
        """The same address answers in these as well."""
        spoken = (LOCALES[code] for code, _name in settings.LANGUAGES if code in LOCALES)
        return [locale for locale in spoken if locale != self.locale]


def of_question(page: QuestionPage, brand: Brand, language: str) -> Preview:
    """Of a question that everybody may find; of another one its address is all there is to say."""
    question = page.question
    if question.hidden_at or question.unlisted_at:
        return Preview(question.path(), question.title, "", language)
    steps = [*_front(brand), (page.board_path, page.board_name), (question.path(), question.title)]
    more = [("article:published_time", iso(question.created_at))]
    if question.edited_at:
        more.append(("article:modified_time", iso(question.edited_at)))
    return Preview(
        path=question.path(),
        title=question.title,
        about=structured.prose(page.thread.cards.get(None, ""), LONGEST_ABOUT),
        language=language,
        picture=pictures.path_of_question(question, brand, language),
        kind="article",
        data=structured.data_block(structured.qa_page(page.thread), structured.trail(steps)),
        more=more,
    )


def of_list(base: str, query: str, heading: str, about: str, brand: Brand, language: str) -> Preview:
    """Of a list of questions; `query` is the rest of its address, with the place in the list."""
    steps = _front(brand)
    if base != "/questions/":
        steps.append((base, heading))
    said = _("{heading}: questions and answers of people who help each other at {site}.")
    return Preview(
        path=f"{base}?{query}" if query else base,
        title=heading,
        about=(about or said.replace("{heading}", heading).replace("{site}", brand.name))[:LONGEST_ABOUT],
        language=language,
        picture=pictures.path_of_house(brand),
        data=structured.data_block(structured.trail(steps)),
    )


def of_member(page: MemberPage, brand: Brand, language: str) -> Preview:
    person = page.person
    steps = [_home(brand), (person.path, person.name)]
    said = (
        _("{name} asks and answers at {site}.").replace("{name}", person.name).replace("{site}", brand.name)
    )
    return Preview(
        path=person.path,
        title=person.name,
        about=(page.about or said)[:LONGEST_ABOUT],
        language=language,
        picture=pictures.path_of_house(brand),
        kind="profile",
        data=structured.data_block(
            structured.profile(person, page.about, page.answered), structured.trail(steps)
        ),
    )


def of_article(page: ArticlePage, path: str, brand: Brand, language: str) -> Preview:
    house = {"@type": "Organization", "name": brand.name, "url": f"{settings.SITE_URL}/"}
    about = page.intro or structured.prose(f'<div class="prose">{page.body}</div>', LONGEST_ABOUT)
    data = {
        "@context": "https://schema.org",
        "@type": "Article",
        "headline": page.title,
        "description": about,
        "inLanguage": page.language,
        "url": settings.SITE_URL + path,
        "author": house,
        "publisher": house,
    }
    times = {"datePublished": page.first_published_at, "dateModified": page.last_published_at}
    data |= {name: iso(moment) for name, moment in times.items() if moment}
    steps = [_home(brand), ("/articles/", _("Articles")), (path, page.title)]
    names = {"datePublished": "article:published_time", "dateModified": "article:modified_time"}
    return Preview(
        path=path,
        title=page.title,
        about=about,
        language=language,
        picture=pictures.path_of_house(brand),
        kind="article",
        data=structured.data_block(data, structured.trail(steps)),
        more=[(names[name], iso(moment)) for name, moment in times.items() if moment],
    )


def of_home(heading: str, lead: str, brand: Brand, language: str) -> Preview:
    """The front door also says how to search from outside, and what the house looks like."""
    address = f"{settings.SITE_URL}/"
    house = {"@context": "https://schema.org", "@type": "Organization", "name": brand.name, "url": address}
    if brand.logo_url:
        house["logo"] = brand.logo_url
    site = {
        "@context": "https://schema.org",
        "@type": "WebSite",
        "name": brand.name,
        "url": address,
        "potentialAction": {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": f"{address}search/?q={{words}}"},
            "query-input": "required name=words",
        },
    }
    return Preview(
        path="/",
        title=heading,
        about=lead[:LONGEST_ABOUT] or brand.name,
        language=language,
        picture=pictures.path_of_house(brand),
        data=structured.data_block(site, house),
    )


def of_page(
    path: str, title: str, about: str, far: list[tuple[str, str]], brand: Brand, language: str
) -> Preview:
    """Of any other page, with the pages between the front door and it, path and name."""
    return Preview(
        path=path,
        title=title,
        about=about[:LONGEST_ABOUT] or f"{title} · {brand.name}",
        language=language,
        picture=pictures.path_of_house(brand),
        data=structured.data_block(structured.trail([_home(brand), *far, (path, title)])),
    )


def place_in_list(query: str, asked: dict) -> str:
    """The rest of a list's address with the place in it, when it is not the beginning."""
    turned = urlencode({name: asked[name] for name in ("before", "after") if asked.get(name)})
    return "&".join(part for part in (query.rstrip("&"), turned) if part)


def _home(brand: Brand) -> tuple[str, str]:
    return "/", brand.name


def _front(brand: Brand) -> list[tuple[str, str]]:
    return [_home(brand), ("/questions/", _("All questions"))]
