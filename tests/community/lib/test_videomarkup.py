"""A paragraph of one link to a video is marked with which one; nothing else is, and nobody can write the mark."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community.lib import markup
from community.lib.videomarkup import video_of

ID = "dQw4w9WgXcQ"


@pytest.mark.parametrize(
    "address, video",
    [
        (f"https://www.youtube.com/watch?v={ID}", f"youtube:{ID}"),
        (f"http://youtube.com/watch?feature=share&v={ID}&list=PL1", f"youtube:{ID}"),
        (f"https://m.youtube.com/watch/?v={ID}&t=1m30s", f"youtube:{ID}:90"),
        (f"https://youtu.be/{ID}?si=abc&t=42", f"youtube:{ID}:42"),
        (f"https://YouTu.be/{ID}", f"youtube:{ID}"),
        (f"https://www.youtube.com/shorts/{ID}", f"youtube:{ID}"),
        (f"https://www.youtube-nocookie.com/embed/{ID}?start=7", f"youtube:{ID}:7"),
        ("https://vimeo.com/76979871", "vimeo:76979871"),
        ("https://vimeo.com/76979871/0123456789", "vimeo:76979871:0123456789"),
        ("https://player.vimeo.com/video/76979871?autoplay=1", "vimeo:76979871"),
    ],
)
def test_a_video_is_known_by_its_address(address, video):
    assert video_of(address) == video


@pytest.mark.parametrize(
    "address",
    [
        "",
        "https://www.youtube.com/",
        "https://www.youtube.com/watch?v=tooshort",
        f"https://www.youtube.com/watch?v={ID}x",
        f"https://www.youtube.com/watch?v={ID[:-1]}%22",
        f"https://youtu.be/{ID}/../../evil",
        f"https://youtu.be/{ID}\n",
        f"https://youtube.com.evil.example/watch?v={ID}",
        f"https://evil.example/youtube.com/watch?v={ID}",
        f"https://www.youtube.com@evil.example/watch?v={ID}",
        f"https://evil@www.youtube.com/watch?v={ID}",
        f"https://www.youtube.com:8443/watch?v={ID}",
        f"https://www.youtube.com:x/watch?v={ID}",
        f"https://[www.youtube.com/watch?v={ID}",
        f"javascript://www.youtube.com/watch?v={ID}",
        f"//www.youtube.com/watch?v={ID}",
        f"https://ｙoutube.com/watch?v={ID}",
        "https://vimeo.com/12345",
        "https://vimeo.com/76979871/javascript",
        "https://vimeo.com/channels/staffpicks/76979871",
        f"https://peertube.example/w/{ID}",
        f"https://www.youtube.com/watch?v={ID}&x={'y' * 300}",
    ],
)
def test_anything_else_is_a_link_as_before(address):
    assert video_of(address) == ""


@pytest.mark.parametrize(
    "written, words",
    [
        (f"https://youtu.be/{ID}", f"https://youtu.be/{ID}"),
        (f"[How to reset the meter](https://youtu.be/{ID})", "How to reset the meter"),
        (f'[Reset](https://youtu.be/{ID} "With a title")', "Reset"),
        (f"> [Reset](https://youtu.be/{ID})", "Reset"),
    ],
)
def test_a_link_alone_in_its_paragraph_is_marked(written, words):
    html = markup.render(f"First this.\n\n{written}\n\n> Then that.")
    assert f'<p><a class="video" data-video="youtube:{ID}" href="https://youtu.be/{ID}"' in html
    assert f">{words}</a></p>" in html


@pytest.mark.parametrize(
    "written",
    [
        f"Look at https://youtu.be/{ID}",
        f"https://youtu.be/{ID} explains it",
        f"https://youtu.be/{ID}\nhttps://youtu.be/{ID}",
        f"- https://youtu.be/{ID}",
        f"[**Bold**](https://youtu.be/{ID})",
        f"[](https://youtu.be/{ID})",
        f"`https://youtu.be/{ID}`",
        f"[...](https://youtu.be/{ID})",
    ],
)
def test_a_link_among_words_stays_a_link(written):
    assert "data-video" not in markup.render(written)


@pytest.mark.parametrize(
    "written",
    [
        '<a class="video" data-video="youtube:evil" href="https://evil.example/">Play</a>',
        f'<p><a class="video" data-video="https://evil.example" href="https://evil.example/{ID}">Play</a></p>',
        f'<p class="video" data-video="youtube:{ID}">Play</p>',
        f'<iframe src="https://www.youtube-nocookie.com/embed/{ID}"></iframe>',
        f'<a href="javascript:alert(1)//youtu.be/{ID}">Play</a>',
    ],
)
def test_nobody_writes_the_mark_or_a_player(written):
    for html in (markup.render(written), markup.clean_html(written)):
        assert "data-video" not in html and 'class="video"' not in html
        assert "<iframe" not in html


def test_what_is_rendered_stays_as_it_is():
    html = markup.render(f'[Reset <b>](https://youtu.be/{ID})\n\nhttps://vimeo.com/76979871 \n\n<p>"')
    assert markup.clean_html(html) == html
    alone = markup.render(f'[5 < 6 & "so" on](https://youtu.be/{ID}?a=1&t=5 "x > y")')
    assert f'data-video="youtube:{ID}:5"' in alone and markup.clean_html(alone) == alone


def test_an_imported_paragraph_is_marked_too():
    html = markup.clean_html(f'<p>\n<a href="https://www.youtube.com/watch?v={ID}">See</a></p>')
    assert "data-video" not in html
    html = markup.clean_html(f'<p><a href="https://www.youtube.com/watch?v={ID}">See</a>\n</p>')
    assert f'data-video="youtube:{ID}"' in html


@given(st.text(alphabet='htps:/youbevim.cwa?=&@#[]%1234567890x-_ \n"<>'))
def test_no_address_breaks_it(text):
    assert video_of(text) == "" or '"' not in video_of(text)
    html = markup.render(f"<https://youtu.be/{text}>\n\nhttps://vimeo.com/{text}")
    assert markup.clean_html(html) == html
