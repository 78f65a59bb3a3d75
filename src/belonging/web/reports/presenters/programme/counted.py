"""Key findings on training, audit and the leads' survey: counted, and nothing is said beyond those who took part."""

from __future__ import annotations

from typing import Final

from belonging.evaluation.groups import ONCE
from belonging.evaluation.released import Cell, Findings
from belonging.web.audit.rules.across import AreaAcross
from belonging.web.reports.presenters.occasion_words import AT_A_GLANCE, SAID
from belonging.web.reports.presenters.programme.content import KeyFinding, Number, Sentence
from belonging.web.reports.queries.programme import Evidence

LEADERS: Final = "senior leaders"


def training_finding(evidence: Evidence) -> KeyFinding | None:
    held = evidence.training
    if held is None or not held.sessions:
        return None
    told = [held_sentence(evidence)]
    numbers = feedback_numbers(evidence)
    # The two questions that were put to all who came.
    told += [Sentence(f"{one.figure} {one.says}.", one.findings) for one in numbers if LEADERS not in one.says]
    large = Number(f"{held.people:,}", "members of staff trained", findings=("training:people",))
    return KeyFinding("training", "Staff were trained", "standing", tuple(told), large)


def held_sentence(evidence: Evidence) -> Sentence:
    """ "19 sessions were held, 4 in person and 15 online. 408 members of staff came, 27 of them senior leaders."."""
    held = evidence.training
    if held is None:
        return Sentence("")
    sessions = "1 session was held" if held.sessions == 1 else f"{held.sessions:,} sessions were held"
    came = "1 member of staff came" if held.people == 1 else f"{held.people:,} members of staff came"
    kinds = f", {held.in_person:,} in person and {held.online:,} online" if held.in_person and held.online else ""
    led = f", {held.leaders:,} of them {LEADERS}" if held.leaders else ""
    return Sentence(f"{sessions}{kinds}. {came}{led}.", ("training:sessions", "training:people", "training:leaders"))


def feedback_numbers(evidence: Evidence) -> tuple[Number, ...]:
    """The first figures of the feedback, of forms and not of people."""
    return _numbers(evidence.feedback, "training")


def leads_numbers(evidence: Evidence) -> tuple[Number, ...]:
    return _numbers(evidence.leads, "lead")


def leads_finding(evidence: Evidence) -> KeyFinding | None:
    numbers = leads_numbers(evidence)
    if not numbers:
        return None
    told = tuple(Sentence(f"{one.figure} {one.says}.", one.findings) for one in numbers[:3])
    caution = Sentence("One form for each school, by those who led the work there: what they think, not a measurement.")
    return KeyFinding("leads", "What school leads say", "standing", (*told, caution), numbers[0])


def audit_finding(evidence: Evidence) -> KeyFinding | None:
    found = evidence.across
    gained = [area for area in found.areas if area.points is not None] if found else []
    if found is None or not gained:
        return None
    told = [Sentence(_area(area), (f"audit:area:{area.area.key}",)) for area in gained]
    caution = Sentence("Schools rate themselves, and those that rate have an interest in the answer.")
    most = max(gained, key=lambda area: area.gain)
    large = Number(
        f"{most.now} in 100",
        f"ratings in “{most.area.title}” are “fully met”",
        before=f"{most.earlier} in 100",
        findings=(f"audit:area:{most.area.key}",),
    )
    rose = all((area.points or 0) > 0 for area in gained)
    title = "Schools rate their practice higher in every area" if rose else "How schools rate their practice"
    return KeyFinding("audit", title, "more" if rose else "level", (*told, caution), large)


def _area(area: AreaAcross) -> str:
    return f"“{area.area.title}”: {area.now} of 100 ratings fully met, {area.earlier} at the baseline."


def _numbers(findings: Findings | None, audience: str) -> tuple[Number, ...]:
    if findings is None:
        return ()
    found = [(item, group, _cell(findings, item, group)) for item, group in AT_A_GLANCE[audience]]
    return tuple(
        Number(
            figure="0%" if cell.parts["positive"].text == "none" else cell.parts["positive"].text,
            says=f"{SAID[item]} ({_base(audience, group, cell)})",
            findings=(f"{audience}:{cell.id}",),
        )
        for item, group, cell in found
        if cell is not None and cell.parts is not None
    )


def _base(audience: str, group: str, cell: Cell) -> str:
    """Forms are counted, not people: who came twice may have filled in two."""
    if audience == "lead":
        return f"{cell.n} school leads"
    return f"{cell.n} forms by {LEADERS}" if group == "leader" else f"{cell.n} forms"


def _cell(findings: Findings, item: str, group: str) -> Cell | None:
    table = findings.table(item, "all" if group == "all" else "role")
    return None if table is None or table.refusal is not None else table.cell(group, ONCE)
