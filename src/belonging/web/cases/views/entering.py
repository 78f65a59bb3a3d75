"""What the views of this app share: finding a case study, and who may do what with it."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from belonging.web.accounts.models import User
from belonging.web.accounts.queries import visible_school
from belonging.web.accounts.roles import Permission
from belonging.web.cases.models import CasePicture, CaseQuote, CaseStudy, State
from belonging.web.cases.queries.studies import picture_in, quote_in, study_in
from belonging.web.schools.models import School

page_or_post = require_http_methods(["GET", "HEAD", "POST"])


def found_study(school: School, number: int) -> CaseStudy:
    found = study_in(school, number)
    if found is None:
        raise Http404
    return found


def found_picture(study: CaseStudy, pk: int) -> CasePicture:
    found = picture_in(study, pk)
    if found is None:
        raise Http404
    return found


def found_quote(study: CaseStudy, pk: int) -> CaseQuote:
    found = quote_in(study, pk)
    if found is None:
        raise Http404
    return found


def may(request: HttpRequest, school: School, permission: Permission) -> bool:
    return visible_school(cast(User, request.user), school.slug, permission) is not None


def framed(request: HttpRequest, study: CaseStudy) -> dict[str, object]:
    """Comments are closed once the school has signed it off."""
    school = study.school
    may_write = may(request, school, Permission.WRITE_CASE_STUDY)
    may_review = may(request, school, Permission.REVIEW_CASE_STUDY)
    return {
        "school": school,
        "study": study,
        "may_write": may_write,
        "may_review": may_review,
        "may_comment": (may_write or may_review) and study.state != State.SIGNED,
        "may_sign": may(request, school, Permission.SIGN_CASE_STUDY),
    }


def actor_of(request: HttpRequest) -> str:
    return str(request.user.pk)


def to_study(study: CaseStudy, part: str = "study") -> HttpResponse:
    return redirect(f"cases:{part}", school=study.school.slug, number=study.number)


def said(request: HttpRequest, study: CaseStudy, words: str, part: str = "study") -> HttpResponse:
    messages.success(request, words)
    return to_study(study, part)


def refused(request: HttpRequest, study: CaseStudy, refusal: Exception, part: str = "study") -> HttpResponse:
    messages.warning(request, str(refusal))
    return to_study(study, part)
