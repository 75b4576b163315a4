"""The line everyone reads of how webcare ended it: it stands on the case, for as long as that is how it ended."""

from django.db.models import CharField, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce

from forum.webcare.models import Case


def public_line(question_id: int) -> Coalesce:
    """An expression for the line beside the event of its end; "" beside that of an earlier one."""
    ended = Case.objects.filter(question=question_id, resolved_at=OuterRef("at"))
    return Coalesce(Subquery(ended.values("public_line")[:1]), Value(""), output_field=CharField())
