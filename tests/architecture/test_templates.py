"""Templates obey the strict content security policy: no script or style inside a page."""

import re

import pytest
from django.template import engines

from scripts.templates import sources
from tests.architecture.sources import shown

TAG = re.compile(r"<[a-zA-Z][^<>]*>", re.DOTALL)
COMMENT = re.compile(r"{#.*?#}|{% comment %}.*?{% endcomment %}|<!--.*?-->", re.DOTALL)
TEMPLATE_PART = re.compile(r"{%.*?%}|{{.*?}}", re.DOTALL)
FORBIDDEN = re.compile(r"\s(style|on[a-z]+)\s*=", re.IGNORECASE)
BLOCK = re.compile(
    r"<style\b|<script(?![^>]*\bsrc=)(?![^>]*\btype=[\"']application/(ld\+)?json)", re.IGNORECASE
)


def pages():
    """Letters are left out: mail programs read nothing but style attributes."""
    return [path for path in sources() if path.suffix == ".html" and not path.stem.startswith("letter")]


def test_no_page_carries_script_or_style_inside():
    found = []
    for path in pages():
        text = TEMPLATE_PART.sub("", COMMENT.sub("", path.read_text(encoding="utf-8")))
        if BLOCK.search(text) or any(FORBIDDEN.search(tag) for tag in TAG.findall(text)):
            found.append(shown(path))
    assert not found, "\n".join(found)


@pytest.mark.parametrize("path", sources(), ids=shown)
def test_a_template_compiles(path):
    engines["django"].from_string(path.read_text(encoding="utf-8"))
