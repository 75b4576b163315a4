"""The stories of the demo: each stands at its decisive moment, in English and in Dutch, with the role to take.

A later room adds its own story by adding a Story to STORIES.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import quote

from cms.demo.accounts import address
from cms.demo.threads import form_key
from community.members.models import Member
from forum.models import Answer, Question
from forum.webcare.models import Case

Words = Mapping[str, str]


@dataclass(frozen=True)
class Part:
    """One step of a story: who one is, what one does there, and where (per language)."""

    member: Words
    doing: Words
    link: Callable[[str], str]


@dataclass(frozen=True)
class Story:
    slug: str
    title: Words
    text: Words
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Told:
    """A part as the page shows it in one language."""

    member: Member
    department: str
    doing: str
    link: str


QUESTIONS = {
    "right-colleague": {"en": "smart-meter-returns-zero", "nl": "draaischijfmeter-vervangen"},
    "pass-on": {"en": "phone-on-hold", "nl": "bestelling-blijft-in-behandeling"},
    "nothing-left": {"en": "caller-name-butcher", "nl": "contract-overleden-vader"},
    "kept-clean": {"en": "leave-contract-early", "nl": "eerlijk-vergelijken-na-verhoging"},
}
SEARCHES = {"en": "internet stops every evening at nine", "nl": "esim oude telefoon kwijt"}
ADVERTISER = "bestedeal"


def question_of(story: str, language: str) -> Question | None:
    return Question.objects.filter(form_key=form_key(QUESTIONS[story][language])).first()


def _search(language: str) -> str:
    return f"/search/?q={quote(SEARCHES[language])}"


def _for_you(language: str) -> str:
    return "/for-you/"


def _standing(language: str) -> str:
    return "/standing/"


def _case(language: str) -> str:
    question = question_of("nothing-left", language)
    case = Case.objects.filter(question=question).first() if question else None
    return case.path() if case else "/desk/"


def _advertisement(language: str) -> Answer | None:
    question = question_of("kept-clean", language)
    return (
        Answer.objects.filter(question=question, author__email=address(ADVERTISER)).first()
        if question
        else None
    )


def _hiding(language: str) -> str:
    answer = _advertisement(language)
    return f"/moderation/answer/{answer.pk}/" if answer else "/moderation/log/"


def _told_why(language: str) -> str:
    return "/notifications/"


STORIES = (
    Story(
        "not-asked",
        {"en": "Not asked", "nl": "Niet gevraagd"},
        {
            "en": "Emre's internet stops every evening at nine. Before he asks, he types it into the search box. "
            "Five days ago Femke had the same, Joost knew why, and she said that it worked.",
            "nl": "Annelies is haar oude telefoon kwijt en wil haar eSIM op een nieuwe. Voordat ze het vraagt, zoekt ze. "
            "Peter-Jan had hetzelfde, met zijn telefoon op de bodem van het Sneekermeer; Abena wist de weg.",
        },
        (
            Part(
                {"en": "emre", "nl": "annelies"},
                {"en": "Look at what the search finds", "nl": "Kijk wat de zoekmachine vindt"},
                _search,
            ),
        ),
    ),
    Story(
        "right-colleague",
        {"en": "The right colleague", "nl": "De juiste collega"},
        {
            "en": "Nobody of the crowd knew why Aylin's bill says zero. So the ladder asked Marijke of Metering, who knows: "
            "she answers with her name and her department. A question about a phone on hold reached Robin in the Shop; "
            "it is not his field, so he passes it on to Orders & logistics with one click.",
            "nl": "Niemand wist of de draaischijfmeter vanzelf vervangen wordt. Daarom vroeg de ladder het aan Nadia van Meters: "
            "zij antwoordt met haar naam en haar afdeling. Een vraag over een bestelling die blijft hangen kwam bij Merve "
            "in de Winkel; dat is haar vak niet, dus geeft ze hem met één klik door aan Bestellingen en logistiek.",
        },
        (
            Part(
                {"en": "marijke", "nl": "nadia"},
                {
                    "en": "See what was asked of Metering, and answer it",
                    "nl": "Zie wat aan Meters is gevraagd, en antwoord",
                },
                _for_you,
            ),
            Part(
                {"en": "robin", "nl": "merve"},
                {"en": "Pass the question of the phone on", "nl": "Geef de vraag over het toestel door"},
                _for_you,
            ),
        ),
    ),
    Story(
        "nothing-left",
        {"en": "Nothing left", "nl": "Niemand meer"},
        {
            "en": "Giovanni's calls show a butcher's name, and neither the crowd nor the colleagues could say why. "
            "Now it is a case, with the time by which we promised an answer. Take it, answer under your name, "
            "and close it with a line that everyone reads.",
            "nl": "De vader van Roos is overleden en de site blijft om zijn code vragen. Klanten en collega's wisten het niet. "
            "Nu is het een zaak, met het moment waarop wij antwoord hebben beloofd. Neem hem, antwoord onder je naam "
            "en sluit af met een regel die iedereen leest.",
        },
        (
            Part(
                {"en": "jamal", "nl": "nienke"},
                {"en": "Take the case and answer", "nl": "Neem de zaak en antwoord"},
                _case,
            ),
        ),
    ),
    Story(
        "standing",
        {"en": "Standing", "nl": "Aanzien"},
        {
            "en": "Joost has helped with fibre and Wi-Fi since he retired. His standing is a sum anyone can check: "
            "every vote and every accepted answer is one line, with the question it came from.",
            "nl": "Lotte helpt al jaren met rekeningen en contracten. Haar aanzien is een som die ze kan narekenen: "
            "elke stem en elk gekozen antwoord is een regel, met de vraag waar het vandaan kwam.",
        },
        (
            Part(
                {"en": "joost", "nl": "lotte"},
                {"en": "Read what Joost earned, and why", "nl": "Lees wat Lotte verdiende, en waarom"},
                _standing,
            ),
        ),
    ),
    Story(
        "kept-clean",
        {"en": "Kept clean", "nl": "Schoon gehouden"},
        {
            "en": "Under an honest question about leaving a contract stands an advertisement with a code. "
            "Hilde hides it and says why. Its author still sees it, with her reason; the public log says that it "
            "was hidden, not whose it was.",
            "nl": "Onder een eerlijke vraag over vergelijken staat een reclame met een code. "
            "Ravi verbergt hem en zegt waarom. De schrijver ziet hem nog, met de reden erbij; het openbare logboek "
            "zegt dat er iets is verborgen, niet van wie.",
        },
        (
            Part(
                {"en": "hilde", "nl": "ravi"},
                {"en": "Hide the advertisement, with a reason", "nl": "Verberg de reclame, met een reden"},
                _hiding,
            ),
            Part(
                {"en": ADVERTISER, "nl": ADVERTISER},
                {"en": "Then read the reason as its author", "nl": "Lees daarna als schrijver de reden"},
                _told_why,
            ),
        ),
    ),
)


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
