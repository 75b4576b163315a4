"""The brand of the demo: footer, ways to reach people, and the outage that is going on."""

from datetime import datetime, timedelta

from cms.branding.models import BrandSettings, ContactRoute, FooterLink, Notice
from forum.models import Board

# Words, words in Dutch, address.
_FOOTER = [
    ("Who answers here", "Wie hier antwoordt", "/articles/who-answers-here/"),
    ("Privacy", "Privacy", "/articles/privacy/"),
    ("Accessibility", "Toegankelijkheid", "/articles/accessibility/"),
]
# Kind, words, words in Dutch, address, when, when in Dutch. Numbers for stories: nobody answers there.
_WAYS = [
    ("phone", "Call 0800 0113", "Bel 0800 0113", "tel:08000113", "free, every day 8:00 to 22:00",
     "gratis, elke dag van 8.00 tot 22.00 uur"),
    ("chat", "Chat with us", "Chat met ons", "https://chat.kwikstaart.example/", "every day until 23:00",
     "elke dag tot 23.00 uur"),
    ("shop", "A shop near you", "Een winkel bij jou in de buurt", "https://www.kwikstaart.example/shops/",
     "Monday to Saturday", "maandag tot en met zaterdag"),
]  # fmt: skip


def load_brand(now: datetime) -> None:
    """Replaces whatever brand there was; the outage runs since an hour and a half ago."""
    BrandSettings.objects.all().delete()
    brand = BrandSettings.objects.create(house_rules="/articles/house-rules/")
    for order, (label, label_nl, address) in enumerate(_FOOTER):
        FooterLink.objects.create(
            brand=brand, sort_order=order, label=label, label_nl=label_nl, address=address
        )
    for order, (kind, label, label_nl, address, hours, hours_nl) in enumerate(_WAYS):
        ContactRoute.objects.create(
            brand=brand, sort_order=order, kind=kind, label=label, label_nl=label_nl, address=address,
            hours=hours, hours_nl=hours_nl,
        )  # fmt: skip
    Notice.objects.all().delete()
    Notice.objects.create(
        board=Board.objects.filter(slug="internet-tv").first(),
        heading="No internet or TV in Amersfoort and Leusden.",
        heading_nl="Geen internet en tv in Amersfoort en Leusden.",
        text="A cable was cut during road works; we are mending it.",
        text_nl="Bij graafwerk is een kabel geraakt; we zijn hem aan het herstellen.",
        address="/search/?q=outage+Amersfoort",
        starts_at=now - timedelta(minutes=95),
        ends_at=now + timedelta(hours=20),
    )
