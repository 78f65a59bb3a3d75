"""Pages made from findings and plan, and made again when these change. What a lead wrote is never touched."""

from __future__ import annotations

import secrets
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from belonging.web.actions.models import Action
from belonging.web.base.scope import programme_scope, school_scope
from belonging.web.findings.models import Release
from belonging.web.findings.rules import WAVES
from belonging.web.imports.queries import brought_cohorts
from belonging.web.journal.services import Act, record_act
from belonging.web.programme.models import Cohort
from belonging.web.replies.errors import NothingReleased
from belonging.web.replies.models import Line, Page, PageState
from belonging.web.replies.queries.building import built_pages
from belonging.web.replies.queries.pages import TOLD_AUDIENCES, promised_day
from belonging.web.replies.rules.building import BuiltLine, BuiltPage
from belonging.web.replies.rules.editions import editions_for
from belonging.web.schools.models import School

ACTOR = "replies"
AT_ONCE = 100
Where = tuple[int, int, str]
"""School, cohort, wave."""


@transaction.atomic
def build_pages(*, school: School, cohort: Cohort, wave: str, actor: str, now: datetime) -> list[Page]:
    """The wave's pages, made or (drafts alone) brought up to date. In the school's scope; raises NothingReleased."""
    editions = editions_for(school.setting)
    built = built_pages(school, cohort, wave, editions)
    if not built:
        raise NothingReleased
    due = promised_day(school, cohort, wave)
    held = {
        page.edition: page for page in Page.objects.select_for_update().filter(school=school, cohort=cohort, wave=wave)
    }
    pages = []
    for edition in editions:
        page = held.get(edition.value)
        if page is None:
            page = Page(
                school=school, cohort=cohort, wave=wave, edition=edition, token=secrets.token_urlsafe(12), due_on=due
            )
        elif page.withheld_at is None and page.due_on != due and page.state != PageState.PUBLISHED:
            page.due_on = due
            page.save(update_fields=["due_on"])
        if page.state == PageState.DRAFT:
            _write(page, built[edition], now)
        pages.append(page)
    details = {"cohort": cohort.pk, "wave": wave, "pages": len(pages)}
    record_act(
        act=Act("replies-built", f"replies:{cohort.pk}:{wave}", details), actor=actor, now=now, school_id=school.pk
    )
    return pages


def build_pages_due(*, now: datetime) -> int:
    """Pages for waves that are released and have none, and drafts whose findings or plan changed since; of past
    surveys none, for nobody who answered waits for them. Outside any scope, safe to run twice; how many were built."""
    done, failures = 0, list[Exception]()
    for school_id, cohort_id, wave in _due():
        try:
            with school_scope(school_id):
                school, cohort = School.objects.get(pk=school_id), Cohort.objects.get(pk=cohort_id)
                build_pages(school=school, cohort=cohort, wave=wave, actor=ACTOR, now=now)
            done += 1
        except Exception as error:  # noqa: BLE001  # one school's fault must not keep the others waiting
            error.add_note(f"school {school_id}, whose pages were to be built")
            failures.append(error)
    if failures:
        raise ExceptionGroup("Some schools' pages could not be built", failures)
    return done


def _due() -> list[Where]:
    with programme_scope("replies: pages to build"):
        found: list[Where] = []
        for wave in WAVES:
            pages = Page.objects.filter(school=OuterRef("school"), cohort=OuterRef("cohort"), wave=wave)
            told = Release.objects.filter(school__isnull=False, audience__in=TOLD_AUDIENCES, waves__endswith=wave)
            new = (
                told.filter(~Exists(pages))
                .exclude(cohort__in=brought_cohorts())
                .order_by()
                .values_list("school_id", "cohort_id")
                .distinct()[:AT_ONCE]
            )
            found += [(school, cohort, wave) for school, cohort in new if school is not None]
        releases = Release.objects.filter(
            school=OuterRef("school"), cohort=OuterRef("cohort"), released_at__gt=OuterRef("built_at")
        )
        later = Q(changed_at__gt=OuterRef("built_at")) | Q(status_since__gt=OuterRef("built_at"))
        plan = Action.objects.filter(later, school=OuterRef("school"), cohort=OuterRef("cohort"))
        stale = Page.objects.filter(Exists(releases) | Exists(plan), state=PageState.DRAFT)
        rows = stale.order_by().values_list("school_id", "cohort_id", "wave").distinct()[:AT_ONCE]
        return list(dict.fromkeys([*found, *rows]))


def _write(page: Page, built: BuiltPage, now: datetime) -> None:
    """New words into what nobody has edited; edited lines keep theirs, and know how they would be built now."""
    fresh = page.pk is None
    page.opening = built.opening if fresh or page.revision == 1 else page.opening
    page.closing = built.closing if fresh or page.revision == 1 else page.closing
    page.releases, page.built_at = list(built.releases), now
    page.save()
    held = {_key(line): line for line in Line.objects.filter(page=page) if line.built}
    for place, one in enumerate(built.lines, start=1):
        line = held.pop(_key(one), None)
        if line is None:
            line = Line(school=page.school, page=page, place=place)
        elif page.revision == 1:
            line.place = place
        _fill(line, one, place)
    gone = [line.pk for line in held.values() if not line.edited]
    Line.objects.filter(pk__in=gone).delete()
    Line.objects.filter(pk__in=[line.pk for line in held.values() if line.edited]).update(built={})


def _fill(line: Line, one: BuiltLine, place: int) -> None:
    if not line.edited:
        line.said, line.did, line.stage = one.said, one.did, one.stage
    line.what_came = one.what_came
    line.audience, line.item, line.by, line.group = one.audience, one.item, one.by, one.group
    line.findings, line.action_id = list(one.findings), one.action
    line.built = {**one.words, "place": place}
    line.save()


def _key(line: Line | BuiltLine) -> tuple[str, str, str, str]:
    return (line.audience, line.item, line.by, line.group)
