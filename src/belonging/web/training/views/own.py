"""A person's own training: what is open, what is booked, what was."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from belonging.web.accounts.access import for_anyone_with
from belonging.web.accounts.queries import schools_of
from belonging.web.accounts.roles import Permission
from belonging.web.base.errors import Refused
from belonging.web.base.scope import programme_scope
from belonging.web.schools.models import School
from belonging.web.training.forms.signing_up import OwnForm
from belonging.web.training.models import BookingState, Session
from belonging.web.training.presenters.calendar_file import session_calendar
from belonging.web.training.presenters.certificates import own_lines
from belonging.web.training.presenters.own import Mine, mine_of, own_page
from belonging.web.training.queries.bookings import (
    booking_in,
    bookings_of,
    clashes_of,
    leads_a_school,
    materials_for,
    place_in_line,
)
from belonging.web.training.queries.certificates import certificates_of
from belonging.web.training.queries.sessions import is_for, open_to
from belonging.web.training.rules.people import Attendee
from belonging.web.training.services.booking import cancel_booking, sign_up
from belonging.web.training.services.closing import feedback_address
from belonging.web.training.services.linking import link_account
from belonging.web.training.services.mails import own_address
from belonging.web.training.views.parts import (
    actor_of,
    calendar_reply,
    material_reply,
    page_or_post,
    posted,
    session_or_404,
    user_of,
)


@require_safe
@for_anyone_with(Permission.LEARN)
def mine(request: HttpRequest) -> HttpResponse:
    user, now = user_of(request), timezone.now()
    schools = schools_of(user, Permission.LEARN)
    page: Mine = mine_of(bookings_of(user), open_to(schools, now), now)
    bookable = schools_of(user, Permission.BOOK_TRAINING)
    shown = {"page": page, "certificates": own_lines(certificates_of(user)), "bookable": bookable}
    return render(request, "training/mine.html", shown)


@page_or_post
@for_anyone_with(Permission.LEARN)
def session(request: HttpRequest, session: int) -> HttpResponse:
    """Its facts; with a place, how to get in and the materials; without one, the way to get it."""
    found, schools = _visible(request, session)
    form = OwnForm(posted(request), schools=schools, leads=leads_a_school(user_of(request)))
    if request.method == "POST" and form.is_valid():
        try:
            _sign_up(request, found, form)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("training:session", session=found.pk)
    return _page(request, found, form)


@require_POST
@for_anyone_with(Permission.LEARN)
def cancel(request: HttpRequest, session: int) -> HttpResponse:
    found, _ = _visible(request, session)
    link_account(user=user_of(request), actor=actor_of(request), now=timezone.now())
    booking = booking_in(found, user_of(request))
    if booking is None:
        raise Http404
    try:
        cancel_booking(booking=booking, actor=actor_of(request), now=timezone.now())
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, "Your sign-up is cancelled. The place goes to the next in line.")
    return redirect("training:session", session=found.pk)


@never_cache
@require_safe
@for_anyone_with(Permission.LEARN)
def calendar(request: HttpRequest, session: int) -> HttpResponse:
    found, _ = _visible(request, session)
    booking = booking_in(found, user_of(request))
    has_place = booking is not None and booking.state == BookingState.BOOKED
    address = request.build_absolute_uri(reverse("training:session", args=[found.pk]))
    address = own_address(booking) if booking is not None else address
    return calendar_reply(session_calendar(found, address=address, has_place=has_place, now=timezone.now()), found)


@require_safe
@for_anyone_with(Permission.LEARN)
def material(request: HttpRequest, session: int, material: int) -> HttpResponse:
    found, _ = _visible(request, session)
    theirs = materials_for(found, booking_in(found, user_of(request)))
    wanted = next((each for each in theirs if each.pk == material), None)
    if wanted is None:
        raise Http404
    return material_reply(wanted)


def _visible(request: HttpRequest, pk: int) -> tuple[Session, list[School]]:
    """The session, and the person's schools that it is for. Who has a place sees it in any case; 404 otherwise."""
    found = session_or_404(pk)
    schools = [each for each in schools_of(user_of(request), Permission.LEARN) if is_for(found, each)]
    if not schools and booking_in(found, user_of(request)) is None:
        raise Http404
    return found, schools


def _sign_up(request: HttpRequest, found: Session, form: OwnForm) -> None:
    """Raises Refused."""
    user = user_of(request)
    attendee = Attendee(user.name, user.email, bool(form.cleaned_data.get("is_leader")))
    done = sign_up(session=found, school=form.chosen_school, people=[attendee], actor=str(user.pk), now=timezone.now())
    if done.placed:
        messages.success(request, "You have a place. The details are on their way to you by mail.")
    elif done.waiting:
        messages.success(request, "You are on the waiting list. We write to you as soon as a place is free.")
    else:
        messages.info(request, "You were signed up already.")


def _page(request: HttpRequest, found: Session, form: OwnForm) -> HttpResponse:
    user, now = user_of(request), timezone.now()
    booking = booking_in(found, user)
    feedback = ""
    if booking is not None and booking.attended:
        with programme_scope("training: where a session's feedback is given"):
            feedback = feedback_address(found, now)
    line = place_in_line(booking) if booking is not None and booking.state == BookingState.WAITING else 0
    clashes = clashes_of(user, found) if now < found.starts_at else []
    page = own_page(found, booking, line=line, clashes=clashes, now=now)
    shown = {"page": page, "form": form, "materials": materials_for(found, booking), "feedback": feedback}
    return render(request, "training/session.html", shown)
