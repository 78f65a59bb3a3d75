"""The page of one case study; after a refusal too, with what was typed."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone

from belonging.web.cases.forms.steps import ChangesForm, RemarkForm
from belonging.web.cases.models import CaseStudy, State
from belonging.web.cases.presenters.reading import figure_views
from belonging.web.cases.presenters.study import study_page
from belonging.web.cases.queries.composing import versions_of
from belonging.web.cases.queries.studies import whole
from belonging.web.cases.views.entering import framed

WHOLE = "whole"


def remark_form(section: str, data: QueryDict | None = None) -> RemarkForm:
    """Of one part, or of the whole: each has its own on the page, so that each has ids of its own."""
    return RemarkForm(data, auto_id=f"%s-{section}")


def study_response(
    request: HttpRequest,
    found: CaseStudy,
    *,
    section: str = "",
    remark: RemarkForm | None = None,
    changes: ChangesForm | None = None,
) -> HttpResponse:
    """`remark`, of that section, and `changes` are forms that were refused."""
    written, today, frame = whole(found), timezone.localdate(), framed(request, found)
    page = study_page(written, today=today)
    is_of_the_whole = section == WHOLE
    may_comment = frame["may_comment"] and (frame["may_review"] or not is_of_the_whole)
    has_place = may_comment if remark is not None else found.state == State.IN_REVIEW

    def form_of(key: str) -> RemarkForm:
        return remark if remark is not None and key == section else remark_form(key)

    refused = remark if remark is not None else changes
    shown = {
        "page": page,
        "parts": [(part, form_of(part.section.key)) for part in page.parts],
        "whole_form": form_of(WHOLE),
        "changes_form": changes or ChangesForm(),
        "refused": refused,
        "unsent": _lines(refused) if refused is not None and not has_place else (),
        "written": written,
        "figures": figure_views(versions_of(written, today).named.figures, found.school, found.cohort),
    }
    return render(request, "cases/study.html", frame | shown)


def _lines(form: RemarkForm | ChangesForm) -> list[str]:
    """What was typed, for where the page has no field for it any more."""
    return [line for line in str(form["text"].value() or "").split("\n") if line.strip()]
