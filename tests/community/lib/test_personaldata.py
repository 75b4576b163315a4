"""What counts as personal in a text, what does not, and what is left of it behind dots."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from community.lib.personaldata import Kind, find, mask

FOUND = [
    (Kind.PHONE, "Mijn nummer is {} bel maar", "0612345678", "06••••••78"),
    (Kind.PHONE, "app me op {}.", "06 12 34 56 78", "06 •• •• •• 78"),
    (Kind.PHONE, "06: {}", "06-12345678", "06-••••••78"),
    (Kind.PHONE, "from abroad: {}", "+31 6 12345678", "+31 • ••••••78"),
    (Kind.PHONE, "or {} after six", "+31 (0)6-1234 5678", "+31 (•)•-•••• ••78"),
    (Kind.PHONE, "{}", "0031612345678", "0031•••••••78"),
    (Kind.PHONE, "overdag {}", "020-1234567", "02•-•••••67"),
    (Kind.PHONE, "overdag {}", "(020) 123 45 67", "(02•) ••• •• 67"),
    (Kind.PHONE, "gsm {}", "0478 12 34 56", "04•• •• •• 56"),
    (Kind.PHONE, "bel {} in Brussel", "02 123 45 67", "02 ••• •• 67"),
    (Kind.PHONE, "bel {}", "+32 478 12 34 56", "+32 ••• •• •• 56"),
    (Kind.PHONE, "call {} please", "+44 20 7946 0958", "+44 •• •••• ••58"),
    (Kind.PHONE, "call **{}**", "06 12345678", "06 ••••••78"),
    (Kind.PHONE, "tel:{}", "0612345678", "06••••••78"),
    (Kind.PHONE, "since 2019 {} 2026", "06 12345678", "06 ••••••78"),
    (Kind.MAIL, "Mail naar {}, dank", "jan.de.vries+tv@gmail.com", "j••••••••••••••@•••••.com"),
    (Kind.MAIL, "[mail](mailto:{})", "piet@xs4all.nl", "p•••@••••••.nl"),
    (Kind.MAIL, "{}", "ik@a.nl", "••@•.nl"),
    (Kind.IBAN, "van {} betaald", "NL91 ABNA 0417 1643 00", "NL•• •••• •••• •••• 00"),
    (Kind.IBAN, "paid from {}.", "NL91ABNA0417164300", "NL••••••••••••••00"),
    (Kind.IBAN, "{}", "be68 5390 0754 7034", "be•• •••• •••• ••34"),
    (Kind.BSN, "mijn BSN is {}", "111222333", "•••••••33"),
    (Kind.BSN, "{}", "1234.56.782", "••••.••.•82"),
    (Kind.CARD, "kaart {} werkt niet", "4111 1111 1111 1111", "•••• •••• •••• 1111"),
    (Kind.CARD, "card {}", "5500-0000-0000-0004", "••••-••••-••••-0004"),
    (Kind.CARD, "amex {}", "378282246310005", "•••••••••••0005"),
    (Kind.NUMBER, "Mijn klantnummer is: {}.", "12345678", "••••••78"),
    (Kind.NUMBER, "Klantnr. {}", "87654321", "••••••21"),
    (Kind.NUMBER, "bestelnummer {}", "2026-00123", "••••-•••23"),
    (Kind.NUMBER, "my customer number {}, thanks", "12345678", "••••••78"),
    (Kind.NUMBER, "Customer ID: {}", "KW-1234567", "••-•••••67"),
    (Kind.NUMBER, "order no. {}", "4500012345", "••••••••45"),
    (Kind.NUMBER, "contract number is {}", "88123456", "••••••56"),
    (Kind.ADDRESS, "Ik woon {}", "Dorpsstraat 12", "Dorpsstraat ••"),
    (
        Kind.ADDRESS, "Ik woon op de {} Utrecht", "Van Goghlaan 3b, 1234 AB", "Van Goghlaan ••, •••• ••",
    ),
    (Kind.ADDRESS, "wij zitten op {}", "1234 AB 12", "•••• •• ••"),
    (Kind.ADDRESS, "{}", "1234AB, nr 12", "••••••, nr ••"),
    (Kind.ADDRESS, "het is {}", "Laan van Meerdervoort 112", "Laan van Meerdervoort •••"),
    (Kind.ADDRESS, "I live at {}", "221 Baker Street", "••• Baker Street"),
    (Kind.ADDRESS, "ik woon op {}", "1234ab 12", "•••••• ••"),
    (Kind.ADDRESS, "ik woon op {}", "1234 ab 12", "•••• •• ••"),
    (Kind.ADDRESS, "ik woon in de {} hier", "dorpsstraat 12", "dorpsstraat ••"),
    (Kind.ADDRESS, "ik woon {}", "Oude Gracht 100", "Oude Gracht •••"),
    (Kind.NUMBER, "mijn klantnummer ({})", "12345678", "••••••78"),
    (Kind.NUMBER, "mijn klantnummer “{}”", "12345678", "••••••78"),
    (Kind.NUMBER, "mijn klantnummer is\n{}", "12345678", "••••••78"),
    (Kind.NUMBER, "mijn klantnummer:\r\n{}", "12345678", "••••••78"),
    (Kind.PHONE, "bel {}", "０６１２３４５６７８", "06••••••78"),
    (Kind.MAIL, "mail {}", "piet＠xs4all.nl", "p•••@••••••.nl"),
    (Kind.PHONE, "bel {} maar", "0 6 1 2 3 4 5 6 7 8", "0 6 • • • • • • 7 8"),
    (Kind.PHONE, "bel {} maar", "0-6-1-2-3-4-5-6-7-8", "0-6-•-•-•-•-•-•-7-8"),
    (Kind.PHONE, "versie {}", "0612345678", "06••••••78"),
    (Kind.PHONE, "error: {}", "0612345678", "06••••••78"),
    (Kind.PHONE, "({} bel maar)", "0612345678", "06••••••78"),
    (Kind.PHONE, "bel {}", "(06)12345678", "(06)••••••78"),
    (Kind.PHONE, "bel {}", "06\u221212345678", "06-••••••78"),
    (Kind.PHONE, "bel {}", "06\u200b12345678", "06\u200b••••••78"),
    (Kind.PHONE, "bel {}**", "06-**12345678", "06-**••••••78"),
    (Kind.PHONE, "bel **{}", "06**12345678", "06**••••••78"),
    (Kind.PHONE, "bel {}</b>", "06-<b>12345678", "06-<b>••••••78"),
    (Kind.PHONE, "bel {}", "06&#49;2345678", "06••••••78"),
    (Kind.PHONE, "bel {} maar", "06\n12345678", "06\n••••••78"),
    (Kind.PHONE, "> bel {} maar", "+31 6 1234\r\n> 5678", "+31 • ••••\r\n> ••78"),
    (Kind.IBAN, "IBAN: {}.", "NL91 ABNA 0417\n1643 00", "NL•• •••• ••••\n•••• 00"),
    (Kind.MAIL, "mail {}", "jan\\@ziggo.nl", "j••@•••••.nl"),
    (Kind.MAIL, "mail {}", "jan&#64;ziggo.nl", "j••@•••••.nl"),
    (Kind.MAIL, "mail {}, dank", "jan (at) bedrijf (dot) nl", "j•• (at) ••••••• (dot) nl"),
    (Kind.MAIL, "mail {}, dank", "jan.de.boer(at)ziggo.nl", "j••••••••••(at)•••••.nl"),
    (Kind.MAIL, "mail {}", "jan [AT] ziggo.nl", "j•• [AT] •••••.nl"),
    (Kind.NUMBER, "ik ben klant {}.", "12345678", "••••••78"),
    (Kind.NUMBER, "customer #{}", "1234567", "•••••67"),
    (Kind.MAIL, "mail {} maar", "jan\\_de\\_boer@ziggo.nl", "j••••••••••@•••••.nl"),
    (Kind.ADDRESS, "ik woon {} Harderwijk", "Zonneweide 14, 3844 AB", "Zonneweide ••, •••• ••"),
    (Kind.ADDRESS, "storing in {}, al een dag", "1234 AB", "•••• ••"),
    (Kind.ADDRESS, "In {} is het weg", "1234AB", "••••••"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "around", "found", "masked"), FOUND)
def test_is_found_where_it_stands_and_masked(kind, around, found, masked):
    text = around.format(found)
    start = around.index("{}")
    assert [(one.kind, one.start, one.found) for one in find(text)] == [(kind, start, found)]
    assert mask(text) == around.format(masked)


@pytest.mark.parametrize(
    "text",
    [
        "Het kost € 12.345,67 per jaar, of 0612345678 euro",
        "op 01-02-2026 om 10:30 uur, niet op 2026-02-01",
        "mijn router is 192.168.178.100, met 00:1A:2B:3C:4D:5E en 2001:db8::1",
        "firmware 0.12.3456.789 of v1.2.3.4",
        "serienummer 0123456789 en IMEI 356938035643809",
        "Bel 0800 0402, 0900-1234567, 112 of 1200",
        "zie vraag 123456 of #0612345678",
        "klant 12345 keer gebeld, klant sinds 20190101",
        "https://kwikstaart.example/06/12345678?x=0612345678",
        "![modem](/media/posts/0612345678.png)",
        "`ssh -p 0612345678` en `piet@xs4all.nl`",
        "```\nNL91ABNA0417164300\n```",
        "ZTE H369A, Fritz!Box 7530 AX 2 en 1000 MB 5 keer",
        "+1, dat heb ik ook; 100000 keer",
        "npm i foo@1.2.3 en @femke kijk eens, naam@voorbeeld.nl, git@github.com:foo/bar",
        "Onderweg 12 minuten, 2024 en 12 keer",
        "mijn klantnummer staat op de factuur van 12 mei",
        "customer number 12",
        "1234567890",
        "999999999",
        "1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12",
        "foutcode 123456782",
        "glasvezel 1000/1000 Mbit, poort 8080",
        "0 1 2 3 4 5 6 7 8 9 en 5 0 6 1 2 3 4 5 6 7 8",
        "van 1000 mb 5 keer, 1200 om 12, 2024 en 12, 1500 of 20, 3000ms 20, 1080px 4, 2000 in 12",
        "onderweg 12 minuten, de blokkade 2 dagen, oversteeg 12, 2 keer per straat 3, ipad 2, touchpad 3",
        "de fietsweg 12 km, versie 0.6.12, fout 12345",
        "In 2024 TV 5 kanalen, in 2026 WK kijken, een Nokia 3310 AB en 1000 MB",
        "error 0123456789, en kanaal 0123456789",
        "06\n12\n34\n56\n78",
        "2 * 3 * 4 en `06-**12345678**` en 10 &euro; voor 12",
    ],
)
def test_is_no_personal_data(text):
    assert find(text) == []
    assert mask(text) == text


def test_the_companys_own_numbers_are_left_alone_however_they_are_written():
    text = (
        "Bel 088-0001234, +31 88 000 1234 of (088) 000 12 34, mail Hulp@kwikstaart.example, niet 06-12345678"
    )
    found = find(text, ["+31880001234", "hulp@kwikstaart.example"])
    assert [one.found for one in found] == ["06-12345678"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("(0612345678)", "0612345678"),
        ("Bel mij (0612345678 's avonds)", "0612345678"),
        ("(06 12345678)", "06 12345678"),
        ("Bel (06) 12345678 of niet", "(06) 12345678"),
        ("(02/123 45 67)", "02/123 45 67"),
    ],
)
def test_a_bracket_around_a_number_is_not_part_of_it(text, found):
    assert [one.found for one in find(text)] == [found]
    assert mask(text) == text.replace(found, find(text)[0].masked)


def test_every_place_of_several_is_named_in_order():
    text = "06-12345678 of piet@xs4all.nl\nNL91ABNA0417164300"
    assert [one.kind for one in find(text)] == [Kind.PHONE, Kind.MAIL, Kind.IBAN]
    assert mask(text) == "06-••••••78 of p•••@••••••.nl\nNL••••••••••••••00"


PIECES = st.one_of(
    st.sampled_from([found for _kind, _around, found, _masked in FOUND]),
    st.sampled_from(
        ["klantnummer ", "IBAN ", "€ ", "`", "```\n", "\n", " ", "+31", "00", "06", "-", "•", "\x00"]
    ),
    st.text(max_size=12),
    st.text("0123456789 +-()./@abAB\u0660", max_size=20),
)
TEXTS = st.lists(PIECES, max_size=12).map("".join)


@given(TEXTS)
@example("06 1234567806 12345678")
@example("a@b.nl@c.nl" * 3)
def test_a_mask_leaves_nothing_to_find(text):
    masked = mask(text)
    assert find(masked) == []
    # What was spelled out by several signs is masked as the one that is read.
    assert len(masked) <= len(text)


@given(
    st.sampled_from(
        ["0612345678", "06-12345678", "+31612345678", "jan.de.boer@ziggo.nl", "NL91ABNA0417164300"]
    ),
    st.sampled_from(["\u200b", "\u00ad", "**", "~~", "<b>", "</b>", "\u2060\ufeff"]),
    st.data(),
)
def test_nothing_unseen_hides_a_number(found, unseen, data):
    place = data.draw(st.integers(1, len(found) - 1))
    text = f"Het is {found[:place]}{unseen}{found[place:]} hier."
    assert [one.found for one in find(text)] == [f"{found[:place]}{unseen}{found[place:]}"]
    assert find(mask(text)) == []


@given(st.sampled_from(["0612345678", "jan.de.boer@ziggo.nl", "4111111111111111"]), st.data())
def test_nor_does_a_letter_that_is_spelled_out(found, data):
    place = data.draw(st.integers(0, len(found) - 1))
    spelled = f"{found[:place]}&#{ord(found[place])};{found[place + 1 :]}"
    assert [one.found for one in find(f"Het is {spelled} hier.")] == [spelled]
    assert mask(f"Het is {spelled} hier.") == mask(f"Het is {found} hier.")


@given(TEXTS)
def test_places_are_right_and_do_not_overlap(text):
    before = 0
    for one in find(text):
        assert text[one.start : one.end] == one.found
        assert before <= one.start < one.end
        assert one.masked != one.found
        before = one.end


@given(TEXTS)
def test_what_is_allowed_is_not_found(text):
    everything = [one.found for one in find(text)]
    assert not {one.found for one in find(text, everything)} & set(everything)
