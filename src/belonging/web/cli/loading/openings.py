"""To whom the pilot's schools opened their reports."""

from __future__ import annotations

from datetime import datetime, timedelta

from belonging.web.base.scope import school_scope
from belonging.web.cli.loading.stage import Stage
from belonging.web.reports.services.openings import ToOpen, open_report

OPENED = {
    "lanternbridge": (
        ("staff", "Thank you for every minute of this year. Please read it before Monday’s briefing."),
        ("governors", "We would like to spend ten minutes on this at the next meeting."),
        ("pupils", "Thank you. Talk to us if you want to say more."),
        ("families", "Thank you for telling us. This is what we heard, the good and the hard."),
    ),
    "saffron-lock": (("staff", ""),),
}
"""Schools by their key, and to whom, in which order, with what words."""


def open_reports(stage: Stage, released: datetime) -> None:
    """From the fourth day after the findings on, a step a day."""
    for key, steps in OPENED.items():
        school = stage.schools.get(key)
        if school is not None:
            with school_scope(school.pk):
                lead = str(stage.circles[key].lead.pk)
                for day, (reader, words) in enumerate(steps, start=4):
                    now = released + timedelta(days=day)
                    open_report(school=school, cohort=stage.cohort, wanted=ToOpen(reader, words), actor=lead, now=now)
