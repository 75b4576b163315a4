"""The form on which a case ends, and what there is to choose on it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django import forms
from django.db.models import CharField, IntegerField, Q, Value
from django.utils.translation import gettext_lazy as _

from community.members.models import Department
from forum.escalation import hours, ladder
from forum.escalation.climbing import policy_of
from forum.forms import guarding
from forum.improvements.actions.learn import CAUSE
from forum.improvements.actions.learn import LINE as LEARNING
from forum.improvements.models import Cause
from forum.models import Door, Question
from forum.webcare.actions.resolve import LEAST_LINE, PUBLIC_LINE
from forum.webcare.models import Case, Outcome


@dataclass(frozen=True)
class Choices:
    """Of one board, read together; names in the language of the reader."""

    causes: list[str]
    departments: list[tuple[int, str]]
    doors: list[tuple[int, str]]


def choices_of(case: Case, language: str) -> Choices:
    """What there is to choose for this case: one query."""
    names = ("group", "pk", "place", "name", "name_nl")
    place, nought = Value(0, output_field=IntegerField()), Value("", output_field=CharField())
    board = case.question.board_id
    causes = Cause.objects.filter(retired_at=None).annotate(group=Value("cause"), place=place, name_nl=nought)
    departments = Department.objects.annotate(group=Value("department"), place=place)
    doors = Door.objects.filter(Q(board=None) | Q(board=board), retired_at=None).annotate(group=Value("door"))
    rows = [
        (group, position, dutch if language == "nl" and dutch else name, pk)
        for group, pk, position, name, dutch in causes.values_list(*names).union(
            departments.values_list(*names),
            doors.values_list("group", "pk", "position", "name", "name_nl"),
            all=True,
        )
    ]
    return Choices(
        causes=sorted((name for group, _place, name, _pk in rows if group == "cause"), key=str.casefold),
        departments=[(pk, name) for group, _place, name, pk in sorted(rows) if group == "department"],
        doors=[(pk, name) for group, _place, name, pk in sorted(rows) if group == "door"],
    )


def reply_clocks(question: Question, now: datetime) -> tuple[datetime, datetime]:
    """By when webcare replies that begins now, and when the lead looks: half of that time."""
    policy = policy_of(question)
    reply, calendar = policy.patience().reply, policy.calendar()
    return ladder.whole_minute(hours.add(now, reply, calendar)), hours.add(now, reply / 2, calendar)


def begun(case: Case) -> dict:
    """What the form begins with: a case that was ended before says it again."""
    return {
        "outcome": case.outcome or Outcome.HELPED,
        "cause": case.cause,
        "department": case.department_id or "",
        "public_line": case.public_line,
        "said": case.learned,
    }


def _choice(label) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label, coerce=int, empty_value=None, required=False,
        widget=forms.Select(attrs={"class": "select"}),
    )  # fmt: skip


class ResolveForm(forms.Form):
    """It keeps what was typed; what will do is decided by the action."""

    outcome = forms.ChoiceField(choices=Outcome.choices, initial=Outcome.HELPED)
    door = _choice(_("The door to take instead"))
    cause = forms.CharField(
        label=_("Cause"),
        max_length=CAUSE[1],
        widget=forms.TextInput(
            attrs={"class": "input", "autocomplete": "off", "dir": "auto", "list": "causes"}
        ),
        error_messages={"required": _("Name the cause, such as “invoice sent twice”.")},
    )
    department = _choice(_("Department"))
    public_line = forms.CharField(
        label=_("Public line"),
        max_length=PUBLIC_LINE,
        help_text=_("Everyone reads this on the page of the question, also when you talked in private."),
        widget=forms.Textarea(attrs={"class": "textarea", "rows": 3, "dir": "auto", "minlength": LEAST_LINE}),
        error_messages={"required": _("Write the line everyone reads: how it ended.")},
    )
    said = forms.CharField(
        label=_("What can we learn from this?"),
        max_length=LEARNING[1],
        required=False,
        widget=forms.Textarea(attrs={"class": "textarea", "rows": 2, "dir": "auto"}),
    )
    is_nothing_new = forms.BooleanField(label=_("Nothing new: we knew this"), required=False)

    def __init__(self, *args, choices: Choices, **kwargs):
        super().__init__(*args, **kwargs)
        self.causes, self.guarded = choices.causes, None
        self.fields["department"].choices = [("", _("Not known yet")), *choices.departments]
        self.fields["door"].choices = [("", _("No other door")), *choices.doors]

    def passes(self, post: Mapping[str, str]) -> bool:
        """Whether the case may end like this; `guarded` draws what looks personal in the line everyone reads."""
        line = str(self.data.get("public_line") or "")
        self.guarded = guarding.check({"public_line": line}, post)
        if self.guarded.texts["public_line"] != line:
            self.data = self.data.copy()
            self.data["public_line"] = self.guarded.texts["public_line"]
            self.full_clean()
        return self.is_valid() and not self.guarded.stops
