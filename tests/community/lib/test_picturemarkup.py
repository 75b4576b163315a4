"""Pictures in a text: ours in their place before they arrive, those of other sites as links."""

import pytest

from community.lib import markup

KEY = "0123456789abcdef01234567"
PHOTO = f"/media/attachments/{KEY}-2000x1500.webp"
SMALL = f"/media/attachments/{KEY}-300x200.webp"
REL = 'rel="nofollow ugc noopener"'
# Of what this site itself shows.
OWN = 'rel="noopener"'


def paragraph(html: str) -> str:
    return html.strip().removeprefix("<p>").removesuffix("</p>")


def test_a_picture_has_its_room_and_copies_for_small_screens():
    stem = PHOTO.removesuffix(".webp")
    assert paragraph(markup.render(f"![The lights of my modem]({PHOTO})")) == (
        f'<a href="{PHOTO}" {OWN}>'
        f'<img src="{stem}-1280.webp"'
        f' srcset="{stem}-640.webp 640w, {stem}-1280.webp 1280w, {PHOTO} 2000w"'
        f' sizes="(max-width: 672px) 100vw, 672px" alt="The lights of my modem" width="672" height="504"'
        f' loading="lazy" decoding="async"></a>'
    )


def test_a_small_picture_is_not_enlarged_and_has_no_copies():
    html = markup.render(f"![]({SMALL})")
    assert 'alt="" width="300" height="200"' in html
    assert f'<a href="{SMALL}" title="300 × 200" {OWN}>' in html
    assert "srcset" not in html


def test_a_picture_of_a_telephone_fits_the_screen():
    html = markup.render(f"![x](/media/attachments/{KEY}-1080x2340.webp)")
    assert 'width="258" height="560"' in html
    assert 'sizes="(max-width: 258px) 100vw, 258px"' in html


def test_whichever_copy_is_named_the_same_is_shown():
    copy = PHOTO.replace(".webp", "-640.webp")
    assert markup.render(f"![x]({copy})") == markup.render(f"![x]({PHOTO})")


def test_a_whole_address_of_this_site_is_ours_too(settings):
    assert markup.render(f"![x]({settings.SITE_URL}{PHOTO})") == markup.render(f"![x]({PHOTO})")


def test_inside_a_link_of_the_author_the_link_stays_theirs():
    html = markup.render(f"[![x]({SMALL})](/questions/7/)")
    assert html.count("<a ") == 1
    assert 'href="/questions/7/"' in html
    assert "<img " in html


@pytest.mark.parametrize(
    "address",
    [
        "https://elsewhere.example/a.png",
        "//elsewhere.example/a.png",
        "/language/nl/",
        "/media/../language/nl/",
        "/media/attachments/../../accounts/logout/",
        f"https://elsewhere.example{PHOTO}",
        f"/media/attachments/{KEY}-0x10.webp",
        f"/media/attachments/{KEY}-99999x10.webp",
        f"/media/attachments/{KEY}-10x10.svg",
        f"/media/attachments/{KEY}-10x10.webp?x",
        "/static/icons.svg",
    ],
)
def test_any_other_picture_is_a_link(address):
    html = markup.render(f"![My screen]({address})")
    assert "<img" not in html
    rel = OWN if address.startswith("/") and not address.startswith("//") else REL
    assert paragraph(html) == f'<a href="{address}" {rel}>My screen</a>'


def test_a_picture_nobody_described_is_called_by_its_address():
    for nothing in ["", "enter image description here", "alt text"]:
        html = markup.render(f"![{nothing}](https://i.example/a&b.png)")
        assert paragraph(html) == f'<a href="https://i.example/a&amp;b.png" {REL}>i.example/a&amp;b.png</a>'


def test_a_linked_picture_from_elsewhere_leaves_its_description_in_the_link():
    html = markup.render("[![a <b> & c](https://i.example/a.png)](https://page.example/)")
    assert html.count("<a ") == 1
    assert "<img" not in html
    assert "a &lt;b&gt; &amp; c</a>" in markup.render(
        "[![a \\<b\\> & c](https://i.example/a.png)](https://p.example/)"
    )


def test_imported_pictures_are_links_too():
    html = markup.clean_html('<p><img src="https://i.example/a.png" alt="The box" onload="x()" width=3></p>')
    assert html == f'<p><a href="https://i.example/a.png" {REL}>The box</a></p>'


def test_an_excerpt_keeps_the_description():
    html = markup.render(f'Look: ![the *red* "light"]({PHOTO}) and ![this](https://i.example/a.png)')
    assert markup.plain(html, 200) == 'Look: the red "light" and this'


def test_pictures_of_the_company_have_trusted_links():
    html = markup.render(f"![x]({PHOTO}) ![y](https://i.example/a.png)", trusted_links=True)
    assert html.count('rel="noopener"') == 2


@pytest.mark.parametrize(
    "scheme", ["data:image/png;base64,AAAA", "javascript:alert(1)", "file:///etc/passwd"]
)
def test_what_is_no_address_of_the_web_is_no_link(scheme):
    html = markup.render(f"![x]({scheme})")
    assert "href" not in html
    assert "<img" not in html


@pytest.mark.parametrize(
    "html",
    [
        f'<a href="/x"><table><tr><td><img src="{PHOTO}"></td></tr></table></a>',
        f'<pre><img>\n\n<img src="{PHOTO}">\n</pre>',
        f'<b><img src="{PHOTO}" alt="<img src=x>"><a><img src="{SMALL}">',
        f'<table><img src="{PHOTO}"><img src="http://a/b" alt="&quot;><img src=x>">',
    ],
)
def test_what_was_rendered_is_left_as_it_is(html):
    settled = markup.render(html)
    assert markup.clean_html(settled) == settled
