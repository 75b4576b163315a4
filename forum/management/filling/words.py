"""The small vocabularies a synthetic community speaks, in English and Dutch."""

from dataclasses import dataclass
from random import Random

from community.lib import markup

FIRST_NAMES = (
    "Anna Bram Carla Daan Eva Finn Greet Hugo Iris Jan Karim Lisa Milan Noor Omar Petra Quinten Roos Sem Tess"
    " Umar Vera Willem Yara Zoë"
).split()
LAST_NAMES = "Bakker Bos Dekker Dijkstra Jansen Kok Meijer Mulder Peters Smit Visser Vos de Wit".split()

BOARDS = "Mobile Internet Television Billing Energy Moving Orders Other".split()

TAGS = (
    "fibre router wifi sim roaming invoice direct-debit refund contract moving meter solar gas outage speed app"
    " password voicemail number-porting upgrade cancel delivery sms 5g esim charging-point heat-pump tariff"
    " deposit installation engineer decoder channels recording subtitles email spam modem cable mesh phone tablet"
    " prepaid data-limit abroad payment reminder discount loyalty gift-card account privacy parental-control"
).split()


@dataclass(frozen=True)
class Tongue:
    """The phrases of one language; a title is thing, trouble and moment, a paragraph some sentences."""

    language: str
    things: tuple[str, ...]
    troubles: tuple[str, ...]
    moments: tuple[str, ...]
    sentences: tuple[str, ...]
    steps: tuple[str, ...]
    remarks: tuple[str, ...]

    def title(self, rng: Random) -> str:
        return f"{rng.choice(self.things)} {rng.choice(self.troubles)} {rng.choice(self.moments)}"[:150]


ENGLISH = Tongue(
    language="en",
    things=(
        "My fibre connection", "The new router", "The invoice of this month", "My SIM card", "The app",
        "The smart meter", "Voicemail", "The mesh point upstairs", "My e-mail address", "The television decoder",
        "Roaming", "The charging point", "My direct debit", "The moving service",
    ),
    troubles=(
        "stops working", "shows the wrong amount", "can not be reached", "is much slower", "asks for a code",
        "keeps restarting", "was never delivered", "does not accept my password", "loses its settings",
        "is counted twice", "shows an error", "switches itself off",
    ),
    moments=(
        "every evening", "since last week", "after the update", "while I am abroad", "since we moved house",
        "on the second floor", "when it rains", "in the weekend", "with a new phone", "after a power cut",
    ),
    sentences=(
        "It began without any warning and I have not changed anything myself.",
        "The light on the front is green, so I would expect that it works.",
        "I have already restarted everything twice, in the order of the manual.",
        "Neighbours with the same subscription tell me that theirs works well.",
        "On the website I only find how it worked with the older model.",
        "Somebody on the telephone said that it would solve itself within a day.",
        "It is not urgent, but I would like to understand what happens here.",
        "The amount differs by exactly one month, which can hardly be chance.",
        "If it helps I can send the number of the device in a private message.",
        "With a cable the speed is what it should be, so the line is fine.",
    ),
    steps=("Take the plug out and wait a minute", "Look which lights are on", "Sign out of the app and in again",
           "Choose another channel in the menu", "Note the time at which it happens"),
    remarks=("Same here, thank you for asking.", "That worked for me, thanks!", "Which model do you have?",
             "Did you try it with a cable?", "This should be in the manual."),
)  # fmt: skip

DUTCH = Tongue(
    language="nl",
    things=(
        "Mijn glasvezelverbinding", "De nieuwe router", "De rekening van deze maand", "Mijn simkaart", "De app",
        "De slimme meter", "Mijn voicemail", "Het wifipunt op zolder", "Mijn e-mailadres", "De tv-ontvanger",
        "Bellen in het buitenland", "De laadpaal", "Mijn automatische incasso", "De verhuisservice",
    ),
    troubles=(
        "valt steeds uit", "toont een verkeerd bedrag", "is niet bereikbaar", "is veel trager", "vraagt om een code",
        "start telkens opnieuw op", "is nooit bezorgd", "neemt mijn wachtwoord niet aan", "vergeet de instellingen",
        "wordt dubbel geteld", "geeft een foutmelding", "schakelt zichzelf uit",
    ),
    moments=(
        "elke avond", "sinds vorige week", "na de update", "als ik op vakantie ben", "sinds de verhuizing",
        "op de bovenverdieping", "als het regent", "in het weekend", "met een nieuwe telefoon", "na een stroomstoring",
    ),
    sentences=(
        "Het begon zonder waarschuwing en ik heb zelf niets veranderd.",
        "Het lampje aan de voorkant is groen, dus ik zou denken dat het werkt.",
        "Ik heb alles al twee keer opnieuw opgestart, in de volgorde van de handleiding.",
        "Bij de buren met hetzelfde abonnement werkt het gewoon.",
        "Op de website vind ik alleen hoe het bij het oudere model ging.",
        "Iemand aan de telefoon zei dat het binnen een dag vanzelf goed zou komen.",
        "Het heeft geen haast, maar ik wil graag begrijpen wat hier gebeurt.",
        "Het bedrag scheelt precies een maand, dat kan haast geen toeval zijn.",
        "Als het helpt stuur ik het nummer van het apparaat in een privébericht.",
        "Met een kabel is de snelheid wel goed, dus aan de lijn ligt het niet.",
    ),
    steps=("Haal de stekker eruit en wacht een minuut", "Kijk welke lampjes branden", "Log uit en weer in bij de app",
           "Kies een ander kanaal in het menu", "Schrijf op hoe laat het gebeurt"),
    remarks=("Hier ook, bedankt voor de vraag.", "Dat werkte bij mij, dank je!", "Welk model heb je?",
             "Heb je het met een kabel geprobeerd?", "Dit hoort in de handleiding."),
)  # fmt: skip


@dataclass(frozen=True)
class Text:
    source: str
    html: str


class Phrasebook:
    """Paragraphs rendered once: a body is a few of them, as rendering each body anew would take most of the time."""

    def __init__(self, tongue: Tongue, rng: Random, size: int = 300) -> None:
        self.tongue = tongue
        self._rng = rng
        self._paragraphs = [_rendered(self._paragraph()) for _ in range(size)]
        self._lists = [_rendered(self._list()) for _ in range(20)]
        self.remarks = [_rendered(remark) for remark in tongue.remarks]

    def body(self) -> Text:
        """One to five paragraphs, now and then with a list of steps."""
        number = min(1 + int(self._rng.expovariate(0.8)), 5)
        parts = [self._rng.choice(self._paragraphs) for _ in range(number)]
        if self._rng.random() < 0.2:
            parts.append(self._rng.choice(self._lists))
        return Text("\n\n".join(part.source for part in parts), "".join(part.html for part in parts))

    def _paragraph(self) -> str:
        return " ".join(self._rng.sample(self.tongue.sentences, self._rng.randint(2, 5)))

    def _list(self) -> str:
        steps = self._rng.sample(self.tongue.steps, self._rng.randint(2, 4))
        return "\n".join(f"{number}. {step}" for number, step in enumerate(steps, 1))


def _rendered(source: str) -> Text:
    return Text(source, markup.render(source))
