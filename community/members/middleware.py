"""What must be true of a signed-in member on every request: the account is still theirs to use."""

from django.conf import settings
from django.contrib.auth import logout
from django.utils import translation

from community.lib import clock


class MemberMiddleware:
    """Signs a suspended or erased member out, and speaks the language the member chose."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        # A visitor without a session costs nothing here: the user is not even looked up.
        if request.session.session_key is None:
            return self.get_response(request)
        member = request.user
        if member.is_authenticated:
            if member.is_suspended(clock.now()):
                logout(request)
            elif member.language and settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
                # A language chosen in this browser goes before the one of the profile.
                translation.activate(member.language)
                request.LANGUAGE_CODE = member.language
        return self.get_response(request)
