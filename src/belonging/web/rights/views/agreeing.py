"""Whoever is on record confirms what the team is to do: by a link in a mail, or through a second manager."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from belonging.web.accounts.access import for_programme, recently_authenticated
from belonging.web.accounts.roles import Permission
from belonging.web.base.errors import Refused
from belonging.web.base.scope import programme_scope
from belonging.web.complaints.models import Wanted
from belonging.web.rights.errors import LinkOver
from belonging.web.rights.forms import AskForm, ProofForm
from belonging.web.rights.queries import request_by_link
from belonging.web.rights.services import agree, agree_for_them, ask_them
from belonging.web.rights.views.pages import asked, request_page


@never_cache
@require_POST
@for_programme(Permission.ANSWER_RIGHTS)
@recently_authenticated
def ask(request: HttpRequest, handle: str) -> HttpResponse:
    enquiry, person = asked(handle)
    form = AskForm(request.POST, has_account=person.user is not None)
    if not form.is_valid():
        return request_page(request, enquiry, person, form=form)
    told, actor = form.cleaned_data, str(request.user.pk)
    try:
        wanted = Wanted(told["wanted"])
        ask_them(enquiry=enquiry, wanted=wanted, name=told.get("name", ""), actor=actor, now=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"A link is on its way to {enquiry.email}. It is good for three days.")
    return redirect("rights:request", handle=handle)


@never_cache
@require_POST
@for_programme(Permission.ANSWER_RIGHTS)
@recently_authenticated
def second(request: HttpRequest, handle: str) -> HttpResponse:
    """The address no longer works: another manager has made sure."""
    enquiry, person = asked(handle)
    form = ProofForm(request.POST)
    if not form.is_valid():
        return request_page(request, enquiry, person, second=form)
    try:
        proof, actor = form.cleaned_data["proof"], str(request.user.pk)
        agree_for_them(enquiry=enquiry, proof=proof, actor=actor, now=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("rights:request", handle=handle)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def agree_(request: HttpRequest, token: str) -> HttpResponse:
    """From the mail. Opening it does nothing: mail programs open links by themselves."""
    now = timezone.now()
    with programme_scope("page: somebody confirms a request"):
        found, done = request_by_link(token, now), request.method == "POST"
        try:
            if done:
                agree(token=token, now=now)
        except LinkOver:
            found = None
        if found is None:
            return render(request, "rights/agree.html", {"refusal": str(LinkOver()), "enquiry": None}, status=404)
        return render(request, "rights/agree.html", {"refusal": "", "enquiry": found, "done": done})
