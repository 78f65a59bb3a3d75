"""Everybody with an account, for the programme's team: any role anywhere."""

from __future__ import annotations

from typing import cast
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from belonging.web.accounts.access import for_programme, recently_authenticated
from belonging.web.accounts.forms.people import InviteAnywhereForm
from belonging.web.accounts.models import Invitation, Membership, User
from belonging.web.accounts.presenters.people import ending, team_page
from belonging.web.accounts.queries import open_invitations, sheet
from belonging.web.accounts.queries import people as everybody
from belonging.web.accounts.roles import Permission, Role
from belonging.web.accounts.services import Invitee, end_role, invite, reset_second_factor
from belonging.web.accounts.views.acts import act_on_invitation, invited, own_session
from belonging.web.base.errors import Refused

LONGEST_SEARCH = 100
page_or_post = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@require_safe
@for_programme(Permission.MANAGE_TEAM)
def people(request: HttpRequest) -> HttpResponse:
    search = request.GET.get("search", "")[:LONGEST_SEARCH].strip()
    shown = sheet(everybody(search), request.GET.get("page", ""))
    waiting = sheet(open_invitations(), request.GET.get("invitations", ""))
    page = team_page(shown=shown, waiting=waiting, search=search, now=timezone.now())
    return render(request, "accounts/team.html", {"page": page})


@never_cache
@page_or_post
@for_programme(Permission.MANAGE_TEAM)
@recently_authenticated
def invite_(request: HttpRequest) -> HttpResponse:
    form = InviteAnywhereForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = _invited_to_all(form, str(request.user.pk), own_session(request))
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, invited(made))
            return redirect("accounts:team")
    return render(request, "accounts/team_invite.html", {"form": form})


@never_cache
@page_or_post
@for_programme(Permission.MANAGE_TEAM)
@recently_authenticated
def end(request: HttpRequest, number: int) -> HttpResponse:
    held = get_object_or_404(Membership.objects.select_related("user", "school", "body"), pk=number)
    if request.method == "POST":
        try:
            end_role(membership=held, actor=str(request.user.pk), now=timezone.now(), session=own_session(request))
        except Refused as refusal:
            messages.warning(request, str(refusal))
        else:
            messages.success(request, f"The role is ended. {held.user.name} has been shut out at once.")
        return redirect("accounts:team")
    return render(request, "accounts/team_end_role.html", {"page": ending(held, cast(User, request.user).pk)})


@never_cache
@page_or_post
@for_programme(Permission.MANAGE_TEAM)
@recently_authenticated
def invitation(request: HttpRequest, number: int) -> HttpResponse:
    """Send again, or withdraw. To look there is nothing but the list."""
    found = get_object_or_404(open_invitations(), pk=number)
    if request.method == "POST":
        act_on_invitation(request, found)
    return redirect("accounts:team")


@never_cache
@page_or_post
@for_programme(Permission.MANAGE_TEAM)
@recently_authenticated
def second_factor(request: HttpRequest, person: UUID) -> HttpResponse:
    """For somebody who has lost the phone and the recovery codes."""
    found = get_object_or_404(User, pk=person)
    if request.method == "POST":
        reset_second_factor(user=found, actor=str(request.user.pk), now=timezone.now())
        messages.success(request, f"{found.name} sets up a new second step at the next sign-in. We have told them.")
        return redirect("accounts:team")
    return render(request, "accounts/reset_factor.html", {"person": found})


@transaction.atomic
def _invited_to_all(form: InviteAnywhereForm, actor: str, session: str) -> list[Invitation]:
    """One invitation for each place; all or none."""
    told, now = form.cleaned_data, timezone.now()
    who = {"email": told["email"], "name": told["name"], "role": Role(told["role"])}
    wanted = [Invitee(**who, school=school) for school in form.schools]
    wanted += [Invitee(**who, body=body) for body in form.bodies]
    return [invite(invitee=each, actor=actor, now=now, session=session) for each in wanted or [Invitee(**who)]]
