"""Beginning a case study and changing its text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from belonging.web.actions.models import Action
from belonging.web.audit.rules.evidence import cleaned_line, cleaned_text
from belonging.web.cases.errors import ChangedMeanwhile, Unsaid
from belonging.web.cases.models import CaseStudy, Phase, Section
from belonging.web.cases.rules.kinds import PARTS
from belonging.web.cases.rules.plan_words import action_words
from belonging.web.cases.services.holding import locked, note, touch
from belonging.web.programme.models import Cohort
from belonging.web.schools.models import School, Setting

_PHASES = {
    Setting.PRIMARY: Phase.PRIMARY,
    Setting.SPECIAL: Phase.SPECIAL,
    Setting.ALTERNATIVE_PROVISION: Phase.AP,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class StudyWords:
    """All that a writer types, but for what stands beside the text."""

    title: str
    phase: str
    summary: str = ""
    context: str = ""
    aims: str = ""
    actions: str = ""
    impact: str = ""
    lessons: str = ""
    numbers_from: str = ""
    areas: tuple[str, ...] = ()


@transaction.atomic
def start_study(*, school: School, cohort: Cohort, title: str, actor: str, now: datetime) -> CaseStudy:
    """The next number of the school is its own. The same title twice gives the first. Raises Unsaid."""
    School.objects.select_for_update(of=("self",), no_key=True).get(pk=school.pk)
    said = cleaned_line(title)
    if not said:
        raise Unsaid("Please give it a title. You can change it later.")
    begun = CaseStudy.objects.filter(school=school, cohort=cohort, title=said, revision=1, created_by=actor).first()
    if begun is not None:
        return begun
    last = CaseStudy.objects.filter(school=school).aggregate(last=Max("number"))["last"]
    study = CaseStudy.objects.create(
        school=school,
        cohort=cohort,
        number=(last or 0) + 1,
        title=said,
        phase=_PHASES.get(Setting(school.setting), Phase.SECONDARY),
        created_by=actor,
        created_at=now,
        changed_by=actor,
        changed_at=now,
    )
    note("case-study-begun", study, actor, now)
    return study


@transaction.atomic
def change_study(*, study: CaseStudy, words: StudyWords, revision: int, actor: str, now: datetime) -> CaseStudy:
    """`revision`: the one the form began from. Raises ChangedMeanwhile, Unsaid."""
    current = locked(study)
    if current.revision != revision:
        raise ChangedMeanwhile(current)
    if not cleaned_line(words.title):
        raise Unsaid("Please give it a title.")
    before = words_of(current)
    for name, value in asdict(words).items():
        if name == "areas":
            current.areas = list(value)
        else:
            clean = cleaned_text if name in PARTS else cleaned_line
            setattr(current, name, clean(value))
    if words_of(current) != before:
        touch(current, actor=actor, now=now)
        note("case-study-changed", current, actor, now, revision=current.revision)
    return current


@transaction.atomic
def add_from_plan(*, study: CaseStudy, actions: Sequence[Action], actor: str, now: datetime) -> CaseStudy:
    """What was done, with reach and cost as the plan has them, below what stands there. Raises Unsaid."""
    current = locked(study)
    if not actions:
        raise Unsaid("Please choose at least one action of your plan.")
    lines = [action_words(each.what, each.reach, each.cost) for each in actions]
    text = "\n".join([*([current.actions] if current.actions else []), *lines])
    if len(text) > PARTS[Section.ACTIONS].longest:
        raise Unsaid("There is not enough room under “What we did”. Please choose fewer, or shorten it first.")
    current.actions = text
    named = [each.statement for each in actions if each.statement]
    current.statements = list(dict.fromkeys([*current.statements, *named]))
    touch(current, actor=actor, now=now)
    note("case-study-from-plan", current, actor, now, actions=[each.number for each in actions])
    return current


def words_of(study: CaseStudy) -> StudyWords:
    """The text as its form would have it."""
    sections = {section.value: getattr(study, section.value) for section in Section}
    return StudyWords(
        title=study.title,
        phase=study.phase,
        summary=study.summary,
        numbers_from=study.numbers_from,
        areas=tuple(study.areas),
        **sections,
    )
