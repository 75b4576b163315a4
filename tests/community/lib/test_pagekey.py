"""Who gets a stored page, and what is never stored: members, forms, anything personal."""

import pytest
from django.http import HttpResponse, StreamingHttpResponse


@pytest.mark.parametrize(
    "headers",
    [
        {"cookie": "sessionid=abc"},
        {"cookie": "django_language=nl; sessionid=abc"},
        {"cookie": "messages=hello"},
        {"authorization": "Bearer abc"},
        {"hx_request": "true"},
    ],
)
def test_members_and_parts_of_pages_always_reach_django(site, get, headers):
    get()
    assert get(**headers).status == 200
    get(**headers)
    assert site.calls == 3
    get()
    assert site.calls == 3


def test_what_a_member_sees_is_never_stored(site, get):
    get(cookie="sessionid=abc")
    get()
    assert site.calls == 2


def test_a_visitor_with_another_cookie_is_served_but_builds_nothing_for_others(site, get):
    get(cookie="csrftoken=abc")
    assert site.calls == 1
    get()
    get(cookie="csrftoken=abc")
    assert site.calls == 2


def test_languages_are_kept_apart(site, get):
    assert get().text == "old en"
    assert get(accept_language="nl-NL,nl;q=0.9,en;q=0.8").text == "old nl"
    assert get(cookie="django_language=nl").text == "old nl"
    assert get(accept_language="nl", cookie="django_language=en").text == "old en"
    assert get(accept_language="fr").text == "old en"
    assert site.calls == 2


def test_the_order_of_a_query_does_not_matter_but_its_values_do(site, get):
    get("/question/12/?sort=votes&after=abc")
    get("/question/12/?after=abc&sort=votes")
    assert site.calls == 1
    get("/question/12/?after=abd&sort=votes")
    assert site.calls == 2


@pytest.mark.parametrize("query", ["utm_source=mail", "after=a&x=1", "sort=a&sort=b", "q=" + "a" * 500])
def test_a_query_outside_the_list_is_not_stored(site, get, query):
    get(f"/question/12/?{query}")
    get(f"/question/12/?{query}")
    assert site.calls == 2


def test_hosts_and_schemes_are_kept_apart(site, get):
    get()
    get(host="other.example.org")
    get(x_forwarded_proto="https")
    assert site.calls == 3


def test_a_post_reaches_django(site, get):
    get()
    assert get(method="POST").status == 403  # the answer of CSRF protection, not the stored page


def test_a_page_that_is_not_marked_is_not_stored(site, get):
    get("/plain/")
    assert get("/plain/").text == "plain"
    assert site.calls == 2


def with_header(name, value):
    def respond(text):
        response = HttpResponse(text)
        response.headers[name] = value
        return response

    return respond


def with_cookie(text):
    response = HttpResponse(text)
    response.set_cookie("seen", "1")
    return response


@pytest.mark.parametrize(
    "response",
    [
        lambda text: HttpResponse(text, status=404),
        lambda text: HttpResponse(text, status=302),
        lambda text: StreamingHttpResponse([text]),
        with_cookie,
        with_header("Vary", "X-Device"),
        with_header("Vary", "*"),
        with_header("Content-Language", "nl"),
        with_header("Cache-Control", "private"),
        with_header("Cache-Control", "no-store"),
        with_header("Content-Security-Policy", "script-src 'nonce-abc'"),
        with_header("Content-Encoding", "zstd"),
    ],
)
def test_a_response_that_is_not_for_everyone_is_not_stored(site, get, response):
    site.response = response
    first = get()
    assert first.body.decode() == "old en"
    get()
    assert site.calls == 2


def test_a_page_with_a_form_token_is_not_stored(site, get):
    assert "set-cookie" in get("/form/").headers
    get("/form/")
    assert site.calls == 2


def test_each_answer_of_django_has_its_own_request_id_and_stored_ones_have_none(site, get):
    assert get(x_request_id="proxy-id-1").headers["x-request-id"] == "proxy-id-1"
    assert "x-request-id" not in get(x_request_id="proxy-id-2").headers
