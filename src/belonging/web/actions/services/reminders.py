"""Who is reminded today of the plan. Derived from what is stored: a second look does nothing.

One mail a person and day lists all that there is to say. The journal's entry of an occasion is also the mark that it
was spoken of.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.db.models import Max, Q, QuerySet
from django.db.models.functions import Coalesce, Greatest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from belonging.web.accounts.models import User
from belonging.web.accounts.queries import people_of
from belonging.web.accounts.roles import GRANTS, Permission, Role
from belonging.web.actions.models import Action, Review
from belonging.web.actions.queries.plan import last_heard, owners_of
from belonging.web.actions.rules.reminding import MEETING_SOON, QUIET_AT_LEAST, WEEK_BEFORE, meeting_is_near, occasion
from belonging.web.actions.rules.stalling import OPEN
from belonging.web.base.scope import programme_scope, school_scope
from belonging.web.journal.models import Entry
from belonging.web.journal.services import Act, record_act
from belonging.web.notices.errors import AddressNotUsable
from belonging.web.notices.services import Mail, MailKind, queue_mail
from belonging.web.programme.queries.enrolments import goes_on
from belonging.web.schools.models import School
from belonging.web.schools.queries import calendar_of, calendars_of
from belonging.web.schools.rules.calendar import Calendar
from belonging.web.surveys.rules.reminding import may_look, sends_at

ACTOR, ACT = "reminders", "plan-reminders-queued"
AT_ONCE = 500
Calendars = Mapping[int, Calendar]


@dataclass(frozen=True, slots=True)
class _Said:
    """One line of a mail. `mark` is what the journal keeps; `person` None where it is the leads'."""

    mark: str
    line: str
    person: User | None


def remind_due(*, now: datetime) -> int:
    """Queue today's mails; how many. Outside any scope, safe to run twice; on school days, never at night.

    Each school is a transaction of its own. What fails is raised at the end, when all others are done.
    """
    if not may_look(now):
        return 0
    mails, failures = 0, list[Exception]()
    for school_id in _with_news(_schools(now), timezone.localdate(now)):
        try:
            with school_scope(school_id), transaction.atomic():
                mails += _remind(School.objects.get(pk=school_id), now)
        except Exception as error:  # noqa: BLE001  # one school's fault must not keep the others waiting
            error.add_note(f"the plan of school {school_id}, to be reminded of")
            failures.append(error)
    if failures:
        raise ExceptionGroup("Some schools could not be reminded of their plan", failures)
    return mails


def _schools(now: datetime) -> list[int]:
    """Those with something that may be spoken of today; three queries, however many schools there are."""
    today = timezone.localdate(now)
    with programme_scope("reminders of plans"):
        heard = Greatest("created_at", Coalesce(Max("updates__at"), "created_at"))
        open_ = Action.objects.filter(goes_on(), status__in=OPEN).order_by().annotate(heard=heard)
        spoken = open_.filter(Q(due_on__lte=today + WEEK_BEFORE) | Q(heard__lt=now - QUIET_AT_LEAST))
        ahead = Review.objects.filter(goes_on(), held_at__isnull=True, cancelled_at__isnull=True, starts_at__gte=now)
        near = ahead.filter(starts_at__date__lte=today + MEETING_SOON * WEEK_BEFORE)
        wanted = {*spoken.values_list("school_id", flat=True), *near.order_by().values_list("school_id", flat=True)}
        midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
        done = Entry.objects.filter(act=ACT, school_id__in=wanted, at__gte=midnight)
        return sorted(wanted - set(done.values_list("school_id", flat=True)))


def _with_news(schools: list[int], today: date) -> Iterator[int]:
    """Those of which something was not spoken of yet. Most have an action that is late and was; they are told apart
    together, because a transaction for each of them takes a nation's worker minutes every hour."""
    for first in range(0, len(schools), AT_ONCE):
        some = schools[first : first + AT_ONCE]
        with programme_scope("reminders of plans"):
            calendars = calendars_of(School.objects.filter(pk__in=some))
            told = set(Entry.objects.filter(act=ACT, school_id__in=some).values_list("subject", flat=True))
            news = {
                one.school_id
                for one, mark in (*_action_marks(some, calendars, today), *_meeting_marks(some, calendars, today))
                if mark not in told
            }
        yield from sorted(news)


def _action_marks(schools: list[int], calendars: Calendars, today: date) -> Iterator[tuple[Action, str]]:
    for action in _open_actions(schools).defer("detail"):
        about = occasion(action, last_heard(action), today, calendars[action.school_id].school_days_between)
        if about:
            yield action, _action_mark(action, about)


def _meeting_marks(schools: list[int], calendars: Calendars, today: date) -> Iterator[tuple[Review, str]]:
    for review in _meetings_ahead(schools):
        starts = timezone.localtime(review.starts_at).date()
        if meeting_is_near(starts, today, calendars[review.school_id].school_days_between):
            yield review, _meeting_mark(review)


def _open_actions(schools: Collection[int]) -> QuerySet[Action]:
    heard_at = Greatest("created_at", Coalesce(Max("updates__at"), "created_at"))
    return Action.objects.filter(goes_on(), school__in=schools, status__in=OPEN).annotate(heard_at=heard_at)


def _meetings_ahead(schools: Collection[int]) -> QuerySet[Review]:
    return Review.objects.filter(goes_on(), school__in=schools, held_at__isnull=True, cancelled_at__isnull=True)


def _action_mark(action: Action, about: str) -> str:
    return f"action:{action.pk}:{action.due_on}:{about}"


def _meeting_mark(review: Review) -> str:
    return f"review:{review.pk}:{timezone.localtime(review.starts_at):%Y-%m-%dT%H:%M}"


def _remind(school: School, now: datetime) -> int:
    calendar, today = calendar_of(school), timezone.localdate(now)
    sends = sends_at(calendar, at=now)
    if sends is None:
        return 0
    told = set(Entry.objects.filter(act=ACT, school_id=school.pk).values_list("subject", flat=True))
    every = (*_actions(school, calendar, today), *_meetings(school, calendar, today))
    said = [one for one in every if one.mark not in told]
    queued = 0
    for person, lines in _by_person(school, said).items():
        context = {"name": person.name, "school": school.name, "slug": school.slug, "lines": lines}
        mail = Mail(person.email, "actions/mail/plan.txt", context, kind=MailKind.REMINDER)
        try:
            key = f"plan:{school.pk}:{person.pk}:{today}"
            queued += queue_mail(mail=mail, key=key, now=now, school_id=school.pk, not_before=sends)
        except AddressNotUsable:
            continue
    for mark in dict.fromkeys(one.mark for one in said):
        record_act(act=Act(ACT, mark), actor=ACTOR, now=now, school_id=school.pk)
    return queued


def _actions(school: School, calendar: Calendar, today: date) -> Iterator[_Said]:
    may_work = owners_of(school)
    for action in _open_actions([school.pk]).select_related("owner", "cohort"):
        about = occasion(action, last_heard(action), today, calendar.school_days_between)
        if not about:
            continue
        href = settings.STAFF_URL + reverse("actions:action", args=[school.slug, action.cohort.slug, action.number])
        owner = action.owner if action.owner and action.owner.pk in may_work else None
        person = None if about.startswith("quiet") else owner
        yield _Said(_action_mark(action, about), f"{_words(action, about)}\n  {href}", person)


def _words(action: Action, about: str) -> str:
    if about.startswith("quiet"):
        return f"Nobody has written about “{action.what}” for weeks. How is it going?"
    day = date_format(action.due_on, "l j F") if action.due_on else ""
    return f"“{action.what}” is due on {day}" if about == "soon" else f"“{action.what}” was due on {day}"


def _meetings(school: School, calendar: Calendar, today: date) -> Iterator[_Said]:
    for review in _meetings_ahead([school.pk]).select_related("cohort"):
        starts = timezone.localtime(review.starts_at)
        if not meeting_is_near(starts.date(), today, calendar.school_days_between):
            continue
        href = settings.STAFF_URL + reverse("actions:reviews", args=[school.slug, review.cohort.slug])
        when = date_format(starts, "l j F, H:i")
        where = f", {review.place}" if review.place else ""
        yield _Said(_meeting_mark(review), f"The plan is reviewed on {when}{where}\n  {href}", None)


def _by_person(school: School, said: Iterable[_Said]) -> dict[User, list[str]]:
    """Lines by reader; what is nobody's with an account goes to the leads."""
    held = people_of(school)
    leads = [each.user for each in held if Permission.RUN_AUDIT in GRANTS[Role(each.role)] and each.user.is_active]
    found: defaultdict[User, list[str]] = defaultdict(list)
    for one in said:
        for person in [one.person] if one.person else leads:
            found[person].append(one.line)
    return found
