"""One's own account, in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse

from belonging.web.accounts.models import User
from belonging.web.accounts.presenters.words import clock, day
from belonging.web.ui.components import SummaryRow

if TYPE_CHECKING:
    from allauth.mfa.models import Authenticator
    from allauth.usersessions.models import UserSession

_BROWSERS = (("Edg", "Edge"), ("OPR/", "Opera"), ("Firefox", "Firefox"), ("Chrom", "Chrome"), ("Safari", "Safari"))
_SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("CrOS", "Chromebook"),
    ("Windows", "Windows"),
    ("Mac OS", "Mac"),
    ("Linux", "Linux"),
)


@dataclass(frozen=True, slots=True)
class OwnPage:
    """`factors`: the second factors, each with what can be done to it. `protected`: there is one at all."""

    who: tuple[SummaryRow, ...]
    signing_in: tuple[SummaryRow, ...]
    factors: tuple[SummaryRow, ...]
    has_app: bool
    protected: bool


@dataclass(frozen=True, slots=True)
class SessionRow:
    """`number` is empty for the session that asks."""

    device: str
    since: str
    number: str


def own_page(*, user: User, roles: Sequence[str], factors: Sequence[Authenticator], sessions: int) -> OwnPage:
    kinds = {str(each.type) for each in factors}
    has_password = user.has_usable_password()
    to_password = reverse("account_change_password" if has_password else "account_set_password")
    password = SummaryRow(
        "Password",
        "Set" if has_password else "None: you sign in another way",
        "Change" if has_password else "Set one",
        to_password,
        "your password" if has_password else "as a password",
    )
    places = "In this browser alone" if sessions <= 1 else f"In {sessions} browsers, this one among them"
    kept = reverse("rights:own")
    return OwnPage(
        who=(
            SummaryRow("Name", user.name),
            SummaryRow("E-mail address", user.email),
            SummaryRow("Roles", "; ".join(roles) or "None yet", "What each role may do", reverse("home:roles")),
            SummaryRow("What is kept about you", "Counted, and as a file", "See it or download it", kept),
        ),
        signing_in=(password, SummaryRow("Signed in", places, "See where, or sign out", reverse("accounts:sessions"))),
        factors=tuple(_factor(each) for each in factors),
        has_app="totp" in kinds,
        protected=bool(kinds & {"totp", "webauthn"}),
    )


def session_rows(found: Iterable[UserSession], current: str) -> list[SessionRow]:
    return [
        SessionRow(
            device=device(each.user_agent),
            since=clock(each.created_at),
            number="" if each.session_key == current else str(each.pk),
        )
        for each in found
    ]


def device(user_agent: str) -> str:
    """Browser and system, as far as the browser says: "Firefox on Windows"."""
    browser = next((name for mark, name in _BROWSERS if mark in user_agent), "A browser")
    system = next((name for mark, name in _SYSTEMS if mark in user_agent), "")
    return f"{browser} on {system}" if system else browser


def _factor(factor: Authenticator) -> SummaryRow:
    if factor.type == "totp":
        return SummaryRow(
            "Authenticator app", _set_up(factor), "Take off", reverse("mfa_deactivate_totp"), "the authenticator app"
        )
    if factor.type == "webauthn":
        name = factor.wrap().name
        return SummaryRow(
            name, f"Passkey. {_set_up(factor)}", "Take off", reverse("mfa_remove_webauthn", args=[factor.pk]), name
        )
    left = len(factor.wrap().get_unused_codes())
    words = "None left: make new ones" if left == 0 else f"{left} unused"
    return SummaryRow("Recovery codes", words, "See", reverse("mfa_view_recovery_codes"), "your recovery codes")


def _set_up(factor: Authenticator) -> str:
    return f"Set up on {day(factor.created_at)}"
