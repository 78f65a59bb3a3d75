"""Every figure in every form comes from the same stored finding, and nothing else is in any of them."""

from __future__ import annotations

import io
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import docx
import pytest
from django.test import Client
from docx.oxml.ns import qn
from pptx import Presentation

from belonging.evaluation import AnswerSet, Plan
from belonging.evaluation.disclosure.certificate import publication_digest
from belonging.evaluation.released import Cell, Change, Findings, Rung
from belonging.evaluation.verification import Released, certify, verify
from belonging.figures.printed import reading_words, share_number
from belonging.instruments.load import load
from belonging.web.base.scope import school_scope
from belonging.web.programme.models import Cohort
from belonging.web.reports.presenters.examples import example_findings
from belonging.web.reports.presenters.wording import PEOPLE
from belonging.web.reports.queries import school_voices
from belonging.web.reports.rules.readers import ORDER
from belonging.web.reports.services.openings import ToOpen, open_report
from belonging.web.schools.models import School
from tests.web.conftest import NOW
from tests.web.reports.conftest import AUDIENCES, OF_MAPLE, PILOT, _columns, released, store
from tests.web.reports.forms import (
    Said,
    Stored,
    in_charts,
    in_csv,
    in_notes,
    in_pdf,
    in_word,
    on_page,
    on_slides,
    stored,
)
from tests.web.reports.own_texts import Own, measured, own, strange_in_row, strange_in_sentence, uncounted
from tests.web.reports.page import numbers

SCHOOL = "/schools/maple-tree/reports/pilot-2026/"
PROGRAMME = "/programme/pilot-2026/report/"
EVERY_FORM = ("forty-five", "eight")
IN_WORD = ("four-hundred-and-twenty",)
"""It has every other way of printing in its tables: whole points, fives and tens."""
OF_PROGRAMME = ("training:", "audit:", "taking-part:", "leads:")
PAGES = ("", "statements/", "groups/", "parents-and-staff/", "how-sure/")


def given(findings: Findings, cohort: Cohort, school: School) -> dict[str, Findings]:
    with school_scope(school.pk):
        store(findings, cohort, school)
    return {findings.audience: findings}


def got(client: Client, address: str) -> bytes:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content


def compare(said: list[Said], heard: dict[str, Findings], *, others: tuple[str, ...] = ()) -> set[str]:
    """Each row and sentence against the findings that it names; gives the ids that were met."""
    known, further, met = own(heard), measured(heard), set[str]()
    for one in said:
        rests = [known[named] for named in one.ids if named in known]
        elsewhere = [named for named in one.ids if named not in known and named not in further]
        assert all(_is_other(named, others) for named in elsewhere), (one.text, elsewhere)
        met |= set(one.ids) & set(known)
        if rests and len(one.words) > 1:
            _row(one, rests)
        elif rests:
            more = {figure for named in one.ids for figure in further.get(named, ())}
            words = uncounted(one.text, one.ids, heard)
            assert strange_in_sentence(words, rests, more) == set(), (one.text, one.ids)
    return met


def _is_other(named: str, others: tuple[str, ...]) -> bool:
    """Numbers of people, whole tables, notes and measures have ids that are no cell's."""
    return (
        any(part in named for part in ("responses:", "-by-", "wave-", "small-setting", *others)) or named.count(":") < 2
    )


def _row(one: Said, rests: list[Own]) -> None:
    """Every figure in it is the text of one of its own findings, and each of those findings is in it."""
    assert strange_in_row(one.words, rests) == [], (one.words, one.ids)
    for each in rests:
        if isinstance(each.found, Cell):
            share = (each.found.parts or {})["positive"]
            assert {share.text, share_number(share, each.found.rung)} & set(one.words), (one.words, each.found.id)
        elif isinstance(each.found, Change):
            assert any(reading_words(each.found.reading, people) in one.words for people in PEOPLE.values())


def compared_charts(content: bytes, known: dict[str, Stored]) -> int:
    """Each bar runs from end to end of what is stored, under the label that is printed."""
    rests = {one.words[0]: one.ids for one in in_notes(content)}
    drawn = in_charts(content)
    for bar in drawn:
        (named,) = rests[f"{bar.label}: {bar.printed}"]
        cell = known[named]
        assert isinstance(cell, Cell)
        assert cell.rung is not Rung.WORDS
        share = (cell.parts or {})["positive"]
        assert (bar.low, bar.high, bar.printed) == (share.low, share.high, share_number(share, cell.rung))
    return len(drawn)


@pytest.mark.parametrize("size", [*EVERY_FORM, *IN_WORD])
def test_each_size_of_school_reads_the_same_in_every_form(
    size: str, lead_of_maple: Client, maple: School, cohort: Cohort
) -> None:
    heard = given(example_findings(size), cohort, maple)
    known = stored(heard)
    told = {named for named, one in known.items() if isinstance(one, Cell | Change)}
    assert compare(in_word(got(lead_of_maple, f"{SCHOOL}report.docx")), heard) >= told
    if size in IN_WORD:
        return
    slides = got(lead_of_maple, f"{SCHOOL}slides.pptx")
    compare(in_notes(slides), heard)
    assert compared_rows(got(lead_of_maple, f"{SCHOOL}tables.csv"), known) == set(known)
    in_words = all(one.rung is Rung.WORDS for one in known.values() if isinstance(one, Cell))
    assert (compared_charts(slides, known) == 0) == in_words


def compared_rows(content: bytes, known: dict[str, Stored]) -> set[str]:
    """Each line of shares, changes and gaps holds the numbers of its finding; gives their ids."""
    met = set()
    for line in in_csv(content):
        if line["row"] not in ("share", "change", "gap"):
            continue
        named = f"{line['audience']}:{line['finding']}"
        one = known[named]
        met.add(named)
        if isinstance(one, Cell):
            assert line["answers"] == ("" if one.n is None else str(one.n))
            for part, share in (one.parts or {}).items():
                printed = (float(line[f"{part}_low"]), float(line[f"{part}_high"]), line[f"{part}_text"])
                assert printed == (share.low, share.high, share.text), named
        elif line["precision"] == Rung.WORDS.value:
            assert (line["estimate_low"], line["estimate_high"]) == ("", "")
        elif one.estimate_low is not None:
            assert (float(line["estimate_low"]), line["reading"]) == (one.estimate_low, one.text), named
    return met


def test_the_print_says_every_change_and_the_page_names_only_what_is_stored(
    lead_of_maple: Client, maple_released: School
) -> None:
    known = stored({name: released(name, OF_MAPLE) for name in AUDIENCES})
    pdf = in_pdf(got(lead_of_maple, f"{SCHOOL}report.pdf"))
    changes = [one for one in stored({"pupil": released("pupil", OF_MAPLE)}).values() if isinstance(one, Change)]
    changes = [one for one in changes if one.group == "all"]
    assert changes
    assert [one.text for one in changes if " ".join(one.text.split()) not in pdf] == []
    ids = {named.partition(":")[2] for named in known}
    for page in PAGES:
        named = {one for said in on_page(got(lead_of_maple, f"{SCHOOL}{page}").decode()) for one in said.ids}
        assert {one for one in named if ":" in one and not one.startswith("responses:")} <= ids, page


def test_the_programmes_word_and_slides_say_what_is_stored(manager: Client, programme_released: Cohort) -> None:
    heard = {name: released(name) for name in AUDIENCES}
    known = stored(heard)
    word, slides = got(manager, f"{PROGRAMME}report.docx"), got(manager, f"{PROGRAMME}slides.pptx")
    figures = {named for named, one in known.items() if isinstance(one, Cell | Change)}
    # Of parents and staff the report has everyone; their groups are in the tables.
    told = {named for named in figures if named.startswith("pupil:") or "-by-all:" in named}
    assert compare(in_word(word), heard, others=OF_PROGRAMME) >= told
    compare(in_notes(slides), heard, others=OF_PROGRAMME)
    assert compared_charts(slides, known) > 0


def test_the_forms_together_tell_no_more_than_the_certified_release(
    lead_of_maple: Client, maple: School, cohort: Cohort
) -> None:
    """The union of all forms is the release itself, which the audit has been run on.

    Of the API and open data, `tests/web/api` asks the same.
    """
    made = of_maple()
    certificate = certify(made)
    heard = given(made.findings, cohort, maple)
    union = [*everything(lead_of_maple), *opened(maple, cohort)]
    assert told_beyond(union, heard) == []
    compare([one for one in union if len(one.words) > 1], heard)
    with school_scope(maple.pk):
        voices = school_voices(maple, cohort)
    assert voices is not None
    assert certificate.publication == publication_digest(voices.findings["pupil"])
    assert verify(made, certificate).differs == ()


def test_a_group_of_seven_in_one_form_alone_would_be_found(
    lead_of_maple: Client, maple: School, cohort: Cohort, tmp_path: Path
) -> None:
    """The control: one document on disk is given a row that the release does not hold, another a finer number."""
    heard = given(example_findings("forty-five"), cohort, maple)
    kept = tmp_path / "report.docx"
    kept.write_bytes(got(lead_of_maple, f"{SCHOOL}report.docx"))
    assert told_beyond(in_word(kept.read_bytes()), heard) == []

    made: Any = docx.Document(str(kept))
    cells = made.tables[0].add_row().cells
    cells[0].paragraphs[0].add_run("Boys with SEND")
    cells[0].paragraphs[0].add_run(f" [{SMALL}]").font.hidden = True
    cells[1].text = "about 7"
    made.save(str(kept))
    assert told_beyond(in_word(kept.read_bytes()), heard) == [SMALL]

    finer = ("95", "100", "12", "7", "1")
    cells = ((name, " ".join(one.texts())) for name, one in own(heard).items() if isinstance(one.found, Cell))
    named = next(name for name, texts in cells if not numbers(texts) & set(finer))
    for figure in finer:
        with pytest.raises(AssertionError, match=figure):
            compare([Said((f"{figure} pupils said so.",), (named,))], heard)
        with pytest.raises(AssertionError, match=figure):
            compare([Said(("I feel safe at school", figure), (named,))], heard)


SMALL = "pupil:safe-by-gender-send:boys-send:endline"


def everything(client: Client) -> list[Said]:
    """What all forms of the school's report say with an id."""
    found = [*in_word(got(client, f"{SCHOOL}report.docx")), *in_notes(got(client, f"{SCHOOL}slides.pptx"))]
    for page in PAGES:
        said = on_page(got(client, f"{SCHOOL}{page}").decode())
        found += [Said(one.words, tuple(f"pupil:{named}" for named in one.ids)) for one in said]
    for line in in_csv(got(client, f"{SCHOOL}tables.csv")):
        if line["row"] in ("share", "change", "gap"):
            found.append(Said((line["statement"],), (f"{line['audience']}:{line['finding']}",)))
    return found


def opened(school: School, cohort: Cohort) -> list[Said]:
    """What the pages say that anybody may read who has their address."""
    with school_scope(school.pk):
        pages = [
            open_report(school=school, cohort=cohort, wanted=ToOpen(reader, ""), actor="a lead", now=NOW)
            for reader in ORDER
        ]
    said = [one for page in pages for one in on_page(got(Client(), f"/opened/{page.token}/").decode())]
    assert said
    return [Said(one.words, tuple(f"pupil:{named}" for named in one.ids)) for one in said]


def told_beyond(union: list[Said], heard: dict[str, Findings]) -> list[str]:
    """Ids of cells, changes and gaps that no release holds, and bases that are smaller than ten."""
    known = set(stored(heard))
    names = {named for one in union for named in one.ids if named.count(":") >= 2 and "responses:" not in named}
    small = [one for one in stored(heard).values() if isinstance(one, Cell) and (one.n or 0) < 10]
    assert small == []
    return sorted(names - known)


@cache
def of_maple() -> Released:
    pupils = load("pupil_v1")
    rows = [row for row in PILOT.answers if row.audience == "pupil" and row.school == OF_MAPLE]
    answers = AnswerSet.from_columns(pupils, _columns(rows, "pupil"))
    rolls = {(one.key, wave): one.roll for one in PILOT.schools for wave in ("baseline", "endline")}
    return Released(released("pupil", OF_MAPLE), answers, Plan.default(pupils, "school"), rolls)


def test_slides_can_be_heard_and_told_apart(lead_of_maple: Client, maple_released: School) -> None:
    content = got(lead_of_maple, f"{SCHOOL}slides.pptx")
    slides = list(Presentation(io.BytesIO(content)).slides)
    titles = [slide.shapes.title.text for slide in slides]
    assert len(set(titles)) == len(titles)
    assert 8 <= len(titles) <= 12
    for slide in slides:
        drawn = [shape for shape in slide.shapes if shape.has_chart or getattr(shape, "has_table", False)]
        assert all(shape._element.nvGraphicFramePr.cNvPr.get("descr") for shape in drawn)
        assert slide.shapes[0].shape_id == slide.shapes.title.shape_id, "read out first"
    assert all("[" not in text for text in on_slides(content)), "ids are for the notes"


def test_the_document_has_headings_languages_heads_and_words_for_its_charts(
    lead_of_maple: Client, maple_released: School
) -> None:
    content = got(lead_of_maple, f"{SCHOOL}report.docx")
    assert content == got(lead_of_maple, f"{SCHOOL}report.docx"), "the same release, the same bytes"
    made = docx.Document(io.BytesIO(content))
    assert made.core_properties.title.startswith("Belonging at ")
    assert made.core_properties.language == "en-GB"
    names = [str(getattr(each.style, "name", "")) for each in made.paragraphs]
    levels = [int(name[-1]) for name in names if name.startswith("Heading")]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    heads = list(made.element.body.iter(qn("w:tblHeader")))
    assert len(heads) == len(made.tables) > 0
    drawings = list(made.element.body.iter(qn("wp:docPr")))
    assert drawings
    assert all(each.get("descr") for each in drawings)


def test_a_reader_who_may_not_read_the_report_takes_nothing(lead_of_river: Client, maple_released: School) -> None:
    for name in ("report.docx", "slides.pptx"):
        assert lead_of_river.get(f"{SCHOOL}{name}").status_code == 404
        assert lead_of_river.get(f"{PROGRAMME}{name}").status_code == 404
