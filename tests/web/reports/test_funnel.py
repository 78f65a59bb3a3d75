"""The team's picture of schools within their limits: unnamed, unranked, no finer than each school's own report."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from belonging.evaluation.released import Findings, ReleasedTable, Rung, table_in
from belonging.figures import Limits, SchoolBand, draw_masked_funnel
from belonging.figures.figure import Look
from belonging.figures.masked_funnel import Lies
from belonging.web.base.scope import programme_scope, school_scope
from belonging.web.findings.queries.one_table import schools_table
from belonging.web.programme.models import Arm, Cohort, Enrolment, Stage
from belonging.web.reports.presenters.funnel import bands_of, chosen_item, funnel_page
from belonging.web.schools.models import School
from tests.web.reports.conftest import OF_MAPLE, OF_RIVER, released, store


@pytest.fixture(scope="module")
def schools() -> dict[int, Findings]:
    """Six schools, each with what its own report says; most borrow the same findings."""
    return {number: released("pupil", OF_MAPLE if number else OF_RIVER) for number in range(7)}


def join(cohort: Cohort, number: int) -> None:
    """One more school that takes part, with findings of its own."""
    name = f"Quillfeather {number}"
    school = School.objects.create(name=name, slug=f"quillfeather-{number}", setting="secondary")
    with school_scope(school.pk):
        Enrolment.objects.create(
            cohort=cohort, school=school, mask=f"Q{number}", stage=Stage.TAKING_PART, arm=Arm.INTERVENTION
        )
        store(released("pupil", OF_MAPLE), cohort, school)


def on(item: str, schools: dict[int, Findings]) -> dict[int, ReleasedTable | None]:
    return {number: findings.table(item) for number, findings in schools.items()}


def test_a_band_says_nothing_that_one_of_its_ends_would_contradict() -> None:
    inner = Limits("95", ((10, 40.0, 90.0), (100, 60.0, 80.0)))

    assert SchoolBand("60 to 299", 100, 65, 70, "").lies(inner) is Lies.BETWEEN
    assert SchoolBand("60 to 299", 100, 55, 60, "").lies(inner) is Lies.EITHER
    assert SchoolBand("60 to 299", 100, 50, 55, "").lies(inner) is Lies.OUTSIDE
    assert SchoolBand("10 to 29", 10, 33, 67, "").lies(inner) is Lies.EITHER


def test_the_picture_counts_what_it_shows_and_writes_no_style() -> None:
    inner, outer = Limits("95", ((10, 40.0, 90.0), (100, 60.0, 80.0))), Limits("99.8", ((10, 30, 95), (100, 55, 85)))
    bands = [SchoolBand("60 to 299", 100, 65, 70, "65–70"), SchoolBand("60 to 299", 90, 40, 45, "40–45")]

    figure = draw_masked_funnel("Schools", 70.0, [inner, outer], bands, look=Look("funnel", 680))

    assert figure.text == "2 schools: 1 between the inner lines, 1 outside them."
    assert [row[3] for row in figure.data.rows] == ["Between the lines", "Outside the inner lines"]
    assert "style=" not in figure.svg


def test_a_school_stands_as_finely_as_in_its_own_report_and_no_finer(schools: dict[int, Findings]) -> None:
    table = released("pupil", OF_MAPLE).table("safe")
    assert table is not None
    cell = table.cell("all", "endline")
    assert cell is not None
    assert cell.parts is not None

    bands = bands_of(on("safe", schools), "safe", "endline", lot="plan")

    share = cell.parts["positive"]
    assert {(one.n, one.low, one.high) for one in bands if one.n == cell.n} == {(cell.n, share.low, share.high)}
    assert all(one.n % 5 == 0 for one in bands)


def test_a_school_that_shows_nothing_of_a_statement_is_left_out_and_counted(schools: dict[int, Findings]) -> None:
    silent = replace(released("pupil", OF_MAPLE), tables=())

    page = funnel_page(released("pupil"), "safe", on("safe", {**schools, 99: silent}))

    assert page.left_out.startswith(("One school is left out", "2 schools are left out"))


def test_the_order_goes_by_size_and_within_a_size_by_lot_anew_for_each_statement() -> None:
    whole = released("pupil", OF_MAPLE)
    table = whole.table("safe")
    assert table is not None

    def with_n(n: int) -> Findings:
        cells = tuple(replace(one, n=n, rung=Rung.FIVES) for one in table.cells)
        return replace(whole, tables=(replace(table, cells=cells), replace(table, item="belong", cells=cells)))

    twenty = {number: with_n(100 + 5 * number) for number in range(20)}
    orders = [
        [one.n for one in bands_of(on(item, twenty), item, "endline", lot=lot)]
        for item, lot in (("safe", "plan"), ("belong", "plan"), ("safe", "other plan"))
    ]

    assert orders[0] != orders[1] != orders[2] != orders[0]
    assert all(order != sorted(order) for order in orders)
    assert orders[0] == [one.n for one in bands_of(on("safe", twenty), "safe", "endline", lot="plan")]


def test_an_unknown_statement_is_the_first_one() -> None:
    assert chosen_item(released("pupil"), "nonsense") == chosen_item(released("pupil"), None) == "belong"


def test_findings_of_a_plan_without_limits_say_so(schools: dict[int, Findings]) -> None:
    page = funnel_page(replace(released("pupil"), supplements=()), "belong", on("belong", schools))

    assert page.picture is None
    assert "asks for no limits" in page.why_not


def test_of_few_schools_there_is_no_picture(schools: dict[int, Findings]) -> None:
    page = funnel_page(released("pupil"), "belong", on("belong", dict(list(schools.items())[:4])))

    assert page.picture is None
    assert page.why_not.startswith("Too few schools")


def test_the_team_opens_it_from_the_programmes_report_and_finds_no_school_named(
    evaluator: Client, programme_released: Cohort
) -> None:
    for number in range(6):
        join(programme_released, number)

    front = evaluator.get(f"/programme/{programme_released.slug}/report/").content.decode()
    page = evaluator.get(f"/programme/{programme_released.slug}/report/funnel/?item=safe").content.decode()

    assert f"/programme/{programme_released.slug}/report/funnel/" in front
    assert "6 schools: " in page
    assert not re.search(r"quillfeather", page, re.IGNORECASE)
    assert 'data-finding="funnels:safe:all:target-endline"' in page


def test_the_queries_do_not_grow_with_the_schools_and_of_too_many_nothing_is_read(programme_released: Cohort) -> None:
    def tables(most: int = 99) -> tuple[int | None, int]:
        """How many schools were read, and by how many queries."""
        with programme_scope("test"), CaptureQueriesContext(connection) as asked:
            found = schools_table(cohort_id=programme_released.pk, audience="pupil", table="safe-by-all", most=most)
        return len(found) if found is not None else None, len(asked)

    join(programme_released, 0)
    _, few = tables()
    for number in range(1, 6):
        join(programme_released, number)

    assert tables() == (6, few)
    assert tables(most=5)[0] is None


def test_one_table_is_read_out_of_findings_as_it_stands_among_the_others() -> None:
    for whole in (released("pupil", OF_MAPLE), released("pupil")):
        text = whole.to_json()
        assert [table_in(text, table.id) for table in whole.tables] == list(whole.tables)
        assert table_in(text, "safe-by-nothing") is None


def test_words_that_look_like_a_table_are_none() -> None:
    whole = released("pupil", OF_MAPLE)
    trap = '{"by":"all","id":"belong-by-all","item":"belong"}'
    tables = tuple(replace(table, wording=trap) for table in whole.tables)
    text = replace(whole, tables=tables).to_json()

    assert [table_in(text, table.id) for table in tables] == list(tables)


def test_of_very_many_schools_there_is_no_picture_but_a_reason() -> None:
    page = funnel_page(released("pupil"), "belong", None)

    assert page.picture is None
    assert "up to 500 schools" in page.why_not


def test_a_lead_does_not_open_it(lead_of_maple: Client, programme_released: Cohort) -> None:
    assert lead_of_maple.get(f"/programme/{programme_released.slug}/report/funnel/").status_code == 404
