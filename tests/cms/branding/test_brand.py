"""The brand: set by a manager, checked when saved, shown on every page and kept from pages without one."""

import io

import pytest
from django.db import connection
from django.template import engines
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from PIL import Image as Picture
from wagtail.images.models import Image
from wagtail.images.tests.utils import get_test_image_file

from cms.branding import current
from cms.branding.models import BrandSettings, ContactRoute, FooterLink
from community.events.models import Event
from community.lib import slots

pytestmark = pytest.mark.django_db


def settings_page() -> str:
    return f"/admin/settings/cms/brandsettings/{BrandSettings.load().pk}/"


def posted(admin, rows=(), **fields):
    """What the admin's form posts; `rows` are (prefix, row) of the two inline tables."""
    data = {
        "name": "",
        "word": "community",
        "word_nl": "community",
        "accent": "",
        "accent_dark": "",
        "house_rules": "",
    }
    for prefix in ("footer_links", "contact_routes"):
        mine = [row for table, row in rows if table == prefix]
        data |= {f"{prefix}-TOTAL_FORMS": len(mine), f"{prefix}-INITIAL_FORMS": 0}
        data |= {f"{prefix}-{n}-{name}": value for n, row in enumerate(mine) for name, value in row.items()}
    return admin.post(settings_page(), data | fields)


def changed(**fields) -> BrandSettings:
    brand = BrandSettings.load()
    for name, value in fields.items():
        setattr(brand, name, value)
    brand.save()
    slots.bump(current.STALE)
    return brand


def test_without_a_brand_the_settings_name_counts_and_nothing_is_linked(client, home, settings):
    page = client.get("/").content.decode()
    assert f"<bdi>{settings.WAGTAIL_SITE_NAME}</bdi>" in page
    assert "branding-" not in page and "favicon.svg" in page
    assert client.get("/branding-000000000000.css").status_code == 404


def test_a_manager_sets_name_colour_footer_and_contacts_and_pages_show_them(admin, home):
    rows = [
        (
            "footer_links",
            {"label": "Privacy", "label_nl": "Jouw gegevens", "address": "/privacy/", "ORDER": 1},
        ),
        (
            "contact_routes",
            {"kind": "phone", "label": "Call us", "address": "tel:0800", "hours": "until 22:00"},
        ),
    ]
    reply = posted(admin, rows, name="Roodborst", accent="#b3261e", house_rules="/rules/")
    assert reply.status_code == 302, reply.context["form"].errors
    page = Client().get("/").content.decode()
    for shown in (
        "<bdi>Roodborst</bdi>",
        "/branding-",
        'href="/privacy/"',
        'href="tel:0800"',
        "until 22:00",
        "/rules/",
    ):
        assert shown in page
    assert "Jouw gegevens" in Client(headers={"accept-language": "nl"}).get("/").content.decode()
    assert Event.objects.get(kind="brand.changed").actor.name == "Hilde Janssen"


@pytest.mark.parametrize("field, theme", [("accent", "light"), ("accent_dark", "dark")])
def test_a_colour_that_cannot_be_read_is_refused_with_one_that_can(admin, field, theme):
    colours = {"accent": "#1b4fb0", "accent_dark": ""} | {field: "#ffcc00" if theme == "light" else "#1b4fb0"}
    reply = posted(admin, **colours)
    assert reply.status_code == 200
    [sentence] = reply.context["form"].errors[field]
    assert "to 1; 4.5 is needed" in sentence
    better = next(word for word in sentence.split() if word.startswith("#"))
    assert BrandSettings.load().accent == ""
    assert posted(admin, **(colours | {field: better})).status_code == 302


@pytest.mark.parametrize("colour", ["red", "#12345", "#zzzzzz", "blue;}", "#1b4fb0;"])
def test_what_is_no_colour_is_refused(admin, colour):
    assert posted(admin, accent=colour).context["form"].errors["accent"]


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "//evil.example", "/\\evil", "data:text/html,x", "rules"]
)
def test_an_address_that_runs_or_leads_astray_is_refused(admin, address):
    assert posted(admin, house_rules=address).context["form"].errors["house_rules"]


@pytest.mark.parametrize("person", [None, "asker", "employee", "agent", "moderator"])
def test_nobody_but_a_manager_sets_it(request, client, person):
    if person:
        client.force_login(request.getfixturevalue(person))
    assert posted(client, name="Mine now").status_code in (302, 403)
    assert BrandSettings.load().name == ""


def test_the_stylesheet_is_kept_under_its_content_and_old_pages_get_the_new_colours(client):
    changed(accent="#b3261e")
    address = current.brand().stylesheet
    reply = client.get(address)
    assert reply["Content-Type"].startswith("text/css") and "immutable" in reply["Cache-Control"]
    assert b"#b3261e" in reply.content
    changed(accent="#1b4fb0")
    assert current.brand().stylesheet != address
    assert client.get(address)["Cache-Control"] == "no-cache"


def test_the_second_look_costs_no_query():
    changed(name="Roodborst")
    assert current.brand().name == "Roodborst"
    with CaptureQueriesContext(connection) as captured:
        assert current.brand().name == "Roodborst"
    assert not captured.captured_queries


def test_a_logo_is_shown_re_encoded_and_small(client, home, settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)
    image = Image.objects.create(title="Logo", file=get_test_image_file(size=(1600, 400)))
    changed(logo=image, name="Roodborst", logo_says_name=True)
    logo = current.brand().logo
    assert (logo.width, logo.height) == (320, 80)
    page = client.get("/").content.decode()
    assert f'src="{logo.url}"' in page and '<bdi class="hide">Roodborst</bdi>' in page
    kept = (tmp_path / logo.url.removeprefix(settings.MEDIA_URL)).read_bytes()
    assert Picture.open(io.BytesIO(kept)).format == "WEBP"
    assert current.brand().logo_url.startswith(settings.SITE_URL)


def test_a_logo_whose_file_is_lost_breaks_no_page(client, home, settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)
    image = Image.objects.create(title="Logo", file=get_test_image_file())
    image.file.storage.delete(image.file.name)
    changed(logo=image)
    assert client.get("/").status_code == 200


def test_the_tag_speaks_the_language_that_is_active():
    brand = changed(name="Roodborst", word="community", word_nl="buurt")
    FooterLink.objects.create(brand=brand, label="Rules", label_nl="Regels", address="/rules/")
    ContactRoute.objects.create(brand=brand, kind="chat", label="Chat", address="https://chat.example/")
    slots.bump(current.STALE)
    shown = "{{ b.name }} {{ b.word }} {{ b.footer.0.label }} {{ b.contacts.0.label }}"
    template = engines["django"].from_string("{% load branding %}{% brand as b %}" + shown)
    assert template.render() == "Roodborst community Rules Chat"
    with translation.override("nl"):
        assert template.render() == "Roodborst buurt Regels Chat"


def test_the_language_switch_after_a_refused_form_leads_back_to_a_page(client, asker):
    client.force_login(asker)
    refused = client.post(
        "/questions/ask/", {"title": ""}, headers={"referer": "http://testserver/questions/ask/?board=x"}
    )
    assert b"/language/nl/?next=%2Fquestions%2Fask%2F%3Fboard%3Dx" in refused.content
    strange = client.post("/questions/ask/", {"title": ""}, headers={"referer": "https://evil.example/x"})
    assert b'/language/nl/?next=%2F"' in strange.content
