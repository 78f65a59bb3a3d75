"""The lead's notes beside the figures: writing, changing, taking away."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from belonging.web.accounts.access import for_school
from belonging.web.accounts.roles import Permission
from belonging.web.base.errors import Refused
from belonging.web.reports.forms.notes import NoteForm
from belonging.web.reports.presenters.notes import note_place
from belonging.web.reports.presenters.sections import Ways
from belonging.web.reports.queries import school_voices
from belonging.web.reports.queries.notes import notes_of
from belonging.web.reports.rules.places import FRONT
from belonging.web.reports.services.notes import Place, delete_note, write_note
from belonging.web.reports.views.reports import cohort_of, released
from belonging.web.schools.models import School


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@for_school(Permission.OPEN_REPORT)
def note(request: HttpRequest, school: School, cohort: str) -> HttpResponse:
    """`?place=front`, or beside a statement: `?place=pupil:belong`."""
    ours = cohort_of(school, cohort)
    voices = released(school_voices(school, ours))
    place = note_place(request.GET.get("place", FRONT), voices, Ways(school, ours))
    if place is None:
        raise Http404
    before = notes_of(school, ours).get(place.key)
    given = {"text": before.text, "for_staff": before.for_staff} if before else {}
    form = NoteForm(request.POST if request.method == "POST" else None, initial=given, known=school.name)
    if "delete" in request.POST or (request.method == "POST" and form.is_valid()):
        _act(request, Place(school, ours, place.key), form)
        return redirect(place.back)
    shown = {"school": school, "cohort": ours, "place": place, "form": form, "is_there": before is not None}
    return render(request, "reports/note.html", shown)


def _act(request: HttpRequest, place: Place, form: NoteForm) -> None:
    actor, now = str(request.user.pk), timezone.now()
    try:
        if "delete" in request.POST:
            delete_note(place=place, actor=actor, now=now)
            messages.success(request, "The note is gone.")
        else:
            write_note(place=place, written=form.written, actor=actor, now=now)
            messages.success(request, "Your note stands in the report.")
    except Refused as refusal:
        messages.warning(request, str(refusal))
