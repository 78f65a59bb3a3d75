"""A school says that it is interested, and the team's steps with it. The public act opens its own scope."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from belonging.web.base.scope import programme_scope
from belonging.web.journal.services import Act, record_act
from belonging.web.notices.services import Mail, queue_mail
from belonging.web.programme.errors import InterestMoved
from belonging.web.programme.models import Cohort, Interest, InterestNote, InterestState
from belonging.web.programme.queries import similar_interest
from belonging.web.programme.queries.enrolments import takes_part_anywhere
from belonging.web.programme.queries.interest import receipts_begun_with
from belonging.web.programme.queries.retention import cohorts_over
from belonging.web.programme.rules.consent import CURRENT, KEPT
from belonging.web.programme.rules.interest import RECEIPTS_A_DAY, RECEIPTS_AN_HOUR, new_reference, place_key
from belonging.web.programme.rules.retention import WORDS_KEPT
from belonging.web.schools.models import School

PUBLIC = "public"
"""The actor of an act by somebody without an account."""
NOBODY = {"contact_name": "", "contact_role": "", "contact_email": "", "contact_phone": "", "why": ""}
RECEIPTS = "interest-receipt:"
"""How their keys in the outbox begin."""
OPENED_AGAIN = "The school came back, so it stands in the queue as new again."


@dataclass(frozen=True, slots=True)
class Place:
    """Which school it is. `urn` is empty outside the national register."""

    name: str
    town: str
    setting: str
    urn: str = ""
    nation: str = ""
    local_authority: str = ""


@dataclass(frozen=True, slots=True)
class Contact:
    """Who speaks for the school."""

    name: str
    role: str
    email: str
    phone: str = ""


@dataclass(frozen=True, slots=True)
class NewInterest:
    """What the public form asks. Consent was given, to the current text."""

    place: Place
    contact: Contact
    why: str
    pupils: int | None
    head_knows: bool


@transaction.atomic
def express_interest(*, new: NewInterest, now: datetime) -> str:
    """Keep it, send a receipt unless too many went out, and give its reference.

    The reply is the same whether the school was known or not. A school that is in the queue or takes part already
    gets a note of the new contact, never a second row.
    """
    reference = new_reference(secrets.choice)
    with programme_scope("a school is interested"):
        found = similar_interest(urn=new.place.urn, place=place_key(new.place.name, new.place.town))
        if found is None:
            found = _add(new, reference, now)
        else:
            _add_contact(found, new, reference, now)
        record_act(act=Act("interest-expressed", f"interest:{found.pk}"), actor=PUBLIC, now=now)
        _send_receipt(new, found, reference, now)
    return reference


@transaction.atomic
def add_note(*, interest: Interest, text: str, actor: str, now: datetime) -> InterestNote:
    """In a programme-wide scope, like all that follow."""
    note = InterestNote.objects.create(interest=interest, text=text, by=actor, at=now)
    record_act(act=Act("interest-noted", f"interest:{interest.pk}"), actor=actor, now=now)
    return note


@transaction.atomic
def put_on_waiting_list(*, interest: Interest, cohort: Cohort | None, actor: str, now: datetime) -> None:
    """Raises InterestMoved unless the school is new."""
    move(interest, {InterestState.NEW}, InterestState.WAITING, now=now, cohort=cohort)
    record_act(act=Act("interest-waiting", f"interest:{interest.pk}"), actor=actor, now=now)


@transaction.atomic
def decline_interest(*, interest: Interest, letter: str, actor: str, now: datetime) -> None:
    """Say no by mail, in the words of `letter`. Raises InterestMoved unless the school is new or waits."""
    if not interest.contact_email:
        raise InterestMoved(f"Who wrote for {interest.school_name} is erased, so there is nobody to write to.")
    move(interest, {InterestState.NEW, InterestState.WAITING}, InterestState.DECLINED, now=now, cohort=interest.cohort)
    context = {"letter": letter, "reference": interest.reference}
    mail = Mail(to=interest.contact_email, template="programme/mail/interest_declined.txt", context=context)
    queue_mail(mail=mail, key=f"interest-declined:{interest.pk}:{now:%Y%m%d%H%M%S}", now=now)
    InterestNote.objects.create(interest=interest, text=f"Declined with this letter:\n\n{letter}", by=actor, at=now)
    record_act(act=Act("interest-declined", f"interest:{interest.pk}"), actor=actor, now=now)


@transaction.atomic
def put_back(*, interest: Interest, actor: str, now: datetime) -> None:
    """Undo the waiting list or a decline: new again. A letter that has gone stays gone. Raises InterestMoved."""
    move(interest, {InterestState.WAITING, InterestState.DECLINED}, InterestState.NEW, now=now, cohort=None)
    record_act(act=Act("interest-put-back", f"interest:{interest.pk}"), actor=actor, now=now)


@transaction.atomic
def forget_interest(*, interest: Interest, actor: str, now: datetime) -> None:
    """Erase who wrote, and the notes, because they ask for it. Raises InterestMoved where that is done already."""
    if not Interest.objects.filter(pk=interest.pk, forgotten_on__isnull=True).exists():
        raise InterestMoved(f"Who wrote for {interest.school_name} is erased already. Nothing needs to be done.")
    _forget(interest.pk, actor, now)


def forget_interests_due(*, now: datetime) -> int:
    """Erase who wrote: for a school without a place when the time that was promised is over, for one with a place
    twelve months after its cohort's end.

    The school itself stays in the list. For the worker: one transaction each, safe to run twice.
    """
    with programme_scope("retention: interest"):
        over = Q(state=InterestState.SELECTED, cohort__in=cohorts_over(since=WORDS_KEPT, now=now))
        refused = ~Q(state=InterestState.SELECTED) & Q(state_since__lte=now - KEPT)
        due = Interest.objects.filter(over | refused, forgotten_on__isnull=True)
        numbers = list(due.values_list("pk", flat=True))
    for number in numbers:
        with programme_scope("retention: interest"), transaction.atomic():
            _forget(number, "worker", now)
    return len(numbers)


def move(
    interest: Interest, from_: set[InterestState], to: InterestState, *, now: datetime, cohort: Cohort | None
) -> None:
    """Change the state, once, whoever else is at it. Raises InterestMoved."""
    moved = Interest.objects.filter(pk=interest.pk, state__in=from_).update(state=to, state_since=now, cohort=cohort)
    if not moved:
        raise InterestMoved(
            f"{interest.school_name} was moved meanwhile. The page now shows where it stands; please look again."
        )
    interest.refresh_from_db()


def _forget(number: int, actor: str, now: datetime) -> None:
    InterestNote.objects.filter(interest_id=number).delete()
    Interest.objects.filter(pk=number).update(forgotten_on=timezone.localdate(now), **NOBODY)
    record_act(act=Act("interest-forgotten", f"interest:{number}"), actor=actor, now=now)


def _add(new: NewInterest, reference: str, now: datetime) -> Interest:
    """A first row; where the school is on the books already it stands as selected, and the message as a note."""
    place, contact = new.place, new.contact
    known = _on_the_books(place)
    interest = Interest.objects.create(
        reference=reference,
        state=InterestState.NEW if known is None else InterestState.SELECTED,
        urn=place.urn,
        place=place_key(place.name, place.town),
        school_name=place.name,
        town=place.town,
        nation=place.nation,
        local_authority=place.local_authority,
        setting=place.setting,
        pupils=new.pupils,
        contact_name=contact.name,
        contact_role=contact.role,
        contact_email=contact.email,
        contact_phone=contact.phone,
        why=new.why,
        head_knows=new.head_knows,
        consent_version=CURRENT,
        came_at=now,
        state_since=now,
        became=known,
    )
    if known is not None:
        text = "This school takes part already; its message came through the public form."
        InterestNote.objects.create(interest=interest, text=text, by=PUBLIC, at=now)
    return interest


def _on_the_books(place: Place) -> School | None:
    """The school itself where it takes part now."""
    same = School.objects.filter(urn=place.urn) if place.urn else School.objects.filter(name__iexact=place.name)
    key = place_key(place.name, place.local_authority)
    for school in same:
        if place.urn or place_key(school.name, school.local_authority) == key:
            return school if takes_part_anywhere(school.pk) else None
    return None


def _add_contact(interest: Interest, new: NewInterest, reference: str, now: datetime) -> None:
    if interest.state == InterestState.DECLINED or _is_over(interest):
        interest.state, interest.state_since, interest.cohort = InterestState.NEW, now, None
        interest.save(update_fields=["state", "state_since", "cohort"])
        InterestNote.objects.create(interest=interest, text=OPENED_AGAIN, by=PUBLIC, at=now)
    if interest.forgotten_on is not None:
        _know_again(interest, new)
    contact = new.contact
    lines = [
        f"Somebody from this school wrote again (reference {reference}).",
        f"{contact.name}, {contact.role}, {contact.email}" + (f", {contact.phone}" if contact.phone else ""),
        f"Pupils: {'not said' if new.pupils is None else new.pupils}. "
        f"The head {'knows' if new.head_knows else 'does not know yet'}. Consent: text of {CURRENT}.",
        new.why,
    ]
    InterestNote.objects.create(interest=interest, text="\n".join(lines), by=PUBLIC, at=now)


def _know_again(interest: Interest, new: NewInterest) -> None:
    """The first contact was erased: the one who writes now takes the place."""
    contact = new.contact
    interest.contact_name, interest.contact_role = contact.name, contact.role
    interest.contact_email, interest.contact_phone = contact.email, contact.phone
    interest.why, interest.pupils, interest.head_knows = new.why, new.pupils, new.head_knows
    interest.consent_version, interest.forgotten_on = CURRENT, None
    interest.save()


def _is_over(interest: Interest) -> bool:
    """Selected once, and in no running cohort now."""
    selected = interest.state == InterestState.SELECTED and interest.became_id is not None
    return selected and not takes_part_anywhere(interest.became_id or 0)


def _send_receipt(new: NewInterest, interest: Interest, reference: str, now: datetime) -> None:
    """One a day to one address about one school, and few a day to one address and an hour in all.

    The form must not flood a mailbox with invented schools; what is not answered by mail is kept all the same.
    Nothing that was typed stands in it: a stranger's words must not reach others in our name.
    """
    address = hashlib.sha256(new.contact.email.casefold().encode()).hexdigest()[:16]
    of_address = f"{RECEIPTS}{address}:"
    if receipts_begun_with(of_address, since=now - timedelta(days=1)) >= RECEIPTS_A_DAY:
        return
    if receipts_begun_with(RECEIPTS, since=now - timedelta(hours=1)) >= RECEIPTS_AN_HOUR:
        return
    key = f"{of_address}{timezone.localdate(now):%Y%m%d}:{interest.pk}"
    mail = Mail(to=new.contact.email, template="programme/mail/interest_receipt.txt", context={"reference": reference})
    queue_mail(mail=mail, key=key, now=now)
