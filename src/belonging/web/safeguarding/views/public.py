"""What anybody may read of a year's safeguarding."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from belonging.web.safeguarding.presenters.counts import year_cards
from belonging.web.safeguarding.queries.counts import years_in_public


@require_safe
def counts(request: HttpRequest) -> HttpResponse:
    return render(request, "safeguarding/counts.html", {"years": year_cards(years_in_public())})
