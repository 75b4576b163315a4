"""`{% example %}` of the style guide: renders what stands inside it in both themes, and shows how it is written."""

import re

from django import template
from django.template.base import Node, NodeList, Parser, Token, TokenType
from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

_ID = re.compile(r' id="([^"]+)"')
_ATTRIBUTE = re.compile(r' ([a-z-]+)="([^"]+)"')
# Radio buttons of one name are one choice; words that only look like the name of a place stay.
_ALWAYS, _NEVER = {"name", "form"}, {"class", "value", "type", "role"}
_OPENED = re.compile(r'<details class="menu( [^"]*)?">')


class ExampleNode(Node):
    def __init__(self, caption, is_open: bool, source: str, nodelist: NodeList):
        self.caption, self.is_open, self.source, self.nodelist = caption, is_open, source, nodelist

    def render(self, context) -> SafeString:
        number = context.render_context.setdefault("examples", 0) + 1
        context.render_context["examples"] = number
        html = self.nodelist.render(context).strip()
        if self.is_open:
            html = _OPENED.sub(r'<details class="menu\1" open>', html)
        themes = [(theme, _apart(html, f"{theme}-{number}")) for theme in ("light", "dark")]
        shown = {"caption": self.caption.resolve(context), "source": self.source, "themes": themes}
        return get_template("styleguide/example.html").render(shown)


@register.tag
def example(parser: Parser, token: Token) -> ExampleNode:
    """`{% example _("Long name") %}...{% endexample %}`; with `open` behind it, menus inside stand open."""
    _tag, caption, *options = token.split_contents()
    source = _written(parser)
    nodelist = parser.parse(("endexample",))
    parser.delete_first_token()
    return ExampleNode(parser.compile_filter(caption), "open" in options, source, nodelist)


def _written(parser: Parser) -> str:
    """The lines between the tags, as they stand in the file."""
    pieces = []
    for token in reversed(parser.tokens):
        if token.token_type == TokenType.BLOCK and token.contents == "endexample":
            break
        if token.token_type == TokenType.BLOCK:
            pieces.append(f"{{% {token.contents} %}}")
        elif token.token_type == TokenType.VAR:
            pieces.append(f"{{{{ {token.contents} }}}}")
        else:
            pieces.append(token.contents)
    return "".join(pieces).strip()


def _apart(html: str, beginning: str) -> SafeString:
    """The same twice on one page: what refers to a place, or groups radio buttons, gets a name of its own."""

    places = set(_ID.findall(html))

    def renamed(found: re.Match) -> str:
        attribute, words = found[1], found[2].split()
        if (
            attribute in _NEVER
            or words == ["csrfmiddlewaretoken"]
            or not (attribute in _ALWAYS or places & set(words))
        ):
            return found[0]
        apart = " ".join(
            f"{beginning}-{word}" if attribute in _ALWAYS or word in places else word for word in words
        )
        return f' {attribute}="{apart}"'

    return mark_safe(_ATTRIBUTE.sub(renamed, html))
