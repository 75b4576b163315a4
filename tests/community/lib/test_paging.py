"""Walking a list page by page shows each row once, in order, both ways."""

from datetime import UTC, datetime
from decimal import Decimal
from types import SimpleNamespace
from uuid import UUID

import pytest
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db.models import Case, CharField, F, Value, When
from django.db.models.functions import Length
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from community.lib import paging

pytestmark = pytest.mark.django_db

ORDERS = [("name", "id"), ("-name", "-id"), ("codename", "-id"), ("-content_type_id", "name", "-codename")]
SHAPES = [
    lambda rows: rows,
    lambda rows: rows.values("id", "name", "codename", "content_type_id"),
    lambda rows: rows.values_list("id", "name", "codename", "content_type_id"),
    lambda rows: rows.values_list("id", "name", "codename", "content_type_id", named=True),
]


@pytest.fixture(scope="module")
def permissions(django_db_setup, django_db_blocker):
    """A dozen rows with many equal values, so that order is decided by the later columns."""
    with django_db_blocker.unblock():
        kinds = [ContentType.objects.create(app_label="paging", model=f"kind{number}") for number in range(3)]
        rows = [
            Permission.objects.create(
                content_type=kinds[number % 3], codename=f"c{number}", name="ab"[number % 2]
            )
            for number in range(12)
        ]
        ids = [row.pk for row in rows]
    yield Permission.objects.filter(pk__in=ids)
    with django_db_blocker.unblock():
        Permission.objects.filter(pk__in=ids).delete()
        ContentType.objects.filter(app_label="paging").delete()


def walk(rows, fields, size):
    pages = [paging.keyset(rows, fields=fields, size=size)]
    while pages[-1].older:
        pages.append(paging.keyset(rows, fields=fields, size=size, token=pages[-1].older))
    return pages


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=40)
@given(fields=st.sampled_from(ORDERS), shape=st.sampled_from(SHAPES), size=st.integers(1, 14))
def test_a_walk_shows_each_row_once_in_order_and_back_again(permissions, fields, shape, size):
    rows = shape(permissions)
    pages = walk(rows, fields, size)
    assert [row for page in pages for row in page.items] == list(rows.order_by(*fields))
    assert pages[0].newer is None
    back = pages[-1]
    for page in reversed(pages[:-1]):
        back = paging.keyset(rows, fields=fields, size=size, token=back.newer, direction="newer")
        assert back.items == page.items
    assert back.newer is None


def test_one_query_a_page(permissions, django_assert_num_queries):
    token = paging.keyset(permissions, fields=("name", "id"), size=3).older
    with django_assert_num_queries(1):
        assert len(paging.keyset(permissions, fields=("name", "id"), size=3, token=token).items) == 3


def test_rows_added_above_do_not_shift_the_next_page():
    Group.objects.bulk_create(Group(name=f"group {number}") for number in range(6))
    first = paging.keyset(Group.objects.all(), fields=("-id",), size=3)
    Group.objects.create(name="newcomer")
    second = paging.keyset(Group.objects.all(), fields=("-id",), size=3, token=first.older)
    assert [group.name for group in second.items] == ["group 2", "group 1", "group 0"]


def test_a_flat_list_and_an_annotation_can_be_paged(permissions):
    ids = permissions.values_list("id", flat=True)
    assert [key for page in walk(ids, ("-id",), 5) for key in page.items] == list(ids.order_by("-id"))
    annotated = permissions.annotate(
        length=Length("codename"), same=Value("x"), kind=F("content_type__model")
    )
    for fields in [("-length", "id"), ("same", "id"), ("kind", "-id"), ("content_type__model", "-id")]:
        walked = [row.pk for page in walk(annotated, fields, 5) for row in page.items]
        assert walked == list(annotated.order_by(*fields).values_list("pk", flat=True))


@pytest.mark.parametrize("order", [("length", "id"), ("-length", "id"), ("content_type_id", "length", "-id")])
def test_a_column_may_be_empty_which_counts_as_more_than_anything(permissions, order):
    unsaid = Case(When(codename__in=["c1", "c3", "c10"], then=None), default=Length("codename"))
    rows = permissions.annotate(length=unsaid)
    expected = sorted(rows, key=lambda row: row.pk, reverse=order[-1] == "-id")
    for name in reversed(order[:-1]):
        column = name.lstrip("-")
        expected.sort(
            key=lambda row, column=column: (getattr(row, column) is None, getattr(row, column) or 0),
            reverse=name.startswith("-"),
        )
    for size in (1, 2, 5, 12):
        pages = [paging.keyset(rows, fields=order, size=size, nullable=["length"])]
        while pages[-1].older:
            further = {"token": pages[-1].older, "nullable": ["length"]}
            pages.append(paging.keyset(rows, fields=order, size=size, **further))
        assert [row.pk for page in pages for row in page.items] == [row.pk for row in expected]
        back = pages[-1]
        for page in reversed(pages[:-1]):
            before = {"token": back.newer, "direction": "newer", "nullable": ["length"]}
            back = paging.keyset(rows, fields=order, size=size, **before)
            assert back.items == page.items


def test_moments_and_other_types_survive_a_token(monkeypatch):
    values = [
        datetime(2026, 11, 22, 3, 4, 5, 678, tzinfo=UTC),
        Decimal("1.10"),
        UUID(int=7),
        1.5,
        "é",
        3,
        True,
    ]
    values.append(datetime(2026, 11, 22).date())
    fields = [f"field{number}" for number in range(len(values))]
    row = dict(zip(fields, values, strict=True))
    token = paging._token(row, SimpleNamespace(), fields)
    assert paging._read(token, fields) == values


def test_an_empty_list_is_one_empty_page():
    page = paging.keyset(Group.objects.none(), fields=("-id",), size=3)
    assert (page.items, page.newer, page.older) == ([], None, None)


def test_before_the_first_page_comes_the_first_page(permissions):
    rows, order = permissions.all(), ("-id",)
    first = paging.keyset(rows, fields=order, size=2)
    above_all = paging._token(first.items[0], rows, order)
    assert paging.keyset(rows, fields=order, size=2, token=above_all, direction="newer") == first


@pytest.mark.parametrize(
    "spoil",
    [
        lambda token: "nonsense",
        lambda token: "é",
        lambda token: "=",
        lambda token: token[:-2],
        lambda token: token + "AAAA",
        lambda token: ("A" if token[0] != "A" else "B") + token[1:],
    ],
)
def test_a_spoiled_token_is_refused_and_shows_the_first_page(permissions, spoil):
    token = spoil(paging.keyset(permissions, fields=("name", "id"), size=3).older)
    with pytest.raises(paging.BadToken):
        paging.keyset(permissions, fields=("name", "id"), size=3, token=token)
    page = paging.requested(permissions, {"after": token}, fields=("name", "id"), size=3)
    assert page == paging.keyset(permissions, fields=("name", "id"), size=3)


def test_a_token_fits_one_order_only(permissions):
    token = paging.keyset(permissions, fields=("name", "id"), size=3).older
    with pytest.raises(paging.BadToken):
        paging.keyset(permissions, fields=("-name", "id"), size=3, token=token)


def test_an_address_says_where_to_go_on(permissions):
    first = paging.requested(permissions, {}, fields=("id",), size=5)
    second = paging.requested(permissions, {"after": first.older}, fields=("id",), size=5)
    assert second.items == list(permissions.order_by("id")[5:10])
    assert (
        paging.requested(permissions, {"before": second.newer}, fields=("id",), size=5).items == first.items
    )


def test_a_column_with_nulls_is_a_mistake_said_aloud(permissions):
    rows = permissions.annotate(nothing=Value(None, output_field=CharField()))
    with pytest.raises(ValueError, match="holds nulls"):
        paging.keyset(rows, fields=("nothing", "id"), size=3)
