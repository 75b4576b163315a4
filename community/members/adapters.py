"""What allauth asks of us: our own links, our own clock, our own letters."""

from types import SimpleNamespace
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.lib import clock, links, mail
from community.members import frame, letters
from community.members.models import Member
from community.members.speaking import speak


class AccountAdapter(DefaultAccountAdapter):
    # Said beside the field: what is wrong and what to do.
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": gettext_lazy("This account is closed."),
        "cannot_remove_primary_email": gettext_lazy(
            "This is your main address. Make another one the main address first."
        ),
        "duplicate_email": gettext_lazy("This address is yours already."),
        "email_password_mismatch": gettext_lazy(
            "This address and this password do not belong together. Look for a typing mistake."
        ),
        "email_taken": gettext_lazy("This address belongs to another account."),
        "enter_current_password": gettext_lazy("This is not your password of now."),
        "incorrect_password": gettext_lazy("This is not your password."),
        "invalid_password_reset": gettext_lazy("This link no longer works. Ask for a new one."),
        "max_email_addresses": gettext_lazy("More than %d addresses are not possible."),
        "too_many_login_attempts": gettext_lazy(
            "Too many attempts. Wait five minutes, or choose a new password."
        ),
        "unverified_primary_email": gettext_lazy("Confirm this address first; then it can be your main one."),
        "same_as_current": gettext_lazy("This is what it was already. Choose another one."),
        "rate_limited": gettext_lazy("That was a lot in a short time. Please wait a moment and try again."),
    }

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

    def get_reset_password_from_key_url(self, key: str) -> str:
        return _at_home(super().get_reset_password_from_key_url(key))

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return getattr(settings, "SIGN_UP_IS_OPEN", True)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("account_change_password")

    def send_notification_mail(
        self, template_prefix: str, user: Member, context: dict | None = None, email: str | None = None
    ) -> None:
        """What changes the safety of an account is always told, whatever was chosen about letters."""
        address = email or EmailAddress.objects.get_primary_email(user) or user.email
        if address:
            agent = self.get_http_user_agent(self.request)
            self.send_mail(template_prefix, address, {"user": user, "user_agent": agent, **(context or {})})

    def send_mail(self, template_prefix: str, email: str, context: dict) -> None:
        """One of our letters, in the language of the member it is for; links lead to the site's own address."""
        member = context.get("user") or Member.objects.filter(email=email.lower()).first()
        links_of = {
            name: _at_home(value) for name, value in context.items() if name.endswith("_url") and value
        }
        words = {
            "email": email,
            "site_name": frame.name(),
            **context,
            "user": member,
            **links_of,
        }
        with translation.override(getattr(member, "language", "") or translation.get_language()):
            letter = letters.letter(template_prefix, words)
            if letter is None:
                site = SimpleNamespace(name=words["site_name"], domain=urlsplit(settings.SITE_URL).netloc)
                return super().send_mail(template_prefix, email, {**words, "current_site": site})
            greeting = _("Hello %(name)s,") % {"name": member.name} if member else ""
            page = {"letter": letter, "subject": letter.subject, "greeting": greeting, **frame.context()}
            mail.send(
                to=email,
                subject=letter.subject,
                house=frame.name(),
                text=render_to_string("members/letter.txt", page),
                html=render_to_string("members/letter.html", page),
            )

    def post_login(self, request: HttpRequest, user: Member, **how) -> HttpResponse:
        """From now on this browser speaks the member's own language, whatever a visitor chose in it before."""
        response = super().post_login(request, user, **how)
        if user.language:
            speak(response, user.language)
        return response


def _at_home(address: str) -> str:
    """The same page at the site's own address, whatever host name the request came in by."""
    parts = urlsplit(address)
    return links.absolute(parts.path + (f"?{parts.query}" if parts.query else ""))
