"""The synthetic twin: rows drawn from a model of released figures. It never sees a row of anybody.

All that it knows are `Findings`, so it says nothing that the report does not. Drawn by a fixed seed: the same release
gives the same twin.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from random import Random
from statistics import NormalDist
from tempfile import TemporaryDirectory
from typing import Final

import polars as pl

from belonging.evaluation.coarsening import coarsen, with_facts
from belonging.evaluation.groups import SEND_OF_SEN
from belonging.evaluation.released import PARTS, Cell, Findings
from belonging.instruments.load import load
from belonging.instruments.model import Instrument, Item, Part
from belonging.web.base.scope import programme_scope
from belonging.web.packs.engine.codebook import Study
from belonging.web.packs.engine.packing import add_sums, zipped
from belonging.web.packs.engine.readme import twin_readme
from belonging.web.packs.engine.variables import Dataset, dataset
from belonging.web.packs.engine.writing import AUDIENCES, write_files
from belonging.web.packs.errors import NothingReleasedYet
from belonging.web.packs.queries.packs import releases_of
from belonging.web.packs.rules.kinds import Built
from belonging.web.programme.models import Cohort

MARK: Final = "SYNTHETIC"
WARNING: Final = (
    "SYNTHETIC: every row in this pack is made up. It was drawn from released figures, and no row of anybody was "
    "looked at. Nothing that it shows is a result."
)
TOGETHER: Final = 0.6
"""How far one person's answers go together. Made up: no released figure fixes it."""
MODEL: Final = (
    "As many rows in each wave as the report says answered, spread evenly over as many schools. Sex, SEND and phase "
    "are drawn apart from each other, in the shares that the report has of them; year group and SEN status evenly "
    "within these.",
    "Each statement is drawn by the shares of its five parts in that wave, moved up or down for each group as far as "
    f"the report says the group differs. Choices within a part are equally likely. One person’s answers go together by "
    f"a made-up amount ({TOGETHER}), because no released figure fixes it.",
    "All else that real rows have is not in them: schools that differ, the same pupils in two waves, editions, "
    "languages, help. Then the rows were made coarse by the same rule as real ones.",
)
_YEARS: Final = {
    "primary": ("3", "4", "5", "6"),
    "secondary": ("7", "8", "9", "10", "11"),
    "sixth_form": ("12", "13"),
}
_OF_SEND: Final = {"send": ("K", "K", "K", "E"), "no_send": ("N",)}
_BY: Final = ("gender", "send", "phase")

Facts = dict[str, str | None]
Row = dict[str, str | int | None]


def build(cohort: Cohort, out: Path, now: datetime) -> Built:
    """Write the pack to `out`. Raises NothingReleasedYet."""
    with TemporaryDirectory() as folder:
        sentences = write_twin(cohort, Path(folder), now)
        return zipped(Path(folder), out, root=f"{MARK}-{cohort.slug}", sentences=sentences)


def write_twin(cohort: Cohort, folder: Path, now: datetime) -> tuple[str, ...]:
    """Every file of the twin in `folder`; what its reader has to know. Raises NothingReleasedYet."""
    with programme_scope("packs: released figures for the twin"):
        released = [Findings.from_json(release.findings) for release in releases_of(cohort)]
    if not released:
        raise NothingReleasedYet
    datasets = [_named(each) for each in released]
    about = ("Made-up rows in the shape of the research pack.",)
    access = ("Anybody of the programme’s team and its evaluators may use it.",)
    study = Study(f"{MARK} twin: {cohort.name}", f"{MARK}-{cohort.slug}", about, access, now, WARNING)
    write_files(study, datasets, folder)
    (folder / "README.txt").write_text(twin_readme(study, MODEL), encoding="utf-8")
    add_sums(folder)
    return (
        WARNING,
        *(f"{AUDIENCES[each.audience]}: drawn from {len(each.tables)} released tables." for each in released),
    )


def _named(findings: Findings) -> Dataset:
    instrument = load(findings.instrument)
    frame = twin_rows(findings)
    letters = {school: school for school in frame.get_column("school").unique()}
    return dataset(instrument, frame, letters, mark=MARK)


def twin_rows(findings: Findings) -> pl.DataFrame:
    """Coarsened like real rows. From released figures, and nothing else."""
    instrument = load(findings.instrument)
    draw = Random(hashlib.sha256(findings.to_json().encode()).digest())  # noqa: S311  # no secret: a fixed seed is wanted
    rows: list[Row] = []
    for wave in findings.waves:
        people = next((each for each in findings.responses if each.wave == wave), None)
        if people is None or not people.answered:
            continue
        model = _Model(findings, instrument, wave)
        schools = [f"SYN{number:02d}" for number in range(1, max(people.schools, 1) + 1)]
        rows += [model.person(draw, schools[at % len(schools)]) for at in range(people.answered)]
    frame = pl.DataFrame(rows, infer_schema_length=None, schema_overrides=_types(instrument))
    return coarsen(with_facts(instrument, frame)).frame


def _types(instrument: Instrument) -> dict[str, type[pl.DataType]]:
    texts = dict.fromkeys(
        ("school", "wave", "gender", "sen", "phase", "year_group", "language", "way", "help"), pl.String
    )
    return {**texts, **{item.key: pl.Int8 for item in instrument.items}}


class _Model:
    """The shares of one wave, as released."""

    def __init__(self, findings: Findings, instrument: Instrument, wave: str) -> None:
        self.wave = wave
        self.instrument = instrument
        self.groups = {by: _sizes(findings, by, wave) for by in _BY}
        self.everyone = {item.key: _shares(findings, item.key, "all", wave).get("all") for item in instrument.items}
        self.moved = {
            (item.key, by, group): shares
            for item in instrument.items
            for by in _BY
            for group, shares in _shares(findings, item.key, by, wave).items()
        }

    def person(self, draw: Random, school: str) -> Row:
        facts = self._facts(draw)
        leaning = draw.gauss()
        answers = {item.key: self._answer(draw, item, facts, leaning) for item in self.instrument.items}
        return {"school": school, "wave": self.wave, **_stated(facts, draw), **answers}

    def _facts(self, draw: Random) -> Facts:
        return {by: _pick(draw, sizes) for by, sizes in self.groups.items()}

    def _answer(self, draw: Random, item: Item, facts: Facts, leaning: float) -> int | None:
        shares = self.everyone[item.key]
        if shares is None:
            return None
        weights = {part: share * self._factor(item, facts, part, shares) for part, share in shares.items()}
        none = weights["declined"] + weights["unanswered"]
        if draw.random() * sum(weights.values()) < none:
            declined = draw.random() * none < weights["declined"]
            return item.codes_of(Part.DECLINED)[0] if declined else None
        rank = NormalDist().cdf(TOGETHER * leaning + (1 - TOGETHER**2) ** 0.5 * draw.gauss())
        return _code(item, weights, rank)

    def _factor(self, item: Item, facts: Facts, part: str, shares: Mapping[str, float]) -> float:
        """How much more often the person's groups gave this part than everyone."""
        factor = 1.0
        for by, group in facts.items():
            theirs = self.moved.get((item.key, by, group or ""))
            if theirs is not None and shares[part] > 0:
                factor *= theirs[part] / shares[part]
        return factor


def _code(item: Item, weights: Mapping[str, float], rank: float) -> int:
    """The choice at that rank, from the least favourable to the most; those of one part are equally likely."""
    parts = (Part.NEGATIVE, Part.NEITHER, Part.POSITIVE)
    offered = [part for part in parts if item.codes_of(part)]
    total = sum(weights[part.value] for part in offered) or 1.0
    below = 0.0
    for part in offered:
        width = weights[part.value] / total
        if rank < below + width or part is offered[-1]:
            codes = _least_favourable_first(item, part)
            place = (rank - below) / width if width > 0 else 0.0
            return codes[min(len(codes) - 1, max(0, int(place * len(codes))))]
        below += width
    raise AssertionError("a rank lies in some part")


def _least_favourable_first(item: Item, part: Part) -> Sequence[int]:
    codes = item.codes_of(part)
    return codes if item.reverse else codes[::-1]


def _sizes(findings: Findings, by: str, wave: str) -> dict[str, float]:
    """How many are in each group of a breakdown, by the first statement that shows it; empty where none does."""
    for table in findings.tables:
        if table.by == by and table.refusal is None:
            cells = {cell.group: float(cell.n) for cell in table.cells if cell.wave == wave and cell.n}
            if cells:
                return cells
    return {}


def _shares(findings: Findings, item: str, by: str, wave: str) -> dict[str, dict[str, float]]:
    table = findings.table(item, by)
    cells = () if table is None else table.cells
    return {cell.group: _parts(cell) for cell in cells if cell.wave == wave and cell.parts is not None}


def _parts(cell: Cell) -> dict[str, float]:
    """The middle of each printed share."""
    assert cell.parts is not None  # noqa: S101  # for the type checker: the caller has looked
    return {part: max((cell.parts[part].low + cell.parts[part].high) / 200, 0.0) for part in PARTS}


def _pick(draw: Random, sizes: Mapping[str, float]) -> str | None:
    return draw.choices(list(sizes), list(sizes.values()))[0] if sizes else None


def _stated(facts: Facts, draw: Random) -> Row:
    """The facts as rows bring them."""
    phase, send, gender = facts["phase"], facts["send"], facts["gender"]
    sen = draw.choice(_OF_SEND[send]) if send in _OF_SEND else None
    assert sen is None or SEND_OF_SEN[sen] == send  # noqa: S101  # the two tables agree
    years = _YEARS.get(phase or "")
    return {
        "phase": phase if phase in (*_YEARS, "not_by_year") else None,
        "year_group": draw.choice(years) if years else None,
        "sen": sen,
        "gender": gender if gender in ("girl", "boy", "another") else None,
        "language": "en",
        "help": "none",
        "way": "screen",
    }
