"""What the templates of the style guide are given to show."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from cms.styleguide import samples, specimen


@dataclass(frozen=True)
class Tab:
    label: str
    path: str
    is_on: bool = False
    count: int = 0


def given(language: str, now: datetime) -> dict:
    """Everything by the names that templates/styleguide/ uses."""
    return {
        "people": samples.people(),
        "rows": samples.rows(now, language),
        "promises": {len("Video calls stutter on fibre"): "An answer before 18:00"},
        "verdicts": samples.verdicts(),
        "timeline": samples.timeline(now, language),
        "climbing": samples.rungs("done", "now", "next", "next"),
        "paused": samples.rungs("done", "paused", "next", "next"),
        "with_webcare": samples.rungs("done", "done", "done", "now"),
        "posts": samples.posts(now, language),
        "form": specimen.empty(),
        "refused": specimen.refused(),
        "tabs": [Tab("Newest", "#rows", True), Tab("Waiting", "#rows", count=14), Tab("Solved", "#rows")],
        "crumbs": [("/", _("Home")), ("/questions/", _("All questions"))],
        "turned": {"newer": "1", "older": "2"},
        "icon_names": samples.icons(),
        "tokens": samples.tokens(),
        "columns": ["Member", "Since", "State"],
        "table": [["Abena Mensah", "2019", "active"], [samples.people()["long"].name, "2026", "silenced"]],
        "words": [
            "fibre",
            "kwikstaart-box-6",
            "een-heel-lang-woord-met-streepjes-ertussen-dat-maar-doorgaat",
        ],
    }
