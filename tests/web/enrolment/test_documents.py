"""The texts themselves: published, complete, and the same in all their forms."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import date
from importlib.resources import files

import docx
import pytest
from docx.document import Document as DocxDocument

from belonging.web.enrolment.models import SchoolWave
from belonging.web.enrolment.presenters.documents import document_html, document_pdf
from belonging.web.enrolment.presenters.word import document_docx
from belonging.web.enrolment.queries.wording import BLANKS, school_document, template_document
from belonging.web.enrolment.rules import documents
from belonging.web.enrolment.rules.documents import (
    LANGUAGES,
    DocumentChanged,
    UnknownDocument,
    digest_of,
    languages_of,
    latest,
    load_document,
    plain_text,
    published_files,
    version_of,
)
from belonging.web.programme.models import Cohort
from belonging.web.schools.models import School
from tests.web.conftest import NOW

HAVE_CHECKED = "Template: have this checked by your data protection officer or lawyer."
AGREEMENTS = ["school_programme", "processor_terms", "school_joins", "programme_evaluator", "lawful_basis"]
NOTICES = ["notice_child", "notice_parent", "notice_staff"]


@pytest.mark.parametrize("file", published_files())
def test_a_published_text_is_as_it_was_published(file: str) -> None:
    name, _, language = file.partition(".")
    assert load_document(name, language or "en").sections


def test_every_text_in_the_folder_is_published() -> None:
    folder = files("belonging.web.enrolment").joinpath("documents")
    there = {each.name.removesuffix(".toml") for each in folder.iterdir() if each.name.endswith(".toml")}
    assert there - {"published"} == set(published_files())


def test_a_changed_text_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(documents, "_published", lambda: {"letter_parent_v1": digest_of("as it was")})
    load_document.cache_clear()
    with pytest.raises(DocumentChanged, match="make a new version"):
        load_document("letter_parent_v1")
    load_document.cache_clear()


@pytest.mark.parametrize("name", ["letter_parent_v9", "../settings", "letter_parent"])
def test_a_text_that_is_not_published_is_unknown(name: str) -> None:
    with pytest.raises(UnknownDocument):
        load_document(name)


@pytest.mark.parametrize("key", [*AGREEMENTS, *NOTICES])
def test_agreements_and_notices_ask_to_be_checked(key: str) -> None:
    assert load_document(latest(key)).warning == HAVE_CHECKED


@pytest.mark.parametrize("file", published_files())
def test_every_gap_can_be_filled(file: str) -> None:
    name, _, language = file.partition(".")
    document = load_document(name, language or "en")
    assert document.placeholders <= set(BLANKS)
    assert "{" not in plain_text(document.filled(BLANKS))


def test_letters_exist_in_english_and_other_languages_wait_for_their_review() -> None:
    assert languages_of(latest("letter_parent")) == ("en",)
    assert len(LANGUAGES) > 10


def unlike_english(file: str) -> list[str]:
    """What a translation lacks of the English text."""
    name, _, language = file.partition(".")
    english, other = load_document(name), load_document(name, language or "en")
    wrong = [] if len(english.sections) == len(other.sections) else ["sections"]
    return [*wrong, *sorted(english.placeholders ^ other.placeholders)]


def test_a_translation_has_the_sections_and_the_gaps_of_the_english_text() -> None:
    assert {file: unlike_english(file) for file in published_files() if unlike_english(file)} == {}


def test_a_translation_that_leaves_out_a_day_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    english = load_document("letter_parent_v1")
    short = replace(english, language="ur", sections=english.sections[:-2])
    monkeypatch.setattr(f"{__name__}.load_document", lambda _, language="en": english if language == "en" else short)
    assert unlike_english("letter_parent_v1.ur") == ["sections", "results_on"]


def test_the_newest_version_is_the_one_with_the_highest_number(monkeypatch: pytest.MonkeyPatch) -> None:
    published = {"letter_v2": "", "letter_v10": "", "letter_v10.ur": "", "other_v11": ""}
    monkeypatch.setattr(documents, "_published", lambda: published)
    assert latest("letter") == "letter_v10"
    assert version_of("letter_v10") == 10
    assert languages_of("letter_v10") == ("en", "ur")


def test_the_controller_table_has_a_controller_for_everything(maple: School, in_maple: School, cohort: Cohort) -> None:
    table = next(
        block
        for section in school_document("school_programme_v1", maple, cohort).sections
        for block in section.blocks
        if block.rows
    )
    assert table.head == ("Personal data", "Controller", "Processor")
    assert {row[1] for row in table.rows} == {"Maple Tree School", "Belonging Matters", "Quill Research"}


def test_the_evaluator_publishes_without_a_veto() -> None:
    text = plain_text(load_document("programme_evaluator_v1"))
    assert "may publish its findings, whatever they are. {programme} has no veto." in text


def test_a_template_without_a_school_says_what_to_fill_in(cohort: Cohort) -> None:
    text = plain_text(template_document("school_programme_v1", cohort))
    assert "[name of the school] takes part in Pilot 2026, from Tuesday 1 September 2026 to its end." in text


class TestTheLetter:
    @pytest.fixture
    def letter(self, in_maple: School, cohort: Cohort) -> documents.Document:
        wave = SchoolWave(
            first_day=date(2027, 1, 11),
            last_day=date(2027, 1, 22),
            reply_by=date(2027, 1, 4),
            results_on=date(2027, 2, 26),
        )
        return school_document("letter_parent_v1", in_maple, cohort, wave=wave)

    def test_has_names_and_days_in_place(self, letter: documents.Document) -> None:
        text = plain_text(letter)
        assert "Between Monday 11 January 2027 and Friday 22 January 2027, pupils answer" in text
        assert "Please tell Robin Lead by Monday 4 January 2027: robin@maple.example." in text
        assert "what we will do, on Friday 26 February 2027." in text
        assert "[" not in text

    def test_is_the_same_in_all_its_forms(self, letter: documents.Document) -> None:
        word = docx.Document(io.BytesIO(document_docx(letter, now=NOW)))
        written = " ".join(each.text for each in word.paragraphs)
        page = re.sub(r"<[^>]+>", " ", document_html(letter)).replace("&#x27;", "'")
        for block in (block for section in letter.sections for block in section.blocks):
            assert block.text in written
            assert block.text in page


def style_names(word: DocxDocument) -> list[str]:
    return [str(each.style.name) for each in word.paragraphs if each.style is not None]


class TestWord:
    @pytest.fixture
    def word(self, in_maple: School, cohort: Cohort) -> DocxDocument:
        made = document_docx(school_document("school_programme_v1", in_maple, cohort), now=NOW)
        return docx.Document(io.BytesIO(made))

    def test_has_real_headings_in_order(self, word: DocxDocument) -> None:
        styles = [name for name in style_names(word) if name.startswith("Heading")]
        assert styles[0] == "Heading 1"
        assert set(styles[1:]) == {"Heading 2"}
        assert len(styles) == 14

    def test_holds_what_somebody_pasted_without_the_signs_that_word_refuses(self) -> None:
        pasted = replace(load_document("letter_parent_v1"), about="Sam\x0b\x1f\x08 Rivers\ufffe")
        word = docx.Document(io.BytesIO(document_docx(pasted, now=NOW)))
        assert "Sam Rivers" in [each.text for each in word.paragraphs]

    def test_has_title_and_language(self, word: DocxDocument) -> None:
        assert word.core_properties.title == "Data sharing agreement"
        assert word.core_properties.language == "en-GB"
        assert 'w:lang w:val="en-GB"' in word.styles.element.xml

    def test_has_lists_and_tables_with_a_head(self, word: DocxDocument) -> None:
        assert "List Bullet" in style_names(word)
        assert len(word.tables) == 2
        assert all("w:tblHeader" in table.rows[0]._tr.xml for table in word.tables)

    def test_says_to_have_it_checked(self, word: DocxDocument) -> None:
        assert word.paragraphs[1].text == HAVE_CHECKED

    def test_is_large_for_children(self, in_maple: School, cohort: Cohort) -> None:
        made = document_docx(school_document("notice_child_v1", in_maple, cohort), now=NOW)
        assert docx.Document(io.BytesIO(made)).styles["Normal"].font.size.pt == 16


@pytest.mark.parametrize("key", ["school_programme", "letter_parent", "notice_child"])
def test_the_pdf_is_accessible(in_maple: School, cohort: Cohort, key: str) -> None:
    made = document_pdf(school_document(latest(key), in_maple, cohort), about=in_maple.name, now=NOW)
    assert b"pdfuaid" in made


def test_from_right_to_left_the_word_file_turns(in_maple: School, cohort: Cohort) -> None:
    turned = replace(school_document("letter_parent_v1", in_maple, cohort), language="ur")
    word = docx.Document(io.BytesIO(document_docx(turned, now=NOW)))
    assert all("<w:bidi/>" in each._p.xml for each in word.paragraphs)
