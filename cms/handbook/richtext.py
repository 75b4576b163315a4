"""From a post to the text of an article: only what the article's editor keeps when somebody works on it."""

from bs4 import BeautifulSoup, Tag

_KEPT = {"p", "h2", "h3", "ul", "ol", "li", "a", "br", "hr", "b", "i"}
_INSTEAD = {"h1": "h2", "h4": "h3", "h5": "h3", "h6": "h3", "strong": "b", "em": "i", "pre": "p", "tr": "p"}
# Their content goes with them: quoted words are somebody else's, pictures are chosen in the editor.
_DROPPED = ("blockquote", "img", "picture", "svg", "iframe")


def article_body(html: str) -> str:
    """The rendered post with plain paragraphs, lists, headings and links; mentions lose the name they call."""
    soup = BeautifulSoup(html, "html.parser")
    for tag in soup.find_all(_DROPPED):
        tag.decompose()
    for tag in soup.find_all("a"):
        if tag.get_text().startswith("@") or not tag.get("href"):
            tag.decompose()
    for tag in soup.find_all(True):
        _simplify(tag)
    # The innermost first: a list whose points are all empty is empty too.
    for tag in reversed(soup.find_all(["p", "li", "ul", "ol", "a", "b", "i", "h2", "h3"])):
        if not tag.get_text(strip=True) and not tag.find("br"):
            tag.decompose()
    # Read once more: where something went, the blanks on both sides of it become one.
    return str(BeautifulSoup(str(soup), "html.parser")).strip()


def _simplify(tag: Tag) -> None:
    tag.name = _INSTEAD.get(tag.name, tag.name)
    if tag.name not in _KEPT:
        tag.unwrap()
        return
    tag.attrs = {"href": tag["href"]} if tag.name == "a" else {}
