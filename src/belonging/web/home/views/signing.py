"""Signing in and out. In this version there is one way in, and only the demo has it."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from belonging.web.accounts.queries import may_in_programme, schools_of
from belonging.web.accounts.roles import Permission
from belonging.web.accounts.services import sign_in_demo
from belonging.web.home.presenters.sign_in import demo_ways
from belonging.web.home.queries import demo_account, demo_accounts


@never_cache
@require_safe
def sign_in(request: HttpRequest) -> HttpResponse:
    ways = demo_ways(demo_accounts()) if settings.DEMO is True else []
    return render(request, "home/sign_in.html", {"ways": ways, "next": request.GET.get("next", "")})


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
    """Each role to where its work is."""
    if not request.user.is_authenticated:
        return redirect("home:sign_in")
    user = request.user
    if may_in_programme(user, Permission.SEE_COHORTS):
        return redirect("home:programme")
    schools = schools_of(user, Permission.SEE_SCHOOL)
    if len(schools) == 1:
        return redirect("home:school", school=schools[0].slug)
    return render(request, "home/choose_school.html", {"schools": schools})


def _safe(address: str) -> str:
    """The address if it leads to a page of ours; empty otherwise."""
    ours = url_has_allowed_host_and_scheme(address, allowed_hosts=None)
    return address if address.startswith("/") and ours else ""
