"""How pictures in articles reach the page: WebP in two widths with their size, fetched when they come near."""

from django.utils.functional import lazystr
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail.images.formats import Format, register_image_format, unregister_image_format

# The column is 672 px wide; the second is for sharp screens.
NARROW, WIDE = "max-672x1200|format-webp", "max-1344x2400|format-webp"


class ArticlePicture(Format):
    """One width of text; never larger than it was."""

    def image_to_html(self, image, alt_text: str, extra_attributes: dict | None = None) -> SafeString:
        try:
            made = image.get_renditions(NARROW, WIDE)
        except (OSError, ValueError):
            # The file is lost: the words of the picture stand in its place.
            return format_html("<span>{}</span>", alt_text)
        small, large = made[NARROW], made[WIDE]
        return format_html(
            '<img src="{}" srcset="{} {}w, {} {}w" sizes="(max-width: 45rem) 100vw, 42rem" '
            'width="{}" height="{}" alt="{}" loading="lazy" decoding="async">',
            small.url, small.url, small.width, large.url, large.width, small.width, small.height, alt_text,
        )  # fmt: skip


for name in ("fullwidth", "left", "right"):
    unregister_image_format(name)
    register_image_format(ArticlePicture(name, lazystr(name.capitalize()), f"richtext-image {name}", NARROW))
