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
        label=_("The same in Dutch"), max_length=TITLE[1], required=False, widget=_input(lang="nl")
    )


class StateForm(forms.Form):
    state = forms.ChoiceField(label=_("Where it stands"), widget=forms.Select(attrs={"class": "select"}))
    public_line = forms.CharField(
        label=_("The line everyone reads"),
        help_text=_("What happens now, and why. Everyone who asked, joined or helped is told once."),
        max_length=LINE[1],
        required=False,
        widget=_area(3, LINE[1]),
    )
    public_line_nl = forms.CharField(
        label=_("The same in Dutch"), max_length=LINE[1], required=False, widget=_area(3, LINE[1])
    )

    def __init__(self, *args, improvement: Improvement, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["state"].choices = [
            (value, label) for value, label in State.choices if may_become(improvement, value)
        ]


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
