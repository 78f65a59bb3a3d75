"""What a page is built from: stored releases, the plan, the audit's priorities. In the school's scope."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from belonging.instruments.load import load_practices
from belonging.instruments.practices import Library, Practice
from belonging.web.actions.models import Action, Status
from belonging.web.actions.queries.outcomes import outcomes_of
from belonging.web.actions.queries.plan import actions_of
from belonging.web.actions.rules.measures import people_words
from belonging.web.actions.rules.outcomes import Outcome
from belonging.web.audit.queries.audits import audits_of
from belonging.web.audit.queries.editions import current_edition
from belonging.web.audit.queries.priorities import audit_to_go_by, priorities_of
from belonging.web.audit.queries.voices import voices_of
from belonging.web.audit.rules.heard import SchoolVoices
from belonging.web.audit.rules.priorities import PriorityKind
from belonging.web.findings.models import Release
from belonging.web.programme.models import Cohort
from belonging.web.replies.models import Edition, Line, Page, Stage
from belonging.web.replies.queries.pages import TOLD_AUDIENCES
from belonging.web.replies.rules.building import BuiltPage, built_page, printed, wanted_topics
from belonging.web.replies.rules.choosing import SEND, Topic
from belonging.web.replies.rules.deeds import Deed
from belonging.web.replies.rules.shares import Printed
from belonging.web.replies.rules.tenses import planned, under_way
from belonging.web.schools.models import School

_STAGES = {Status.DONE.value: Stage.DID, Status.UNDER_WAY.value: Stage.DOING, Status.PLANNED.value: Stage.WILL}
"""Ideas and actions that were stopped are told to nobody."""
YOUNGER_WORDS = 10
AUDIENCES = {Edition.PUPILS: ("pupil",), Edition.YOUNGER: ("pupil",), Edition.FAMILIES: ("parent", "pupil")}
"""Whose answers each page tells."""


def built_pages(school: School, cohort: Cohort, wave: str, editions: Sequence[Edition]) -> dict[Edition, BuiltPage]:
    """Empty where nothing of the wave is released."""
    voices = voices_in_wave(school, cohort, wave)
    if voices is None:
        return {}
    actions, priorities = _told_actions(school, cohort), _priorities(school, cohort)
    found = {}
    for edition in editions:
        deeds = _deeds(actions, edition, voices)
        found[edition] = built_page(edition, voices, deeds, wanted_topics(deeds, priorities))
    return found


def topics_wanted(school: School, cohort: Cohort, edition: Edition) -> list[Topic]:
    """What the plan and the priorities put first."""
    return wanted_topics(_deeds(_told_actions(school, cohort), edition, None), _priorities(school, cohort))


def voices_in_wave(school: School, cohort: Cohort, wave: str) -> SchoolVoices | None:
    """What pupils and parents said, from the newest release of each that ends with the wave."""
    made = Release.objects.filter(school=school, cohort=cohort, audience__in=TOLD_AUDIENCES).order_by(
        "released_at", "pk"
    )
    newest = {
        audience: pk
        for audience, waves, pk in made.values_list("audience", "waves", "pk")
        if waves.split("+")[-1] == wave
    }
    return voices_of(school, cohort, releases=list(newest.values())) if newest else None


def voices_of_page(page: Page) -> SchoolVoices | None:
    """Exactly those releases that the page was built from."""
    return voices_of(page.school, page.cohort, releases=page.releases)


def shares_of(line: Line, voices: SchoolVoices | None) -> list[Printed]:
    """All printed shares that a number in the line may be: of its item, in each wave, and where the line is about SEND
    of those with and without."""
    if voices is None or not line.item:
        return []
    groups = [group for group, _ in voices.groups(line.audience, SEND)] if line.by == SEND else []
    heard = [
        voices.heard(line.audience, line.item, by=by, group=group, wave=wave)
        for wave in voices.waves(line.audience)
        for by, group in (("all", "all"), *((SEND, group) for group in groups))
    ]
    return [printed(each) for each in heard if each is not None and each.low is not None]


def _priorities(school: School, cohort: Cohort) -> list[Topic]:
    """What the statements that people's answers put first rest on."""
    audit = audit_to_go_by(audits_of(school, cohort))
    if audit is None:
        return []
    ranked = priorities_of(audit, voices_of(school, cohort))
    first = [priority for priority in ranked if priority.kind <= PriorityKind.SEND_GAP]
    return [(heard.audience, heard.item) for priority in first for heard in priority.heard]


def _pairings() -> dict[str, tuple[Topic, ...]]:
    """The items that each statement of the audit shares with the questionnaires."""
    return {
        statement.key: tuple((pairing.audience, pairing.item) for pairing in statement.pairings)
        for statement in current_edition().statements
    }


def _told_actions(school: School, cohort: Cohort) -> list[Action]:
    return [action for action in actions_of(school, cohort) if action.status in _STAGES]


def _deeds(actions: Sequence[Action], edition: Edition, voices: SchoolVoices | None) -> list[Deed]:
    pairings, library, outcomes = _pairings(), load_practices(), outcomes_of(actions, voices)
    made = []
    for action in actions:
        if text := _told(action, edition, library):
            paired = Deed(action.pk, text, _STAGES[action.status], pairings.get(action.statement, ()))
            is_told = action.measure_audience in AUDIENCES[edition]
            made.append(_measured(paired, action, outcomes[action.pk], voices) if is_told else paired)
    return made


def _measured(deed: Deed, action: Action, outcome: Outcome, voices: SchoolVoices | None) -> Deed:
    """It stands under its measure and nowhere else, so that page, plan and outcomes agree."""
    audience, by = action.measure_audience, action.measure_by
    labels = dict(voices.groups(audience, by)) if voices is not None else {}
    return replace(
        deed,
        topics=((audience, action.measure_item),),
        by=by,
        group=action.measure_group,
        whose="" if by == "all" else people_words(audience, by, labels.get(action.measure_group, action.measure_group)),
        came=outcome.reading,
    )


def _told(action: Action, edition: Edition, library: Library) -> str:
    """Never an action's own words: these are written for colleagues."""
    practice = library.practice(action.practice) if action.practice else None
    if edition is Edition.FAMILIES:
        return _in_school_words(action.for_families, practice) or _of_practice(practice, action, edition)
    written = _in_school_words(action.for_pupils, practice)
    if edition is Edition.PUPILS:
        return written or _of_practice(practice, action, edition)
    told = (_of_practice(practice, action, edition), written)
    return next((words for words in told if words and len(words.split()) <= YOUNGER_WORDS), "")


def _in_school_words(written: str, practice: Practice | None) -> str:
    """Empty where the form's own suggestion was left as it is: that is told in the tense that fits."""
    suggested = (practice.for_pupils, practice.for_younger, practice.for_families) if practice else ()
    return "" if written in map(str, suggested) else written


def _of_practice(practice: Practice | None, action: Action, edition: Edition) -> str:
    if practice is None:
        return ""
    words = {
        Edition.PUPILS: practice.for_pupils,
        Edition.YOUNGER: practice.for_younger,
        Edition.FAMILIES: practice.for_families,
    }
    said = str(words[edition])
    if action.status == Status.PLANNED:
        return planned(said) or f"We will start something new: {practice.name}."
    return under_way(said) if action.status == Status.UNDER_WAY else said
