"""Change of the average school beside that of the average pupil."""

from __future__ import annotations

from belonging.evaluation.average_school import average_school
from belonging.evaluation.change import change_among_schools
from belonging.evaluation.released import Supplement
from belonging.evaluation.supplements.job import Job
from belonging.evaluation.supplements.points import ONE_BY_ONE, About, measure, two_waves

NAME = "average-school"


def made(job: Job) -> Supplement | None:
    waves = two_waves(job.cells)
    if waves is None:
        return None
    measures, left_out = [], 0
    for item in job.cells.items.values():
        forms, positive = waves.forms, waves.positive(item.key)
        school = average_school(forms, positive, [-1.0, 1.0])
        left_out = school.left_out
        both = forms[(forms > 0).all(axis=1)]
        measures.append(measure(About(NAME, item, "change in the average school", "school"), school.estimate, both))
        pupil = change_among_schools(forms, positive)
        measures.append(measure(About(NAME, item, "change for the average pupil", "pupil"), pupil, forms))
    gone = (
        f"{left_out} school{'' if left_out == 1 else 's'} answered in one of the waves alone and cannot be compared "
        "with themselves, so the average school is one of the others."
    )
    return Supplement(
        id=NAME,
        title="The average school beside the average pupil",
        says="Did schools change, when a small school counts as much as a large one?",
        method="average-school",
        measures=tuple(measures),
        notes=(ONE_BY_ONE, *((gone,) if left_out else ())),
    )
