"""Writing the words around the figures of the programme's report."""

from __future__ import annotations

from typing import Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from belonging.web.accounts.access import for_programme
from belonging.web.accounts.roles import Permission
from belonging.web.base.errors import Refused
from belonging.web.programme.models import Cohort
from belonging.web.reports.forms.words import WordsForm
from belonging.web.reports.presenters.programme.parts import BY_NAME, Part
from belonging.web.reports.presenters.programme.places import Place, figures_of
from belonging.web.reports.presenters.programme.words_page import part_lines, words_page
from belonging.web.reports.queries.programme import Evidence, versions_of
from belonging.web.reports.services.words import NewWords, check_words, set_back, write_words
from belonging.web.reports.views.programme import SUMMARY, evidence_of

SAVED: Final = (
    "Saved. The team’s report has your words now, with today’s figures in them. Where the report is public, everyone "
    "else reads the words that it was published with until somebody publishes it again."
)


@never_cache
@require_safe
@for_programme(Permission.WRITE_PROGRAMME_REPORT)
def words(request: HttpRequest, cohort: str) -> HttpResponse:
    ours = get_object_or_404(Cohort, slug=cohort)
    evidence = evidence_of(ours)
    lines = part_lines(evidence, figures_of(evidence))
    return render(request, "reports/programme/words.html", {"cohort": ours, "lines": lines, "title": "Your own words"})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@for_programme(Permission.WRITE_PROGRAMME_REPORT)
def words_part(request: HttpRequest, cohort: str, part: str) -> HttpResponse:
    ours = get_object_or_404(Cohort, slug=cohort)
    if part not in BY_NAME:
        raise Http404
    evidence = evidence_of(ours)
    places = figures_of(evidence)
    form = WordsForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and _done(request, ours, BY_NAME[part], form, places):
        return redirect("reports:words_part", cohort=ours.slug, part=part)
    return _page(request, BY_NAME[part], evidence, places, form)


def _done(request: HttpRequest, cohort: Cohort, part: Part, form: WordsForm, places: dict[str, Place]) -> bool:
    """Saved or set back; not, where it is only to be looked at, or is refused."""
    figures = {name: place.text for name, place in places.items()}
    new = NewWords(SUMMARY, part.name, form.cleaned_data["text"], form.cleaned_data["after"])
    actor, now = str(request.user.pk), timezone.now()
    try:
        if request.POST.get("act") == "look":
            check_words(new.text, figures)
            return False
        if request.POST.get("act") == "back":
            set_back(cohort=cohort, words=new, actor=actor, now=now)
        else:
            write_words(cohort=cohort, words=new, figures=figures, actor=actor, now=now)
    except Refused as refusal:
        form.add_error("text", str(refusal))
        return False
    messages.success(request, SAVED)
    return True


def _page(
    request: HttpRequest, part: Part, evidence: Evidence, places: dict[str, Place], form: WordsForm
) -> HttpResponse:
    typed = form.data.get("text") if form.is_bound else None
    page = words_page(part, evidence, places, versions_of(evidence.cohort, SUMMARY, part.name), typed)
    if not form.is_bound:
        form = WordsForm(initial={"text": page.text, "after": page.after})
    shown = {"cohort": evidence.cohort, "page": page, "form": form, "title": page.title, "looked": typed is not None}
    return render(request, "reports/programme/words_part.html", shown)
