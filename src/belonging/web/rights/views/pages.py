"""The page of one request, which more than one view answers with."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from belonging.web.complaints.models import Enquiry
from belonging.web.complaints.rules import read_reference, shown_reference
from belonging.web.rights.forms import AskForm, ProofForm
from belonging.web.rights.presenters import held_table, progress_of, steps_of
from belonging.web.rights.queries import Adult, adult, held, request_of, traces


def asked(handle: str) -> tuple[Enquiry, Adult]:
    enquiry = request_of(read_reference(handle))
    if enquiry is None:
        raise Http404
    return enquiry, adult(enquiry.email)


def request_page(
    request: HttpRequest,
    enquiry: Enquiry,
    person: Adult,
    *,
    form: AskForm | None = None,
    second: ProofForm | None = None,
) -> HttpResponse:
    progress = progress_of(enquiry, viewer=str(request.user.pk), now=timezone.now())
    context = {
        "enquiry": enquiry,
        "reference": shown_reference(enquiry.reference),
        "table": held_table(held(person), traces(person), own=False),
        "progress": progress,
        "steps": steps_of(progress),
        "form": form or AskForm(has_account=person.user is not None),
        "second": second or ProofForm(),
        "has_account": person.user is not None,
    }
    return render(request, "rights/request.html", context)
