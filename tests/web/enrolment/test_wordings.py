"""Questionnaires in other languages: drafts where a school takes them, else what a second speaker signed off."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta

import pytest
from django.test import Client

from belonging.instruments.load import load
from belonging.web.accounts.roles import Role
from belonging.web.base.scope import programme_scope
from belonging.web.enrolment.errors import TranslationRefused
from belonging.web.enrolment.models import Translation
from belonging.web.enrolment.presenters.translated_lines import place_of
from belonging.web.enrolment.queries.translations import Standing, translation_of
from belonging.web.enrolment.queries.tried import words_digest
from belonging.web.enrolment.queries.wordings import languages_found, languages_of_all, texts_for
from belonging.web.enrolment.rules import translations as rules
from belonging.web.enrolment.rules.documents import LANGUAGES, RIGHT_TO_LEFT
from belonging.web.enrolment.rules.translations import Row, english_texts
from belonging.web.enrolment.rules.wordings import QUESTIONNAIRES, catalogues_of
from belonging.web.enrolment.services.translations import Seen, Speaker, bring_in, send_back, sign_off
from tests.web.conftest import NOW
from tests.web.enrolment.conftest import SignedIn

ANNA, BELA = Speaker("anna", "Anna Reader"), Speaker("bela", "Bela Reader")
WELSH = "cy"


@pytest.fixture(autouse=True)
def nothing_drafted(monkeypatch: pytest.MonkeyPatch) -> None:
    """As before anybody began, whatever drafts come with the service."""
    monkeypatch.setattr(rules, "draft", lambda _name, _language: None)
    rules.shipped.cache_clear()


@pytest.fixture(autouse=True)
def forgotten() -> Iterator[None]:
    yield
    rules.shipped.cache_clear()
    rules.english_texts.cache_clear()
    rules.digest_of_english.cache_clear()


@pytest.fixture
def team(db: None) -> Iterator[None]:
    with programme_scope("test"):
        yield


def brought(name: str, language: str = WELSH, **words: str) -> None:
    english = english_texts(name)
    texts = {key: f"{text} ({language})" for key, text in english.items()} | words
    rows = [Row(at, key, english[key], texts[key]) for at, key in enumerate(english, 2)]
    bring_in(name=name, language=language, rows=rows, maker=ANNA, now=NOW)


def seen(name: str, language: str = WELSH) -> Seen:
    there = translation_of(name, language)
    assert there is not None
    return Seen(name, language, there.digest)


def signed(name: str, language: str = WELSH) -> None:
    sign_off(seen=seen(name, language), speaker=BELA, now=NOW + timedelta(days=1))


def test_every_language_of_the_programme_can_be_translated_into() -> None:
    assert {"fr", "cy"} <= set(LANGUAGES)
    assert LANGUAGES["cy"] == "Cymraeg (Welsh)"
    assert frozenset({"ar", "ur"}) == RIGHT_TO_LEFT
    assert len(LANGUAGES) == 15


class TestOneQuestionnaire:
    def test_is_there_in_english_without_anybodys_doing(self, team: None) -> None:
        assert texts_for("pupil_v1", "en", drafts=False) == english_texts("pupil_v1")

    def test_is_a_draft_until_a_second_speaker_has_signed(self, team: None) -> None:
        assert texts_for("pupil_v1", WELSH, drafts=True) is None
        brought("pupil_v1")
        assert texts_for("pupil_v1", WELSH, drafts=False) is None
        drafted = texts_for("pupil_v1", WELSH, drafts=True)
        assert drafted is not None
        assert drafted["item.belong"].endswith("(cy)")
        signed("pupil_v1")
        assert texts_for("pupil_v1", WELSH, drafts=False) == drafted
        send_back(seen=seen("pupil_v1"), words="Line 3", speaker=BELA, now=NOW + timedelta(days=2))
        assert texts_for("pupil_v1", WELSH, drafts=False) is None

    def test_is_shown_only_whole(self, team: None) -> None:
        brought("pupil_v1")
        row = Translation.objects.get()
        lacking: Mapping[str, str] = {key: words for key, words in row.texts.items() if key != "item.belong"}
        Translation.objects.filter(pk=row.pk).update(texts=lacking)
        assert texts_for("pupil_v1", WELSH, drafts=True) is None
        with pytest.raises(TranslationRefused, match="not translated yet"):
            signed("pupil_v1")

    def test_that_lacks_a_new_line_gets_the_shipped_draft_of_it_and_is_to_be_read_again(
        self, team: None, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        brought("parent_v1")
        signed("parent_v1")
        row = Translation.objects.get()
        Translation.objects.filter(pk=row.pk).update(texts={k: v for k, v in row.texts.items() if k != "title"})
        monkeypatch.setattr(rules, "draft", lambda _name, _language: {"title": "Newydd"})
        rules.shipped.cache_clear()
        assert texts_for("parent_v1", WELSH, drafts=False) is None
        drafted = texts_for("parent_v1", WELSH, drafts=True)
        assert drafted is not None
        assert drafted["title"] == "Newydd"
        assert list(drafted) == list(english_texts("parent_v1"))

    def test_keeps_the_words_that_are_signed_while_a_new_draft_is_read(self, team: None) -> None:
        brought("pupil_v1")
        signed("pupil_v1")
        brought("pupil_v1", **{"item.belong": "Newydd"})
        shown, drafted = (texts_for("pupil_v1", WELSH, drafts=drafts) for drafts in (False, True))
        assert shown is not None
        assert drafted is not None
        assert (shown["item.belong"], drafted["item.belong"]) == (
            f"{english_texts('pupil_v1')['item.belong']} (cy)",
            "Newydd",
        )
        assert languages_of_all(["pupil_v1"], drafts=False) == {"en": False, WELSH: False}
        signed("pupil_v1")
        assert texts_for("pupil_v1", WELSH, drafts=False) == drafted

    def test_is_to_be_read_again_when_its_english_has_changed(
        self, team: None, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        brought("answering_v1")
        signed("answering_v1")
        before = english_texts("answering_v1")
        changed = {**before, "pupil.start": "Something else is promised now."}
        monkeypatch.setattr(rules, "english", lambda _name: changed)
        rules.english_texts.cache_clear()
        rules.digest_of_english.cache_clear()
        assert texts_for("answering_v1", WELSH, drafts=False) is None
        there = translation_of("answering_v1", WELSH)
        assert there is not None
        assert there.standing is Standing.CHANGED

    @pytest.mark.parametrize("unseen", ["\u202e", "\u2066", "\u200f", "\x07", "\x00", "\u2028"])
    def test_is_refused_with_characters_that_nobody_sees(
        self, team: None, monkeypatch: pytest.MonkeyPatch, unseen: str
    ) -> None:
        with pytest.raises(TranslationRefused) as refused:
            brought("parent_v1", title=f"Teitl{unseen}!")
        assert refused.value.faults == (
            f"Row 2: the translation holds a character that nobody sees (U+{ord(unseen):04X}). Please take it out.",
        )
        monkeypatch.setattr(rules, "draft", lambda _name, _language: {"title": "Newydd"})
        rules.shipped.cache_clear()
        assert rules.completed("parent_v1", WELSH, {"title": f"Teitl{unseen}!"}) == {"title": "Newydd"}

    def test_may_join_letters(self, team: None) -> None:
        brought("parent_v1", "ur", title="می\u200cخواہم\nدوم")
        assert translation_of("parent_v1", "ur") is not None


class TestALanguage:
    def test_is_offered_when_every_catalogue_is_there(self, team: None) -> None:
        names = catalogues_of("pupil_v1")
        assert names == ("pupil_v1", "pupil_v1.editions", "answering_v1")
        for name in names:
            assert languages_of_all(names, drafts=True) == {"en": False}
            brought(name)
        assert languages_of_all(names, drafts=False) == {"en": False}
        assert languages_of_all(names, drafts=True) == {"en": False, WELSH: True}
        for name in names:
            signed(name)
        assert languages_of_all(names, drafts=False) == {"en": False, WELSH: False}

    def test_is_never_offered_for_what_is_asked_in_english_alone(self, team: None) -> None:
        assert languages_of_all(catalogues_of("training_v1"), drafts=True) == {"en": False}

    def test_is_told_to_a_school_that_chooses(self, team: None) -> None:
        assert languages_found()[WELSH].questionnaires == ""
        for name in QUESTIONNAIRES:
            brought(name)
        assert languages_found()[WELSH].questionnaires == "draft"
        assert languages_found()["pl"].letter == "draft"


def test_a_translator_is_told_where_a_line_stands() -> None:
    assert place_of("pupil_v1", "plainer.belong") == "The statement in plainer words"
    assert place_of("pupil_v1.editions", "younger.item.belong") == "Younger: statement"
    assert place_of("parent_v1", "about.year_group.7") == "About the person: answer to choose"
    assert place_of("answering_v1", "younger.paper_tick") == "In the easiest editions: paper tick"


def test_the_page_of_an_urdu_questionnaire_reads_from_the_right(signed_in: SignedIn) -> None:
    reader: Client = signed_in(Role.TRANSLATOR)
    with programme_scope("test"):
        brought("pupil_v1.editions", "ur")
    page = reader.get("/programme/translations/pupil_v1.editions/ur/").content.decode()
    assert 'lang="ur" dir="rtl"' in page
    book = reader.get("/programme/translations/pupil_v1.editions/ur.xlsx")
    assert book.status_code == 200


class TestADigestOfTheWordsThatAreTried:
    """Some editions take statements and choices from others: those are tried with them."""

    @pytest.mark.parametrize("edition", load("pupil_v1").editions)
    @pytest.mark.parametrize("what", ["statement", "choice"])
    def test_changes_with_every_statement_and_choice_of_its_edition(
        self, team: None, monkeypatch: pytest.MonkeyPatch, edition: str, what: str
    ) -> None:
        asked = load("pupil_v1")
        text = asked.item("safe").wording[edition]
        if what == "choice":
            text = asked.item("safe").scale_of(edition).options[0].label
        names = catalogues_of("pupil_v1")
        found = [(name, key) for name in names for key, said in english_texts(name).items() if said == str(text)]
        drafted = {name: {key: f"{said} (cy)" for key, said in english_texts(name).items()} for name in names}
        monkeypatch.setattr(rules, "draft", lambda name, language: drafted.get(name) if language == WELSH else None)
        before = words_digest("pupil_v1", edition, WELSH)
        for name, key in found:
            drafted[name][key] = "other words"
        rules.shipped.cache_clear()
        assert found
        assert words_digest("pupil_v1", edition, WELSH) != before
