"""What every text goes through before it is kept: sizes, characters, rendering, and the words of its tags."""

import re
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from community.lib import markup
from community.tags.models import Synonym, Tag
from forum.queries import mentions

TITLE = (10, 150)
BODY = (20, 30_000)
COMMENT = (5, 1_000)
TAGS = (1, 5)
TAG_LETTERS = 40
REASON = 300


@dataclass(frozen=True)
class Text:
    source: str
    html: str


def title(raw: str) -> str:
    """The title on one line without direction marks. Raises ValidationError with what to do."""
    cleaned = " ".join(markup.neutralise_bidi(storable(raw)).split())
    _sized(cleaned, TITLE, _("The title"))
    if not _is_readable(cleaned):
        raise ValidationError(_("Nothing of this title would be visible. Please write it in words."))
    return cleaned


def body(raw: str, sizes: tuple[int, int] = BODY, what: str = "") -> Text:
    """The text as typed and as rendered. Raises ValidationError with what to do."""
    source = storable(raw).replace("\r\n", "\n").strip()
    _sized(source, sizes, what or _("The text"))
    html = markup.render(source)
    if "<img" not in html and not _is_readable(markup.plain(html, len(html))):
        raise ValidationError(_("Nothing of this text would be visible. Please write it in words."))
    if len(mentions.mentioned(html)) > mentions.MOST:
        raise ValidationError(
            _("You call more than %(most)d people by name. Please leave some out.") % {"most": mentions.MOST}
        )
    return Text(source, html)


def line(raw: str, *, least: int, most: int, refusal: str) -> str:
    """The text on one line without direction marks. Raises ValidationError: `refusal` when it says too little."""
    cleaned = " ".join(markup.neutralise_bidi(storable(raw)).split())
    if len(cleaned) < least:
        raise ValidationError(refusal)
    if len(cleaned) > most:
        raise ValidationError(_("Please shorten this: %(most)d characters is the most.") % {"most": most})
    return cleaned


def reason(raw: str) -> str:
    """Why something was done, on one line; may be empty. Raises ValidationError with what to do."""
    return " ".join(markup.neutralise_bidi(storable(raw)).split())[:REASON]


def tags(raw: list[str]) -> list[Tag]:
    """Tags by their words, synonyms followed, new ones made. Raises ValidationError when none or too many."""
    words = list(dict.fromkeys(filter(None, (tag_word(word) for word in raw))))
    if not TAGS[0] <= len(words) <= TAGS[1]:
        raise ValidationError(_("Choose one to five tags, such as fibre or bill."))
    known = {tag.slug: tag for tag in Tag.objects.filter(slug__in=words)}
    # A synonym goes before a tag of the same word, whose questions are on their way to the other one.
    known |= {
        synonym.slug: synonym.tag for synonym in Synonym.objects.filter(slug__in=words).select_related("tag")
    }
    chosen = [known[word] if word in known else Tag.objects.get_or_create(slug=word)[0] for word in words]
    return list(dict.fromkeys(chosen))


def tag_word(raw: str) -> str:
    """A tag's spelling: lower case, letters and digits of any script, joined by hyphens."""
    word = re.sub(r"[^\w.+#-]+|_+", "-", storable(raw).lower().strip().lstrip("#")).strip("-")[:TAG_LETTERS]
    # Dots and dashes alone say nothing, and make no address.
    return word if any(letter.isalnum() for letter in word) else ""


def _is_readable(text: str) -> bool:
    """Spaces of no width, marks and signs alone are no words."""
    return any(letter.isalnum() for letter in text)


def storable(raw: str) -> str:
    """The text as it is. Raises ValidationError for a character that no database keeps."""
    try:
        return markup.refuse_unstorable(raw) or raw
    except markup.UnstorableText:
        raise ValidationError(
            _("This text has a character that can not be stored. Please remove it; nothing else was lost.")
        ) from None


def _sized(text: str, sizes: tuple[int, int], what: str) -> None:
    least, most = sizes
    if len(text) < least:
        raise ValidationError(
            _("%(what)s is too short: please use at least %(least)d characters.")
            % {"what": what, "least": least}
        )
    if len(text) > most:
        raise ValidationError(
            _("%(what)s is too long: it has %(now)d characters, %(most)d is the most. Please shorten it.")
            % {"what": what, "now": len(text), "most": most}
        )
