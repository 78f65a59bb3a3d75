"""A school's terms: all of them, and one to enter."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from belonging.web.accounts.access import for_school
from belonging.web.accounts.queries import visible_school
from belonging.web.accounts.roles import Permission
from belonging.web.base.errors import Refused
from belonging.web.outcomes.forms.terms import TermForm, as_kept, groups_of
from belonging.web.outcomes.models import Source
from belonging.web.outcomes.presenters.beside import all_beside
from belonging.web.outcomes.presenters.terms import LEAD, WHAT_OTHERS_SEE, term_lines, term_tasks
from belonging.web.outcomes.queries import TermOutcome, all_terms, standing_version
from belonging.web.outcomes.rules.counts import Group
from belonging.web.outcomes.rules.terms import Term, term_of_key, term_on
from belonging.web.outcomes.services.keeping import Version, keep_term
from belonging.web.programme.queries.enrolments import cohorts_of
from belonging.web.schools.models import School

page_or_post = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@require_safe
@for_school(Permission.READ_SCHOOL_REPORT)
def terms(request: HttpRequest, school: School) -> HttpResponse:
    """What any reader may read; the list of terms to enter for those who may."""
    may_enter = visible_school(request.user, school.slug, Permission.ENTER_OUTCOMES) is not None
    lines = term_lines(all_terms(school), timezone.localdate())
    cohorts = cohorts_of(school)
    context = {
        "school": school,
        "lead": LEAD,
        "others_see": WHAT_OTHERS_SEE,
        "may_enter": may_enter,
        "tasks": term_tasks(lines, reverse("outcomes:term", args=[school.slug, "KEY"])),
        "beside": all_beside(school, cohorts[0] if cohorts else None),
    }
    return render(request, "outcomes/terms.html", context)


@never_cache
@page_or_post
@for_school(Permission.ENTER_OUTCOMES)
def term(request: HttpRequest, school: School, term: str) -> HttpResponse:
    found = _term(term)
    if request.method == "POST":
        form = TermForm(request.POST, known=school.name)
        if form.is_valid() and _kept(request, school, found, form):
            return redirect("outcomes:terms", school.slug)
    else:
        form = TermForm(initial=_as_it_stands(school, found), known=school.name)
    context = {
        "school": school,
        "term": found,
        "form": form,
        "all_fields": form.bound(Group.ALL),
        "groups": list(groups_of(form)),
    }
    return render(request, "outcomes/term.html", context)


def _kept(request: HttpRequest, school: School, found: Term, form: TermForm) -> bool:
    """Whether it is; if not, the form says why, and saves over what stands now when it is sent once more."""
    version = Version(found, form.counts, form.cleaned_data["incident_words"], form.cleaned_data["read"] or 0)
    try:
        made = keep_term(school=school, version=version, actor=str(request.user.pk), now=timezone.now())
    except Refused as refusal:
        form.add_error(None, str(refusal))
        sent = request.POST.copy()
        sent["read"] = str(_version(school, found))
        form.data = sent
        return False
    said = f"{found.label} is taken back." if made.is_empty else f"{found.label} is kept."
    messages.success(request, said)
    return True


def _as_it_stands(school: School, found: Term) -> dict[str, object]:
    own = [each for each in all_terms(school) if each.source != Source.PUBLISHED]
    standing = next((each for each in own if each.term == found), None)
    return {**as_kept(standing, _last_words(own, found)), "read": _version(school, found)}


def _last_words(own: list[TermOutcome], found: Term) -> str:
    """What counted as an incident in the term before that has it."""
    return next((each.incident_words for each in reversed(own) if each.term < found and each.incident_words), "")


def _version(school: School, found: Term) -> int:
    standing = standing_version(school, found)
    return standing.version if standing else 0


def _term(key: str) -> Term:
    found = term_of_key(key)
    if found is None or not found.is_one_term or found > term_on(timezone.localdate()) or found.key != key:
        raise Http404
    return found
