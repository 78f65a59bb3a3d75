"""Signing in and out. The demo has a second way in: one click."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.views import LoginView
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from belonging.web.accounts.models import User
from belonging.web.accounts.presenters.providers import provider_links
from belonging.web.accounts.proofs import is_exempt, proved_recently
from belonging.web.accounts.services import sign_in_demo
from belonging.web.home.presenters.landing import landing, places_of, with_states
from belonging.web.home.presenters.sign_in import demo_ways
from belonging.web.home.queries import demo_account, demo_accounts
from belonging.web.home.queries.landing import standings_in, work_of
from belonging.web.home.queries.waiting import owed_at


class SignInView(LoginView):  # type: ignore[misc]  # allauth carries no types
    template_name = "home/sign_in.html"
    http_method_names = ("get", "head", "post")

    def dispatch(self, request: HttpRequest, *args: Any, **parts: Any) -> HttpResponseBase:
        if _must_sign_in_again(request):
            logout(request)
            messages.info(request, "Please sign in once more, and then go on.")
        reply: HttpResponseBase = super().dispatch(request, *args, **parts)
        return reply

    def get_context_data(self, **parts: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**parts)
        ways = demo_ways(demo_accounts()) if settings.DEMO is True else []
        wanted = self.request.GET.get("next", "")
        return context | {"ways": ways, "next": wanted, "providers": provider_links(self.request)}


# Here too: to the signed in the view says where else to go, before it looks at the method.
sign_in = require_http_methods(["GET", "HEAD", "POST"])(SignInView.as_view())


@require_POST
def sign_in_as(request: HttpRequest) -> HttpResponse:
    """In the URLconf of the demo alone, and the service refuses elsewhere too."""
    user = demo_account(request.POST.get("email", ""))
    if user is None:
        raise Http404
    sign_in_demo(request=request, user=user, now=timezone.now())
    return redirect(_safe(request.GET.get("next", "")) or reverse("home:work"))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_out(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        logout(request)
        return redirect("home:front")
    if not request.user.is_authenticated:
        return redirect("home:sign_in")
    return render(request, "home/sign_out.html")


@never_cache
@require_safe
def work(request: HttpRequest) -> HttpResponse:
    """Each person to where their work is; a list where there are several places."""
    if not request.user.is_authenticated:
        return redirect("home:sign_in")
    theirs = work_of(request.user)
    place = landing(theirs)
    if place:
        return redirect(place)
    owed = owed_at(request.user, theirs.in_schools)
    places = with_states(places_of(theirs), theirs, standings_in(theirs.in_schools), owed)
    return render(request, "home/work.html", {"places": places})


def _must_sign_in_again(request: HttpRequest) -> bool:
    """Sent here for a fresh proof, with nothing but the sign-in itself to prove it with: no password, no app."""
    user = request.user
    if not isinstance(user, User) or is_exempt(user) or proved_recently(request, user) or not request.GET.get("next"):
        return False
    return not get_adapter(request).get_reauthentication_methods(user)


def _safe(address: str) -> str:
    """The address if it leads to a page of ours; empty otherwise."""
    ours = url_has_allowed_host_and_scheme(address, allowed_hosts=None)
    return address if address.startswith("/") and ours else ""
