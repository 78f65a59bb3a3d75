"""Writing to us, and looking the answer up. No account."""

from __future__ import annotations

from django.conf import settings
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from belonging.web.base.errors import Refused
from belonging.web.base.scope import programme_scope
from belonging.web.complaints.errors import UnknownReference
from belonging.web.complaints.forms.public import ComplaintForm, MoreWordsForm, ReferenceForm, RequestForm, WritingForm
from belonging.web.complaints.models import Enquiry
from belonging.web.complaints.presenters.public import receipt, status
from belonging.web.complaints.queries import enquiry_by_id, enquiry_by_reference, remarks_on
from belonging.web.complaints.rules import read_reference
from belonging.web.complaints.services import add_words, take_enquiry

page_or_post = require_http_methods(["GET", "HEAD", "POST"])
_SALT = "complaints.sent"
AN_HOUR = 60 * 60


@never_cache
@page_or_post
def contact(request: HttpRequest) -> HttpResponse:
    form = WritingForm(request.POST if request.method == "POST" else None, now=timezone.now())
    return _taken(request, form) or render(request, "complaints/contact.html", _shown(form))


@never_cache
@page_or_post
def complaints(request: HttpRequest) -> HttpResponse:
    form = ComplaintForm(request.POST if request.method == "POST" else None, now=timezone.now())
    return _taken(request, form) or render(request, "complaints/complaints.html", _shown(form))


@never_cache
@page_or_post
def information(request: HttpRequest) -> HttpResponse:
    """What may be asked about one's own information, and the form that asks."""
    form = RequestForm(request.POST if request.method == "POST" else None, now=timezone.now())
    return _taken(request, form) or render(request, "complaints/information.html", _shown(form))


@never_cache
@require_safe
def sent(request: HttpRequest, token: str) -> HttpResponse:
    """For an hour only: the address stays in the history of a device that others may use."""
    try:
        pk = signing.loads(token, salt=_SALT, max_age=AN_HOUR)
    except signing.BadSignature as bad:
        raise Http404 from bad
    with programme_scope("page: a receipt"):
        enquiry = enquiry_by_id(int(pk))
    if enquiry is None:
        raise Http404
    return render(request, "complaints/sent.html", {"receipt": receipt(enquiry)})


@never_cache
@page_or_post
def lookup(request: HttpRequest) -> HttpResponse:
    """By POST alone: a reference is a key, and addresses are written down in many places."""
    form = ReferenceForm(request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        return render(request, "complaints/lookup.html", {"form": form})
    with programme_scope("page: an enquiry by its reference"):
        found = enquiry_by_reference(read_reference(form.cleaned_data["reference"]))
        if found is None:
            form.add_error("reference", str(UnknownReference()))
            return render(request, "complaints/lookup.html", {"form": form})
        more = MoreWordsForm(request.POST if request.POST.get("act") == "add" else None)
        added = _added(found, more)
        context = {"status": status(found, remarks_on(found)), "form": MoreWordsForm() if added else more}
        return render(request, "complaints/status.html", context | {"added": added})


def _added(found: Enquiry, form: MoreWordsForm) -> bool:
    """Whether the writer's words were taken; a refusal stands in the form."""
    if found.email or not form.is_bound or not form.is_valid():
        return False
    try:
        add_words(enquiry=found, text=form.cleaned_data["text"], now=timezone.now())
    except Refused as refusal:
        form.add_error("text", str(refusal))
        return False
    return True


def _taken(request: HttpRequest, form: WritingForm) -> HttpResponse | None:
    """The way to the receipt, if the message was good; otherwise the form says what is wrong."""
    if request.method != "POST" or not form.is_valid():
        return None
    enquiry = take_enquiry(wording=form.wording, form_token=form.token, now=timezone.now())
    return redirect("complaints:sent", token=signing.dumps(enquiry.pk, salt=_SALT))


def _shown(form: WritingForm) -> dict[str, object]:
    return {"form": form, "team_address": settings.MAIL_REPLY_TO}
