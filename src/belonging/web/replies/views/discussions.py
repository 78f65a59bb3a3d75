"""Pupils talk about the findings: the pack, what they said, and what comes of it."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from belonging.web.accounts.access import for_school
from belonging.web.accounts.roles import Permission
from belonging.web.base.errors import Refused
from belonging.web.enrolment.models import ContactKind
from belonging.web.enrolment.presenters.word import WORD_TYPE
from belonging.web.enrolment.queries import contact
from belonging.web.programme.models import Cohort
from belonging.web.replies.forms.discussions import DiscussionForm
from belonging.web.replies.models import Edition
from belonging.web.replies.presenters.discussions import said_blocks
from belonging.web.replies.presenters.pack_files import Pack, pack_docx, pack_pdf
from belonging.web.replies.presenters.packs import pack_links
from belonging.web.replies.presenters.words import wave_words
from belonging.web.replies.queries.discussions import discussion_in, discussions_of, questions_for
from belonging.web.replies.queries.pages import waves_released
from belonging.web.replies.rules.discussing import Question
from belonging.web.replies.rules.editions import editions_for
from belonging.web.replies.services.discussions import record_discussion, remove_discussion
from belonging.web.replies.views.pages import actor, found_cohort, may
from belonging.web.schools.models import School

PACK_FILES = {"docx": (pack_docx, WORD_TYPE), "pdf": (pack_pdf, "application/pdf")}
page_or_post = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@for_school(Permission.SEE_AUDIT)
def discussions(request: HttpRequest, school: School, cohort: str) -> HttpResponse:
    found = found_cohort(school, cohort)
    may_work = may(request, school, Permission.WORK_ON_AUDIT)
    waves = waves_released(school, found)
    shown = {
        "school": school,
        "cohort": found,
        "links": pack_links(school, found, waves[-1:], may_work=may_work),
        "blocks": said_blocks(discussions_of(school, found), school=school, cohort=found, may_work=may_work),
    }
    return render(request, "replies/discussions.html", shown)


@require_safe
@for_school(Permission.SEE_AUDIT)
def pack(_request: HttpRequest, school: School, cohort: str, wave: str, edition: str, kind: str) -> HttpResponse:
    found = found_cohort(school, cohort)
    asked = _asked(school, found, wave, edition)
    named = contact(school, ContactKind.SAFEGUARDING)
    made = Pack(Edition(edition), asked, school.name, wave, named.name if named else "")
    if kind not in PACK_FILES:
        raise Http404
    make, content_type = PACK_FILES[kind]
    headers = {
        "Content-Disposition": f'attachment; filename="discussion-pack-{wave}-{edition}.{kind}"',
        "Cache-Control": "no-store",
    }
    return HttpResponse(make(made, now=timezone.now()), content_type=content_type, headers=headers)


@page_or_post
@for_school(Permission.WORK_ON_AUDIT)
def record(request: HttpRequest, school: School, cohort: str, wave: str, edition: str) -> HttpResponse:
    found = found_cohort(school, cohort)
    asked = _asked(school, found, wave, edition)
    form = DiscussionForm(request.POST or None, asked=asked, wave=wave, today=timezone.localdate())
    if request.method == "POST" and form.is_valid():
        try:
            record_discussion(school=school, cohort=found, said=form.said, actor=actor(request), now=timezone.now())
            messages.success(request, "Thank you. What they said is on this page, and can become an action.")
            return redirect("replies:discussions", school=school.slug, cohort=cohort)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    shown = {"school": school, "cohort": found, "form": form, "wave": wave_words(wave)}
    return render(request, "replies/discussion_record.html", shown)


@page_or_post
@for_school(Permission.WORK_ON_AUDIT)
def remove(request: HttpRequest, school: School, cohort: str, number: int) -> HttpResponse:
    found = found_cohort(school, cohort)
    held = discussion_in(school, found, number)
    if held is None:
        raise Http404
    if request.method == "POST":
        remove_discussion(discussion=held, actor=actor(request), now=timezone.now())
        messages.success(request, "Removed.")
        return redirect("replies:discussions", school=school.slug, cohort=cohort)
    return render(request, "replies/discussion_remove.html", {"school": school, "cohort": found, "held": held})


def _asked(school: School, cohort: Cohort, wave: str, edition: str) -> tuple[Question, ...]:
    editions = [each for each in editions_for(school.setting) if each is not Edition.FAMILIES]
    if edition not in editions or wave not in waves_released(school, cohort):
        raise Http404
    return questions_for(school, cohort, wave, Edition(edition))
