"""A person's own certificates; a number that anybody checks; all of them for the team."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from belonging.web.accounts.access import for_anyone_with, for_programme
from belonging.web.accounts.models import User
from belonging.web.accounts.roles import Permission
from belonging.web.base.errors import Refused
from belonging.web.programme.presenters.words import pages_of
from belonging.web.training.forms.certificates import NumberForm, RevokeForm
from belonging.web.training.models.certificates import Certificate
from belonging.web.training.presenters.certificates import certificate_pdf, checked, own_page, team_line, team_table
from belonging.web.training.queries.certificates import all_certificates, certificate_by_number, certificate_of
from belonging.web.training.rules.certificates import shown
from belonging.web.training.services.certificates import put_name_as_now, revoke
from belonging.web.training.services.wrong_numbers import TooManyTries, count_unknown, refuse_guessing

PER_PAGE = 50
TOO_MANY = 429


@never_cache
@require_safe
def check_any(request: HttpRequest) -> HttpResponse:
    """Where a number is typed. One that can be right leads to its own address."""
    form = NumberForm(request.GET if "number" in request.GET else None)
    if form.is_valid():
        return redirect("training:check", number=shown(form.cleaned_data["number"]))
    return _unlisted(render(request, "training/check_any.html", {"form": form}))


@never_cache
@require_safe
def check(request: HttpRequest, number: str) -> HttpResponse:
    """For anybody who has the number; unknown ones are limited."""
    form, now = NumberForm({"number": number}), timezone.now()
    if form.is_valid():
        try:
            refuse_guessing(now)
        except TooManyTries as refusal:
            form.add_error("number", str(refusal))
            return _unlisted(render(request, "training/check_any.html", {"form": form}, status=TOO_MANY))
        found = certificate_by_number(form.cleaned_data["number"])
        if found is not None:
            return _unlisted(render(request, "training/check.html", {"page": checked(found)}))
        count_unknown(now)
        form.add_error("number", "No certificate has this number. Compare it with the certificate, letter by letter.")
    return _unlisted(render(request, "training/check_any.html", {"form": form}, status=404))


@require_safe
@for_anyone_with(Permission.LEARN)
def own(request: HttpRequest, number: str) -> HttpResponse:
    return render(request, "training/certificate.html", {"page": own_page(_own(request, number))})


@never_cache
@require_safe
@for_anyone_with(Permission.LEARN)
def own_file(request: HttpRequest, number: str) -> HttpResponse:
    found = _own(request, number)
    if found.is_revoked:
        messages.info(request, "This certificate is revoked, so that there is no file of it any more.")
        return redirect("training:certificate", number=number)
    made = certificate_pdf(found, now=timezone.now())
    named = {"Content-Disposition": f'attachment; filename="certificate-{shown(found.code)}.pdf"'}
    return HttpResponse(made.pdf, content_type="application/pdf", headers=named)


@require_POST
@for_anyone_with(Permission.LEARN)
def own_name(request: HttpRequest, number: str) -> HttpResponse:
    """The name as the account has it now."""
    found = _own(request, number)
    put_name_as_now(certificate=found, actor=str(request.user.pk), now=timezone.now())
    messages.success(request, "The certificate has your name as it is now.")
    return redirect("training:certificate", number=number)


@require_safe
@for_programme(Permission.RUN_TRAINING)
def team(request: HttpRequest) -> HttpResponse:
    search = request.GET.get("search", "").strip()[:80]
    found = Paginator(all_certificates(search), PER_PAGE).get_page(request.GET.get("page"))
    shown_ = {
        "table": team_table(found.object_list),
        "count": found.paginator.count,
        "search": search,
        "pages": pages_of(cast("Page[object]", found), {"search": search}),
    }
    return render(request, "training/certificates.html", shown_)


@require_http_methods(["GET", "HEAD", "POST"])
@for_programme(Permission.RUN_TRAINING)
def team_revoke(request: HttpRequest, certificate: int) -> HttpResponse:
    found = get_object_or_404(Certificate.objects.select_related("school"), pk=certificate)
    form = RevokeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            revoke(certificate=found, reason=reason, actor=str(request.user.pk), now=timezone.now())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"The certificate {shown(found.code)} is revoked.")
            return redirect("training:certificates")
    return render(request, "training/certificate_revoke.html", {"form": form, "line": team_line(found)})


def _own(request: HttpRequest, number: str) -> Certificate:
    found = certificate_of(cast(User, request.user), number)
    if found is None:
        raise Http404
    return found


def _unlisted(response: HttpResponse) -> HttpResponse:
    """In no search engine."""
    response["X-Robots-Tag"] = "noindex"
    return response
