"""What every page knows of the house, looked up only when the page shows it."""

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from cms.branding.current import brand


def house(request: HttpRequest) -> dict:
    """`brand` in the reader's language, and its name by itself."""
    return {"brand": SimpleLazyObject(brand), "site_name": SimpleLazyObject(lambda: brand().name)}
