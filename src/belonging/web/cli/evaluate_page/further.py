"""What stands around the statements: key findings, who answered, gaps, further methods, what is not shown, how."""

from __future__ import annotations

from belonging.evaluation.released import Findings, Gap, Measure, ReleasedTable, Rung, Supplement
from belonging.figures import ChangeRow, GapRow, draw_changes, draw_gaps, draw_key, inside, wave_name
from belonging.web.cli.evaluate_page.markup import (
    Html,
    Section,
    element,
    folded,
    grouped_table,
    joined,
    listed,
    paragraph,
    section,
    table,
)
from belonging.web.cli.evaluate_page.pictures import picture
from belonging.web.cli.evaluate_page.statements import anchor
from belonging.web.cli.findings_further import (
    by_statement,
    measure_interval,
    measure_n,
    measure_sentence,
    measure_value,
)
from belonging.web.cli.findings_limits import is_held_back, limits
from belonging.web.cli.findings_summary import summaries

MOST_UNFOLDED = 12
"""A further method with more numbers than this has them folded."""

_HEAD = ("Measure", "Value", "Interval", "n", "What it says")

_SIGNS = {"more": "↑", "fewer": "↓", "level": "=", "untold": "?", "standing": "•", "gap": "↔"}


_POINTS = "How much the number of positive answers changed, in points: one point is one person in 100."


def key_findings(findings: Findings) -> Section:
    items = {found.id: found.item for found in findings.tables}
    lines = [
        element(
            "li",
            element("span", _SIGNS.get(line.tone, "•"), class_="sign", aria_hidden="true"),
            element(
                "span",
                f"{line.text} ",
                element(
                    "a", "See the numbers", href=f"#{anchor(items[line.table])}", aria_label=f"Numbers: {line.text}"
                ),
            ),
            class_=f"headline {line.tone}",
        )
        for line in findings.headlines
        if line.table in items
    ]
    nothing = paragraph("There is too little to say something in one sentence. The tables show what there is.")
    return section("key-findings", "Key findings", element("ul", *lines, class_="headlines") if lines else nothing)


def _to_numbers(item: str, line: str) -> Html:
    return element("a", "See the numbers", href=f"#{anchor(item)}", aria_label=f"See the numbers: {line}")


def who_answered(findings: Findings) -> Section:
    boxes = [
        element(
            "div",
            element("dt", wave_name(row.wave)),
            element(
                "dd",
                row.answered_text,
                f" of {row.roll:,} on roll" if row.roll else "",
                f", {row.schools} school{'' if row.schools == 1 else 's'}",
            ),
        )
        for row in findings.responses
    ]
    return section("who", "Who answered", element("dl", *boxes, class_="boxes"))


def at_a_glance(findings: Findings, people: str) -> Section:
    """The table of all statements, every statement's change, the gaps, and what the marks mean."""
    shown = [found for found in findings.tables if found.refusal is None]
    changes = [
        ChangeRow(found.wording, change, found.rung) for found in shown if found.by == "all" for change in found.changes
    ]
    parts: list[Html] = []
    if any(row.rung is not Rung.WORDS for row in changes):
        title = "Positive answers to every statement, last wave minus first"
        parts.append(
            paragraph("How much the number of positive answers changed, in points: one point is one person in 100.")
        )
        parts.append(picture("changes", lambda look: draw_changes(title, changes, people=people, look=look)))
    parts += [table(summary.title, summary.head, summary.rows) for summary in summaries(findings)]
    for by in dict.fromkeys(found.by for found in shown if found.gaps):
        parts += _gaps([found for found in shown if found.by == by], people)
    rungs = {found.rung for found in shown}
    if rungs:
        parts += [
            element("h3", "How to read the pictures"),
            picture("key", lambda look: draw_key(rungs, look=look), numbers=False),
        ]
    return section("glance", "All statements at a glance", *parts)


def _gaps(tables: list[ReleasedTable], people: str) -> list[Html]:
    """A picture for each pair of groups that is set against each other, in the last wave that has it."""
    pairs: dict[tuple[str, str], list[tuple[ReleasedTable, Gap]]] = {}
    for found in tables:
        latest = {(gap.group, gap.against): gap for gap in found.gaps if gap.earlier is None}
        for pair, gap in latest.items():
            pairs.setdefault(pair, []).append((found, gap))
    parts: list[Html] = []
    for (group, against), of_pair in pairs.items():
        rows = [row for found, gap in of_pair if (row := _gap_row(found, gap)) is not None]
        if rows:
            gap = rows[0].gap
            title = f"{gap.group_label} beside {inside(gap.against_label)}, {gap.wave}"
            name = f"gaps-{tables[0].by}-{group}-{against}".replace("_", "-")
            parts += [element("h3", title), _gap_picture(name, title, rows, people)]
    return parts


def _gap_picture(name: str, title: str, rows: list[GapRow], people: str) -> Html:
    return picture(name, lambda look: draw_gaps(title, rows, people=people, look=look))


def _gap_row(found: ReleasedTable, gap: Gap) -> GapRow | None:
    ours, theirs = found.cell(gap.group, gap.wave), found.cell(gap.against, gap.wave)
    return None if ours is None or theirs is None else GapRow(found.wording, ours, theirs, gap)


def further_methods(findings: Findings) -> Section:
    return section("further", "Further methods", *(_supplement(found) for found in findings.supplements))


def _supplement(found: Supplement) -> Html:
    parts = [element("h3", found.title), paragraph(found.says)]
    if found.refusal:
        parts.append(paragraph(found.refusal.sentence))
    if found.measures:
        measures = _measures(found)
        many = len(found.measures) > MOST_UNFOLDED
        parts.append(folded(f"The {len(found.measures)} numbers as a table", measures) if many else measures)
    parts += [listed(found.notes)] if found.notes else []
    parts.append(paragraph("Method: ", element("code", f"docs/methods/{found.method}.md"), class_="trace"))
    return element("article", *parts, id=f"further-{found.id}")


def _measures(found: Supplement) -> Html:
    """Grouped by statement; the last column only where something is said."""
    columns = _HEAD if any(measure_sentence(measure) for measure in found.measures) else _HEAD[:-1]
    groups = [
        (f"“{statement}”" if statement else "", [_measure(*one)[: len(columns)] for one in group])
        for statement, group in by_statement(found.measures)
    ]
    return grouped_table(found.title, columns, groups)


def _measure(label: str, measure: Measure) -> tuple[str, ...]:
    value = measure_value(measure) or ("not shown" if measure.refusal else "")
    return label, value, measure_interval(measure), measure_n(measure), measure_sentence(measure)


def not_shown(findings: Findings) -> Section:
    sentences = limits(findings)
    nothing = paragraph("Nothing had to be left out.")
    return section("not-shown", "What cannot be told, or is not shown", listed(sentences) if sentences else nothing)


def how(findings: Findings, source: str) -> Section:
    identity = (
        ("Answers", source),
        ("Policy", f"{findings.policy}, version {findings.policy_version}"),
        ("Engine", f"version {findings.engine_version}"),
        ("Questionnaire", f"{findings.instrument}, {findings.instrument_digest[:16]}"),
        ("Plan", findings.plan_digest[:16]),
        *((("Rows", findings.input_digest[:16]),) if findings.input_digest else ()),
    )
    methods: list[str] = []
    for found in findings.tables:
        methods += [cell.interval.method for cell in found.cells if cell.interval]
        methods += [change.interval.method for change in found.changes if change.interval]
        methods += [gap.interval.method for gap in found.gaps if gap.interval]
    notes = [note.sentence for note in findings.notes if not is_held_back(note)]
    return section(
        "how",
        "How this was worked out, and its limits",
        listed([*notes, *(f"Intervals: {name}." for name in dict.fromkeys(methods))]),
        element("h3", "What these findings were made from"),
        element(
            "dl", *(joined([element("dt", what), element("dd", is_)]) for what, is_ in identity), class_="identity"
        ),
    )
