"""Letters about the account itself: what allauth wants to say, in our words."""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from community.lib import clock, links
from community.members.models import Member
from community.members.zones import zone_of

# The parts of a browser's own description that a person recognises, the more telling ones first.
_BROWSERS = (
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
_SYSTEMS = ("Android", "iPhone", "iPad", "Windows", "Mac OS X", "Linux")


@dataclass(frozen=True)
class Letter:
    subject: str
    heading: str
    paragraphs: list[str]
    why: str
    link: str = ""
    label: str = ""
    code: str = ""
    after: list[str] = field(default_factory=list)
    facts: list[tuple[str, str]] = field(default_factory=list)


def letter(prefix: str, context: dict) -> Letter | None:
    """The letter allauth names by the prefix of its templates, in the active language; None for an unknown one."""
    write = _LETTERS.get(prefix.rpartition("/")[2])
    return write(context) if write else None


def _confirmation(context: dict) -> Letter:
    return Letter(
        subject=_("Confirm your address for %(site)s") % {"site": context["site_name"]},
        heading=_("Is this your address?"),
        paragraphs=[
            _("Someone, you we hope, joined the community with this address. Follow this link to confirm it:")
        ],
        link=context.get("activate_url", ""),
        label=_("Confirm my address"),
        code=context.get("code", ""),
        after=[
            _("The link works once, for three days."),
            _("Was it not you? Then you need not do anything: without the link nothing happens."),
        ],
        why=_("You get this because someone gave this address to us."),
    )


def _added(context: dict) -> Letter:
    return Letter(
        subject=_("Confirm your address for %(site)s") % {"site": context["site_name"]},
        heading=_("Is this your address?"),
        paragraphs=[
            _("It was added to the account of %(name)s. Follow this link to confirm it:")
            % {"name": _name(context)}
        ],
        link=context.get("activate_url", ""),
        label=_("Confirm my address"),
        code=context.get("code", ""),
        after=[
            _("The link works once, for three days."),
            _("Was it not you? Then you need not do anything: without the link nothing happens."),
        ],
        why=_("You get this because someone gave this address to us."),
    )


def _already_there(context: dict) -> Letter:
    return Letter(
        subject=_("You already have an account"),
        heading=_("You already have an account"),
        paragraphs=[
            _("Someone, you we hope, wanted to join the community with this address. That was done before."),
            _("Just sign in. Have you forgotten your password? Then choose a new one."),
        ],
        link=context["password_reset_url"],
        label=_("Choose a new password"),
        after=[_("Was it not you? Then you need not do anything. Nobody saw that you are a member.")],
        why=_("You get this because someone gave this address to us."),
    )


def _reset(context: dict) -> Letter:
    return Letter(
        subject=_("Choose a new password"),
        heading=_("Choose a new password"),
        paragraphs=[
            _("You asked for a new password. Follow this link and choose one; until then the old one works.")
        ],
        link=context.get("password_reset_url", ""),
        label=_("Choose a new password"),
        code=context.get("code", ""),
        after=[
            _("The link works once, for three days."),
            _("Was it not you? Then you need not do anything: your password stays as it is."),
        ],
        why=_("You get this because a new password was asked for with this address."),
    )


def _written_down(context: dict) -> Letter:
    by = {"name": context["agent"] or _("Webcare"), "department": context["department"]}
    who = _("%(name)s of %(department)s") % by if by["department"] else by["name"]
    return Letter(
        subject=_("We wrote down your question: %(title)s") % {"title": context["title"]},
        heading=_("Your question is written down"),
        paragraphs=[
            _(
                "%(who)s put what you asked on our community, so that everyone who knows can help: “%(title)s”."
            )
            % {"who": who, "title": context["title"]},
            _("Choose a password, and you can reply there, follow along, and say what solved it."),
        ],
        link=context["welcome_url"],
        label=_("Choose a password"),
        after=[
            _("You can read it without an account too: %(address)s") % {"address": context["question_url"]},
            _("We write to you as soon as someone answers."),
            _("Others see a short name, never your address; you can change the name once you are in."),
        ],
        why=_("You get this because you asked us something and gave us this address."),
    )


def _unknown(context: dict) -> Letter:
    return Letter(
        subject=_("There is no account with this address"),
        heading=_("There is no account with this address"),
        paragraphs=[
            _("A new password was asked for with %(address)s, but we know no member with it.")
            % {"address": context["email"]},
            _("Perhaps you joined with another address: try that one. Or join now; it takes a minute."),
        ],
        link=context["signup_url"],
        label=_("Join the community"),
        after=[_("Was it not you? Then you need not do anything.")],
        why=_("You get this because a new password was asked for with this address."),
    )


def _changed(subject: str, said: str) -> Callable[[dict], Letter]:
    """A letter that something about the account is different now, and what to do when it was not you."""

    def write(context: dict) -> Letter:
        words = {"before": context.get("from_email", ""), "after": context.get("to_email", ""),
                 "address": context.get("deleted_email", context.get("email", ""))}  # fmt: skip
        return Letter(
            subject=_(subject),
            heading=_(subject),
            paragraphs=[_(said) % words],
            facts=_where(context),
            link=links.absolute("/accounts/password/reset/"),
            label=_("It was not me"),
            after=[
                _("Was it you? Then you need not do anything."),
                _("If not, choose a new password at once: that signs out everyone else."),
            ],
            why=_("You get this because it concerns the safety of your account; these letters always come."),
        )

    return write


def _code(context: dict) -> Letter:
    return Letter(
        subject=_("Your code"),
        heading=_("Your code"),
        paragraphs=[_("Type this code on the page that asks for it. It works for a few minutes.")],
        code=context["code"],
        after=[_("Was it not you? Then you need not do anything.")],
        why=_("You get this because a code was asked for with this address."),
    )


def _name(context: dict) -> str:
    return getattr(context.get("user"), "name", "")


def _where(context: dict) -> list[tuple[str, str]]:
    """When and on what it was done, as far as a browser tells."""
    member: Member | None = context.get("user")
    moment = clock.now().astimezone(zone_of(member))
    facts = [(_("When"), date_format(moment, "j F Y, H:i"))]
    device = device_said(context.get("user_agent", ""))
    return [*facts, (_("Device"), device)] if device else facts


def device_said(agent: str) -> str:
    """ "Firefox, Windows": what a person recognises in a browser's description of itself."""
    browser = next((name for mark, name in _BROWSERS if mark in agent), "")
    system = next((name for name in _SYSTEMS if name in agent), "").replace("Mac OS X", "Mac")
    return ", ".join(part for part in (browser, system) if part)


_SAFE = {
    "password_changed": (
        gettext_noop("Your password is changed"),
        gettext_noop("The password of your account was just changed."),
    ),
    "password_reset": (
        gettext_noop("Your password is new"),
        gettext_noop("A new password was just chosen for your account."),
    ),
    "password_set": (
        gettext_noop("Your account has a password"),
        gettext_noop("A password was just chosen for your account."),
    ),
    "email_changed": (
        gettext_noop("Your main address is changed"),
        gettext_noop("Letters now go to %(after)s, no longer to %(before)s."),
    ),
    "email_confirm": (
        gettext_noop("Your address is confirmed"),
        gettext_noop("The address %(address)s is yours now."),
    ),
    "email_deleted": (
        gettext_noop("An address was removed"),
        gettext_noop("The address %(address)s no longer belongs to your account."),
    ),
}
_LETTERS: dict[str, Callable[[dict], Letter]] = {
    **{name: _changed(subject, said) for name, (subject, said) in _SAFE.items()},
    "email_confirmation_signup": _confirmation,
    "email_confirmation": _added,
    "account_already_exists": _already_there,
    "password_reset_key": _reset,
    "password_reset_code": _reset,
    "unknown_account": _unknown,
    "written_down": _written_down,
    "login_code": _code,
}
