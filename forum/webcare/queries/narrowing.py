"""What the desk can be narrowed by, as the fields of a form, and what is chosen now, each with its way out."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from community.lib import languages
from forum.webcare.models import CaseReason, CaseState, Priority
from forum.webcare.queries.choice import NOBODY, Choice, Options


@dataclass(frozen=True, slots=True)
class Option:
    value: str
    label: str | Promise
    is_on: bool


@dataclass(frozen=True, slots=True)
class Select:
    """One question of the form; its first option leaves nothing out."""

    name: str
    label: str | Promise
    options: list[Option]

    @property
    def chosen(self) -> str | Promise:
        return next((each.label for each in self.options if each.is_on and each.value), "")


@dataclass(frozen=True, slots=True)
class Chip:
    label: str | Promise
    path: str


def selects(choice: Choice, options: Options, language: str) -> list[Select]:
    """What has only one possible answer is not asked."""
    asked = [
        ("board", _("Board"), [(place.slug, place.name_in(language)) for place in options.boards]),
        (
            "department",
            _("Department"),
            [(each.slug, each.name_in(language)) for each in options.departments],
        ),
        ("reason", _("Here because"), CaseReason.choices),
        ("priority", _("Priority"), [(str(value), label) for value, label in Priority.choices]),
        ("language", _("Language"), [(code, languages.name(code)) for code in options.languages]),
        ("state", _("State"), CaseState.choices),
        (
            "owner",
            _("Owner"),
            [(NOBODY, _("nobody yet")), *((str(number), name) for number, name in options.agents)],
        ),
    ]
    return [
        _select(name, label, values, getattr(choice, name))
        for name, label, values in asked
        if len(values) > 1
    ]


def chips(choice: Choice, asked: Iterable[Select]) -> list[Chip]:
    """What is chosen besides the group, in the order of the form."""
    found = [Chip(f"“{choice.q}”", choice.address(q=""))] if choice.q else []
    found += [
        Chip(each.chosen, choice.address(**{each.name: ""})) for each in asked if getattr(choice, each.name)
    ]
    if choice.tag:
        found.append(Chip(choice.tag, choice.address(tag="")))
    if choice.late:
        found.append(Chip(_("late"), choice.address(late=False)))
    return found


def _select(name: str, label: str | Promise, values: Iterable[tuple], chosen: str) -> Select:
    options = [Option("", _("any"), not chosen)]
    return Select(name, label, options + [Option(value, said, value == chosen) for value, said in values])
