"""One table of every school, without reading anything else that was released of it."""

from __future__ import annotations

from belonging.evaluation.released import ReleasedTable, table_in
from belonging.web.findings.models import Release
from belonging.web.programme.models import Arm, Enrolment, Stage


def schools_table(*, cohort_id: int, audience: str, table: str, most: int) -> dict[int, ReleasedTable | None] | None:
    """By school, of the latest of each that takes part in the programme; None where those are more than `most`.

    In a programme-wide scope.
    """
    ours = Enrolment.objects.filter(cohort_id=cohort_id, stage=Stage.TAKING_PART, arm=Arm.INTERVENTION)
    releases = Release.objects.filter(school__in=ours.values("school"), cohort_id=cohort_id, audience=audience)
    if releases.order_by().values("school").distinct().count() > most:
        return None
    latest = dict(releases.order_by("released_at", "pk").values_list("school_id", "pk"))
    found = Release.objects.filter(pk__in=latest.values()).order_by().values_list("school_id", "findings").iterator()
    return {school: table_in(text, table) for school, text in found if school is not None}
