"""A school signs up its staff, and sees who has been."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.core.paginator import Page
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from belonging.web.accounts.access import for_school
from belonging.web.accounts.roles import Permission
from belonging.web.base.errors import Refused
from belonging.web.programme.presenters.words import pages_of
from belonging.web.schools.models import School
from belonging.web.training.forms.signing_up import StaffForm
from belonging.web.training.models import Booking, Session
from belonging.web.training.presenters.sessions import fact_rows, school_line, signed_up_words
from belonging.web.training.presenters.staff import staff_lines, trained_table
from belonging.web.training.queries.bookings import bookings_in, counts_in, staff_of, trained_of
from belonging.web.training.queries.sessions import ahead_for, is_for
from belonging.web.training.services.booking import cancel_booking, sign_up
from belonging.web.training.views.parts import actor_of, page_or_post, paged, posted, session_or_404


@require_safe
@for_school(Permission.BOOK_TRAINING)
def school(request: HttpRequest, school: School) -> HttpResponse:
    now = timezone.now()
    page = paged(request, ahead_for(school, now))
    counts = counts_in(school, list(page.object_list))
    lines = [school_line(each, school.slug, counts.get(each.pk, (0, 0)), now) for each in page.object_list]
    return render(request, "training/school.html", {"school": school, "lines": lines, "turning": page})


@page_or_post
@for_school(Permission.BOOK_TRAINING)
def school_session(request: HttpRequest, school: School, session: int) -> HttpResponse:
    """Who of the school is signed up, and the form for more. What was typed stays in it until it is right."""
    found = _visible(school, session)
    form = StaffForm(posted(request), staff=staff_of(school, found))
    if request.method == "POST" and form.is_valid():
        try:
            done = sign_up(
                session=found, school=school, people=form.people, actor=actor_of(request), now=timezone.now()
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            counted = {"placed": len(done.placed), "waiting": len(done.waiting), "already": len(done.already)}
            messages.success(request, signed_up_words(**counted))
            return redirect("training:school_session", school=school.slug, session=found.pk)
    return _page(request, school, found, form)


@require_POST
@for_school(Permission.BOOK_TRAINING)
def school_cancel(request: HttpRequest, school: School, session: int, booking: int) -> HttpResponse:
    found = _visible(school, session)
    theirs = Booking.objects.filter(session=found, pk=booking).first()
    if theirs is None:
        raise Http404
    try:
        cancel_booking(booking=theirs, actor=actor_of(request), now=timezone.now())
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, f"The sign-up of {theirs.name} is cancelled. They get a mail.")
    return redirect("training:school_session", school=school.slug, session=found.pk)


@require_safe
@for_school(Permission.BOOK_TRAINING)
def school_people(request: HttpRequest, school: School) -> HttpResponse:
    search = request.GET.get("search", "").strip()[:80]
    page = paged(request, trained_of(school, search), 50)
    shown = {
        "school": school,
        "table": trained_table(page.object_list),
        "count": page.paginator.count,
        "search": search,
        "pages": pages_of(cast("Page[object]", page), {"search": search}),
    }
    return render(request, "training/school_people.html", shown)


def _visible(school: School, pk: int) -> Session:
    found = session_or_404(pk)
    if not is_for(found, school) and not bookings_in(found).exists():
        raise Http404
    return found


def _page(request: HttpRequest, school: School, found: Session, form: StaffForm) -> HttpResponse:
    now = timezone.now()
    shown = {
        "school": school,
        "session": found,
        "rows": fact_rows(found, has_place=True, now=now),
        "form": form,
        "people": staff_lines(bookings_in(found), found, school.slug, now),
        "may_sign_up": found.takes_sign_ups(now) or form.is_bound,
    }
    return render(request, "training/school_session.html", shown)
