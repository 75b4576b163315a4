"""The stories of the demo: each stands at its decisive moment, in English and in Dutch, with the role to take.

A later room adds its own story by adding a Story to STORIES.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from cms.demo import storylinks as links

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
                links.search,
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
                links.for_you,
            ),
            Part(
                {"en": "robin", "nl": "merve"},
                {"en": "Pass the question of the phone on", "nl": "Geef de vraag over het toestel door"},
                links.for_you,
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
                links.case,
            ),
        ),
    ),
    Story(
        "a-week-later",
        {"en": "A week later", "nl": "Een week later"},
        {
            "en": "Hendrik's brother had died and the site asked for his code. The answer of another customer did not help enough, so it "
            "became a case; the rest went on in private, where Saskia said what she was sorry for in her own words. "
            "Everyone could read how it ended. A week later one question was left: is it still solved?",
            "nl": "De zus van Els moest opeens naar een verzorgingshuis. Het werd een zaak en ging in besloten kring verder, "
            "waar Nienke in haar eigen woorden zei wat haar speet. Iedereen kon lezen hoe het afliep. "
            "Een week later bleef er één vraag over: is het nog steeds opgelost?",
        },
        (
            Part(
                {"en": "hendrik", "nl": "els"},
                {"en": "Read the private talk as the customer", "nl": "Lees het privégesprek als klant"},
                links.private,
            ),
            Part(
                {"en": "saskia", "nl": "nienke"},
                {"en": "See both sides on the desk", "nl": "Zie beide kanten op de balie"},
                links.ended_case,
            ),
            Part(
                {"en": "femke", "nl": "annelies"},
                {"en": "Read what everyone can read", "nl": "Lees wat iedereen kan lezen"},
                links.ended,
            ),
        ),
    ),
    Story(
        "eight-closes",
        {"en": "The eight closes", "nl": "De acht sluit"},
        {
            "en": "Fourteen people paid for a house they no longer lived in. Ruben noted what the company can learn, "
            "and it became an improvement that Anouk of Orders & logistics looks after. Today it is done: "
            "say so, and they hear of it, as do the two who answered: sixteen messages, each once and in their own language.",
            "nl": "Achttien mensen zagen hun combinatiekorting verdwijnen. Tessa noteerde wat het bedrijf ervan kan leren, "
            "en het werd een verbetering waar Dirk van Facturatie over gaat. Vandaag is het klaar: zeg dat, "
            "en zij horen het, net als de twee die antwoordden: twintig berichten, elk één keer en in de eigen taal.",
        },
        (
            Part(
                {"en": "anouk", "nl": "dirk"},
                {"en": "Say that it is done", "nl": "Zeg dat het klaar is"},
                links.improvement,
            ),
            Part(
                {"en": "hendrik", "nl": "jeroen"},
                {"en": "Read what the company did", "nl": "Lees wat het bedrijf deed"},
                links.improvement,
            ),
            Part(
                {"en": "karin", "nl": "karin"},
                {"en": "Make an article of the question", "nl": "Maak een artikel van de vraag"},
                links.article,
            ),
        ),
    ),
    Story(
        "monday-morning",
        {"en": "The manager's Monday morning", "nl": "De maandagochtend van de manager"},
        {
            "en": "Karin begins her week with what stands still: solved and never confirmed, confirmed and nothing learned, "
            "learned and not taken up, begun and nobody's. Then the figures, with a promise that was missed behind one of them.",
            "nl": "Karin begint haar week met wat stilstaat: opgelost en nooit bevestigd, bevestigd en niets geleerd, "
            "geleerd en niet opgepakt, begonnen en van niemand. Dan de cijfers, met achter een ervan een belofte die is gemist.",
        },
        (
            Part(
                {"en": "karin", "nl": "karin"},
                {"en": "See what stands still", "nl": "Zie wat stilstaat"},
                links.standing_still,
            ),
            Part(
                {"en": "karin", "nl": "karin"},
                {"en": "Read the figures", "nl": "Lees de cijfers"},
                links.figures,
            ),
            Part(
                {"en": "saskia", "nl": "saskia"},
                {
                    "en": "See how the desk is doing, as its lead",
                    "nl": "Zie als teamleider hoe de balie ervoor staat",
                },
                links.leads,
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
                links.standing,
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
                links.hiding,
            ),
            Part(
                {"en": links.ADVERTISER, "nl": links.ADVERTISER},
                {"en": "Then read the reason as its author", "nl": "Lees daarna als schrijver de reden"},
                links.told_why,
            ),
        ),
    ),
)
