"""The plan as a PDF for governors."""

from __future__ import annotations

from datetime import datetime
from importlib.resources import files

from belonging.web.actions.presenters.governors import PlanDocument
from belonging.web.ui.context import environment_label
from belonging.web.ui.typeset import Typeset, typeset


def plan_pdf(document: PlanDocument, *, now: datetime) -> Typeset:
    template = files("belonging.web.actions").joinpath("typst", "plan.typ").read_text(encoding="utf-8")
    return typeset(template, printed(document), made_at=now)


def printed(document: PlanDocument) -> dict[str, object]:
    return {
        "title": document.title,
        "about": document.school,
        "label": environment_label(),
        "cohort": document.cohort,
        "day": document.day,
        "summary": document.summary,
        "head": document.head,
        "rows": document.rows,
        "actions": [
            {
                "title": f"{line.number}. {line.what}",
                "detail": line.detail,
                "why": line.why,
                "facts": line.facts,
            }
            for line in document.lines
        ],
    }
