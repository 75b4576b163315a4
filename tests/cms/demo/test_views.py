"""The pages of the demo: the stories in both languages, one-click sign-in, the clock; and none of it elsewhere."""

import os
import subprocess
import sys

import pytest
from django.core.cache import cache
from django.http import Http404
from django.urls import reverse

from cms.demo import progress, telling, views
from community.members.models import Member

pytestmark = pytest.mark.django_db

PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "community.settings.production",
    "SECRET_KEY": "Zk3p9QwLr7vT2xYb8nMc5dFg1hJs4aUeRiOo6tKyPqWzXvBnHlDj",
    "SITE_URL": "https://community.example.com",
    "DATABASE_URL": "postgres://nobody@127.0.0.1:1/none",
    "CACHE_URL": "redis://127.0.0.1:1/0",
    "BROKER_URL": "redis://127.0.0.1:1/1",
    "EMAIL_URL": "smtp://127.0.0.1:1",
}


@pytest.mark.parametrize("language", ["en", "nl"])
def test_every_story_leads_to_a_page_that_its_role_may_see(community, client, language):
    told = telling.told(language)
    assert [slug for slug, *_rest in told] == [
        "not-asked", "right-colleague", "nothing-left", "a-week-later", "eight-closes", "monday-morning",
        "standing", "kept-clean",
    ]  # fmt: skip
    for _slug, title, text, parts in told:
        assert title
        assert text
        for part in parts:
            client.cookies["django_language"] = language
            answer = client.post(reverse("demo_sign_in"), {"member": part.member.pk, "next": part.link})
            assert answer["Location"] == part.link
            assert client.session["_auth_user_id"] == str(part.member.pk)
            if not part.link.startswith("/search/"):
                page = client.get(part.link)
                assert page.status_code == 200, part.link
                assert f'lang="{language}"' in page.content.decode()[:200]
            client.logout()


def test_the_overview_speaks_both_languages(community, client):
    for language, word in (("en", "The right colleague"), ("nl", "De juiste collega")):
        client.cookies["django_language"] = language
        assert word in client.get("/demo/").content.decode()


def test_signing_in_refuses_strangers_and_foreign_links(community, client, stranger):
    assert client.post(reverse("demo_sign_in"), {"member": stranger.pk}).status_code == 404
    assert client.post(reverse("demo_sign_in"), {"member": "x"}).status_code == 404
    joost = Member.objects.get(email="joost@kwikstaart.example")
    answer = client.post(reverse("demo_sign_in"), {"member": joost.pk, "next": "https://elsewhere.example/"})
    assert answer["Location"] == "/"


def test_the_clock_says_kindly_that_no_worker_answers(client, own_clock):
    client.cookies["django_language"] = "en"
    assert client.post(reverse("demo_clock"), {"jump": "hours"}).status_code == 302
    assert b'http-equiv="refresh"' in client.get("/demo/").content
    cache.delete(progress.PATIENCE_KEY)
    page = client.get("/demo/").content.decode()
    assert "No worker answers" in page
    assert "refresh" not in page


def test_no_other_jump_is_known(client):
    assert client.post(reverse("demo_clock"), {"jump": "back"}).status_code == 404
    assert client.get(reverse("demo_clock")).status_code == 405
    assert client.get(reverse("demo_sign_in")).status_code == 405


@pytest.mark.parametrize("view", [views.overview, views.sign_in, views.move_clock])
def test_the_views_are_shut_outside_the_demo(settings, rf, view):
    settings.DEMO = False
    with pytest.raises(Http404):
        view(rf.post("/demo/"))


def run(code: str, **more: str) -> subprocess.CompletedProcess:
    keep = {name: os.environ[name] for name in ("PATH", "HOME", "VAR_DIR") if name in os.environ}
    return subprocess.run(
        [sys.executable, "-c", code],
        env={**keep, **PRODUCTION, **more},
        capture_output=True,
        text=True,
        check=False,
    )


def test_production_knows_no_route_to_the_demo():
    code = (
        "import django; django.setup()\n"
        "from django.apps import apps\n"
        "from django.urls import NoReverseMatch, reverse, resolve\n"
        "assert not apps.is_installed('cms.demo')\n"
        "for name in ('demo', 'demo_clock', 'demo_sign_in'):\n"
        "    try: reverse(name)\n"
        "    except NoReverseMatch: continue\n"
        "    raise SystemExit(name)\n"
        "assert resolve('/demo/sign-in/').url_name == 'wagtail_serve'\n"
    )
    done = run(code)
    assert done.returncode == 0, done.stderr


def test_production_refuses_to_be_a_demo():
    done = run("import django; django.setup()", DEMO="1")
    assert done.returncode != 0
    assert "DEMO can not be switched on in production" in done.stderr
