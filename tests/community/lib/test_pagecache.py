"""A stored page costs nothing, and never outlives a change."""

from django.http import HttpResponse
from redis.exceptions import ConnectionError as CacheIsDown

from community.lib import pagecache, pagestore, slots


def test_the_second_visitor_costs_django_nothing(site, get):
    first, second = get(), get()
    assert site.calls == 1
    assert first.text == second.text == "old en"
    assert second.headers["content-type"] == "text/html; charset=utf-8"


def test_a_write_is_seen_by_the_next_visitor(site, get):
    get()
    site.rows = "new"
    slots.bump(["question:12"])
    assert get().text == "new en"
    assert get().text == "new en"
    assert site.calls == 2


def test_a_write_elsewhere_leaves_the_page_alone(site, get):
    get()
    slots.bump(["question:13", "board:3"])
    get()
    assert site.calls == 1


def test_a_write_while_the_page_is_built_is_not_missed(site, get):
    def write():
        site.rows = "new"
        slots.bump(["question:12"])

    site.during = write
    assert get().text == "old en"
    site.during = lambda: None
    assert get().text == "new en"


def test_a_writer_killed_between_its_bumps_leaves_nothing_stale_beyond_five_minutes(site, get):
    start = site.now
    slots.bump(["question:12"])  # before the commit; what is built now still holds old rows
    get()
    site.rows = "new"  # committed, and then killed before the second bump
    site.now = start + 300
    assert get().text == "old en"
    site.now = start + 301
    assert get().text == "new en"


def test_the_shared_store_serves_other_processes(site, get):
    get()
    assert get(wsgi=site.process()).text == "old en"
    assert site.calls == 1


def test_slots_known_only_from_the_rows_are_read_in_time_from_the_second_build_on(site, get):
    get("/late/12/")
    get("/late/12/")
    get("/late/12/")
    assert site.calls == 2
    site.rows = "new"
    slots.bump(["board:3"])
    assert get("/late/12/").text == "new"
    assert get("/late/12/").text == "new"
    assert site.calls == 3


def test_a_page_is_sent_compressed_as_the_reader_likes_it(site, get):
    assert get(accept_encoding="gzip, deflate, br").headers["content-encoding"] == "br"
    assert get(accept_encoding="gzip, deflate").headers["content-encoding"] == "gzip"
    assert get(accept_encoding="br;q=0, gzip;q=0.5").headers["content-encoding"] == "gzip"
    bare = get()
    assert "content-encoding" not in bare.headers
    assert {get(accept_encoding=one).text for one in ["br", "gzip", "identity"]} == {"old en"}
    assert bare.headers["content-length"] == "6"
    assert site.calls == 1


def test_an_unchanged_page_is_not_sent_again(site, get):
    etag = get().headers["etag"]
    for given in [etag, etag.removeprefix("W/"), f'"other", {etag}', "*"]:
        answer = get(if_none_match=given)
        assert (answer.status, answer.body, answer.headers["etag"]) == (304, b"", etag)
    assert get(if_none_match='"other"').status == 200
    assert site.calls == 1


def test_browsers_ask_again_and_proxies_keep_readers_apart(site, get):
    for _ in range(2):
        headers = get().headers
        assert headers["cache-control"] == "no-cache"
        assert headers["vary"] == "Accept-Encoding, Accept-Language, Cookie"
    assert not any(name.startswith("x-slots") for name in headers)


def test_head_is_answered_from_the_store_without_a_body(site, get):
    assert get(method="HEAD").status == 200
    get()
    assert site.calls == 2
    answer = get(method="HEAD")
    assert (answer.status, answer.body, answer.headers["content-length"]) == (200, b"", "6")
    assert site.calls == 2


def test_without_a_cache_django_answers(site, get, monkeypatch, caplog):
    def refuse(*_):
        raise CacheIsDown

    get()
    monkeypatch.setattr(slots, "versions", refuse)
    assert get().text == "old en"
    monkeypatch.setattr(pagestore.PageStore, "candidates", lambda *_: iter(()))
    assert get().text == "old en"
    assert site.calls == 3
    assert "cache is down" in caplog.text


def test_the_busiest_pages_stay_near_within_their_share(monkeypatch):
    monkeypatch.setattr(pagestore, "NEARBY_BYTES", 5_000)
    store = pagestore.PageStore()
    for number in range(20):
        store.put(
            f"page:{number}", pagestore.entry_of(b"x", encoding="", names=("site",), headers=(("A", "b"),))
        )
    assert len(store._nearby) == 4
    assert next(store.candidates("page:0")).body("") == b"x"


def test_a_decorated_view_works_without_the_cache_too(rf):
    @pagecache.cached_page(lambda request, pk: [f"question:{pk}"])
    def view(request, pk):
        pagecache.also(request, ["board:3"])
        return HttpResponse("page")

    assert view(rf.get("/question/12/"), pk=12).content == b"page"
