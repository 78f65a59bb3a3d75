"""The technical report holds every released figure by its id; the interim one is the baseline as it was released."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache

import pytest
from django.test import Client

from belonging.evaluation import AnswerSet, Findings, Plan, Policy, evaluate
from belonging.instruments.load import load
from belonging.web.base.scope import programme_scope
from belonging.web.programme.models import Cohort
from belonging.web.programme.rules.planning import Window
from belonging.web.reports.presenters.heard import Heard
from belonging.web.reports.presenters.programme.content import Chart, Grid, ProgrammeReport, Section
from belonging.web.reports.presenters.technical.files import edition_file, evidence_for
from belonging.web.reports.presenters.technical.report import KINDS, Kind, edition_report
from belonging.web.reports.queries.programme import Evidence
from belonging.web.reports.queries.technical import Step, TechnicalEvidence
from belonging.web.reports.queries.voices import Voices
from belonging.web.themes.rules.results import ThemeAgreement, ThemeResult, ThemeResults, ThemeShare
from tests.web.reports.conftest import AUDIENCES, PILOT, RELEASED_AT, _columns, released, store

KIND = {str(name): kind for name, kind in KINDS.items()}
OF_CHANGE = re.compile(r"More pupils|Fewer pupils|No clear change|\bendline\b|up from|down from")
COHORT = Cohort(name="Pilot", slug="pilot")


@cache
def at_the_beginning() -> Findings:
    instrument = load("pupil_v1")
    rows = [row for row in PILOT.answers if row.audience == "pupil" and row.wave == "baseline"]
    rolls = {(one.key, "baseline"): one.roll for one in PILOT.schools}
    plan = replace(Plan.default(instrument, "programme"), supplements=())
    return evaluate(AnswerSet.from_columns(instrument, _columns(rows, "pupil")), plan, Policy.release(), rolls)


def technical(*audiences: str, **more: object) -> ProgrammeReport:
    heard = {audience: released(audience) for audience in audiences}
    found = TechnicalEvidence(Evidence(COHORT, Voices(heard, RELEASED_AT), settings=("primary",) * 10))
    return edition_report(KIND["technical"], replace(found, **more), Heard(), paper=True)  # type: ignore[arg-type]


def interim(kind: str = "interim", *, later: dict[str, Window] | None = None) -> ProgrammeReport:
    then = Evidence(COHORT, Voices({"pupil": at_the_beginning()}, RELEASED_AT), settings=("primary",) * 10)
    return edition_report(KIND[kind], TechnicalEvidence(then, interim=True, later=later or {}), Heard(), paper=True)


def section(report: ProgrammeReport, key: str) -> Section:
    found = report.section(key)
    assert found is not None, [one.key for one in report.sections]
    return found


def ids_in(report: ProgrammeReport) -> Iterator[str]:
    for block in report.blocks():
        if isinstance(block, Grid):
            yield from (one for row in block.findings for one in row)


def words_of(*found: object) -> str:
    return "\n".join(str(one) for one in found)


def test_every_cell_change_and_gap_that_is_shown_stands_in_a_table_by_its_id() -> None:
    report, findings = technical(*AUDIENCES), [released(audience) for audience in AUDIENCES]
    there = set(ids_in(report))
    for one in findings:
        for table in one.tables:
            if table.by != "school" and not table.refusal:
                of_table = [*(cell.id for cell in table.cells), *(change.id for change in table.changes)]
                of_table += [gap.id for gap in table.gaps]
                assert {f"{one.audience}:{found}" for found in of_table} <= there
        measures = [measure for extra in one.supplements if extra.id != "funnels" for measure in extra.measures]
        assert {f"{one.audience}:{measure.id}" for measure in measures if not measure.refusal} <= there


def test_a_row_prints_what_its_finding_holds() -> None:
    table = released("pupil").table("belong")
    assert table is not None
    change = table.change("all")
    cell = table.cell("all", "endline")
    assert change is not None
    assert cell is not None
    assert cell.parts is not None
    shares, between = _tables_of(technical("pupil"), "pupil:belong-by-all")
    row = shares.rows[shares.findings.index((f"pupil:{cell.id}",))]
    assert row[5] == f"{cell.parts['positive'].low:g}"
    assert between.rows[0][1] == f"+{change.estimate_low:g}"


def _tables_of(report: ProgrammeReport, named: str) -> tuple[Grid, Grid]:
    grids = [block for block in report.blocks() if isinstance(block, Grid)]
    at = next(at for at, grid in enumerate(grids) if grid.note == named)
    return grids[at], grids[at + 1]


def test_no_row_of_figures_is_without_an_id() -> None:
    report = technical(*AUDIENCES)
    for one in report.sections:
        for block in one.blocks:
            if isinstance(block, Grid) and one.key != "method":
                assert all(block.findings), (one.key, block.title)
            if isinstance(block, Chart):
                assert block.tables


def test_no_school_is_set_beside_another() -> None:
    assert not [one for one in ids_in(technical("pupil")) if "-by-school:" in one]


def test_what_nobody_has_is_not_there_and_few_schools_are_not_counted() -> None:
    bare = technical("pupil")
    assert not {"themes", "exploratory", "audit", "training", "leads", "results-parent"} & {
        one.key for one in bare.sections
    }
    steps = (Step("joined", "Joined", 10), Step("left", "Left before the end", 2))
    told = words_of(*section(technical("pupil", steps=steps), "design").blocks)
    assert "fewer than 3" in told


def test_themes_carry_how_far_two_readers_agree() -> None:
    share = ThemeShare("theme:parent:people:baseline", "baseline", 60, "about half", 40, 60, "")
    apart = ThemeShare("theme:parent:people:endline", "endline", None, "", None, None, "Too few wrote.")
    theme = ThemeResult("people", "People", "Who they meet.", (share, apart), ThemeAgreement(88, 0.7, 0.5, 0.9))
    found = ThemeResults("parent", 2, ("baseline", "endline"), 40, 0.71, (theme,))
    grid = next(b for b in section(technical("pupil", themes=(found,)), "themes").blocks if isinstance(b, Grid))
    assert grid.rows[0][1:] == ("about half (of about 60)", "not shown", "88 in 100", "0.70 (0.50 to 0.90)")
    assert grid.findings == (("theme:parent:people:baseline", "theme:parent:people:endline"),)


def test_the_interim_editions_say_nothing_of_change_and_when_more_comes() -> None:
    for kind in ("interim", "interim-technical"):
        report = interim(kind, later={"endline": Window(date(2026, 6, 8), date(2026, 6, 26))})
        coming = section(report, "coming")
        assert "Endline: 8 June 2026 to 26 June 2026." in words_of(*coming.blocks)
        rest = [one for one in report.sections if one.key not in ("coming", "method")]
        found = OF_CHANGE.search(words_of(*rest))
        assert found is None, (kind, found and words_of(*rest)[found.start() - 200 : found.end()])


def test_an_interim_edition_stays_as_the_baseline_was_released(programme_released: Cohort, manager: Client) -> None:
    front = f"/programme/{programme_released.slug}/report/"
    assert b"Interim report" not in manager.get(front).content
    assert b"Interim" not in manager.get(f"{front}editions/interim/part/pupils/").content
    with programme_scope("test"):
        assert evidence_for(KIND["interim"], programme_released, datetime.now(UTC)) is None
        store(at_the_beginning(), programme_released)
        found = evidence_for(KIND["interim"], programme_released, datetime.now(UTC))
        assert found is not None
        assert dict(found.heard) == {"pupil": at_the_beginning()}
        assert (found.whole.remarks, found.whole.leads, found.whole.across, found.themes) == ((), None, None, ())
    page = manager.get(f"{front}editions/interim/").content.decode()
    assert "Where belonging stands" in page
    assert f"{front}editions/interim/part/statements/" in page


@pytest.mark.parametrize("name", sorted(KIND))
def test_each_edition_is_found_by_clicking_and_each_section_opens(
    programme_released: Cohort, evaluator: Client, name: str
) -> None:
    with programme_scope("test"):
        store(at_the_beginning(), programme_released)
    report = f"/programme/{programme_released.slug}/report/"
    address = f"{report}editions/{name}/"
    assert address in evaluator.get(report).content.decode()
    links = re.findall(rf'href="({address}part/[\w-]+/)"', evaluator.get(address).content.decode())
    assert len(links) > 5
    for link in links[::4]:
        assert evaluator.get(link).status_code == 200
    assert evaluator.get(f"{report}editions/nothing/").status_code == 404


def test_the_prints_are_pdf_ua(programme_released: Cohort) -> None:
    with programme_scope("test"):
        store(at_the_beginning(), programme_released)
        for kind in (KIND["technical"], KIND["interim"]):
            made = _made(kind, programme_released)
            assert made == (True, "")


def _made(kind: Kind, cohort: Cohort) -> tuple[bool, str]:
    evidence = evidence_for(kind, cohort, RELEASED_AT)
    assert evidence is not None
    made = edition_file(kind, evidence, Heard())
    return made.accessible, made.reason
