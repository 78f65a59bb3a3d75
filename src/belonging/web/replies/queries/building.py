"""What a page is built from: stored releases, the plan, the audit's priorities. In the school's scope."""

from __future__ import annotations

from collections.abc import Sequence

from belonging.instruments.load import load_practices
from belonging.instruments.practices import Library, Practice
from belonging.web.actions.models import Action, Status
from belonging.web.actions.queries.plan import actions_of
from belonging.web.audit.queries.audits import audits_of
from belonging.web.audit.queries.editions import current_edition
from belonging.web.audit.queries.priorities import priorities_of
from belonging.web.audit.queries.voices import voices_of
from belonging.web.audit.rules.heard import SchoolVoices
from belonging.web.audit.rules.priorities import PriorityKind
from belonging.web.findings.models import Release
from belonging.web.programme.models import Cohort
from belonging.web.replies.models import Edition, Line, Page, Stage
from belonging.web.replies.queries.pages import TOLD_AUDIENCES
from belonging.web.replies.rules.building import BuiltPage, Deed, built_page, printed, wanted_topics
from belonging.web.replies.rules.choosing import SEND, Topic
from belonging.web.replies.rules.shares import Printed
from belonging.web.schools.models import School

_STAGES = {Status.DONE.value: Stage.DID, Status.UNDER_WAY.value: Stage.DOING, Status.PLANNED.value: Stage.WILL}
"""Ideas and actions that were stopped are told to nobody."""
YOUNGER_WORDS = 10


def built_pages(school: School, cohort: Cohort, wave: str, editions: Sequence[Edition]) -> dict[Edition, BuiltPage]:
    """Empty where nothing of the wave is released."""
    voices = voices_in_wave(school, cohort, wave)
    if voices is None:
        return {}
    actions, priorities = _told_actions(school, cohort), _priorities(school, cohort)
    found = {}
    for edition in editions:
        deeds = _deeds(actions, edition)
        found[edition] = built_page(edition, voices, deeds, wanted_topics(deeds, priorities))
    return found


def topics_wanted(school: School, cohort: Cohort, edition: Edition) -> list[Topic]:
    """What the plan and the priorities put first."""
    return wanted_topics(_deeds(_told_actions(school, cohort), edition), _priorities(school, cohort))


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
    audits = audits_of(school, cohort)
    if not audits:
        return []
    ranked = priorities_of(audits[-1], voices_of(school, cohort))
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


def _deeds(actions: Sequence[Action], edition: Edition) -> list[Deed]:
    pairings = _pairings()
    return [deed for deed in (_deed(action, edition, pairings) for action in actions) if deed.text]


def _deed(action: Action, edition: Edition, pairings: dict[str, tuple[Topic, ...]]) -> Deed:
    measured = ((action.measure_audience, action.measure_item),) if action.measure_item else ()
    topics = dict.fromkeys([*measured, *pairings.get(action.statement, ())])
    return Deed(
        action=action.pk,
        text=_told(action, edition, load_practices()),
        stage=_STAGES[action.status],
        topics=tuple(topics),
        by=action.measure_by,
    )


def _told(action: Action, edition: Edition, library: Library) -> str:
    """Never an action's own words: these are written for colleagues."""
    practice = library.practice(action.practice) if action.practice else None
    if edition is Edition.FAMILIES:
        return action.for_families or _of_practice(practice, action, edition)
    if edition is Edition.PUPILS:
        return action.for_pupils or _of_practice(practice, action, edition)
    told = (_of_practice(practice, action, edition), action.for_pupils)
    return next((words for words in told if words and len(words.split()) <= YOUNGER_WORDS), "")


def _of_practice(practice: Practice | None, action: Action, edition: Edition) -> str:
    if practice is None:
        return ""
    if action.status == Status.PLANNED:
        # The library tells what a school has begun.
        return f"We will start something new: {practice.name}."
    words = {
        Edition.PUPILS: practice.for_pupils,
        Edition.YOUNGER: practice.for_younger,
        Edition.FAMILIES: practice.for_families,
    }
    return str(words[edition])
