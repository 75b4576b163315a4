"""Where the stories of the demo stand: the address of each step, per language."""

from urllib.parse import quote

from cms.demo.accounts import address
from cms.demo.threads import form_key
from forum.improvements.models import Improvement
from forum.models import Answer, Question
from forum.webcare.models import Case

QUESTIONS = {
    "right-colleague": {"en": "smart-meter-returns-zero", "nl": "draaischijfmeter-vervangen"},
    "pass-on": {"en": "phone-on-hold", "nl": "bestelling-blijft-in-behandeling"},
    "nothing-left": {"en": "caller-name-butcher", "nl": "contract-overleden-vader"},
    "a-week-later": {"en": "cancel-after-death", "nl": "zus-naar-verzorgingshuis"},
    "eight-closes": {"en": "two-bills-after-move", "nl": "combinatievoordeel-weg"},
    "kept-clean": {"en": "leave-contract-early", "nl": "eerlijk-vergelijken-na-verhoging"},
}
SEARCHES = {"en": "internet stops every evening at nine", "nl": "esim oude telefoon kwijt"}
ADVERTISER = "bestedeal"


def question_of(story: str, language: str) -> Question | None:
    return Question.objects.filter(form_key=form_key(QUESTIONS[story][language])).first()


def search(language: str) -> str:
    return f"/search/?q={quote(SEARCHES[language])}"


def for_you(language: str) -> str:
    return "/for-you/"


def standing(language: str) -> str:
    return "/standing/"


def _path_of(story: str, language: str, pattern: str, fallback: str) -> str:
    """The pattern with the number of the story's question or case in it."""
    question = question_of(story, language)
    case = Case.objects.filter(question=question).first() if question else None
    if question is None or ("{case}" in pattern and case is None):
        return fallback
    return pattern.format(question=question.pk, case=case.pk if case else 0)


def case(language: str) -> str:
    return _path_of("nothing-left", language, "/desk/{case}/", "/desk/")


def private(language: str) -> str:
    return _path_of("a-week-later", language, "/private/{case}/", "/notifications/")


def ended_case(language: str) -> str:
    return _path_of("a-week-later", language, "/desk/{case}/", "/desk/")


def ended(language: str) -> str:
    question = question_of("a-week-later", language)
    return question.path() if question else "/questions/"


def improvement(language: str) -> str:
    found = Improvement.objects.filter(questions=question_of("eight-closes", language)).first()
    return found.path() if found else "/improvements/"


def article(language: str) -> str:
    return _path_of("eight-closes", language, "/articles/from/{question}/", "/articles/")


def standing_still(language: str) -> str:
    return "/improvements/standing-still/"


def figures(language: str) -> str:
    return "/insights/"


def leads(language: str) -> str:
    return "/desk/leads/"


def _advertisement(language: str) -> Answer | None:
    question = question_of("kept-clean", language)
    return (
        Answer.objects.filter(question=question, author__email=address(ADVERTISER)).first()
        if question
        else None
    )


def hiding(language: str) -> str:
    answer = _advertisement(language)
    return f"/moderation/answer/{answer.pk}/" if answer else "/moderation/log/"


def told_why(language: str) -> str:
    return "/notifications/"
