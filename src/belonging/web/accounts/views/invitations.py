"""Taking an invitation up: a password, and then on to the second factor."""

from __future__ import annotations

from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import perform_login
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from belonging.web.accounts.errors import InvitationOver
from belonging.web.accounts.forms.signing import ChoosePasswordForm
from belonging.web.accounts.models import Invitation, User
from belonging.web.accounts.presenters.invitations import accept_page, over_page
from belonging.web.accounts.presenters.providers import provider_links
from belonging.web.accounts.queries import invitation_by_token
from belonging.web.accounts.services import accept_invitation
from belonging.web.base.scope import programme_scope


@never_cache
@sensitive_post_parameters("password1", "password2")
@require_http_methods(["GET", "HEAD", "POST"])
def accept(request: HttpRequest, token: str) -> HttpResponse:
    with programme_scope("an invitation is opened"):
        invitation = invitation_by_token(token)
    now = timezone.now()
    if invitation is None or not invitation.is_live(now):
        return _over(request, invitation)
    form = ChoosePasswordForm(request.POST or None, email=invitation.email, name=invitation.name)
    if request.method == "POST" and form.is_valid():
        try:
            user = accept_invitation(invitation=invitation, password=form.cleaned_data["password1"], now=now)
        except InvitationOver as refusal:
            form.add_error(None, str(refusal))
        else:
            return _entered(request, user)
    context = {"page": accept_page(invitation), "form": form, "providers": provider_links(request)}
    return render(request, "accounts/accept.html", context)


def _entered(request: HttpRequest, user: User) -> HttpResponse:
    """Signed in by the password just chosen; whoever was signed in here before is signed out."""
    logout(request)
    record_authentication(request, user, method="password")
    reply: HttpResponse = perform_login(
        request, user, email_verification="none", redirect_url=reverse("accounts:second_factor")
    )
    return reply


def _over(request: HttpRequest, invitation: Invitation | None) -> HttpResponse:
    return render(request, "accounts/over.html", {"page": over_page(invitation)}, status=410 if invitation else 404)
