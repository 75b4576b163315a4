"""Renders every stored card anew, as after a change in how posts look."""

from django.core.management.base import BaseCommand
from tqdm import tqdm

from community.lib import markup
from forum.actions.tagpage import render_pages
from forum.management import carding
from forum.models import Answer, BodyFormat, Comment, Question


class Command(BaseCommand):
    help = "Render the stored cards of all questions and answers anew, and texts of an older renderer first."

    def handle(self, *args, **options):
        texts = sum(_render_outdated(model) for model in (Question, Answer, Comment)) + render_pages()
        questions = Question.objects.all()
        with tqdm(total=questions.count(), unit=" threads", mininterval=0.5) as bar:
            threads = carding.rebuild(questions, bar.update)
        self.stdout.write(f"{texts:,} texts and the cards of {threads:,} threads were rendered anew.")


def _render_outdated(model: type) -> int:
    """Bring texts of an older renderer up to this one; how many there were."""
    outdated = model.objects.exclude(renderer=markup.RENDERER_VERSION)
    number = 0
    for pk, body, body_format in outdated.values_list("pk", "body", "body_format").iterator(chunk_size=500):
        html = markup.render(body) if body_format == BodyFormat.MARKDOWN else markup.clean_html(body)
        model.objects.filter(pk=pk).update(body_html=html, renderer=markup.RENDERER_VERSION)
        number += 1
    return number
