"""The public search of the national register."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from belonging.web.base.numbers import page_number
from belonging.web.schools.presenters.find import find_page
from belonging.web.schools.queries import register_is_empty, search_register

LONGEST = 100


@require_safe
def find(request: HttpRequest) -> HttpResponse:
    words = " ".join(request.GET.get("words", "").split())[:LONGEST]
    page = page_number(request.GET.get("page", ""))
    found = search_register(words, page) if words else None
    is_empty = found is not None and found.total == 0 and register_is_empty()
    shown = find_page(words=words, found=found, is_empty=is_empty)
    return render(request, "schools/find.html", {"words": words, "page": shown, "longest": LONGEST})
