"""Everything that a programme's report is written from. Read once, in the programme's scope."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import islice

from django.db.models import Max
from django.utils import timezone

from belonging.evaluation.released import Findings
from belonging.web.audit.queries.across import across_schools
from belonging.web.audit.rules.across import Across
from belonging.web.cases.models import CasePublication, CaseStudy, Naming, Use
from belonging.web.cases.queries.published import out_now, published
from belonging.web.cases.rules.snapshots import Shown, shown_from
from belonging.web.enrolment.models import Parties
from belonging.web.findings.queries import occasion_release
from belonging.web.findings.queries.amendments import Exploratory, amendments_of
from belonging.web.outcomes.queries.outcomes import PooledTerm, outcomes_of_programme
from belonging.web.outcomes.queries.waves import Wave, wave_days
from belonging.web.programme.models import Arm, Cohort, Enrolment, Stage
from belonging.web.reports.models import ReportWords
from belonging.web.reports.queries.voices import Voices, programme_voices
from belonging.web.reports.rules.school_names import names_a_school, telling_words
from belonging.web.safeguarding.queries.comments import comments_for_programme, comments_of_occasions
from belonging.web.surveys.models import CommentState, SealedComment
from belonging.web.themes.queries import quotes_for, theme_results
from belonging.web.themes.rules.results import ThemeResults
from belonging.web.training.queries.totals import Totals, totals_of

TRAINING, LEADS = "training_v1", "leads_v1"
MOST_PRACTICES = 9
MOST_COMMENTS = 400
"""Of those that may be printed so many are looked through for a few that can be."""


@dataclass(frozen=True, slots=True)
class Shared:
    """A published case study, masked: its own words, and the quotes whose consent holds today."""

    slug: str
    shown: Shown


@dataclass(frozen=True, slots=True)
class Remark:
    """A released comment whose writer ticked that it may be printed. `audience` of its questionnaire, `box` in it."""

    audience: str
    box: str
    text: str


@dataclass(frozen=True, slots=True)
class Written:
    """Themes of one audience's comments as released, and by theme the words that were marked to be quoted."""

    results: ThemeResults
    quotes: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Evidence:
    """`settings`: of each school that takes part. `words`: the newest of each part that the team has written.

    `exploratory`: every amendment of a plan, shown or not.
    """

    cohort: Cohort
    voices: Voices
    settings: tuple[str, ...] = ()
    training: Totals | None = None
    feedback: Findings | None = None
    leads: Findings | None = None
    across: Across | None = None
    practices: tuple[Shared, ...] = ()
    remarks: tuple[Remark, ...] = ()
    written: tuple[Written, ...] = ()
    outcomes: tuple[PooledTerm, ...] = ()
    days: Mapping[str, Wave] = field(default_factory=dict)
    parties: Parties | None = None
    exploratory: tuple[Exploratory, ...] = ()
    words: Mapping[str, ReportWords] = field(default_factory=dict)
    for_everyone: bool = False
    """Read outside the team: without the marks that say what is to be looked at again."""


def programme_evidence(cohort: Cohort, edition: str, now: datetime) -> Evidence | None:
    """None before the first release of all schools together. Call in the programme's scope."""
    voices = programme_voices(cohort)
    if voices is None:
        return None
    taking = Enrolment.objects.filter(cohort=cohort, stage=Stage.TAKING_PART, arm=Arm.INTERVENTION)
    schools = list(taking.order_by().values_list("school__setting", "school__name"))
    feedback, said = _occasion(cohort, TRAINING)
    leads, looked_back = _occasion(cohort, LEADS)
    remarks = [*_comments(cohort, voices), *said, *looked_back]
    names = telling_words(name for _, name in schools)
    return Evidence(
        cohort=cohort,
        voices=voices,
        settings=tuple(setting for setting, _ in schools),
        training=totals_of(cohort, now),
        feedback=feedback,
        leads=leads,
        across=across_schools(cohort),
        practices=tuple(_practices(cohort, now)),
        remarks=tuple(one for one in remarks if not names_a_school(one.text, names)),
        written=tuple(_written(cohort, results, names) for results in theme_results(cohort)),
        outcomes=tuple(outcomes_of_programme(cohort)),
        days=wave_days(cohort),
        exploratory=tuple(_printable(one, names) for one in amendments_of(cohort.pk)),
        parties=Parties.objects.filter(cohort=cohort).first(),
        words=latest_words(cohort, edition),
    )


def _printable(told: Exploratory, names: frozenset[str]) -> Exploratory:
    """A reason that names a school is not printed: nowhere else does the programme name one."""
    if names_a_school(told.amendment.reason, names):
        told.amendment.reason = "A reason was given; it names a school, and so it is not printed."
    return told


def _written(cohort: Cohort, results: ThemeResults, names: frozenset[str]) -> Written:
    marked = {theme.key: quotes_for(cohort, results.audience, theme.key) for theme in results.themes}
    return Written(
        results,
        {key: tuple(text for text in texts if not names_a_school(text, names)) for key, texts in marked.items()},
    )


def latest_words(cohort: Cohort, edition: str, until: datetime | None = None) -> dict[str, ReportWords]:
    """The newest version of each part; with `until` as they stood then."""
    versions = ReportWords.objects.filter(cohort=cohort, edition=edition).order_by("part", "version")
    if until is not None:
        versions = versions.filter(written_at__lte=until)
    return {each.part: each for each in versions}


def last_written(edition: str) -> dict[int, datetime]:
    """When words of each cohort's report were last written, by cohort id."""
    written = ReportWords.objects.filter(edition=edition).order_by()
    return dict(written.values_list("cohort").annotate(Max("written_at")))


def versions_of(cohort: Cohort, edition: str, part: str) -> Sequence[ReportWords]:
    """The newest first."""
    return list(ReportWords.objects.filter(cohort=cohort, edition=edition, part=part).order_by("-version"))


def _occasion(cohort: Cohort, instrument: str) -> tuple[Findings | None, list[Remark]]:
    release = occasion_release(cohort, instrument)
    if release is None:
        return None, []
    told = [comment for comment in comments_of_occasions(release.rounds) if comment.may_print]
    return Findings.from_json(release.findings), _remarks(told, release.audience)


def _comments(cohort: Cohort, voices: Voices) -> list[Remark]:
    found = comments_for_programme(voices.findings)
    may = found.filter(round__cohort=cohort, may_print=True, state=CommentState.RELEASED)
    return [
        remark
        for audience in voices.findings
        for remark in _remarks(islice(may.filter(round__audience=audience).iterator(), MOST_COMMENTS), audience)
    ]


def _remarks(comments: Iterable[SealedComment], audience: str) -> list[Remark]:
    """Each text once."""
    told = {(comment.box, comment.released_text) for comment in comments if comment.released_text}
    return [Remark(audience, box, text) for box, text in sorted(told)]


def _practices(cohort: Cohort, now: datetime) -> list[Shared]:
    """Those for everybody, the newest first, as their schools signed them off without their names."""
    today = timezone.localtime(now).date()
    out = published(Use.PUBLIC).filter(study__cohort=cohort).select_related("study").order_by("-pk")
    found = out.defer(*(f"study__{name}" for name in CaseStudy.drafted))
    shared = (_masked(each, out_now(each, Use.PUBLIC, today).shown) for each in found[:MOST_PRACTICES])
    return [one for one in shared if one is not None]


def _masked(publication: CasePublication, out: Shown) -> Shared | None:
    """None where only words with the school's name in them are signed off."""
    if publication.naming == Naming.MASKED:
        return Shared(publication.slug, out)
    if publication.digest != publication.study.signed_digest:
        return None
    masked = shown_from(publication.study.signed["masked"])
    may = {quote.id for quote in out.quotes}
    return Shared(publication.slug, replace(masked, quotes=tuple(each for each in masked.quotes if each.id in may)))
