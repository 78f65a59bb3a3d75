"""Each school's share in the last wave, partially pooled. Schools keep the order of their ids: nothing is ranked."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from belonging.evaluation.cells import tally
from belonging.evaluation.multilevel import NoFit
from belonging.evaluation.pooling import pooled_shares
from belonging.evaluation.released import Measure, Refusal, Supplement
from belonging.evaluation.supplements.job import Job
from belonging.evaluation.supplements.points import About, Counts, programme
from belonging.instruments.model import Item, Part

NAME = "pooled"


def made(job: Job) -> Supplement | None:
    """None where the programme's schools did not answer."""
    counted = tally(programme(job.cells), "all")
    answered = np.flatnonzero(counted.totals[0])
    if not len(answered):
        return None
    last = int(answered[-1])
    forms = counted.forms[:, 0, last]
    schools = job.cells.labels["school"]
    measures = [
        measure
        for item in job.cells.items.values()
        for measure in _measures(item, schools, forms, counted.part(item.key, Part.POSITIVE)[:, 0, last])
    ]
    return Supplement(
        id=NAME,
        title="Each school's share, steadied by all schools",
        says=f"What is the best guess at each school's share in the {counted.waves[last]}, knowing all schools?",
        method="pooling",
        measures=tuple(measures),
        notes=(
            "A small school's own share swings by chance; here it is drawn towards all schools', the further the fewer "
            "answered.",
            "Intervals of schools overlap more often than not. Do not put schools in order by these figures.",
        ),
    )


def _measures(item: Item, schools: tuple[str, ...], forms: Counts, positive: Counts) -> Iterator[Measure]:
    try:
        found = pooled_shares(forms, positive)
    except NoFit as reason:
        refusal = Refusal("no-fit", str(reason))
        about = About(NAME, item, "share by school", "share")
        yield Measure(about.id, about.label, item.key, "all", None, "per cent", text=refusal.sentence, refusal=refusal)
        return
    for place in np.flatnonzero(forms):
        school = schools[place]
        about = About(NAME, item, f"{school}, steadied", "share", school)
        yield Measure(
            id=about.id,
            label=about.label,
            item=item.key,
            group=school,
            value=100 * float(found.share[place]),
            unit="per cent",
            low=100 * float(found.low[place]),
            high=100 * float(found.high[place]),
            n=int(forms[place]),
            schools=1,
        )
