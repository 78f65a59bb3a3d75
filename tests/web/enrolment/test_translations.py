"""Translations: shipped as drafts, signed off by a second speaker, and offered to schools only then."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta

import docx
import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st

from belonging.web.accounts.roles import Role
from belonging.web.base.scope import programme_scope, school_scope
from belonging.web.enrolment.errors import TranslationRefused
from belonging.web.enrolment.models import SchoolWave
from belonging.web.enrolment.presenters.documents import document_pdf, file_of
from belonging.web.enrolment.presenters.letters import papers, school_address
from belonging.web.enrolment.presenters.translation_book import translation_book
from belonging.web.enrolment.presenters.translations import signed_words
from belonging.web.enrolment.presenters.word import document_docx
from belonging.web.enrolment.queries.translations import (
    Standing,
    Tongues,
    languages_there,
    text_in,
    translation_of,
    translations,
)
from belonging.web.enrolment.queries.wording import school_document
from belonging.web.enrolment.rules.documents import UnknownDocument, load_document, plain_text
from belonging.web.enrolment.rules.translations import (
    DRAFT,
    FORMULA,
    MOST_FAULTS,
    Row,
    document_in,
    english_texts,
    faults_of,
    letter_names,
    rows_from,
    shipped,
    translated_names,
)
from belonging.web.enrolment.rules.wordings import together_with
from belonging.web.enrolment.services.readiness import choose
from belonging.web.enrolment.services.translations import (
    Seen,
    Speaker,
    accept_drafts,
    bring_in,
    comment,
    send_back,
    sign_off,
)
from belonging.web.files.rules.kinds import Kind
from belonging.web.files.services import check_upload, rows_of
from belonging.web.journal.models import Entry
from belonging.web.programme.models import Cohort
from belonging.web.schools.models import School
from tests.web.conftest import NOW
from tests.web.enrolment.conftest import SignedIn

LETTER = "letter_parent_v1"
ANNA, BELA = Speaker("anna", "Anna Reader"), Speaker("bela", "Bela Reader")
PAGE = f"/programme/translations/{LETTER}/pl/"


def rows_with(language: str = "pl", **words: str) -> list[Row]:
    """The spreadsheet as it comes back, these words changed; __ stands for the dot in a key."""
    changed = {key.replace("__", "."): value for key, value in words.items()}
    texts = dict(shipped(LETTER, language) or english_texts(LETTER)) | changed
    return [Row(at, key, english_texts(LETTER)[key], texts[key]) for at, key in enumerate(english_texts(LETTER), 2)]


def seen(language: str = "pl") -> Seen:
    there = translation_of(LETTER, language)
    assert there is not None
    return Seen(LETTER, language, there.digest)


def signed_polish() -> None:
    with programme_scope("test"):
        sign_off(seen=seen(), speaker=ANNA, now=NOW)


def brought(language: str = "pl", maker: Speaker = BELA, **words: str) -> None:
    with programme_scope("test"):
        bring_in(name=LETTER, language=language, rows=rows_with(language, **words), maker=maker, now=NOW)


def sheet_of(content: bytes) -> list[list[str]]:
    return rows_of(check_upload(name="a.xlsx", content=content, allowed={Kind.XLSX}))


@pytest.fixture
def team(db: None) -> Iterator[None]:
    """As the reviewers' pages are served."""
    with programme_scope("test"):
        yield


@pytest.mark.parametrize("name", letter_names())
def test_a_text_taken_apart_and_put_together_is_the_same(name: str) -> None:
    made = document_in(name, "en", english_texts(name), draft=False)
    assert plain_text(made) == plain_text(load_document(name))


@pytest.mark.parametrize("language", ["pl", "ro"])
def test_the_shipped_drafts_keep_every_part_and_gap(language: str) -> None:
    assert faults_of(LETTER, rows_with(language)) == []


class TestWhatSchoolsGet:
    def test_is_english_alone_until_somebody_has_signed(self, db: None) -> None:
        assert languages_there(LETTER, drafts=False) == {"en"}
        signed_polish()
        assert languages_there(LETTER, drafts=False) == {"en", "pl"}

    def test_drafts_too_where_it_takes_them_and_they_say_so(self, in_maple: School, cohort: Cohort) -> None:
        choose(school=in_maple, cohort=cohort, editions=["standard"], languages=["en", "pl"], actor="a", now=NOW)
        with pytest.raises(UnknownDocument):
            school_document(LETTER, in_maple, cohort, language="pl")
        accept_drafts(school=in_maple, cohort=cohort, accepted=True, actor="a", now=NOW)
        letter = school_document(LETTER, in_maple, cohort, language="pl")
        assert letter.draft.endswith(DRAFT)
        assert "Robin Lead" in plain_text(letter)
        signed_polish()
        assert school_document(LETTER, in_maple, cohort, language="pl").draft == ""

    def test_words_that_were_changed_are_a_draft_again(self, db: None) -> None:
        signed_polish()
        brought(title="Jak jest w szkole?", maker=BELA)
        there = translation_of(LETTER, "pl")
        assert there is not None
        assert (there.standing, there.texts["title"]) == (Standing.CHANGED, "Jak jest w szkole?")
        assert languages_there(LETTER, drafts=False) == {"en"}
        signed_polish()
        assert languages_there(LETTER, drafts=False) == {"en", "pl"}

    def test_no_longer_what_was_sent_back(self, team: None) -> None:
        signed_polish()
        send_back(seen=seen(), words="Too formal", speaker=BELA, now=NOW + timedelta(hours=1))
        assert translations([LETTER])[LETTER, "pl"].standing is Standing.SENT_BACK
        assert languages_there(LETTER, drafts=False) == {"en"}

    @pytest.mark.parametrize(
        ("language", "day"),
        [("pl", "poniedziałek, 23 listopada 2026"), ("ro", "luni, 23 noiembrie 2026"), ("so", "23/11/2026")],
    )
    def test_has_its_days_as_the_language_writes_them(
        self, in_maple: School, cohort: Cohort, language: str, day: str
    ) -> None:
        choose(school=in_maple, cohort=cohort, editions=["standard"], languages=[language], actor="a", now=NOW)
        accept_drafts(school=in_maple, cohort=cohort, accepted=True, actor="a", now=NOW)
        brought(language, title="T")
        wave = SchoolWave(school=in_maple, cohort=cohort, wave="baseline", first_day=NOW.date(), last_day=NOW.date())
        wave.reply_by = wave.results_on = NOW.date()
        assert day in plain_text(school_document(LETTER, in_maple, cohort, wave=wave, language=language))

    def test_a_draft_says_so_in_print_and_in_word(self, in_maple: School) -> None:
        draft = text_in(LETTER, "ro", drafts=True)
        filled = draft.filled(dict.fromkeys(draft.placeholders, "x"))
        made = docx.Document(io.BytesIO(document_docx(filled, now=NOW)))
        assert DRAFT in made.paragraphs[1].text
        assert document_pdf(filled, about="x", now=NOW).startswith(b"%PDF")

    def test_from_right_to_left_comes_as_word_and_in_print(self, in_maple: School, cohort: Cohort) -> None:
        brought("ur", title="آپ کا بچہ، آپ اور اسکول")
        address = school_address("maple-tree", "pilot-2026", "baseline")
        english, urdu = papers(("letter_parent",), address, Tongues(("ur",), drafts=True))
        assert (bool(english.pdf), bool(urdu.pdf), bool(urdu.word), urdu.draft) == (True, True, True, True)
        draft = text_in(LETTER, "ur", drafts=True)
        printed = document_pdf(draft.filled(dict.fromkeys(draft.placeholders, "x")), about="x", now=NOW)
        assert b"NotoNaskhArabic" in printed
        assert b"pdfuaid" in printed
        assert text_in(LETTER, "ur", drafts=True).direction == "rtl"
        assert file_of(text_in(LETTER, "ur", drafts=True), "docx", about="", now=NOW).status_code == 200


@pytest.mark.usefixtures("team")
class TestSigningOff:
    def test_is_written_down_and_is_somebody_elses_than_the_makers(self, db: None) -> None:
        brought(title="Inny", maker=ANNA)
        with pytest.raises(TranslationRefused, match="Somebody else"):
            sign_off(seen=seen(), speaker=ANNA, now=NOW)
        sign_off(seen=seen(), speaker=BELA, now=NOW)
        with programme_scope("test"):
            assert [each.act for each in Entry.objects.order_by("number")] == [
                "translation-brought-in",
                "translation-signed",
            ]
        with pytest.raises(TranslationRefused, match="already"):
            sign_off(seen=seen(), speaker=BELA, now=NOW)

    def test_is_of_the_words_that_were_read(self, db: None) -> None:
        before = seen()
        brought(title="Inny", maker=ANNA)
        with pytest.raises(TranslationRefused, match="read it again"):
            sign_off(seen=before, speaker=BELA, now=NOW)
        with pytest.raises(TranslationRefused, match="read it again"):
            sign_off(seen=replace(before, language="so"), speaker=BELA, now=NOW)

    def test_back_and_comments_say_why(self, db: None) -> None:
        acts: list[Callable[[], None]] = [
            lambda: send_back(seen=seen(), words=" ", speaker=BELA, now=NOW),
            lambda: comment(seen=seen(), key="", words="", speaker=BELA, now=NOW),
            lambda: comment(seen=seen(), key="sections.9.text", words="x", speaker=BELA, now=NOW),
        ]
        for act in acts:
            with pytest.raises(TranslationRefused, match="Please"):
                act()


class TestASpreadsheet:
    def test_goes_out_and_comes_back_the_same(self) -> None:
        polish = shipped(LETTER, "pl")
        assert polish is not None
        content = translation_book(name=LETTER, english=english_texts(LETTER), texts=polish, language="pl")
        rows = rows_from(sheet_of(content))
        assert {row.key: row.words for row in rows} == polish
        assert faults_of(LETTER, rows) == []

    def test_holds_no_formula_whatever_the_words_begin_with(self) -> None:
        made = translation_book(name=LETTER, english={"title": "=1+1"}, texts={"title": "=2+2"}, language="pl")
        assert sheet_of(made)[1][:3] == ["title", "=1+1", "=2+2"]

    @pytest.mark.parametrize(
        ("change", "said"),
        [
            ({"sections__4__text": "{lead} {reply_by}"}, "Row 10: {lead_email} is missing."),
            ({"title": "Tytuł {Name}"}, "Row 2: {Name} is not in the English."),
            ({"title": "Tytuł {"}, "Row 2: a { or } stands alone."),
            ({"title": ""}, "Row 2: the translation is empty."),
            ({"title": FORMULA}, "Row 2: the translation is a formula."),
            ({"title": "- Tytuł"}, "Row 2: the English has a list."),
            ({"title": "x" * 500}, "Row 2: the translation is far longer"),
        ],
    )
    def test_that_is_wrong_says_where(self, change: dict[str, str], said: str) -> None:
        found = faults_of(LETTER, rows_with(**change))
        assert any(fault.startswith(said) and "Please" in fault for fault in found), found

    def test_with_other_rows_says_which(self) -> None:
        rows = rows_with()
        assert "“title” is there 2 times" in faults_of(LETTER, [*rows, rows[0]])[0]
        assert "The row “title” is missing" in faults_of(LETTER, rows[1:])[0]
        assert "is no part of this text" in faults_of(LETTER, [*rows, Row(99, "other", "", "x")])[0]
        assert "download the spreadsheet again" in faults_of(LETTER, [replace(rows[0], english="Old"), *rows[1:]])[0]
        assert faults_of(LETTER, [])[MOST_FAULTS - 1 :] == faults_of(LETTER, [])[-1:] or len(english_texts(LETTER)) < 20

    @settings(max_examples=60)
    @given(st.lists(st.lists(st.text(max_size=12), max_size=5), max_size=6))
    def test_of_any_kind_is_read_without_failing(self, sheet: list[list[str]]) -> None:
        faults_of(LETTER, rows_from([["key", "English", "Translation"], *sheet]))
        rows_from(sheet)

    def test_with_faults_changes_nothing(self, db: None) -> None:
        before = seen()
        with pytest.raises(TranslationRefused) as refused:
            bring_in(name=LETTER, language="pl", rows=rows_with(title="", about="x"), maker=ANNA, now=NOW)
        assert len(refused.value.faults) == 2
        for language, rows in (("pl", []), ("pl", rows_with()), ("en", rows_with()), ("xx", rows_with())):
            with pytest.raises(TranslationRefused):
                bring_in(name=LETTER, language=language, rows=rows, maker=ANNA, now=NOW)
        assert seen() == before


def posted(client: Client, **fields: str) -> str:
    return client.post(PAGE, {"seen": seen().digest} | fields, follow=True).content.decode()


class TestThePages:
    @pytest.fixture
    def reader(self, signed_in: SignedIn) -> Client:
        return signed_in(Role.TRANSLATOR)

    def test_list_every_text_with_its_languages(self, reader: Client) -> None:
        with CaptureQueriesContext(connection) as before:
            page = reader.get("/programme/translations/").content.decode()
        assert '<bdi lang="pl">Polski</bdi> (Polish)' in page
        assert page.count("Draft") >= 2
        signed_polish()
        brought("ur")
        with CaptureQueriesContext(connection) as after:
            assert "Signed off" in reader.get("/programme/translations/").content.decode()
        assert len(before) == len(after)

    def test_say_how_many_schools_want_a_language(
        self, reader: Client, maple: School, river: School, cohort: Cohort
    ) -> None:
        for school, languages in ((maple, ["en", "so", "pl"]), (river, ["so"])):
            with school_scope(school.pk):
                choose(school=school, cohort=cohort, editions=["standard"], languages=languages, actor="a", now=NOW)
        page = reader.get("/programme/translations/").content.decode()
        assert "wanted by 1 school\n" in page or "wanted by 1 school<" in page
        assert page.index("Soomaali") < page.index("(Arabic)")
        assert page.count("wanted by 2 schools") == len(translated_names())

    def test_are_a_reviewers_alone(self, signed_in: SignedIn, new_school: School) -> None:
        lead = signed_in(Role.LEAD, new_school)
        for path in ("/programme/translations/", PAGE, f"{PAGE}bring/", PAGE.rstrip("/") + ".xlsx"):
            assert lead.get(path).status_code == 404

    def test_show_both_texts_and_take_comments_and_a_signature(self, reader: Client) -> None:
        page = reader.get(PAGE).content.decode()
        assert "How does school feel for your child?" in page
        assert "Jak Państwa dziecko czuje się w szkole?" in page
        assert "“ę”?" in posted(reader, words="“ę”?", key="title", act="comment")
        assert "Please say what has to change." in posted(reader, act="back")
        assert "is signed off" in posted(reader, act="sign")
        assert "Signed off by Jo Reader" in reader.get(PAGE).content.decode()
        assert "Sent back" in posted(reader, words="Once more", act="back")

    def test_say_which_lists_a_questionnaire_still_needs(self) -> None:
        left = together_with("pupil_v1")
        assert left == ("pupil_v1.editions", "answering_v1")
        assert "2 more lists to sign off before schools can use it" in signed_words("pl", left)
        assert 'href="/programme/translations/answering_v1/pl/"' in signed_words("pl", left)
        assert together_with("letter_parent_v1") == ()
        assert "Schools can use it from now on." in signed_words("pl", ())

    def test_show_a_languages_own_name_in_its_own_letters(self, reader: Client) -> None:
        page = reader.get("/programme/translations/pupil_v1/bn/").content.decode()
        assert '<bdi class="bm-own" lang="bn">(বাংলা)</bdi></h1>' in page

    def test_begin_a_language_from_the_spreadsheet_and_bring_it_back(self, reader: Client) -> None:
        somali = PAGE.replace("/pl/", "/so/")
        assert "Download the spreadsheet to begin." in reader.get(somali).content.decode()
        book = openpyxl.load_workbook(io.BytesIO(reader.get(somali.rstrip("/") + ".xlsx").content))
        for row in list(book.active.iter_rows())[1:]:
            row[2].value = row[1].value
        kept = io.BytesIO()
        book.active["C2"] = ""
        book.save(kept)
        wrong = reader.post(f"{somali}bring/", {"file": SimpleUploadedFile("so.xlsx", kept.getvalue())})
        assert "Row 2: the translation is empty." in wrong.content.decode()
        book.active["C2"] = "Cinwaan"
        kept = io.BytesIO()
        book.save(kept)
        right = reader.post(f"{somali}bring/", {"file": SimpleUploadedFile("so.xlsx", kept.getvalue())}, follow=True)
        assert "The translation is here as a draft." in right.content.decode()
        assert "Sign off this translation" not in right.content.decode()

    def test_take_no_other_file(self, reader: Client) -> None:
        reply = reader.post(f"{PAGE}bring/", {"file": SimpleUploadedFile("a.xlsx", b"%PDF-1.7")})
        assert "This is a PDF, which is not taken here." in reply.content.decode()
        assert "Please choose the spreadsheet." in reader.post(f"{PAGE}bring/", {}).content.decode()

    def test_of_what_is_not_translated_are_not_there(self, reader: Client) -> None:
        for path in ("school_programme_v1/pl/", f"{LETTER}/en/", f"{LETTER}/xx/", "letter_parent_v9/pl/"):
            assert reader.get(f"/programme/translations/{path}").status_code == 404

    def test_a_lead_asks_for_drafts_and_gets_them(self, signed_in: SignedIn, maple: School) -> None:
        lead = signed_in(Role.LEAD, maple)
        given_ = {"editions": "standard", "languages": ["en", "pl"], "accepts_drafts": "on"}
        assert lead.post("/schools/maple-tree/editions/pilot-2026/", given_).status_code == 302
        page = lead.get("/schools/maple-tree/documents/pilot-2026/baseline/").content.decode()
        assert "Jak Państwa dziecko czuje się w szkole?" in page
        shown = lead.get(f"/schools/maple-tree/documents/pilot-2026/baseline/{LETTER}/?language=pl").content.decode()
        assert DRAFT in shown
        assert 'lang="pl" dir="ltr"' in shown
