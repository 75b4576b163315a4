"""Accounts: one per address, roles that combine, and the end of a silence."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from community.members.models import Department, Member
from tests.builders import make_department, make_member

pytestmark = pytest.mark.django_db


def test_an_address_is_one_account_however_it_is_written():
    make_member("One", email="one@example.com")
    with pytest.raises(IntegrityError), transaction.atomic():
        make_member("Two", email="ONE@example.com")


def test_imported_members_have_no_address_and_may_be_many():
    make_member("One", email=None, is_imported=True)
    make_member("Two", email=None, is_imported=True)
    assert Member.objects.filter(email=None).count() == 2


def test_present_leaves_out_who_is_gone(now):
    here = make_member("Here", is_agent=True)
    make_member("Closed", is_active=False, is_agent=True)
    make_member("Erased", erased_at=now, is_agent=True)
    assert list(Member.objects.present()) == list(Member.objects.agents()) == [here]


def test_a_suspension_silences_too_and_both_end(now):
    member = make_member("M", suspended_until=now + timedelta(minutes=1))
    assert member.is_suspended(now) and member.is_silenced(now)
    assert not member.is_suspended(now + timedelta(minutes=1))
    assert not member.is_silenced(now + timedelta(minutes=1))


def test_a_page_has_an_address_whatever_the_name():
    assert make_member("李 小龍").path().endswith("/member/")
    assert make_member("Femke de Boer").path().endswith("/femke-de-boer/")


def test_a_department_that_goes_leaves_its_people():
    member = make_member("M", department=make_department())
    Department.objects.all().delete()
    member.refresh_from_db()
    assert not member.is_employee


def test_a_superuser_is_a_manager():
    chief = Member.objects.create_superuser("chief@example.com", "a good long password")
    assert chief.is_manager and chief.is_staff and chief.name == "chief"
    assert Member.objects.get_by_natural_key("CHIEF@example.com") == chief
