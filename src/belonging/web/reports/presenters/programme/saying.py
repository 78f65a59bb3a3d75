"""A statement's released figures as sentences and bands. What a sentence claims is the stored reading, never more."""

from __future__ import annotations

from typing import Final

from belonging.evaluation.released import Cell, Change, Findings, Gap, Reading, ReleasedTable, Rung
from belonging.figures import points, points_in_words, rung_between, share_number
from belonging.figures.printed import signed
from belonging.web.reports.presenters.programme.content import Band, Number, Sentence, Tone
from belonging.web.reports.presenters.wording import PEOPLE, inside

PHRASES: Final = {
    "belong": "feel that they belong at their school",
    "teachers_interested": "say that most of their teachers are interested in them",
    "support_in_work": "say that people at school support them in their work",
    "safe": "feel safe at school",
    "lonely": "rarely or never feel lonely at school",
    "friendly": "say that people at school are friendly to them",
    "adult_to_talk_to": "have an adult at school to talk to about a problem",
    "included": "feel included in school and classroom activities",
    "liked_as_i_am": "say that other pupils like them the way they are",
    "respected_as_i_am": "feel respected by teachers for who they are",
    "fair": "say that teachers treat pupils fairly",
    "happy": "are happy to be part of their school",
}
"""By item, what a positive answer says, after "more pupils". Items that are not here are quoted."""

UNFAVOURABLE: Final = {"lonely": "feel lonely at school"}
"""By reverse item, what its negative answer says, so that nobody has to read "less often rarely or never"."""

AVERAGE_SCHOOL: Final = "average-school"
"""The supplement that counts every school once."""

TONES: Final[dict[Reading, Tone]] = {
    Reading.MORE: "more",
    Reading.FEWER: "fewer",
    Reading.NO_CLEAR_CHANGE: "level",
    Reading.TOO_FEW: "untold",
}


def phrase(table: ReleasedTable) -> str:
    return PHRASES.get(table.item, f"answered “{table.wording}” positively")


def ids(findings: Findings, *found: str) -> tuple[str, ...]:
    """Ids as content keeps them, with the audience before them."""
    return tuple(f"{findings.audience}:{one}" for one in found)


def people_of(findings: Findings, found: Change | Cell | None = None) -> str:
    """ "pupils", or of a group "pupils with SEND"."""
    people = PEOPLE[findings.audience]
    if found is None or found.group == "all":
        return people
    label = inside(found.group_label)
    return f"{people} {label}" if label.startswith("with") else f"{people} ({label})"


def change_sentence(findings: Findings, table: ReleasedTable, change: Change) -> Sentence:
    """ "More pupils feel safe at school: 80 in 100, up from 71."."""
    people, said = people_of(findings, change), change.text.partition(": ")[2]
    figures = f": {said}" if said else ""
    text = {
        Reading.MORE: f"More {people} {phrase(table)}{figures}.",
        Reading.FEWER: f"Fewer {people} {phrase(table)}{figures}.",
        Reading.NO_CLEAR_CHANGE: f"No clear change in how many {people} {phrase(table)}{figures}.",
        Reading.TOO_FEW: f"Too few answered to tell whether more or fewer {people} {phrase(table)}.",
    }[change.reading]
    return Sentence(text, ids(findings, change.id))


def surety(table: ReleasedTable, change: Change | Gap) -> str:
    """ "Change +6 points, and it may lie anywhere from +1 to +12"; empty where there are no numbers."""
    low, high, interval = change.estimate_low, change.estimate_high, change.interval
    if rung_between(table, change) is Rung.WORDS or low is None or high is None or interval is None:
        return ""
    name = "Change" if isinstance(change, Change) else "Difference"
    return (
        f"{name} {points_in_words(points(low, high))}; it may lie anywhere from {points(interval.low, interval.high)}"
    )


def average_school(findings: Findings, table: ReleasedTable) -> Sentence | None:
    """The same change with each school counted once; None where it was not worked out or may not be told."""
    supplement = findings.supplement(AVERAGE_SCHOOL)
    found = (one for one in (supplement.measures if supplement else ()) if one.id.endswith(f":{table.item}:all:school"))
    one = next(found, None)
    if one is None or one.refusal is not None or one.value is None or one.low is None or one.high is None:
        return None
    change, sure = points_in_words(signed(one.value)), points(one.low, one.high)
    text = f"In the average school, where a small one counts as much as a large one: {change}, anywhere from {sure}."
    return Sentence(text, ids(findings, one.id))


def number_of(findings: Findings, table: ReleasedTable, group: str = "all") -> Number | None:
    """The latest share, large; None where it is not shown."""
    now = latest(table, group)
    if now is None or now.parts is None:
        return None
    change, first = table.change(group), earliest(table, group)
    before = "" if first is None or first.parts is None or first is now else first.parts["positive"].text
    rests = [now.id, *([change.id] if change else [])]
    return Number(
        figure=opened(now.parts["positive"].text),
        says=f"{people_of(findings, now)} {phrase(table)}",
        before=before,
        surety=surety(table, change) if change else "",
        findings=ids(findings, *rests),
    )


def band_of(cell: Cell | None) -> Band | None:
    if cell is None or cell.parts is None:
        return None
    share = cell.parts["positive"]
    return Band(share.low, share.high, share.text, share_number(share, cell.rung), in_words=cell.rung is Rung.WORDS)


def latest(table: ReleasedTable, group: str = "all") -> Cell | None:
    return table.cell(group, table.waves[-1]) if table.waves else None


def earliest(table: ReleasedTable, group: str = "all") -> Cell | None:
    return table.cell(group, table.waves[0]) if table.waves else None


def opened(words: str) -> str:
    return words[:1].upper() + words[1:]


def listed(words: list[str]) -> str:
    """ "a, b and c"."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
