"""Where a new action comes from: a statement of the audit, what people said, pupils' words, a practice."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from belonging.evaluation.released import Rung
from belonging.instruments.audit import Statement
from belonging.web.actions.rules.measures import MORE, Measure, is_released
from belonging.web.actions.rules.sources import GroundWords, signed_ground
from belonging.web.audit.models import Audit
from belonging.web.audit.queries.audits import audits_of
from belonging.web.audit.queries.priorities import audit_to_go_by, priorities_of
from belonging.web.audit.rules.heard import Heard, SchoolVoices
from belonging.web.audit.rules.priorities import Priority, PriorityKind
from belonging.web.audit.rules.voices import beside, share_sentence
from belonging.web.programme.models import Cohort
from belonging.web.schools.models import School

NO_STATEMENT = "Your audit does not ask this. Choose a statement from your audit, or say below why you want to act."
NOT_SHOWN = "What these people said to this statement is not shown for your school. Say below why you want to act."
_KINDS = {PriorityKind.RATED_HIGHER: "gap", PriorityKind.BOTH_SAY_SO: "both", PriorityKind.SEND_GAP: "send_gap"}
STALE = "The link you came by is too old. Go back to what the pupils said, and press the button there again."


@dataclass(frozen=True, slots=True)
class Beginning:
    """`grounds` come with the action; `measure` is what success is proposed to be. `trouble` says what is amiss."""

    grounds: tuple[GroundWords, ...] = ()
    statement: Statement | None = None
    measure: Measure | None = None
    trouble: str = ""


def beginning_of(asked: Mapping[str, str], *, school: School, cohort: Cohort, voices: SchoolVoices | None) -> Beginning:
    """From the address of the page that adds an action."""
    if token := asked.get("ground", ""):
        ground = signed_ground(token, school_id=school.pk)
        return Beginning((ground,)) if ground else Beginning(trouble=STALE)
    if key := asked.get("statement", ""):
        return _from_statement(key, school, cohort, voices)
    if item := asked.get("item", ""):
        return _from_voice(item, asked, voices)
    return Beginning()


def latest_audit(school: School, cohort: Cohort) -> Audit | None:
    return audit_to_go_by(audits_of(school, cohort))


def top_priorities(school: School, cohort: Cohort, voices: SchoolVoices | None, most: int = 3) -> list[Priority]:
    """What a first action could take up: not what holds, nor what nobody has rated."""
    audit = latest_audit(school, cohort)
    found = priorities_of(audit, voices) if audit else []
    return [each for each in found if each.kind < PriorityKind.HOLDS][:most]


def voice_ground(heard: Heard) -> GroundWords | None:
    """What these people said, as printed; None where it is not shown."""
    if heard.refusal is not None:
        return None
    wave = heard.wave.replace("+", " and ")
    return GroundWords("voice", f"At {wave}: {share_sentence(heard)}", heard.release_id, (heard.finding,))


def priority_ground(priority: Priority) -> GroundWords:
    """Why a statement stands where it does, with the findings that its words rest on."""
    statement = priority.statement
    releases = {one.release_id for one in priority.heard}
    release = priority.heard[0].release_id if priority.heard else None
    findings = [one.finding for one in priority.heard if one.release_id == release]
    return GroundWords(
        _KINDS.get(priority.kind, "statement"),
        f"{statement.number} “{statement.wording}”. {priority.words}",
        release,
        priority.findings if len(releases) == 1 else tuple(findings),
        source=f"statement:{statement.key}",
    )


def _from_statement(key: str, school: School, cohort: Cohort, voices: SchoolVoices | None) -> Beginning:
    audit = latest_audit(school, cohort)
    found = priorities_of(audit, voices) if audit else []
    priority = next((each for each in found if each.statement.key == key), None)
    if priority is None:
        return Beginning(trouble=NO_STATEMENT)
    measure = _measure([*priority.heard, *beside(priority.statement, voices).told], voices)
    return Beginning((priority_ground(priority),), priority.statement, measure)


def _from_voice(item: str, asked: Mapping[str, str], voices: SchoolVoices | None) -> Beginning:
    audience, group = asked.get("audience", "pupil"), asked.get("group") or "all"
    by = asked.get("by") or ("all" if group == "all" else "send")
    heard = voices.heard(audience, item, by=by, group=group) if voices else None
    ground = voice_ground(heard) if heard else None
    if heard is None or ground is None:
        return Beginning(trouble=NOT_SHOWN)
    return Beginning((ground,), measure=_measure([heard], voices))


def _measure(heard: Iterable[Heard], voices: SchoolVoices | None) -> Measure | None:
    """Of the people whom the first of them is about, which is what the action came from (SEND where it is SEND); of
    several rather one whose change can be worked out."""
    every = list(heard)
    told = sorted(every, key=lambda one: (one.by != every[0].by, one.rung is Rung.WORDS))
    found = (Measure(one.audience, one.item, one.by, one.group, MORE) for one in told)
    return next((each for each in found if is_released(voices, each)), None)
