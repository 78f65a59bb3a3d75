"""The research pack of a cohort: coarsened rows in four formats, with all that a reader has to know of them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from django.conf import settings

from belonging.evaluation import Plan
from belonging.evaluation.coarsening import kept_shares
from belonging.web.base.scope import programme_scope
from belonging.web.findings.models import Release
from belonging.web.packs.engine.codebook import Study
from belonging.web.packs.engine.packing import zipped
from belonging.web.packs.engine.readme import research_readme
from belonging.web.packs.engine.rows import Rows, coarse_rows, rolls_of
from belonging.web.packs.engine.unreproduced import Compared, compare, lacking_csv
from belonging.web.packs.engine.variables import dataset
from belonging.web.packs.engine.writing import AUDIENCES, write_files
from belonging.web.packs.errors import NothingReleasedYet, OtherDetail, OtherRows
from belonging.web.packs.models import Detail, Pack
from belonging.web.packs.queries.packs import other_detail, other_rows, releases_of
from belonging.web.packs.rules.keyed import school_codes
from belonging.web.packs.rules.kinds import Built, PackKind
from belonging.web.programme.queries import masks

SAID: Final = {
    "language": "language",
    "edition": "edition",
    "year_group": "year group",
    "sen": "SEN support or plan",
    "gender": "sex or gender",
    "send": "SEND",
    "phase": "phase",
}
DEMO: Final = "SIMULATED: these answers were made up for a demonstration. Nobody gave them."


def build(pack: Pack, out: Path, now: datetime) -> Built:
    """Write the pack to `out`. Raises NothingReleasedYet, OtherDetail, OtherRows."""
    with programme_scope("packs: research rows"):
        if other_rows(pack.cohort, PackKind.RESEARCH, built=True):
            raise OtherRows
        if other_detail(pack.cohort, Detail(pack.detail), built=True):
            raise OtherDetail
        releases = releases_of(pack.cohort)
        if not releases or pack.agreement is None:
            raise NothingReleasedYet
        rows = [coarse_rows(release, Detail(pack.detail)) for release in releases]
        schools = [str(school) for school in masks(pack.cohort)]
        codes = school_codes(pack.cohort.pk, schools, pepper=settings.BELONGING_PEPPER)
        compared = [_compared(each) for each in rows]
    study = _study(pack, rows, now)
    datasets = [dataset(each.instrument, each.made.frame, codes) for each in rows]
    with TemporaryDirectory() as folder:
        place = Path(folder)
        write_files(study, datasets, place)
        facts = [line for each in rows for line in _facts(each)]
        sentences = tuple(_sentences(compared))
        readme = research_readme(study, pack.agreement, facts, sentences)
        (place / "README.txt").write_text(readme, encoding="utf-8")
        (place / "cannot-reproduce.csv").write_text(lacking_csv(compared), encoding="utf-8", newline="")
        return zipped(place, out, root=f"research-{pack.cohort.slug}-{pack.handle}", sentences=sentences)


def _study(pack: Pack, rows: Iterable[Rows], now: datetime) -> Study:
    counts = ", ".join(f"{AUDIENCES[each.release.audience].lower()} {each.made.frame.height:,}" for each in rows)
    about = (
        "Answers to the programme’s questionnaires, one row for each that was sent, with schools under codes "
        f"of their own and facts made coarse. Rows: {counts}.",
    )
    assert pack.agreement is not None  # noqa: S101  # for the type checker: `build` has looked
    access = (
        f"Given to {pack.agreement.name}, {pack.agreement.organisation}, under an agreement that ends on "
        f"{pack.agreement.until.isoformat()}.",
        *pack.agreement.terms,
    )
    return Study(
        f"Research pack: {pack.cohort.name}", pack.handle, about, access, now, DEMO if pack.cohort.is_demo else ""
    )


def _compared(rows: Rows) -> Compared:
    release: Release = rows.release
    assert release.plan is not None  # noqa: S101  # for the type checker: every release since plans were fixed has one
    plan = Plan.from_json(release.plan.plan)
    return compare(rows.instrument, rows.findings, plan, rows.as_answers(), rolls_of(release))


def _facts(rows: Rows) -> Iterable[str]:
    name = AUDIENCES[rows.release.audience]
    stated = {fact: share for fact, share in kept_shares(rows.made.frame).items() if fact in SAID}
    asked = {"parent": {"phase", "send"}, "staff": {"phase"}}.get(rows.release.audience, set(SAID))
    said = ", ".join(f"{SAID[fact]} {share:.0%}" for fact, share in stated.items() if fact in asked)
    yield f"{name}: {_destroyed(rows.made.destroyed)}. Rows that state each fact: {said}."


def _destroyed(rows: int) -> str:
    """To the nearest 5, as the report has its numbers."""
    nearest = 5 * round(rows / 5)
    return f"about {nearest:,} rows destroyed" if nearest else "fewer than 5 rows destroyed, or none"


def _sentences(compared: Iterable[Compared]) -> Iterable[str]:
    for each in compared:
        for sentence in each.sentences():
            yield f"{AUDIENCES[each.audience]}: {sentence[0].lower()}{sentence[1:]}"
