"""Colours of a company: the partners that are worked out, and what is refused because it can not be read."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from cms.branding import palette
from cms.branding.contrast import mixed, parsed, ratio

BLUE, YELLOW, RED = "#1b4fb0", "#ffcc00", "#e4002b"


@pytest.mark.parametrize(
    "one, other, expected",
    [("#000", "#ffffff", 21.0), ("#777777", "#fff", 4.48), ("#fff", "#fff", 1.0), ("#f00", "#fff", 4.0)],
)
def test_ratios_are_those_of_wcag(one, other, expected):
    assert ratio(one, other) == pytest.approx(expected, abs=0.01)
    assert ratio(one, other) == ratio(other, one)


@pytest.mark.parametrize("colour", ["", "1b4fb0", "#12", "#1234567", "#12345g", "red", "#١٢٣٤٥٦"])
def test_what_is_no_colour_is_refused(colour):
    with pytest.raises(ValueError):
        parsed(colour)


def test_mixing_goes_from_one_to_the_other():
    assert mixed("#000000", "#ffffff", 0) == "#000000"
    assert mixed("#000000", "#ffffff", 1) == "#ffffff"


def test_the_papers_are_those_of_the_style_sheet():
    css = (Path(settings.ROOT) / "static" / "styles" / "tokens.css").read_text()
    for name, table in (("paper", palette.PAPER), ("sunk", palette.SUNK)):
        light, dark = re.search(rf"--{name}: light-dark\((#\w+), (#\w+)\)", css).groups()
        assert (light, dark) == (table["light"], table["dark"])


def test_a_readable_colour_has_no_fault_in_either_theme():
    assert palette.fault(BLUE, "light") is None
    assert palette.fault(palette.partner(BLUE), "dark") is None


@pytest.mark.parametrize("colour", [YELLOW, RED, "#767676", "#ffffff", "#ff6600"])
def test_a_colour_that_cannot_be_read_comes_with_one_near_it_that_can(colour):
    fault = palette.fault(colour, "light")
    assert fault.ratio < palette.ENOUGH
    assert palette.fault(fault.better, "light") is None
    assert palette.near(fault.better, "light") == fault.better


@pytest.mark.parametrize("colour", [BLUE, YELLOW, RED, "#000000", "#ffffff", "#00ff00", "#0000ff"])
def test_every_colour_has_a_partner_that_can_be_read_in_the_dark(colour):
    assert palette.fault(palette.partner(colour), "dark") is None


def test_the_stylesheet_sets_the_four_accents_and_nothing_else():
    css = palette.stylesheet(BLUE, palette.partner(BLUE))
    assert set(re.findall(r"--[\w-]+", css)) == {
        "--accent",
        "--accent-strong",
        "--accent-ink",
        "--accent-wash",
    }
    assert css.count(BLUE) == 2
