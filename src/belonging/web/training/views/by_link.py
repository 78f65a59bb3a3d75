"""Somebody without an account and their own sign-up. The link in the mail is the permission."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from belonging.web.base.errors import Refused
from belonging.web.base.scope import programme_scope
from belonging.web.training.models import Booking, BookingState
from belonging.web.training.presenters.calendar_file import session_calendar
from belonging.web.training.presenters.own import own_page
from belonging.web.training.queries.bookings import booking_by_link, materials_for, place_in_line, session_of_account
from belonging.web.training.rules.own_link import booking_of
from belonging.web.training.services.booking import cancel_booking
from belonging.web.training.services.closing import feedback_address
from belonging.web.training.services.mails import own_address
from belonging.web.training.views.parts import calendar_reply, material_reply


@never_cache
@require_safe
def own(request: HttpRequest, token: str) -> HttpResponse:
    """Whose sign-up has become an account's signs in."""
    if (linked := session_of_account(booking_of(token) or 0)) is not None:
        return redirect("training:session", session=linked)
    booking, now = _found(token), timezone.now()
    session = booking.session
    gone = booking.state == BookingState.CANCELLED
    line = place_in_line(booking) if booking.state == BookingState.WAITING else 0
    page = own_page(session, None if gone else booking, line=line, clashes=(), now=now)
    feedback = ""
    if booking.attended:
        with programme_scope("training: where a session's feedback is given"):
            feedback = feedback_address(session, now)
    shown = {"page": page, "booking": booking, "token": token, "gone": gone, "feedback": feedback}
    response = render(request, "training/own.html", shown | {"materials": materials_for(session, booking)})
    response["X-Robots-Tag"], response["Referrer-Policy"] = "noindex", "no-referrer"
    return response


@require_POST
def cancel(request: HttpRequest, token: str) -> HttpResponse:
    booking = _found(token)
    try:
        cancel_booking(booking=booking, actor=f"booking:{booking.pk}", now=timezone.now())
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, "Your sign-up is cancelled. The place goes to the next in line.")
    return redirect("training:own", token=token)


@never_cache
@require_safe
def calendar(_request: HttpRequest, token: str) -> HttpResponse:
    booking = _found(token)
    has_place = booking.state == BookingState.BOOKED
    address, now = own_address(booking), timezone.now()
    content = session_calendar(booking.session, address=address, has_place=has_place, now=now)
    return calendar_reply(content, booking.session)


@require_safe
def material(_request: HttpRequest, token: str, material: int) -> HttpResponse:
    booking = _found(token)
    wanted = next((each for each in materials_for(booking.session, booking) if each.pk == material), None)
    if wanted is None:
        raise Http404
    return material_reply(wanted)


def _found(token: str) -> Booking:
    pk = booking_of(token)
    booking = None if pk is None else booking_by_link(pk)
    if booking is None:
        raise Http404
    return booking
