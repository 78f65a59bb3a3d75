"""A session ends when it is idle or old, and leads nowhere before a second factor is proven."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, Final

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from belonging.web.accounts.models import User
from belonging.web.accounts.proofs import has_proven_factor, is_exempt
from belonging.web.accounts.queries import has_second_factor
from belonging.web.accounts.rules import NOTED_EVERY, idle_too_long
from belonging.web.accounts.unsent import KEY, forget_sent, sent_in

BEGAN: Final = "session_began"
SEEN: Final = "session_seen"
SET_UP: Final = frozenset(
    {
        "mfa_activate_totp",
        "mfa_add_webauthn",
        "account_reauthenticate",
    }
)
"""What a session may open before a second factor is proven, if the account has none."""
ALWAYS: Final = frozenset({"accounts:second_factor", "accounts:accept", "home:sign_out"})
"""What it may open in any case."""
OPEN_TO_ALL: Final = frozenset(
    {
        "home:privacy",
        "home:accessibility",
        "home:cookies",
        "home:about",
        "home:roles",
        "complaints:contact",
        "complaints:complaints",
        "complaints:information",
    }
)
"""Public pages that every page's foot leads to."""


class SessionGuard:
    """After authentication and messages. Views and doors need not know of it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, _view: object, _args: Any, _parts: Any) -> HttpResponse | None:
        if settings.GUARD_SESSIONS is not True:
            return None
        user = request.user
        if not isinstance(user, User) or is_exempt(user):
            return None
        now = timezone.now()
        if _is_over(request, now):
            return _ended(request, user, now)
        forget_sent(request)
        name = request.resolver_match.view_name if request.resolver_match else ""
        if name in OPEN_TO_ALL or has_proven_factor(request, user):
            return None
        if name in ALWAYS or (name in SET_UP and not has_second_factor(user)):
            return None
        return redirect("accounts:second_factor")


def _ended(request: HttpRequest, user: User, now: datetime) -> HttpResponse:
    """To the sign-in, and from there to the page that was asked for or to what was written."""
    sent = sent_in(request, user, now)
    logout(request)
    if sent is not None:
        request.session[KEY] = sent
        words = (
            "You were signed out, to keep your account safe. What you wrote is kept for an hour: sign in to send it."
        )
        messages.info(request, words)
        return redirect_to_login(reverse("accounts:unsent"))
    messages.info(request, "You were signed out, to keep your account safe. Please sign in again.")
    return redirect_to_login(request.get_full_path() if request.method == "GET" else "/work/")


def _is_over(request: HttpRequest, now: datetime) -> bool:
    """Notes that the session is in use, once a minute; True where it has been idle or lasted for too long."""
    began, seen = (_moment(request, key) for key in (BEGAN, SEEN))
    if began is None or seen is None:
        request.session[BEGAN] = request.session[SEEN] = now.isoformat()
        return False
    if idle_too_long(began=began, seen=seen, now=now):
        return True
    if now - seen >= NOTED_EVERY:
        request.session[SEEN] = now.isoformat()
    return False


def _moment(request: HttpRequest, key: str) -> datetime | None:
    kept = request.session.get(key)
    return datetime.fromisoformat(kept) if isinstance(kept, str) else None
