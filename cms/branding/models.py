"""What a manager sets about the house itself: name, logo, colour, footer, ways to reach us; and notices of outages."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, InlinePanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting
from wagtail.models import Orderable

from cms.branding.fields import check_address, check_hex, refusal
from forum.models import Board


@register_setting(icon="view", order=10)
class BrandSettings(ClusterableModel, BaseGenericSetting):
    """One house, one brand: letters are sent without a request, so it hangs on no site of Wagtail's."""

    name = models.CharField(
        _("name"), max_length=60, blank=True, help_text=_("As the header and letters say it.")
    )
    word = models.CharField(
        _("word after it"), max_length=30, blank=True, default="community", help_text=_("May be empty.")
    )
    word_nl = models.CharField(_("word after it in Dutch"), max_length=30, blank=True, default="community")
    logo = models.ForeignKey(
        "wagtailimages.Image",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("logo"),
    )
    logo_dark = models.ForeignKey(
        "wagtailimages.Image", models.SET_NULL, null=True, blank=True, related_name="+",
        verbose_name=_("logo on dark pages"), help_text=_("Only when the other can not be seen there."),
    )  # fmt: skip
    logo_says_name = models.BooleanField(_("the name stands in the logo"), default=False)
    accent = models.CharField(
        _("colour"), max_length=7, blank=True, validators=[check_hex],
        help_text=_("Of links and buttons, as #1b4fb0. Empty: blue. Whether it can be read is checked on saving."),
    )  # fmt: skip
    accent_dark = models.CharField(
        _("colour on dark pages"), max_length=7, blank=True, validators=[check_hex],
        help_text=_("Empty: made from the other."),
    )  # fmt: skip
    house_rules = models.CharField(
        _("address of the house rules"), max_length=300, blank=True, validators=[check_address]
    )

    panels = [
        HelpPanel(_("The words that welcome visitors stand on the home page itself, under Pages.")),
        MultiFieldPanel(
            [FieldPanel("name"), FieldRowPanel([FieldPanel("word"), FieldPanel("word_nl")])],
            heading=_("Name"),
        ),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("logo"), FieldPanel("logo_dark")]), FieldPanel("logo_says_name")],
            heading=_("Logo"),
        ),
        FieldRowPanel([FieldPanel("accent"), FieldPanel("accent_dark")], heading=_("Colour")),
        FieldPanel("house_rules"),
        InlinePanel("footer_links", heading=_("Footer"), label=_("Link")),
        InlinePanel("contact_routes", heading=_("Other ways to reach us"), label=_("Way")),
    ]

    class Meta:
        verbose_name = _("brand")

    def clean(self) -> None:
        super().clean()
        themes = {"accent": "light", "accent_dark": "dark"}
        chosen = {field: getattr(self, field) for field in themes}
        faults = {field: refusal(colour, themes[field]) for field, colour in chosen.items() if colour}
        if not self.accent and self.accent_dark:
            faults["accent"] = ValidationError(_("Choose the colour for light pages too."))
        found = {field: fault for field, fault in faults.items() if fault}
        if found:
            raise ValidationError(found)


class FooterLink(Orderable):
    """A link at the foot of every page."""

    brand = ParentalKey(BrandSettings, on_delete=models.CASCADE, related_name="footer_links")
    label = models.CharField(_("words"), max_length=60)
    label_nl = models.CharField(_("words in Dutch"), max_length=60, blank=True)
    address = models.CharField(_("address"), max_length=300, validators=[check_address])

    panels = [FieldRowPanel([FieldPanel("label"), FieldPanel("label_nl")]), FieldPanel("address")]


class ContactRoute(Orderable):
    """A way to reach people when the community does not help: telephone, chat, a shop."""

    KINDS = [("phone", _("Telephone")), ("chat", _("Chat")), ("shop", _("Shop")), ("mail", _("Mail"))]

    brand = ParentalKey(BrandSettings, on_delete=models.CASCADE, related_name="contact_routes")
    kind = models.CharField(_("kind"), max_length=8, choices=KINDS, default="phone")
    label = models.CharField(_("words"), max_length=60)
    label_nl = models.CharField(_("words in Dutch"), max_length=60, blank=True)
    address = models.CharField(_("address"), max_length=300, validators=[check_address])
    hours = models.CharField(_("when it is open"), max_length=80, blank=True)
    hours_nl = models.CharField(_("when it is open, in Dutch"), max_length=80, blank=True)

    panels = [
        FieldRowPanel([FieldPanel("kind"), FieldPanel("address")]),
        FieldRowPanel([FieldPanel("label"), FieldPanel("label_nl")]),
        FieldRowPanel([FieldPanel("hours"), FieldPanel("hours_nl")]),
    ]


class NoticeQuerySet(models.QuerySet):
    def not_over(self, now: datetime) -> "NoticeQuerySet":
        """Switched on, and not at its end; some begin later."""
        return self.filter(Q(ends_at=None) | Q(ends_at__gt=now), is_on=True)


class Notice(models.Model):
    """An outage, or work on the network: what many would otherwise ask at once."""

    KINDS = [("outage", _("Outage")), ("work", _("Planned work")), ("over", _("Solved"))]

    kind = models.CharField(_("kind"), max_length=8, choices=KINDS, default="outage")
    board = models.ForeignKey(
        Board, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("board"),
        help_text=_("Empty: about everything."),
    )  # fmt: skip
    heading = models.CharField(_("what is going on"), max_length=140)
    heading_nl = models.CharField(_("what is going on, in Dutch"), max_length=140, blank=True)
    text = models.CharField(_("what more to know"), max_length=300, blank=True)
    text_nl = models.CharField(_("what more to know, in Dutch"), max_length=300, blank=True)
    address = models.CharField(_("address of more"), max_length=300, blank=True, validators=[check_address])
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("until"), null=True, blank=True)
    is_on = models.BooleanField(_("shown"), default=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice of an outage")
        verbose_name_plural = _("notices of outages")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at=None) | Q(ends_at__gt=models.F("starts_at")),
                name="notice_ends_after_it_starts",
                violation_error_message=_("It ends before it begins."),
            )
        ]

    def __str__(self) -> str:
        return self.heading
