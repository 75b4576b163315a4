"""Production refuses insecure values and says which; with proper ones Django's own check has nothing to say."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.any_database

ROOT = Path(__file__).resolve().parents[3]
# As many as are asked for, and none that could be mistaken for a real one.
SECRET = "".join(chr(48 + number * 7 % 75) for number in range(60))
PROPER = {
    "DJANGO_SETTINGS_MODULE": "community.settings.production",
    "SECRET_KEY": SECRET,
    "SITE_URL": "https://community.example",
    "DATABASE_URL": "postgres://someone:secret@database.example/community",
    "CACHE_URL": "redis://cache.example:6379/0",
    "BROKER_URL": "redis://cache.example:6379/1",
    "EMAIL_URL": "smtp+tls://someone:secret@mail.example:587",
}
KEPT = ("PATH", "HOME", "LANG", "VIRTUAL_ENV")


def run(tmp_path, *arguments: str, **environment: str | None) -> subprocess.CompletedProcess:
    given = {**PROPER, "VAR_DIR": str(tmp_path), **environment}
    clean = {name: os.environ[name] for name in KEPT if name in os.environ}
    clean |= {name: value for name, value in given.items() if value is not None}
    return subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, env=clean, capture_output=True, text=True, timeout=100
    )


def ask(tmp_path, expression: str, **environment: str | None) -> subprocess.CompletedProcess:
    code = f"import json; from django.conf import settings as s; print(json.dumps({expression}, default=str))"
    return run(tmp_path, "-c", code, **environment)


def test_with_proper_values_the_check_for_deployment_is_clean(tmp_path):
    ran = run(tmp_path, "manage.py", "check", "--deploy", "--fail-level", "WARNING")
    assert ran.returncode == 0, ran.stderr
    assert "no issues" in ran.stdout


@pytest.mark.parametrize(
    ("environment", "said"),
    [
        ({"SECRET_KEY": None}, "SECRET_KEY"),
        ({"SECRET_KEY": "short"}, "SECRET_KEY must be at least 50 random characters"),
        ({"SECRET_KEY": "a" * 60}, "SECRET_KEY"),
        ({"SECRET_KEY": "django-insecure-" + SECRET}, "SECRET_KEY"),
        ({"SITE_URL": None}, "SITE_URL"),
        ({"SITE_URL": "http://community.example"}, "SITE_URL must begin with https://"),
        ({"ALLOWED_HOSTS": "*"}, "ALLOWED_HOSTS"),
        ({"DATABASE_URL": None}, "DATABASE_URL"),
        (
            {"DATABASE_URL": "sqlite:////tmp/community.sqlite3"},
            "DATABASE_URL must name a PostgreSQL database",
        ),
        ({"DATABASE_URL": "mysql://someone@database.example/community"}, "DATABASE_URL"),
        ({"CACHE_URL": None}, "CACHE_URL"),
        ({"CACHE_URL": "locmem://"}, "CACHE_URL must name Redis"),
        ({"BROKER_URL": None}, "BROKER_URL"),
        ({"BROKER_URL": "filesystem://"}, "BROKER_URL must name a broker"),
        ({"BROKER_URL": "memory://"}, "BROKER_URL must name a broker"),
        ({"EMAIL_URL": None}, "EMAIL_URL"),
        ({"EMAIL_URL": "consolemail://"}, "EMAIL_URL"),
        ({"REPLY_ADDRESS": "answers-to-us@example.com"}, "REPLY_ADDRESS"),
        ({"REPLY_ADDRESS": "reply+x@example.com"}, "REPLY_ADDRESS"),
        ({"DEBUG": "true"}, "DEBUG can not be switched on"),
        ({"DEMO": "1"}, "DEMO can not be switched on"),
        ({"DEMO": "perhaps"}, "DEMO must be true or false"),
    ],
    ids=lambda value: "=".join(map(str, *value.items())) if isinstance(value, dict) else "",
)
def test_production_does_not_start_on_insecure_values_and_says_which(tmp_path, environment, said):
    ran = ask(tmp_path, "s.DEBUG", **environment)
    assert ran.returncode != 0
    last = ran.stderr.strip().splitlines()[-1]
    assert "ImproperlyConfigured" in last
    assert said in last
    assert SECRET not in ran.stderr


def test_all_faults_are_said_at_once(tmp_path):
    said = ask(
        tmp_path, "s.DEBUG", SECRET_KEY="short", SITE_URL="http://x.example", DEMO="yes"
    ).stderr.splitlines()[-1]
    assert all(name in said for name in ("SECRET_KEY", "SITE_URL", "DEMO"))


def test_nothing_of_the_demo_is_there_in_production(tmp_path):
    code = (
        "import django; django.setup(); from django.conf import settings as s; "
        "from django.urls import resolve, Resolver404\n"
        "assert s.DEMO is False and 'cms.demo' not in s.INSTALLED_APPS\n"
        "match = resolve('/demo/')\n"
        "print(match.url_name)"
    )
    ran = run(tmp_path, "-c", code)
    assert ran.stdout.strip() == "wagtail_serve", ran.stderr


def test_production_sends_its_mail_and_trusts_its_own_address(tmp_path):
    ran = ask(tmp_path, "[s.EMAIL_HOST, s.EMAIL_PORT, s.EMAIL_USE_TLS, s.EMAIL_USE_SSL, s.ALLOWED_HOSTS]")
    assert ran.stdout.strip() == '["mail.example", 587, true, false, ["community.example"]]'


def test_a_name_with_an_at_sign_reaches_the_mail_server(tmp_path):
    ran = ask(
        tmp_path,
        "[s.EMAIL_HOST_USER, s.EMAIL_PORT]",
        EMAIL_URL="smtps://me%40example.com:p%2Fw@mail.example:465",
    )
    assert ran.stdout.strip() == '["me@example.com", 465]'


def test_a_site_may_have_a_port_and_more_names(tmp_path):
    ran = ask(
        tmp_path,
        "s.ALLOWED_HOSTS",
        SITE_URL="https://community.example:8443/",
        ALLOWED_HOSTS="a.example, b.example",
    )
    assert ran.stdout.strip() == '["community.example", "a.example", "b.example"]'


def test_the_embedded_default_needs_nothing_and_keeps_its_secret(tmp_path):
    plain = dict.fromkeys(PROPER)
    plain["DJANGO_SETTINGS_MODULE"] = "community.settings.embedded"
    first, second = (ask(tmp_path, "[s.SECRET_KEY, s.DEMO, s.DEBUG]", **plain).stdout for _ in range(2))
    assert first == second and '", false, false]' in first
    kept = tmp_path / "secret-key"
    assert kept.stat().st_mode & 0o077 == 0
    assert len(kept.read_text()) >= 50
