"""The matched file of a linked cohort: the same pupils' answers twice, coarse, under marks that are drawn for it."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import polars as pl
from django.conf import settings as configured

from belonging.evaluation.coarsening import COARSE_FROM, FACTS, LEAST, coarsen, raw_columns, with_facts
from belonging.instruments.load import load
from belonging.instruments.model import Instrument
from belonging.web.base.scope import programme_scope
from belonging.web.packs.engine.codebook import Study
from belonging.web.packs.engine.packing import zipped
from belonging.web.packs.engine.readme import matched_readme
from belonging.web.packs.engine.rows import as_frame
from belonging.web.packs.engine.variables import PUPIL, Dataset, dataset
from belonging.web.packs.engine.writing import write_files
from belonging.web.packs.errors import MatchedOnce, NothingLinked, OtherRows
from belonging.web.packs.models import Pack
from belonging.web.packs.queries.packs import matched_is_there, other_rows
from belonging.web.packs.rules.keyed import row_order, school_codes
from belonging.web.packs.rules.kinds import Built, PackKind
from belonging.web.programme.models import Wave
from belonging.web.programme.queries import masks
from belonging.web.surveys.models import SealedAnswers
from belonging.web.surveys.queries.linking import linked_pairs, linking_goes_on

BOTH: Final = "both"
PLACE: Final = " place"
DEMO: Final = "SIMULATED: these answers were made up for a demonstration. Nobody gave them."
Pair = tuple[SealedAnswers, SealedAnswers]


@dataclass(frozen=True, slots=True)
class Matched:
    """One questionnaire's pupils: two rows each, schools by their ids. `destroyed`: how many pupils are left out."""

    instrument: Instrument
    frame: pl.DataFrame
    pupils: int
    destroyed: int


def build(pack: Pack, out: Path, now: datetime) -> Built:
    """Write the pack to `out`. Raises NothingLinked, OtherRows, MatchedOnce."""
    with programme_scope("packs: matched rows"):
        if other_rows(pack.cohort, PackKind.MATCHED, built=True):
            raise OtherRows
        if matched_is_there(pack, now):
            raise MatchedOnce
        if pack.agreement is None or not linking_goes_on(pack.cohort):
            raise NothingLinked
        made = [matched(load(name), pairs, pack.cohort_id) for name, pairs in _pairs(pack).items()]
        made = [each for each in made if each.pupils]
        if not made:
            raise NothingLinked
        pepper = configured.BELONGING_PEPPER
        codes = school_codes(pack.cohort_id, map(str, masks(pack.cohort)), pepper=pepper, kind=pack.kind)
    study, datasets = _study(pack, made, now), [_dataset(each, codes) for each in made]
    with TemporaryDirectory() as folder:
        place = Path(folder)
        write_files(study, datasets, place)
        for at, each in enumerate(made):
            name = "answers.csv" if len(made) == 1 else f"answers-{at + 1}.csv"
            as_answers(each, codes).write_csv(place / name)
        readme = matched_readme(study, pack.agreement, _facts(made))
        (place / "README.txt").write_text(readme, encoding="utf-8")
        return zipped(place, out, root=f"matched-{pack.cohort.slug}-{pack.handle}", sentences=tuple(_facts(made)))


def matched(instrument: Instrument, pairs: Sequence[Pair], cohort: int) -> Matched:
    """Pupils made coarse as one row each, then their two rows; in an order that is drawn anew."""
    pepper = configured.BELONGING_PEPPER
    held = sorted(pairs, key=lambda pair: row_order(cohort, pair[0].key, pepper=pepper))
    before, after = (with_facts(instrument, as_frame(instrument, rows)) for rows in zip(*held, strict=True))
    both = before.select(
        "school",
        pl.lit(BOTH).alias("wave"),
        (pl.col("codes") + "|" + after.get_column("codes")).alias("codes"),
        *FACTS,
        pl.int_range(pl.len()).alias(PLACE),
    )
    made = coarsen(both, already=COARSE_FROM)
    if made.frame.is_empty():
        return Matched(instrument, before.clear(), 0, made.destroyed)
    marks = list(range(1, made.frame.height + 1))
    secrets.SystemRandom().shuffle(marks)
    width = len(str(len(marks)))
    told = made.frame.select(*FACTS, PLACE, pl.Series(PUPIL, [f"p{mark:0{width}d}" for mark in marks])).sort(PUPIL)
    rows = [_of_wave(told, frame, wave) for frame, wave in ((before, Wave.BASELINE), (after, Wave.ENDLINE))]
    return Matched(instrument, pl.concat(rows), len(marks), made.destroyed)


def as_answers(made: Matched, codes: Mapping[str, str]) -> pl.DataFrame:
    """As `belonging evaluate` takes rows."""
    columns = raw_columns(made.instrument, made.frame)
    frame = pl.DataFrame(columns).with_columns(made.frame.get_column(PUPIL))
    named = frame.with_columns(pl.col("school").replace_strict(dict(codes), return_dtype=pl.String))
    return named.select(each.name for each in named if each.null_count() < named.height)


def _of_wave(told: pl.DataFrame, answered: pl.DataFrame, wave: Wave) -> pl.DataFrame:
    own = answered[told.get_column(PLACE)].drop("wave", *FACTS)
    facts = told.drop(PLACE)
    return pl.concat([own, facts], how="horizontal").with_columns(pl.lit(wave.value).alias("wave"))


def _pairs(pack: Pack) -> dict[str, list[Pair]]:
    """The pairs of each questionnaire; of what is archived meanwhile there are none."""
    keys = linked_pairs(pack.cohort)
    wanted = [key for pair in keys for key in pair]
    rows = {row.key: row for row in SealedAnswers.objects.filter(key__in=wanted).select_related("round")}
    found: dict[str, list[Pair]] = {}
    for before, after in keys:
        if before in rows and after in rows:
            found.setdefault(rows[before].round.instrument, []).append((rows[before], rows[after]))
    return {name: pairs for name, pairs in sorted(found.items()) if len(pairs) >= LEAST}


def _dataset(made: Matched, codes: Mapping[str, str]) -> Dataset:
    return replace(dataset(made.instrument, made.frame, codes), name=f"matched-{made.instrument.name}")


def _study(pack: Pack, made: Iterable[Matched], now: datetime) -> Study:
    pupils = sum(each.pupils for each in made)
    about = (
        "Answers of the same pupils at the baseline and at the endline, two rows each, with schools under codes of "
        f"their own and facts made coarse. Pupils: {pupils:,}.",
    )
    assert pack.agreement is not None  # noqa: S101  # for the type checker: `build` has looked
    access = (
        f"Given to {pack.agreement.name}, {pack.agreement.organisation}, under an agreement that ends on "
        f"{pack.agreement.until.isoformat()}.",
        *pack.agreement.terms,
    )
    return Study(
        f"Matched file: {pack.cohort.name}", pack.handle, about, access, now, DEMO if pack.cohort.is_demo else ""
    )


def _facts(made: Iterable[Matched]) -> Iterator[str]:
    for each in made:
        nearest = 5 * round(each.destroyed / 5)
        lost = f"about {nearest:,} pupils destroyed" if nearest else "fewer than 5 pupils destroyed, or none"
        yield f"{each.instrument.title}: {each.pupils:,} pupils, {lost} because fewer than ten were alike."
