"""The language of a text: the site's own when the words say so, another when it is overwhelming, else none."""

import subprocess

import pytest

from community.lib import guessing

TEXTS = {
    "nl": "Mijn decoder geeft elke avond foutcode TV-123, weet iemand wat ik moet doen?",
    "en": "How much does a second sim card cost when I am in Belgium?",
    "ar": "لماذا يتوقف الإنترنت كل مساء في الساعة التاسعة؟",
    "he": "האינטרנט שלי נופל כל ערב בשעה תשע, מה אפשר לעשות?",
    "pl": "Dlaczego mój internet przestaje działać każdego wieczoru o dziewiątej?",
    "de": "Guten Tag, meine Rechnung vom letzten Monat stimmt nicht, was soll ich tun?",
    "zh": "为什么我的网络每天晚上九点断线？请问怎么办",
}


def test_languages_are_told_apart():
    assert dict(zip(TEXTS, guessing.guess(list(TEXTS.values())), strict=True)) == {
        code: code for code in TEXTS
    }


@pytest.mark.parametrize("text", ["", "wifi?", "SSID 802.11ax WPA3 error 0x80004005", "1234 5678", "☺ ☺ ☺"])
def test_what_says_too_little_is_in_no_language(text):
    assert guessing.guess([text]) == [""]


@pytest.mark.parametrize(
    ("ranks", "letters", "language"),
    [
        ([("nl", 0.7), ("de", 0.3)], 80, "nl"),
        ([("nl", 0.5), ("de", 0.5)], 80, ""),
        ([("pl", 0.95)], 80, "pl"),
        ([("pl", 0.85), ("nl", 0.15)], 80, ""),
        ([("nl", 1.0)], 10, ""),
        ([], 80, ""),
    ],
)
def test_another_language_than_the_sites_own_must_be_overwhelming(ranks, letters, language):
    assert guessing.believed(ranks, letters) == language


def test_odd_texts_get_an_answer_each():
    assert len(guessing.guess(["line\none", '"quoted" \\', "\u2028 \x1f", "a" * 50_000])) == 4


def test_nothing_to_guess_starts_nobody(monkeypatch):
    monkeypatch.setattr(subprocess, "run", None)
    assert guessing.guess([]) == []


def test_a_child_that_fails_is_said(monkeypatch):
    monkeypatch.setattr(guessing, "_CHILD", guessing._CHILD.with_name("nobody.py"))
    with pytest.raises(guessing.GuesserFailed):
        guessing.guess(["Hallo daar, hoe gaat het?"])
