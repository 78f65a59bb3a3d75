"""Who is who in a school: inviting, and ending roles."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from belonging.web.accounts.access import for_school, recently_authenticated
from belonging.web.accounts.forms.people import InviteToSchoolForm
from belonging.web.accounts.passes import passes_now, whose
from belonging.web.accounts.presenters.passes import pass_rows
from belonging.web.accounts.presenters.people import ending, school_people
from belonging.web.accounts.queries import open_invitations, people_of
from belonging.web.accounts.roles import GIVEN_BY_A_SCHOOL, Permission, Role
from belonging.web.accounts.services import Invitee, end_role, invite
from belonging.web.accounts.views.acts import act_on_invitation, invited, own_session
from belonging.web.base.errors import Refused
from belonging.web.schools.models import School

page_or_post = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@require_safe
@for_school(Permission.MANAGE_PEOPLE)
def people(request: HttpRequest, school: School) -> HttpResponse:
    invitations = list(open_invitations(school))
    now, number = timezone.now(), request.GET.get("page", "")
    running = passes_now(school, now)
    page = school_people(school=school, held=people_of(school), invitations=invitations, page=number, now=now)
    looking = pass_rows(running, whose(school), now) if running else []
    return render(request, "accounts/people.html", {"school": school, "page": page, "looking": looking})


@never_cache
@page_or_post
@for_school(Permission.MANAGE_PEOPLE)
@recently_authenticated
def invite_(request: HttpRequest, school: School) -> HttpResponse:
    form = InviteToSchoolForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        wanted = Invitee(told["email"], told["name"], Role(told["role"]), school=school)
        try:
            made = invite(invitee=wanted, actor=str(request.user.pk), now=timezone.now(), session=own_session(request))
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, invited([made]))
            return redirect("accounts:people", school=school.slug)
    return render(request, "accounts/invite.html", {"school": school, "form": form})


@never_cache
@page_or_post
@for_school(Permission.MANAGE_PEOPLE)
@recently_authenticated
def end(request: HttpRequest, school: School, number: int) -> HttpResponse:
    held = next((each for each in people_of(school) if each.pk == number), None)
    if held is None or held.role not in GIVEN_BY_A_SCHOOL:
        raise Http404
    if request.method == "POST":
        try:
            end_role(membership=held, actor=str(request.user.pk), now=timezone.now(), session=own_session(request))
        except Refused as refusal:
            messages.warning(request, str(refusal))
        else:
            messages.success(request, f"The role is ended. {held.user.name} has been shut out at once.")
        return redirect("accounts:people", school=school.slug)
    return render(request, "accounts/end_role.html", {"school": school, "page": ending(held, request.user.pk)})


@never_cache
@page_or_post
@for_school(Permission.MANAGE_PEOPLE)
@recently_authenticated
def invitation(request: HttpRequest, school: School, number: int) -> HttpResponse:
    """Send again, or withdraw. To look there is nothing but the list."""
    found = open_invitations(school).filter(pk=number).first()
    if found is None:
        raise Http404
    if request.method == "POST":
        act_on_invitation(request, found)
    return redirect("accounts:people", school=school.slug)
