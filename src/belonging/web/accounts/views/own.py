"""One's own account: roles, password, second factors, sessions."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from belonging.web.accounts.access import recently_authenticated
from belonging.web.accounts.models import User
from belonging.web.accounts.passes import passes_held
from belonging.web.accounts.presenters.own import own_page, session_rows
from belonging.web.accounts.presenters.passes import held_rows
from belonging.web.accounts.proofs import has_proven_factor
from belonging.web.accounts.queries import factors_of, has_second_factor, role_names, sessions_of
from belonging.web.accounts.services.sessions import end_session, end_sessions
from belonging.web.accounts.unsent import unsent_of
from belonging.web.base.numbers import LARGEST_KEY, whole_number


@never_cache
@require_safe
@login_required
def own(request: HttpRequest) -> HttpResponse:
    user = cast(User, request.user)
    page = own_page(user=user, roles=role_names(user), factors=factors_of(user), sessions=len(sessions_of(user)))
    now = timezone.now()
    passes = held_rows(passes_held(user, now), now)
    return render(request, "accounts/own.html", {"page": page, "passes": passes})


@never_cache
@require_safe
@login_required
def second_factor(request: HttpRequest) -> HttpResponse:
    """Where a session stays until a second factor is there."""
    user = cast(User, request.user)
    if has_second_factor(user):
        if has_proven_factor(request, user):
            return redirect("accounts:own")
        # Set up elsewhere in the meantime: this session was begun without it.
        logout(request)
        messages.info(request, "A second step has been set up for your account. Please sign in again.")
        return redirect("home:sign_in")
    return render(request, "accounts/second_factor.html")


@never_cache
@require_safe
@login_required
def unsent(request: HttpRequest) -> HttpResponse:
    """What the person had sent when the session was over, to be sent again."""
    found = unsent_of(request, cast(User, request.user), timezone.now())
    return render(request, "accounts/unsent.html", {"unsent": found})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@recently_authenticated
def sessions(request: HttpRequest) -> HttpResponse:
    user = cast(User, request.user)
    current = request.session.session_key or ""
    if request.method == "POST":
        number = request.POST.get("session", "")
        if number == "others":
            end_sessions(user, but=current)
        elif (listed := whole_number(number, most=LARGEST_KEY)) is not None:
            end_session(user, listed)
        messages.success(request, "Signed out there.")
        return redirect("accounts:sessions")
    context = {
        "rows": session_rows(sessions_of(user), current),
        "password_href": reverse("account_change_password") if user.has_usable_password() else "",
    }
    return render(request, "accounts/sessions.html", context)
