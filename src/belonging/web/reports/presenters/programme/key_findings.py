"""The key findings, written from rules: each looks at what was released and says one thing, or nothing.

A rule never says more than the reading that is stored with the figure, and names every figure that it rests on.
docs/methods/key-findings.md has the rules in words.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from belonging.evaluation.released import Change, Findings, Reading, ReleasedTable
from belonging.web.reports.presenters.programme.content import KeyFinding, Sentence, Tone
from belonging.web.reports.presenters.programme.counted import audit_finding, leads_finding, training_finding
from belonging.web.reports.presenters.programme.gaps import group_finding, send_finding
from belonging.web.reports.presenters.programme.saying import (
    TONES,
    average_school,
    change_sentence,
    ids,
    latest,
    number_of,
    opened,
    people_of,
    phrase,
)
from belonging.web.reports.presenters.wording import PEOPLE
from belonging.web.reports.queries.programme import Evidence

MAIN: Final = "belong"
"""The statement that is told first, whatever became of it."""
MOST_TOLD: Final = 4
"""So many statements are told with their figures in one finding; the others are counted."""


@dataclass(frozen=True, slots=True)
class Rule:
    """`says` is the rule in words, for the page that lists them."""

    name: str
    says: str
    write: Callable[[Evidence], KeyFinding | None]


def key_findings(evidence: Evidence) -> tuple[KeyFinding, ...]:
    written = (rule.write(evidence) for rule in RULES)
    return tuple(one for one in written if one is not None)


def main_finding(evidence: Evidence) -> KeyFinding | None:
    """The statement on belonging itself, whichever way it went, and in the average school."""
    pupils = evidence.voices.findings.get("pupil")
    table = pupils.table(MAIN) if pupils else None
    if pupils is None or table is None:
        return None
    change, number = table.change("all"), number_of(pupils, table)
    if change is None:
        cell = latest(table)
        if cell is None or cell.parts is None:
            return None
        text = f"{opened(cell.parts['positive'].text)} pupils {phrase(table)}."
        return KeyFinding("main", "Where belonging stands", "standing", (Sentence(text, ids(pupils, cell.id)),), number)
    titles = {
        Reading.MORE: "More pupils feel that they belong",
        Reading.FEWER: "Fewer pupils feel that they belong",
        Reading.NO_CLEAR_CHANGE: "Belonging itself: no clear change",
        Reading.TOO_FEW: "Belonging itself: too few answered to tell",
    }
    told = [change_sentence(pupils, table, change)]
    average = average_school(pupils, table)
    told += [average] if average else []
    return KeyFinding("main", titles[change.reading], TONES[change.reading], tuple(told), number)


def rise(evidence: Evidence) -> KeyFinding | None:
    return _moved(evidence, Reading.MORE, "rise")


def fall(evidence: Evidence) -> KeyFinding | None:
    return _moved(evidence, Reading.FEWER, "fall")


def level(evidence: Evidence) -> KeyFinding | None:
    """Counted, not told one by one: with a sentence on what "no clear change" means."""
    pupils = evidence.voices.findings.get("pupil")
    found = [] if pupils is None else _changes(pupils, Reading.NO_CLEAR_CHANGE)
    if pupils is None or not found:
        return None
    rests = ids(pupils, *(change.id for _, change in found))
    on = "one statement" if len(found) == 1 else f"{len(found)} statements"
    names = "; ".join(f"“{table.wording}”" for table, _ in found)
    sentences = (
        Sentence(f"{names}.", rests),
        Sentence("Differences of this size can come about by chance, so we do not say that these rose or fell."),
    )
    return KeyFinding("level", f"No clear change on {on}", "level", sentences)


def untold(evidence: Evidence) -> KeyFinding | None:
    """Of all audiences: what too few answered to tell."""
    rests: list[str] = []
    parts = []
    for audience, findings in evidence.voices.findings.items():
        found = _changes(findings, Reading.TOO_FEW)
        if found:
            rests += ids(findings, *(change.id for _, change in found))
            parts.append(f"{len(found)} of {len(findings.items)} put to {PEOPLE[audience]}")
    if not parts:
        return None
    text = f"Too few answered to say whether anything moved on these statements: {'; '.join(parts)}."
    return KeyFinding("untold", "What cannot be told", "untold", (Sentence(text, tuple(rests)),))


def parents(evidence: Evidence) -> KeyFinding | None:
    return _others(evidence, "parent", "parents", "What parents and carers said")


def staff(evidence: Evidence) -> KeyFinding | None:
    return _others(evidence, "staff", "staff", "What staff said")


def _moved(evidence: Evidence, reading: Reading, rule: str) -> KeyFinding | None:
    """Statements other than the main one that moved that way, in the order of the findings' own headlines."""
    pupils = evidence.voices.findings.get("pupil")
    found = [] if pupils is None else _in_order(pupils, _changes(pupils, reading))
    if pupils is None or not found:
        return None
    told = [change_sentence(pupils, table, change) for table, change in found[:MOST_TOLD]]
    rest = found[MOST_TOLD:]
    if rest:
        also = f"And on {len(rest)} more."
        told.append(Sentence(also, ids(pupils, *(change.id for _, change in rest))))
    word = "More" if reading is Reading.MORE else "Fewer"
    on = f"{len(found)} {'statement' if len(found) == 1 else 'statements'}"
    other = "other " if pupils.table(MAIN) else ""
    title = f"{word} pupils answer positively on {on.replace(' ', f' {other}', 1)}"
    return KeyFinding(rule, title, TONES[reading], tuple(told), number_of(pupils, found[0][0]))


def _others(evidence: Evidence, audience: str, rule: str, title: str) -> KeyFinding | None:
    """What moved, else that nothing clearly did; then the statement with most positive answers."""
    findings = evidence.voices.findings.get(audience)
    if findings is None or not findings.tables:
        return None
    clear = [*_changes(findings, Reading.MORE), *_changes(findings, Reading.FEWER)]
    told = [change_sentence(findings, table, change) for table, change in clear[:MOST_TOLD]]
    level = _changes(findings, Reading.NO_CLEAR_CHANGE)
    if level and not clear:
        rests = ids(findings, *(change.id for _, change in level))
        told.append(Sentence(f"On no statement is a change clear among {people_of(findings)}.", rests))
    told += [
        Sentence(headline.text, ids(findings, *headline.findings))
        for headline in findings.headlines
        if headline.tone == "standing"
    ]
    tone: Tone = TONES[clear[0][1].reading] if len({change.reading for _, change in clear}) == 1 else "level"
    return KeyFinding(rule, title, tone, tuple(told)) if told else None


def _changes(findings: Findings, reading: Reading) -> list[tuple[ReleasedTable, Change]]:
    """Of everyone, that read so; without pupils' main statement, which has a rule of its own."""
    found = [(table, table.change("all")) for table in findings.tables if table.by == "all"]
    own_rule = findings.audience == "pupil" and reading is not Reading.TOO_FEW
    return [
        (table, change)
        for table, change in found
        if change is not None and change.reading is reading and not (own_rule and table.item == MAIN)
    ]


def _in_order(findings: Findings, found: list[tuple[ReleasedTable, Change]]) -> list[tuple[ReleasedTable, Change]]:
    order = {one: at for at, line in enumerate(findings.headlines) for one in line.findings}
    return sorted(found, key=lambda pair: order.get(pair[1].id, len(order)))


RULES: Final = (
    Rule("main", "The statement on belonging itself, whichever way it went.", main_finding),
    Rule("rise", "Other statements that more pupils answered positively, by the stored reading.", rise),
    Rule("fall", "Other statements that fewer pupils answered positively.", fall),
    Rule("send", "Pupils with SEND: what moved among them, and where they differ from the others.", send_finding),
    Rule("gap", "Other groups of pupils that clearly differ in the last wave.", group_finding),
    Rule("level", "Statements without a clear change, counted.", level),
    Rule("parents", "Parents and carers: what moved, and their strongest and weakest statement.", parents),
    Rule("staff", "Staff: the same.", staff),
    Rule("training", "How much training was held, and what those who came said of it.", training_finding),
    Rule("audit", "How far the four areas of the audit have come.", audit_finding),
    Rule("leads", "What school leads say at the end.", leads_finding),
    Rule("untold", "Statements that too few answered to read, of every audience.", untold),
)
"""In the order in which they are printed."""
