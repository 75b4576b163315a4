"""Sources: the questions an article was written from. Names are not kept here: who helped is read from the thread."""

from django.conf import settings
from django.db import models

from forum.models import Question


class ArticleSource(models.Model):
    article = models.ForeignKey("cms.ArticlePage", models.CASCADE, related_name="sources")
    question = models.ForeignKey(Question, models.CASCADE, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()
    # Those who helped were told once that their words became an article.
    told_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["article", "question"], name="article_source_once")]
        indexes = [models.Index(fields=["question"], name="article_source_question")]

    def __str__(self) -> str:
        return f"{self.article_id} from {self.question_id}"
