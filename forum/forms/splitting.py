"""The form for making a question of its own of an answer."""

from django import forms
from django.utils.translation import gettext_lazy as _

from forum.forms.asking import BoardField
from forum.forms.parts import Tagged, Titled
from forum.models import Board


class SplitForm(Titled, Tagged):
    board = BoardField(
        label=_("Board"), queryset=Board.objects.none(), widget=forms.Select(attrs={"class": "select"})
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["board"].queryset = Board.objects.filter(archived_at=None).order_by("position", "id")
        self.fields["title"].label = _("What it asks, in one sentence")
