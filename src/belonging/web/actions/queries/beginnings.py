"""Where a new action comes from: a statement of the audit, what people said, pupils' words, a practice."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from belonging.instruments.audit import Statement
from belonging.web.actions.rules.measures import MORE, Measure, is_released, people_words
from belonging.web.actions.rules.sources import GroundWords, signed_ground
from belonging.web.audit.models import Audit
from belonging.web.audit.queries.asked import asked_in
from belonging.web.audit.queries.audits import audits_of, ratings_of
from belonging.web.audit.rules.heard import Heard, SchoolVoices
from belonging.web.programme.models import Cohort
from belonging.web.schools.models import School

STALE = "The link you came by is too old. Go back to what the pupils said, and press the button there again."


@dataclass(frozen=True, slots=True)
class Beginning:
    """`grounds` come with the action; `measure` is what success is proposed to be. `trouble` says what is amiss."""

    grounds: tuple[GroundWords, ...] = ()
    statement: Statement | None = None
    measure: Measure | None = None
    send_first: bool = False
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
    found = audits_of(school, cohort)
    return found[-1] if found else None


def statement_in(audit: Audit, key: str) -> Statement | None:
    """Among all that the audit asks, hidden ones too."""
    return next((each.statement for each in asked_in(audit, with_hidden=True) if each.statement.key == key), None)


def voice_ground(heard: Iterable[Heard]) -> GroundWords | None:
    """What people said, as printed, one sentence for each; of the first release only. None where nothing is shown."""
    told = [one for one in heard if one.refusal is None]
    if not told:
        return None
    release = told[0].release_id
    kept = [one for one in told if one.release_id == release]
    return GroundWords("voice", " ".join(map(heard_words, kept)), release, tuple(one.finding for one in kept))


def heard_words(heard: Heard) -> str:
    """As printed: "Pupils with SEND: about half said “Always or mostly” to “I feel safe at school” (baseline)."."""
    people = people_words(heard.audience, heard.by, heard.group_label)
    start = people[:1].upper() + people[1:]
    return f"{start}: {heard.text} said “{heard.positive}” to “{heard.wording}” ({heard.wave})."


def _from_statement(key: str, school: School, cohort: Cohort, voices: SchoolVoices | None) -> Beginning:
    audit = latest_audit(school, cohort)
    statement = statement_in(audit, key) if audit else None
    if audit is None or statement is None:
        return Beginning(trouble="Your audit has no such statement. Choose one from your audit, or write your own why.")
    rating = ratings_of(audit).get(key)
    rated = f" We rated it “{rating.get_value_display().lower()}”." if rating and rating.value else ""
    words = (
        f"Statement {statement.number} of our audit ({audit.get_stage_display().lower()}): {statement.wording}{rated}"
    )
    heard = _heard_beside(statement, voices)
    voice = voice_ground(heard)
    first = GroundWords("statement", words, source=f"statement:{key}")
    return Beginning(
        grounds=(first, voice) if voice else (first,),
        statement=statement,
        measure=_measure(heard, voices),
        send_first=any(one.by == "send" for one in heard),
    )


def _heard_beside(statement: Statement, voices: SchoolVoices | None) -> list[Heard]:
    """For each pairing those with SEND first, then everyone."""
    if voices is None:
        return []
    wanted = [
        voices.heard(each.audience, each.item, by=by, group=group)
        for each in statement.pairings
        for by, group in (("send", "send"), ("all", "all"))
    ]
    return [one for one in wanted if one is not None and one.refusal is None]


def _from_voice(item: str, asked: Mapping[str, str], voices: SchoolVoices | None) -> Beginning:
    audience, group = asked.get("audience", "pupil"), asked.get("group", "all")
    by = asked.get("by") or ("all" if group == "all" else "send")
    heard = voices.heard(audience, item, by=by, group=group) if voices else None
    ground = voice_ground([heard]) if heard else None
    if heard is None or ground is None:
        return Beginning(trouble="What these people said to this statement is not shown for your school.")
    return Beginning((ground,), measure=_measure([heard], voices), send_first=by == "send")


def _measure(heard: Iterable[Heard], voices: SchoolVoices | None) -> Measure | None:
    """The first of them, which is what the action came from."""
    found = (Measure(one.audience, one.item, one.by, one.group, MORE) for one in heard)
    return next((each for each in found if is_released(voices, each)), None)
