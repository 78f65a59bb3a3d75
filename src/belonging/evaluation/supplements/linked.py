"""Change of the same pupils, where their answers are linked, beside the change among everyone."""

from __future__ import annotations

import polars as pl

from belonging.evaluation.change import change_among_schools
from belonging.evaluation.groups import PROGRAMME
from belonging.evaluation.linked import Links, link, linked_change
from belonging.evaluation.released import Measure, Supplement
from belonging.evaluation.supplements.job import Job
from belonging.evaluation.supplements.points import ONE_BY_ONE, About, measure, two_waves
from belonging.instruments.model import Part

NAME = "linked"


def made(job: Job) -> Supplement | None:
    waves = two_waves(job.cells)
    if waves is None or not job.answers.is_linked:
        return None
    rows = job.answers.frame.filter(pl.col("arm") == PROGRAMME)
    codes = {key: item.codes_of(Part.POSITIVE) for key, item in job.cells.items.items()}
    links = link(rows, codes, (waves.earlier, waves.later))
    if not links.pupils.any():
        return None
    measures = _rates(links)
    for key, item in job.cells.items.items():
        same = linked_change(links.pupils, links.gained[key], links.lost[key])
        measures.append(measure(About(NAME, item, "change of linked pupils", "same"), same, links.pupils[:, None]))
        everyone = change_among_schools(waves.forms, waves.positive(key))
        measures.append(measure(About(NAME, item, "change among everyone", "everyone"), everyone, waves.forms))
    return Supplement(
        id=NAME,
        title="The same pupils, before and after",
        says="How much did pupils change who answered both times?",
        method="linked",
        measures=tuple(measures),
        notes=(
            ONE_BY_ONE,
            "Linked pupils are those who answered both times at the same school. Who left, joined or answered once is "
            "not among them, so their change need not be everyone's.",
        ),
    )


def _rates(links: Links) -> list[Measure]:
    earlier, later = links.rates
    linked, schools = int(links.pupils.sum()), int((links.pupils > 0).sum())
    said = (
        ("earlier", "Linked of the earlier wave's questionnaires", earlier, 0),
        ("later", "Linked of the later wave's questionnaires", later, 1),
    )
    rates = [
        Measure(f"{NAME}:-:all:{name}", label, None, "all", 100 * rate, "per cent", n=int(links.forms[:, place].sum()))
        for name, label, rate, place in said
    ]
    people = Measure(f"{NAME}:-:all:pupils", "Linked pupils", None, "all", linked, "people", n=linked, schools=schools)
    return [people, *rates]
