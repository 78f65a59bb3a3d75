"""A programme's report as a file, the same from a click and from the command."""

from __future__ import annotations

from django.urls import reverse

from belonging.web.programme.models import Cohort
from belonging.web.reports.errors import LookAgain
from belonging.web.reports.presenters.heard import Heard
from belonging.web.reports.presenters.programme.content import Edition
from belonging.web.reports.presenters.programme.printed import printed, template
from belonging.web.reports.presenters.programme.report import programme_report
from belonging.web.reports.presenters.wording import PEOPLE
from belonging.web.reports.queries.programme import Evidence
from belonging.web.reports.queries.voices import Voices
from belonging.web.ui.components import Link
from belonging.web.ui.typeset import Typeset, typeset


def programme_file(evidence: Evidence, heard: Heard, *, edition: Edition = "summary", final: bool = False) -> Typeset:
    """`final`: raises LookAgain where a figure has changed since a sentence around it was written."""
    report = programme_report(evidence, heard, edition=edition, paper=True)
    if final and report.look_again:
        count = len(report.look_again)
        which = "One sentence has" if count == 1 else f"{count} sentences have"
        raise LookAgain(
            f"{which} a figure that is another one than when it was written: “{report.look_again[0].text}” Read the "
            "words again, change or keep them, and then make the final print."
        )
    data, pictures = printed(report)
    return typeset(template(), data, made_at=evidence.voices.released_at, assets=pictures)


def findings_files(cohort: Cohort, voices: Voices) -> tuple[Link, ...]:
    """The released findings as files, one of each audience heard."""
    return tuple(
        Link(f"Findings on {PEOPLE[name]} (JSON)", reverse("reports:programme_findings", args=[cohort.slug, name]))
        for name in voices.findings
    )
