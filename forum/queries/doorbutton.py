"""The door in a letter about a closed question: one press leads where one is helped.

Imports no models: apps name it while they are being loaded.
"""

from typing import TYPE_CHECKING

from community.notifications.kinds import Button

if TYPE_CHECKING:
    from community.notifications.models import Notification


def button(told: "Notification") -> Button | None:
    """For what was told with a door that has an address; that was checked when it was told."""
    name, link = told.details.get("door", ""), told.details.get("door_link", "")
    return Button(name, link) if name and link else None
