"""How long someone who tried too often has to wait, from allauth's own limits."""

from allauth.account import app_settings
from allauth.core.internal.ratelimit import parse_rates
from django.http import HttpRequest

# Which limits stand behind which page, by the name of its address.
_LIMITS = {
    "account_login": ("login", "login_failed"),
    "account_signup": ("signup",),
    "account_reset_password": ("reset_password",),
    "account_reset_password_from_key": ("reset_password_from_key",),
    "account_change_password": ("change_password",),
    "account_set_password": ("change_password",),
    "account_reauthenticate": ("reauthenticate",),
    "account_email": ("manage_email",),
}
_SECONDS = 60


def seconds_to_wait(request: HttpRequest) -> int:
    """The whole window of the limit that was met: after it there is certainly room again."""
    name = request.resolver_match.url_name if request.resolver_match else ""
    rates = [
        rate
        for limit in _LIMITS.get(name or "", ())
        for rate in parse_rates(app_settings.RATE_LIMITS.get(limit))
    ]
    return int(max((rate.duration for rate in rates), default=_SECONDS))
