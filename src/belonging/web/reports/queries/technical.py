"""What a technical report and an interim edition are written from, beside what the programme's report is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from django.db.models import QuerySet

from belonging.evaluation.plan import Plan
from belonging.evaluation.released import Findings
from belonging.web.findings.models import FixedPlan, Release
from belonging.web.programme.models import Arm, Cohort, Enrolment, Interest, Stage
from belonging.web.programme.queries.cohorts import windows_of
from belonging.web.programme.rules.planning import WAVES, Window
from belonging.web.reports.queries.programme import Evidence, programme_evidence
from belonging.web.reports.queries.voices import AUDIENCES, Voices
from belonging.web.surveys.models import Round
from belonging.web.themes.queries import theme_results
from belonging.web.themes.rules.results import ThemeResults

FIRST: Final = "baseline"
EDITION: Final = "technical"
"""Its own words around the figures are kept under this name; an interim edition has none."""


@dataclass(frozen=True, slots=True)
class Step:
    """How many schools came so far."""

    name: str
    title: str
    schools: int


@dataclass(frozen=True, slots=True)
class Fixed:
    """The plan of one questionnaire, as it was fixed."""

    instrument: str
    fixed_at: datetime
    before_sealing: bool
    tables: int
    digest: str


@dataclass(frozen=True, slots=True)
class TechnicalEvidence:
    """`whole` is what the programme's report is written from. `later`: the waves after those told, with their days."""

    whole: Evidence
    interim: bool = False
    steps: tuple[Step, ...] = ()
    plans: tuple[Fixed, ...] = ()
    themes: tuple[ThemeResults, ...] = ()
    later: Mapping[str, Window] = field(default_factory=dict)
    digests: Mapping[str, str] = field(default_factory=dict)
    """SHA-256 of the rows behind each questionnaire's findings."""

    @property
    def heard(self) -> Mapping[str, Findings]:
        return self.whole.voices.findings


def technical_evidence(cohort: Cohort, now: datetime) -> TechnicalEvidence | None:
    """None before the first release of all schools together. Call in the programme's scope."""
    whole = programme_evidence(cohort, EDITION, now)
    if whole is None:
        return None
    return TechnicalEvidence(
        whole=whole,
        steps=tuple(_steps(cohort)),
        plans=tuple(_plans(cohort)),
        themes=tuple(theme_results(cohort)),
        later=_later(cohort, whole.voices.findings),
        digests=_digests(Release.objects.filter(school__isnull=True, cohort=cohort)),
    )


def interim_evidence(cohort: Cohort, now: datetime) -> TechnicalEvidence | None:
    """As the baseline was released, and nothing that came after; None before. Call in the programme's scope."""
    found = {audience: release for audience in AUDIENCES if (release := _first_release(cohort, audience))}
    read = {audience: Findings.from_json(release.findings) for audience, release in found.items()}
    shown = {audience: findings for audience, findings in read.items() if findings.waves}
    whole = programme_evidence(cohort, EDITION, now) if shown else None
    if whole is None:
        return None
    rounds = [pk for audience in shown for pk in found[audience].rounds]
    schools = Round.objects.filter(pk__in=rounds).order_by().values_list("school", "school__setting").distinct()
    settings = tuple(str(setting) for _, setting in schools)
    released_at = max(found[audience].released_at for audience in shown)
    # Only what was there then and does not change with the day on which the edition is printed.
    then = Evidence(cohort, Voices(shown, released_at), settings=settings, parties=whole.parties)
    plans = tuple(_plans(cohort, {found[audience].instrument for audience in shown}))
    steps = tuple(_steps(cohort, (FIRST,)))
    digests = {found[audience].instrument: found[audience].input_digest for audience in shown}
    later = _later(cohort, shown)
    return TechnicalEvidence(then, interim=True, steps=steps, plans=plans, later=later, digests=digests)


def has_interim(cohort: Cohort) -> bool:
    """Call in the programme's scope."""
    return any(_first_release(cohort, audience) for audience in AUDIENCES)


def _first_release(cohort: Cohort, audience: str) -> Release | None:
    return Release.objects.filter(school__isnull=True, cohort=cohort, audience=audience, waves=FIRST).first()


def _digests(releases: QuerySet[Release]) -> dict[str, str]:
    """Of the latest release of each questionnaire."""
    return dict(releases.order_by("released_at", "pk").values_list("instrument", "input_digest"))


def _steps(cohort: Cohort, waves: tuple[str, ...] = WAVES) -> list[Step]:
    """Schools that take the programme; those that only answer stand in no figure."""
    ours = Enrolment.objects.filter(cohort=cohort, arm=Arm.INTERVENTION)
    sealed = Round.objects.filter(cohort=cohort, audience="pupil", sealed_rows__gt=0)
    sealed = sealed.filter(school__in=ours.values("school"))
    steps = [
        Step("interest", "Said that they would like to take part", Interest.objects.filter(cohort=cohort).count()),
        Step("joined", "Joined", ours.count()),
    ]
    for wave in waves:
        count = sealed.filter(wave=wave).order_by().values("school").distinct().count()
        if count:
            steps.append(Step(wave, f"Put the {wave} questionnaire to pupils", count))
    if len(waves) > 1:
        steps.append(Step("left", "Left before the end", ours.filter(stage=Stage.LEFT).count()))
    return steps


def _plans(cohort: Cohort, instruments: set[str] | None = None) -> list[Fixed]:
    fixed = FixedPlan.objects.filter(cohort=cohort, scope="programme").order_by("fixed_at", "instrument")
    found = []
    for each in fixed:
        if instruments is None or each.instrument in instruments:
            plan = Plan.from_json(each.plan)
            found.append(Fixed(each.instrument, each.fixed_at, each.before_sealing, len(plan.tables), plan.digest))
    return found


def _later(cohort: Cohort, heard: Mapping[str, Findings]) -> Mapping[str, Window]:
    told = {wave for findings in heard.values() for wave in findings.waves}
    last = max((WAVES.index(wave) for wave in told), default=-1)
    return {wave: window for wave, window in windows_of(cohort).items() if WAVES.index(wave) > last}
