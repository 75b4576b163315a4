"""Rows of questions as HTML: a list is read more often than anything else, so its rows pass no template engine."""

from collections.abc import Collection, Iterable, Mapping
from urllib.parse import quote

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from forum.queries.rows import Row
from forum.queries.tokens import icon_html, mark_html


def row_list(
    rows: Iterable[Row],
    promises: Mapping[int, str],
    show_board: bool,
    fresh: Collection[int] = frozenset(),
) -> SafeString:
    """`<ul class="rows">` in the active language; `promises` are sentences by the id of the question.

    `fresh` are questions in which something happened since the reader was there.
    """
    kept = escape(_("Kept on top"))
    words = {
        "same": escape(_("Same as")),
        "confirmed": escape(_("confirmed")),
        "house": icon_html("i-house"),
        "new": "",
        "kept": f'<span class="badge badge-kept">{icon_html("i-pin")} {kept}</span>',
    }
    if fresh:
        new = escape(_("New"))
        words["new"] = f'<span class="badge badge-new"><span class="badge-dot"></span> {new}</span>'
    items = [_item(row, promises.get(row.id, ""), show_board, words, row.id in fresh) for row in rows]
    return mark_safe(f'<ul class="rows">{"".join(items)}</ul>')


def _item(row: Row, promise: str, show_board: bool, words: dict[str, str], is_fresh: bool) -> str:
    lang = f' lang="{escape(row.lang)}"' if row.lang else ""
    pieces = _pieces(row, promise, words)
    if show_board:
        pieces.append(escape(row.board))
    meta = "".join(piece if piece.startswith("<span") else f"<span>{piece}</span>" for piece in pieces)
    tags = "".join(f'<a class="tag" href="/tags/{quote(tag)}/">{escape(tag)}</a>' for tag in row.tags)
    signs = (f" {words['kept']}" if row.is_kept else "") + (f" {words['new']}" if is_fresh else "")
    side = "".join(f"<span>{escape(count)}</span>" for count in (row.answers, row.me_too) if count)
    return (
        f"<li>{mark_html(row.symbol)}<div>"
        f'<h3 class="row-title"{lang}><a href="{row.path}" dir="auto">{escape(row.title)}</a>{signs}</h3>'
        f'<p class="row-meta">{meta}</p>{_tagged(tags)}</div><p class="row-side">{side}</p></li>\n'
    )


def _tagged(tags: str) -> str:
    return f'<p class="tags">{tags}</p>' if tags else ""


def _pieces(row: Row, promise: str, words: dict[str, str]) -> list[str]:
    """What stands under the title: why it is closed, who solved it, or who asked and what was promised."""
    if row.same_path:
        link = f'<a class="plain underlined" href="{row.same_path}" dir="auto">{escape(row.same_title)}</a>'
        return [f"{words['same']} {link}"]
    if row.state == "closed":
        return [escape(row.reason)]
    if row.solved:
        said = [f"<span>{row.face} <span>{escape(row.solved)}</span></span>"]
        sign = escape(row.staff) or (words["confirmed"] if row.is_confirmed else "")
        return [*said, f'<span class="staff">{words["house"]} {sign}</span>'] if sign else said
    said = [f"{escape(row.asked_by)}, {row.asked}"]
    if row.reason:
        said.append(f'<span class="state-info">{escape(row.reason)}</span>')
    if promise:
        said.append(f'<span class="state-open">{escape(promise)}</span>')
    return said
