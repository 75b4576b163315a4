"""What allauth asks of us: our own links, our own clock, our own letters."""

from types import SimpleNamespace
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from community.lib import clock, links
from community.members.models import Member


class AccountAdapter(DefaultAccountAdapter):
    def new_user(self, request: HttpRequest) -> Member:
        return Member(joined_at=clock.now())

    def save_user(self, request: HttpRequest, user: Member, form, commit: bool = True) -> Member:
        user.name = form.cleaned_data["name"]
        user.language = getattr(request, "LANGUAGE_CODE", "")
        return super().save_user(request, user, form, commit)

    def clean_email(self, email: str) -> str:
        """Raises ValidationError for an address the column does not hold; the longest a mail server takes is 254."""
        if len(email) > Member._meta.get_field("email").max_length:
            raise ValidationError(_("This address is too long."))
        return super().clean_email(email)

    def get_email_confirmation_url(self, request: HttpRequest, emailconfirmation) -> str:
        # The site's own address, whatever host name the request came in by.
        return links.absolute(reverse("account_confirm_email", args=[emailconfirmation.key]))

    def send_mail(self, template_prefix: str, email: str, context: dict) -> None:
        """Letters speak of the community by its own name, whatever host name the request came in by."""
        site = SimpleNamespace(name=settings.WAGTAIL_SITE_NAME, domain=urlsplit(settings.SITE_URL).netloc)
        super().send_mail(template_prefix, email, {**context, "current_site": site, "site_name": site.name})
