"""The team's list of enquiries, and one of them."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from belonging.web.accounts.access import for_programme
from belonging.web.accounts.roles import Permission
from belonging.web.base.errors import Refused
from belonging.web.complaints.forms.team import AnswerForm, CloseForm, NoteForm
from belonging.web.complaints.models import Enquiry, EnquiryKind
from belonging.web.complaints.presenters.team import enquiry_page, enquiry_tasks, load_sentence
from belonging.web.complaints.queries import (
    closed_enquiries,
    enquiry_by_reference,
    load_on,
    names_of,
    open_enquiries,
    remarks_on,
)
from belonging.web.complaints.rules import read_reference
from belonging.web.complaints.services import add_note, answer_enquiry, close_enquiry

ON_A_PAGE = 25


@never_cache
@require_safe
@for_programme(Permission.ANSWER_COMPLAINTS)
def team(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    closed = request.GET.get("show") == "closed"
    load = load_on(today)
    page = Paginator(closed_enquiries() if closed else open_enquiries(), ON_A_PAGE).get_page(request.GET.get("page"))
    context = {"closed": closed, "load": load, "sentence": load_sentence(load), "page": page}
    return render(request, "complaints/team.html", context | {"tasks": enquiry_tasks(page.object_list, today)})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@for_programme(Permission.ANSWER_COMPLAINTS)
def enquiry(request: HttpRequest, handle: str) -> HttpResponse:
    """Three forms; the button that was pressed says which."""
    found = enquiry_by_reference(read_reference(handle))
    if found is None:
        raise Http404
    act = request.POST.get("act", "")
    answer = AnswerForm(request.POST if act == "answer" else None)
    note = NoteForm(request.POST if act == "note" else None)
    close = CloseForm(request.POST if act == "close" else None, kind=EnquiryKind(found.kind))
    if request.method == "POST" and _done(request, found, answer, note, close):
        return redirect("complaints:enquiry", handle=handle)
    remarks = remarks_on(found)
    page = enquiry_page(found, remarks, names_of(each.by for each in remarks), timezone.localdate())
    forms = {"answer": answer, "note": note, "close": close}
    wrong = next((form for form in forms.values() if form.is_bound), None)
    return render(request, "complaints/enquiry.html", {"page": page, **forms, "wrong": wrong})


def _done(request: HttpRequest, found: Enquiry, answer: AnswerForm, note: NoteForm, close: CloseForm) -> bool:
    actor, now = str(request.user.pk), timezone.now()
    if answer.is_bound and answer.is_valid():
        text = answer.cleaned_data["answer"]
        said = "Your answer is on its way." if found.email else "Your answer can be read with the reference."
        return _acted(request, answer, said, lambda: answer_enquiry(enquiry=found, text=text, actor=actor, now=now))
    if note.is_bound and note.is_valid():
        text = note.cleaned_data["note"]
        return _acted(request, note, "Noted.", lambda: add_note(enquiry=found, text=text, actor=actor, now=now))
    if close.is_bound and close.is_valid():
        end = close.ending
        return _acted(
            request, close, "Closed.", lambda: close_enquiry(enquiry=found, outcome=end, actor=actor, now=now)
        )
    return False


def _acted(request: HttpRequest, form: Form, done: str, act: Callable[[], object]) -> bool:
    """A refusal stands in the form, so that what was typed is not lost."""
    try:
        act()
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(request, done)
    return True
