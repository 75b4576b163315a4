"""Buttons and links of posts as HTML. Buttons in shared cards belong to one form of the page."""

from django.utils.html import escape
from django.utils.translation import gettext as _

from forum.queries.tokens import icon_html

# It holds the token of the signed-in reader.
FORM = "act"


def button(
    address: str, name: str, value: int, symbol: str, label: str, count: int | None, pressed: bool | None,
    *, bare: bool = False, quiet: bool = False, words: tuple[str, str] | None = None,
) -> str:  # fmt: skip
    classes = "button button-bare" if bare else "button vote"
    state = "" if pressed is None else f' aria-pressed="{str(pressed).lower()}"'
    text = f" {escape(label)}{counted(count)}"
    if words:
        # The script that presses at once says the other word.
        state += f' data-off="{escape(words[0])}" data-on="{escape(words[1])}"'
    if quiet:
        classes, text, state = f"{classes} button-icon", "", f'{state} aria-label="{escape(label)}"'
    return (
        f'<button class="{classes}" form="{FORM}" formaction="{address}" name="{name}" value="{value}"{state}>'
        f"{icon_html(symbol)}{text}</button>"
    )


def counted(count: int | None) -> str:
    return f' <span class="count">{count}</span>' if count else ""


def link(address: str, symbol: str, label: str) -> str:
    return f'<a class="button button-bare" href="{address}">{icon_html(symbol)} {escape(label)}</a>'


def share(address: str) -> str:
    label = escape(_("Share"))
    return f'<a class="button button-bare" href="{address}" data-share>{icon_html("i-share")} {label}</a>'
