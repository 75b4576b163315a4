"""Guesses the language of every question that has none, as after an import."""

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from community.lib import clock, guessing
from forum.actions import guess
from forum.models import Question


class Command(BaseCommand):
    help = "Guess the language of all questions that have none. What people chose stays."

    def handle(self, *args, **options):
        questions = Question.objects.all()
        with tqdm(total=questions.filter(language="").count(), unit=" questions", mininterval=0.5) as bar:
            try:
                found = guess.guess_missing(questions, clock.now(), bar.update)
            except guessing.GuesserFailed as trouble:
                raise CommandError(f"The guesser failed: {trouble}") from trouble
        self.stdout.write(f"{found:,} questions got a language.")
