"""From what a report says to an action of the plan."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlencode

from django.urls import reverse

from belonging.web.programme.models import Cohort
from belonging.web.reports.presenters.report import Report, Voice
from belonging.web.schools.models import School


def with_actions(report: Report, school: School, cohort: Cohort) -> Report:
    """The report with a way from each statement that is shown to an action for it."""
    base = reverse("actions:add", args=[school.slug, cohort.slug])
    pupils = _acting(report.pupils, base) if report.pupils else None
    return replace(report, pupils=pupils, others=tuple(_acting(voice, base) for voice in report.others))


def _acting(voice: Voice, base: str) -> Voice:
    items = [
        replace(item, act=f"{base}?{urlencode({'item': item.key, 'audience': voice.audience})}")
        if item.picture
        else item
        for item in voice.items
    ]
    return replace(voice, items=tuple(items))
