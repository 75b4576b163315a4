"""Languages by their own names, and names of people that stand in sentences of another direction."""

import unicodedata

from community.lib import languages


def test_the_sites_own_languages_come_first_and_each_once():
    codes = [code for code, _name in languages.choices()]
    assert codes[:2] == ["en", "nl"]
    assert sorted(codes) == sorted(set(languages.known()))


def test_a_language_goes_by_its_own_name():
    names = dict(languages.choices())
    assert (names["nl"], names["ar"], names["no"]) == ("Nederlands", "العربيّة", "Norsk")
    assert all(name != code and name.strip() for code, name in names.items())
    assert languages.name("xx") == "Xx"


def test_only_names_that_run_right_to_left_are_isolated():
    assert languages.isolated("Joost Wagenaar") == "Joost Wagenaar"
    assert languages.isolated("Sørine Łukasz") == "Sørine Łukasz"
    for name in ("مريم العطار", "נועה לוי", "Box 6 עם"):
        isolated = languages.isolated(name)
        assert [unicodedata.name(isolated[0]), unicodedata.name(isolated[-1])] == [
            "FIRST STRONG ISOLATE",
            "POP DIRECTIONAL ISOLATE",
        ]
        assert languages.bare(isolated) == name
