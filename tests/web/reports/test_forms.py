"""Every figure in every form comes from the same stored finding, and nothing else is in any of them."""

from __future__ import annotations

import io
from functools import cache
from itertools import pairwise

import docx
import pytest
from django.test import Client
from docx.oxml.ns import qn
from pptx import Presentation

from belonging.evaluation import AnswerSet, Plan
from belonging.evaluation.disclosure.certificate import publication_digest
from belonging.evaluation.released import Cell, Change, Findings, Rung
from belonging.evaluation.verification import Released, certify, verify
from belonging.figures.printed import base, reading_words, share_number
from belonging.instruments.load import load
from belonging.web.base.scope import school_scope
from belonging.web.programme.models import Cohort
from belonging.web.reports.presenters.examples import example_findings
from belonging.web.reports.presenters.wording import PEOPLE
from belonging.web.reports.queries import school_voices
from belonging.web.schools.models import School
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
from tests.web.reports.page import allowed_numbers, numbers

SCHOOL = "/schools/maple-tree/reports/pilot-2026/"
PROGRAMME = "/programme/pilot-2026/report/"
SIZES = ("four-hundred-and-twenty", "one-hundred-and-twenty", "forty-five", "twenty-four", "eight")
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
    known, met = stored(heard), set[str]()
    headlines = {line.text for findings in heard.values() for line in findings.headlines}
    for one in said:
        found = [known[named] for named in one.ids if named in known]
        strange = [named for named in one.ids if named not in known and not _is_other(named, others)]
        assert not strange, (one.text, strange)
        met |= set(one.ids) & set(known)
        if found and len(one.words) > 1:
            _row(one, found)
        elif found and not any(line in one.text for line in headlines):
            _sentence(one, heard)
    return met


def _is_other(named: str, others: tuple[str, ...]) -> bool:
    """Numbers of people, whole tables, notes and measures have ids that are no cell's."""
    return (
        any(part in named for part in ("responses:", "-by-", "wave-", "small-setting", *others)) or named.count(":") < 2
    )


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


def _sentence(one: Said, heard: dict[str, Findings]) -> None:
    """No number in it but those that are stored of the statements it names, or that stand in their words."""
    allowed = {"95", "100", "10", "12", str(len(one.ids))}
    for named in one.ids:
        audience, _, rest = named.partition(":")
        if audience in heard and "-by-" in rest:
            allowed |= allowed_numbers(heard[audience], rest.partition("-by-")[0])
    assert numbers(one.text) <= allowed, (one.text, one.ids)


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


@pytest.mark.parametrize("size", SIZES)
def test_each_size_of_school_reads_the_same_in_every_form(
    size: str, lead_of_maple: Client, maple: School, cohort: Cohort
) -> None:
    heard = given(example_findings(size), cohort, maple)
    known = stored(heard)
    word, slides = got(lead_of_maple, f"{SCHOOL}report.docx"), got(lead_of_maple, f"{SCHOOL}slides.pptx")
    told = {named for named, one in known.items() if isinstance(one, Cell | Change)}
    assert compare(in_word(word), heard) >= told
    compare(in_notes(slides), heard)
    lines = in_csv(got(lead_of_maple, f"{SCHOOL}tables.csv"))
    rows = [line for line in lines if line["row"] in ("share", "change", "gap")]
    assert {f"{line['audience']}:{line['finding']}" for line in rows} == set(known)
    in_words = all(one.rung is Rung.WORDS for one in known.values() if isinstance(one, Cell))
    assert (compared_charts(slides, known) == 0) == in_words


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
    """The union of all forms is the release itself, which the audit has been run on."""
    made = of_maple()
    certificate = certify(made)
    heard = given(made.findings, cohort, maple)
    union = everything(lead_of_maple)
    assert told_beyond(union, heard) == []
    with school_scope(maple.pk):
        voices = school_voices(maple, cohort)
    assert voices is not None
    assert certificate.publication == publication_digest(voices.findings["pupil"])
    assert verify(made, certificate).differs == ()


def test_a_group_of_seven_in_one_form_alone_would_be_found(
    lead_of_maple: Client, maple: School, cohort: Cohort
) -> None:
    """The control: a row that the release does not hold, put into the document only."""
    heard = given(example_findings("forty-five"), cohort, maple)
    union = [*everything(lead_of_maple), Said(("Boys with SEND", "Endline", "about 7", "3 in 100"), (SMALL,))]
    assert told_beyond(union, heard) == [SMALL]
    finer = [Said(("I feel safe at school", "71 in 100"), (next(iter(stored(heard))),))]
    with pytest.raises(AssertionError):
        compare(finer, heard)


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
    assert len(set(titles)) == len(titles) >= 8
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
