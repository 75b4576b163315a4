"""Forms about the member: the name asked at sign-up, the profile and its choices."""

import zoneinfo

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from community.lib import markup
from community.members import privacy
from community.members.models import Member


def clean_name(name: str) -> str:
    """A name as it may be shown: one line, no control or direction marks.

    Raises ValidationError when nothing is left of it.
    """
    try:
        markup.refuse_unstorable(name)
    except markup.UnstorableText:
        raise forms.ValidationError(
            _("This name has a character we can not store. Please leave it out.")
        ) from None
    name = " ".join(markup.neutralise_bidi(name).split())
    if len(name) < 2:
        raise forms.ValidationError(_("Please give a name of at least two characters."))
    return name


class SignupForm(forms.Form):
    """Added to allauth's own form: what the community calls you."""

    name = forms.CharField(
        label=_("Your name here"),
        max_length=80,
        help_text=_("Shown beside what you write. It need not be your real name."),
        widget=forms.TextInput(attrs={"autocomplete": "nickname"}),
    )
    field_order = ["name", "email", "password1"]

    def clean_name(self) -> str:
        return clean_name(self.cleaned_data["name"])

    def signup(self, request, user: Member) -> None:
        """allauth asks for this hook; the adapter has already kept the name."""


class PrivacyForm(forms.ModelForm):
    """What others may do with one's name."""

    class Meta:
        model = Member
        fields = privacy.CHOICES
        labels = {
            "mentionable_by": _("Who may call me by name, with an @?"),
            "is_followable": _("Others may follow me"),
            "shows_activity": _("My page lists what I wrote"),
        }
        widgets = {"mentionable_by": forms.RadioSelect}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.is_employee:
            # Who answers for the company can always be followed.
            del self.fields["is_followable"]


class ProfileForm(forms.ModelForm):
    time_zone = forms.ChoiceField(label=_("Time zone"), required=False)
    language = forms.ChoiceField(label=_("Language"), required=False)

    class Meta:
        model = Member
        fields = ["name", "about", "language", "time_zone"]
        widgets = {"about": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        zones = sorted(
            zone for zone in zoneinfo.available_timezones() if "/" in zone and not zone.startswith("Etc/")
        )
        self.fields["time_zone"].choices = [("", _("As the community")), *((zone, zone) for zone in zones)]
        self.fields["language"].choices = [("", _("As the browser")), *settings.LANGUAGES]

    def clean_name(self) -> str:
        return clean_name(self.cleaned_data["name"])

    def clean_about(self) -> str:
        return " ".join(markup.neutralise_bidi(self.cleaned_data["about"]).split())
