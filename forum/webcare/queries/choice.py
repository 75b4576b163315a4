"""Which cases somebody looks at: read from the desk's address, and put back into one."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from community.lib import languages
from community.members.models import Member
from forum.models import Board
from forum.queries.choices import Office, choices, kept
from forum.webcare.models import UNFINISHED, CaseReason, CaseState, Priority

# Groups of cases by what has to be done; the day itself is all of them that are yours or nobody's.
VIEWS: dict[str, str | Promise] = {
    "mine": _("Yours to do"),
    "unowned": _("To take"),
    "waiting": _("Waiting for the customer"),
    "snoozed": _("Put aside until later"),
    "colleagues": _("With colleagues"),
    "late": _("Late"),
    "all": _("All unfinished"),
    "finished": _("Finished"),
}
FINISHED = (CaseState.RESOLVED, CaseState.CHECKED, CaseState.CLOSED)
NOBODY = "nobody"
# What else an address keeps, in the order in which a form asks for it.
NAMES = ("q", "board", "department", "reason", "priority", "language", "state", "owner", "tag")
_WORDS, _TAG, _ID = 200, 60, 18
# Who works at the desk and which boards there are changes seldom; somebody new may be missing for a minute.
_KEPT_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Place:
    """A board, as far as the desk needs it."""

    id: int
    slug: str
    name: str
    name_nl: str

    def name_in(self, language: str) -> str:
        return self.name_nl if language == "nl" and self.name_nl else self.name


@dataclass(frozen=True, slots=True)
class Options:
    """What can be chosen."""

    boards: tuple["Place", ...]
    agents: tuple[tuple[int, str], ...]
    departments: tuple[Office, ...]
    languages: tuple[str, ...]

    def board_id(self, slug: str) -> int | None:
        return next((place.id for place in self.boards if place.slug == slug), None)


@dataclass(frozen=True, slots=True)
class Choice:
    """Each of these that is not empty leaves cases out."""

    view: str = ""
    q: str = ""
    board: str = ""
    department: str = ""
    reason: str = ""
    priority: str = ""
    language: str = ""
    state: str = ""
    owner: str = ""
    tag: str = ""
    late: bool = False

    @property
    def is_day(self) -> bool:
        """Whether it is the page an agent's day begins with."""
        return not self.view

    @property
    def is_narrowed(self) -> bool:
        return self.late or any(getattr(self, name) for name in NAMES)

    @property
    def is_finished(self) -> bool:
        return self.view == "finished"

    def address(self, **changes: object) -> str:
        query = replace(self, **changes).query
        return f"/desk/?{query}" if query else "/desk/"

    @property
    def query(self) -> str:
        said = {"view": self.view, **{name: getattr(self, name) for name in NAMES}, "late": self.late and "1"}
        return urlencode({name: value for name, value in said.items() if value})

    def everything(self) -> str:
        """The same group without any filter."""
        return Choice(view=self.view).address()


def options() -> Options:
    """No query while nothing of the house changes, else a few."""
    return kept("desk:options", _KEPT_SECONDS, _read)


def _read() -> Options:
    found = choices()
    boards = Board.objects.order_by("position", "id").values_list("id", "slug", "name", "name_nl")
    return Options(
        boards=tuple(Place(*row) for row in boards),
        agents=tuple(Member.objects.agents().order_by("name", "id").values_list("id", "name")),
        departments=found.departments,
        languages=found.languages,
    )


def chosen(query: Mapping[str, str], found: Options) -> Choice:
    """What an address asks for; what makes no sense in it is left out."""
    allowed = {
        "board": {place.slug for place in found.boards},
        "department": {office.slug for office in found.departments},
        "reason": set(CaseReason.values),
        "priority": {str(value) for value in Priority.values},
        "language": {*found.languages, *languages.spoken()},
        "state": set(CaseState.values),
        "owner": {NOBODY, *(str(number) for number, _name in found.agents)},
    }
    said = {name: query.get(name, "") for name in allowed}
    said = {name: value if value in allowed[name] else "" for name, value in said.items()}
    view = query.get("view", "")
    return Choice(
        view=_view(view if view in VIEWS else "", said),
        q=" ".join(query.get("q", "").replace("\0", "").split())[:_WORDS],
        tag=query.get("tag", "").replace("\0", "").strip().lower()[:_TAG],
        late=query.get("late") == "1",
        **said,
    )


def _view(view: str, said: Mapping[str, str]) -> str:
    """The group that fits a state or an owner: neither is a matter of one's own day."""
    state, owner = said["state"], said["owner"]
    if state in FINISHED:
        return "finished"
    if view == "finished" and state in UNFINISHED:
        return "all"
    return "all" if (state or owner) and view != "finished" else view
