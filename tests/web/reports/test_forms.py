"""Every figure in every form comes from the same stored finding, and nothing else is in any of them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from django.test import Client

from belonging.evaluation.released import Cell, Change, Findings, Gap, Rung
from belonging.figures.printed import base, reading_words, share_number
from belonging.web.base.scope import school_scope
from belonging.web.programme.models import Cohort
from belonging.web.reports.presenters.examples import example_findings
from belonging.web.reports.presenters.wording import PEOPLE
from belonging.web.schools.models import School
from tests.web.reports.conftest import OF_MAPLE, released, store
from tests.web.reports.forms import Said, Stored, in_charts, in_csv, in_notes, in_pdf, in_word, on_slides, stored
from tests.web.reports.page import numbers

SCHOOL = "/schools/maple-tree/reports/pilot-2026/"
PROGRAMME = "/programme/pilot-2026/report/"
SIZES = ("four-hundred-and-twenty", "one-hundred-and-twenty", "forty-five", "twenty-four", "eight")
PAGES = ("", "statements/", "groups/", "parents-and-staff/", "how-sure/")


def given(findings: Findings, cohort: Cohort, school: School) -> dict[str, Findings]:
    with school_scope(school.pk):
        store(findings, cohort, school)
    return {findings.audience: findings}


def got(client: Client, address: str) -> bytes:
    answer = client.get(address)
    assert answer.status_code == 200, address
    if keep := os.environ.get("KEEP_FORMS"):
        Path(keep, address.strip("/").replace("/", "-")).write_bytes(answer.content)
    return answer.content


def compare(said: list[Said], known: dict[str, Stored], *, others: tuple[str, ...] = ()) -> set[str]:
    """Each row and sentence against the findings that it names; gives the ids that were met."""
    met: set[str] = set()
    for one in said:
        found = [known[named] for named in one.ids if named in known]
        strange = [named for named in one.ids if named not in known and not _is_other(named, others)]
        assert not strange, (one.text, strange)
        met |= set(one.ids) & set(known)
        if found and len(one.words) > 1:
            _row(one, found)
        elif len(found) == 1 and len(one.ids) == 1:
            _sentence(one, found[0])
    return met


def _is_other(named: str, others: tuple[str, ...]) -> bool:
    """Numbers of people, whole tables, notes and measures have ids that are no cell's."""
    return any(part in named for part in ("responses:", "-by-", "wave-", "small-setting", *others)) or named.count(":") < 2


def _row(one: Said, found: list[Stored]) -> None:
    cells = [each for each in found if isinstance(each, Cell)]
    for cell in cells:
        share = (cell.parts or {})["positive"]
        words = {share.text, share_number(share, cell.rung)}
        assert words & set(one.words), (one.words, cell.id)
    for change in (each for each in found if isinstance(each, Change)):
        assert any(reading_words(change.reading, people) in one.words for people in PEOPLE.values())
    if len(cells) == 1 and cells[0].wave.capitalize() in one.words:
        assert base(cells[0]) in one.words


def _sentence(one: Said, found: Stored) -> None:
    if isinstance(found, Cell):
        share = (found.parts or {})["positive"]
        assert share.text in one.text or share_number(share, found.rung) in one.text, (one.text, found.id)
    else:
        text = found.text.lower()
        assert text in one.text.lower() or _readings(found) & numbers(one.text) or not numbers(one.text)


def _readings(found: Change | Gap) -> set[str]:
    return numbers(found.text)


def compared_charts(content: bytes, known: dict[str, Stored]) -> int:
    """Each bar runs from end to end of what is stored, under the label that is printed."""
    rests = {one.words[0]: one.ids for one in in_notes(content)}
    drawn = in_charts(content)
    for bar in drawn:
        (named,) = rests[f"{bar.label}: {bar.printed}"]
        cell = known[named]
        assert isinstance(cell, Cell) and cell.rung is not Rung.WORDS
        share = (cell.parts or {})["positive"]
        assert (bar.low, bar.high, bar.printed) == (share.low, share.high, share_number(share, cell.rung))
    return len(drawn)


@pytest.mark.parametrize("size", SIZES)
def test_each_size_of_school_reads_the_same_in_every_form(
    size: str, lead_of_maple: Client, maple: School, cohort: Cohort
) -> None:
    heard = given(example_findings(size), cohort, maple)
    known = stored(heard)
    word, slides = got(lead_of_maple, f"{SCHOOL}report.docx"), got(lead_of_maple, f"{SCHOOL}slides.pptx")
    told = {named for named, one in known.items() if isinstance(one, Cell | Change)}
    assert compare(in_word(word), known) >= told
    compare(in_notes(slides), known)
    lines = in_csv(got(lead_of_maple, f"{SCHOOL}tables.csv"))
    assert {f"{line['audience']}:{line['finding']}" for line in lines if line["row"] in ("share", "change", "gap")} == set(
        known
    )
    in_words = all(one.rung is Rung.WORDS for one in known.values() if isinstance(one, Cell))
    assert (compared_charts(slides, known) == 0) == in_words
    pdf = in_pdf(got(lead_of_maple, f"{SCHOOL}report.pdf"))
    for one in known.values():
        if isinstance(one, Change) and one.group == "all":
            assert " ".join(one.text.split()) in pdf
