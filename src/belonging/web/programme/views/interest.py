"""A school says that it is interested. No account; the reply never tells whether another school is in."""

from __future__ import annotations

import re

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from belonging.web.base.numbers import whole_number
from belonging.web.programme.forms.interest import InterestForm, OutsideForm
from belonging.web.programme.presenters.interest import found_schools, register_rows
from belonging.web.programme.services import Contact, NewInterest, Place, express_interest
from belonging.web.programme.views.asked import page_number, said
from belonging.web.schools.models import RegisterEntry
from belonging.web.schools.queries import register_entry, search_register

_REFERENCE = re.compile(r"[0-9A-Z]{4}-[0-9A-Z]{4}")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def interest(request: HttpRequest) -> HttpResponse:
    """First the school, by `urn` or `outside`; then who writes, and why."""
    given = request.POST if request.method == "POST" else request.GET
    urn = given.get("urn", "")
    entry = None if whole_number(urn) is None else register_entry(urn)
    if entry is not None and entry.is_open and entry.setting:
        return _asked(request, InterestForm(request.POST or None), entry)
    if given.get("outside"):
        return _asked(request, OutsideForm(request.POST or None), None)
    return _search(request, entry)


@require_safe
def thanks(request: HttpRequest) -> HttpResponse:
    reference = request.GET.get("reference", "")
    shown = reference if _REFERENCE.fullmatch(reference) else ""
    return render(request, "programme/interest_thanks.html", {"reference": shown})


def _search(request: HttpRequest, entry: RegisterEntry | None) -> HttpResponse:
    words = said(request, "words")
    found = search_register(words, page_number(request)) if words else None
    shown = found_schools(found, words, refused=entry)
    return render(request, "programme/interest_search.html", {"words": words, "page": shown})


def _asked(request: HttpRequest, form: InterestForm, entry: RegisterEntry | None) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        reference = express_interest(new=_new(form, entry), now=timezone.now())
        return redirect(f"{reverse('programme:interest_thanks')}?reference={reference}")
    rows = register_rows(entry) if entry is not None else ()
    return render(request, "programme/interest.html", {"form": form, "entry": entry, "rows": rows})


def _new(form: InterestForm, entry: RegisterEntry | None) -> NewInterest:
    given = form.cleaned_data
    if entry is None:
        place = Place(given["school_name"], given["town"], given["setting"], nation=given["nation"])
    else:
        place = Place(
            entry.name, entry.town, entry.setting, urn=entry.urn, nation="england", local_authority=entry.authority
        )
    contact = Contact(given["contact_name"], given["contact_role"], given["contact_email"], given["contact_phone"])
    return NewInterest(place, contact, given["why"], pupils=given["pupils"], head_knows=given["head_knows"])
