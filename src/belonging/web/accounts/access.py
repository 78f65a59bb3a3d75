"""Doors in front of views. A page that is not yours is a 404 with the bytes of a page that is not there."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast

from allauth.core.exceptions import ReauthenticationRequired
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone

from belonging.web.accounts.models import User
from belonging.web.accounts.passes import live_pass
from belonging.web.accounts.presenters.passes import banner
from belonging.web.accounts.proofs import is_exempt, proved_recently
from belonging.web.accounts.queries import may_anywhere, roles_in_programme, visible_body, visible_school
from belonging.web.accounts.roles import GRANTS, Permission, Role
from belonging.web.accounts.services.passes import note_look
from belonging.web.base.database_roles import EVALUATOR, TRUST
from belonging.web.base.narrowing import narrowed_to
from belonging.web.base.scope import programme_scope, school_scope
from belonging.web.schools.models import Body, School

SchoolView = Callable[Concatenate[HttpRequest, School, ...], HttpResponse]
BodyView = Callable[Concatenate[HttpRequest, Body, ...], HttpResponse]
Page = Callable[..., HttpResponseBase]
Parts = ParamSpec("Parts")


def for_school(permission: Permission) -> Callable[[SchoolView], Page]:
    """Give the view its School (URL part `school`, a slug) and its scope, if the user may; 404 otherwise.

    Whom the school lets look for a day (accounts/passes.py) may GET as far as the pass goes; an evaluator too with
    staff's database role: pages of a school need more than the evaluator's may.
    """

    def door(view: SchoolView) -> Page:
        @wraps(view)
        def guarded(request: HttpRequest, school: str, **parts: Any) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            found = visible_school(request.user, school, permission)
            if found is None:
                found = _by_pass(request, school, permission, view.__name__)
            with school_scope(found.pk):
                return view(request, found, **parts)

        return guarded

    return door


def _by_pass(request: HttpRequest, slug: str, permission: Permission, page: str) -> School:
    """The school, if it lets the person look for a day: then each page says so, and the school's journal has it."""
    now = timezone.now()
    held = live_pass(request.user, slug, permission, now) if request.method in ("GET", "HEAD") else None
    if held is None:
        raise Http404
    with school_scope(held.school_id):
        note_look(held=held, page=page, now=now)
    messages.info(request, banner(held))
    return held.school


def for_body(permission: Permission) -> Callable[[BodyView], Page]:
    """Give the view its trust or local authority (URL part `body`, a slug), if the user may; 404 otherwise.

    The scope is programme-wide: that the view asks for the body's own schools, and for what these share, is its own
    work. On PostgreSQL it could read every release, and no answer, comment or request of anybody.
    """

    def door(view: BodyView) -> Page:
        @wraps(view)
        def guarded(request: HttpRequest, body: str, **parts: Any) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            found = visible_body(request.user, body, permission)
            if found is None:
                raise Http404
            with programme_scope(f"page of a body: {view.__name__}"), narrowed_to(TRUST):
                return view(request, found, **parts)

        return guarded

    return door


def for_programme(permission: Permission) -> Callable[[Page], Page]:
    """Run the view in the programme-wide scope, if a role of the user grants it; 404 otherwise.

    For an evaluator, on PostgreSQL, with the evaluator's database role.
    """

    def door(view: Page) -> Page:
        @wraps(view)
        def guarded(request: HttpRequest, **parts: Any) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            held = roles_in_programme(request.user)
            if not any(permission in GRANTS[role] for role in held):
                raise Http404
            narrowed = narrowed_to(EVALUATOR) if held == {Role.EVALUATOR} else nullcontext()
            with programme_scope(f"page: {view.__name__}"), narrowed:
                return view(request, **parts)

        return guarded

    return door


def for_anyone_with(permission: Permission) -> Callable[[Page], Page]:
    """Run the view, if any role of the user grants it, in whatever place; 404 otherwise.

    No scope: rows of a school are read under a scope that the view opens for a school of the user.
    """

    def door(view: Page) -> Page:
        @wraps(view)
        def guarded(request: HttpRequest, **parts: Any) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            if not may_anywhere(request.user, permission):
                raise Http404
            return view(request, **parts)

        return guarded

    return door


def recently_authenticated(view: Callable[Parts, HttpResponse]) -> Callable[Parts, HttpResponse]:
    """Ask for a fresh proof of who is there, if the last is older than a quarter of an hour; then go on.

    Stands under the door (`@for_school`), so that a page of another school stays a 404. What was sent is sent
    again after the proof, files excepted: put it on the page with the form too. The demo's accounts are let through.
    """

    @wraps(view)
    def guarded(*places: Parts.args, **parts: Parts.kwargs) -> HttpResponse:
        request = cast(HttpRequest, places[0])
        user = request.user
        if isinstance(user, User) and not is_exempt(user) and not proved_recently(request, user):
            raise ReauthenticationRequired
        return view(*places, **parts)

    guarded.asks_for_proof = True  # type: ignore[attr-defined]  # a mark that a guard looks for, through all wrappers
    return guarded
