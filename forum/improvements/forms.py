"""Forms of the lower loop: they keep what was typed; what will do is decided by the actions."""

from django import forms
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from community.members.models import Department, Member
from forum.improvements.actions.change import LINE
from forum.improvements.actions.improve import NOTE, TITLE
from forum.improvements.actions.learn import CAUSE
from forum.improvements.actions.learn import LINE as LEARNING
from forum.improvements.actions.thank import WORDS
from forum.improvements.models import Improvement, State
from forum.improvements.models.improvements import PUBLIC
from forum.improvements.rules import may_become


class DepartmentField(forms.ModelChoiceField):
    def label_from_instance(self, department: Department) -> str:
        return department.name_in(get_language() or "en")


def _input(**attributes) -> forms.TextInput:
    return forms.TextInput(attrs={"class": "input", "autocomplete": "off", "dir": "auto", **attributes})


def _area(rows: int, most: int) -> forms.Textarea:
    return forms.Textarea(attrs={"class": "textarea", "rows": rows, "dir": "auto", "maxlength": most})


class _WithDepartment(forms.Form):
    department = DepartmentField(
        label=_("Department"),
        queryset=Department.objects.none(),
        required=False,
        empty_label=_("Not known yet"),
        widget=forms.Select(attrs={"class": "select"}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["department"].queryset = Department.objects.order_by("name", "pk")


class LearningForm(_WithDepartment):
    said = forms.CharField(
        label=_("What can we learn from this?"),
        help_text=_("One line, so that a colleague who was not here understands it."),
        max_length=LEARNING[1],
        widget=_area(2, LEARNING[1]),
        error_messages={"required": _("Say in one line what the company can learn.")},
    )
    cause = forms.CharField(
        label=_("Cause"),
        help_text=_("What went wrong, in the words the others used; a new one is made when none fits."),
        max_length=CAUSE[1],
        widget=_input(list="causes"),
        error_messages={"required": _("Name the cause, such as “invoice sent twice”.")},
    )


class OpenForm(_WithDepartment):
    title = forms.CharField(
        label=_("What will be better?"),
        max_length=TITLE[1],
        widget=_input(),
        error_messages={"required": _("Name it in a few words, such as “One invoice a month, not two”.")},
    )
    title_nl = forms.CharField(
        label=_("The same in Dutch"),
        help_text=_("Left empty, who reads in Dutch gets the other name as it is."),
        max_length=TITLE[1],
        required=False,
        widget=_input(lang="nl"),
    )


# What usually comes next; the other states are a choice away.
_NEXT = {
    State.PROPOSED: State.HEARD, State.HEARD: State.LOOKING, State.LOOKING: State.DOING, State.DOING: State.DONE,
}  # fmt: skip


class _AskedField(forms.CharField):
    """Drawn as one that is asked for; whether it may stay empty depends on the others."""

    def validate(self, value: str) -> None:
        """Anything will do here: the form and the action say what is missing."""


class StateForm(forms.Form):
    """`lacks` is the language in which nothing is said yet, "nl" or "en", and `lacks_name` that of the title;
    `is_warned` once the page told so. What becomes public for the first time is named with it."""

    # A proposal that is not taken up needs no line.
    use_required_attribute = False
    title = _AskedField(label=_("What will be better?"), max_length=TITLE[1], widget=_input())
    title_nl = forms.CharField(
        label=_("The same in Dutch"), max_length=TITLE[1], required=False, widget=_input(lang="nl")
    )
    state = forms.ChoiceField(label=_("Where it stands"), widget=forms.Select(attrs={"class": "select"}))
    public_line = _AskedField(
        label=_("The line everyone reads"),
        help_text=_("What happens now, and why. Everyone who asked, joined or helped is told once."),
        max_length=LINE[1],
        widget=_area(3, LINE[1]),
    )
    public_line_nl = forms.CharField(
        label=_("The same in Dutch"), max_length=LINE[1], required=False, widget=_area(3, LINE[1])
    )
    field_order = ("state", "title", "title_nl")
    lacks = lacks_name = ""

    def __init__(self, *args, improvement: Improvement, **kwargs):
        super().__init__(*args, **kwargs)
        self.is_warned = self.is_bound and bool(self.data.get("one_language"))
        self.fields["state"].choices = [
            (value, label) for value, label in State.choices if may_become(improvement, value)
        ]
        self.fields["state"].initial = _NEXT.get(State(improvement.state))
        if improvement.is_public or (self.is_bound and "title" not in self.data):
            del self.fields["title"], self.fields["title_nl"]
            return
        self.fields["title"].initial = "" if improvement.is_named_in_dutch_only else improvement.title
        self.fields["title_nl"].initial = improvement.title_nl

    def clean(self) -> dict:
        """Who says it in Dutch only says it to everyone: a line is read as it is where there is no other."""
        said = self.cleaned_data
        line, dutch = said.get("public_line", ""), said.get("public_line_nl", "")
        name, dutch_name = said.get("title", ""), said.get("title_nl", "")
        self.lacks = self.lacks_name = ""
        if said.get("state") in PUBLIC:
            self.lacks = _lacking(line, dutch)
            self.lacks_name = _lacking(name, dutch_name)
            if "title" in self.fields and not (name or dutch_name or self.errors):
                self.add_error("title", _("Name it in a few words, such as “One invoice a month, not two”."))
        return said | {"public_line": line or dutch, "title": name or dutch_name, "title_nl": dutch_name}

    def says_once(self) -> bool:
        """Whether the page has yet to say that one language is missing; from now on it has."""
        lacks = bool(self.lacks or self.lacks_name)
        was_warned, self.is_warned = self.is_warned, self.is_warned or lacks
        return lacks and not was_warned


def _lacking(english: str, dutch: str) -> str:
    if bool(english) == bool(dutch):
        return ""
    return "nl" if english else "en"


class GiveForm(_WithDepartment):
    owner = forms.ModelChoiceField(
        label=_("Who looks after it"),
        queryset=Member.objects.none(),
        required=False,
        empty_label=_("Nobody yet"),
        widget=forms.Select(attrs={"class": "select"}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        staff = Q(department__isnull=False) | Q(is_agent=True) | Q(is_lead=True) | Q(is_manager=True)
        self.fields["owner"].queryset = Member.objects.present().filter(staff).order_by("name", "pk")


class GatherForm(forms.Form):
    question = forms.CharField(
        label=_("Its number or address"),
        max_length=500,
        widget=_input(),
        error_messages={
            "required": _("There is no such question. Paste its address, or give its number."),
        },
    )


class NoteForm(forms.Form):
    body = forms.CharField(label=_("A word about it"), max_length=NOTE[1], widget=_area(2, NOTE[1]))
    is_public = forms.BooleanField(label=_("Everyone may read it"), required=False)


class ThanksForm(forms.Form):
    words = forms.CharField(
        label=_("Your words"),
        max_length=WORDS[1],
        widget=_area(3, WORDS[1]),
        error_messages={"required": _("Write a few words of thanks.")},
    )
    is_public = forms.BooleanField(label=_("Others may read it on their page"), required=False, initial=True)
