"""How the company itself is reached: numbers and addresses that everyone may know."""

from django.conf import settings
from django.template.loader import render_to_string

from community.lib.personaldata import find
from forum.models import Door


def house_contacts() -> list[str]:
    """Telephone numbers, mail and postal addresses of the contact routes and of the doors; one query."""
    doors = Door.objects.values_list("name", "line", "name_nl", "line_nl", "link")
    # The brand lives on a floor above; its template tag does not.
    said = [render_to_string("forum/house_contacts.txt"), settings.DEFAULT_FROM_EMAIL]
    said += [word for door in doors for word in door]
    return [one.found for one in find("\n".join(said))]
