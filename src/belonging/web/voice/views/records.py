"""A school's records: the list, one record, and the sheet to take into the room."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from belonging.web.accounts.access import for_school
from belonging.web.accounts.queries import visible_school
from belonging.web.accounts.roles import Permission
from belonging.web.schools.models import School
from belonging.web.voice.models import VoiceRecord
from belonging.web.voice.presenters.records import LEAD, RATE, card_of
from belonging.web.voice.presenters.sheet import sheet_pdf
from belonging.web.voice.queries.people import roles_of
from belonging.web.voice.queries.records import record_of, records_of
from belonging.web.voice.rules.listening import LOOK_FOR, constructs


@require_safe
@for_school(Permission.READ_SCHOOL_REPORT)
def records(request: HttpRequest, school: School) -> HttpResponse:
    """Drafts are for those who write; everybody else reads what was confirmed."""
    may_write = writes(request, school)
    found = [record for record in records_of(school) if may_write or record.confirmed_at is not None]
    roles = roles_of(school, found)
    context = {
        "school": school,
        "lead": LEAD,
        "rate": RATE,
        "cards": [card_of(record, roles) for record in found],
        "may_write": may_write,
        "look_for": [(title, LOOK_FOR[key]) for key, title in constructs().items()],
    }
    return render(request, "voice/records.html", context)


@require_safe
@for_school(Permission.READ_SCHOOL_REPORT)
def record(request: HttpRequest, school: School, number: int) -> HttpResponse:
    may_write = writes(request, school)
    found = found_record(school, number)
    if found.confirmed_at is None and not may_write:
        raise Http404
    context = {
        "school": school,
        "card": card_of(found, roles_of(school, [found])),
        "may_write": may_write,
        "may_confirm": may_write and found.confirmed_at is None and found.written_by != str(request.user.pk),
    }
    return render(request, "voice/record.html", context)


@require_safe
@for_school(Permission.READ_SCHOOL_REPORT)
def sheet(_request: HttpRequest, school: School) -> HttpResponse:
    made = sheet_pdf(school.name, now=timezone.now())
    name = f"group-voice-{school.slug}.pdf"
    return HttpResponse(
        made.pdf, content_type="application/pdf", headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


def writes(request: HttpRequest, school: School) -> bool:
    return visible_school(request.user, school.slug, Permission.RECORD_VOICE) is not None


def found_record(school: School, number: int) -> VoiceRecord:
    found = record_of(school, number)
    if found is None:
        raise Http404
    return found
