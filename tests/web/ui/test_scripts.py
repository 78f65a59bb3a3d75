"""The letters of every language that a questionnaire is drafted in are on the page and in the PDF."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]  # it ships no types

import belonging.web.ui
from belonging.instruments.words import LANGUAGES, NAMES, draft, english

LATIN = ("atkinson-hyperlegible-next-core-400", "atkinson-hyperlegible-next-beside-core-400")
OF_SCRIPT = {
    "Arab": ("noto-sans-latin-400", "noto-naskh-arabic-400"),
    "Beng": ("noto-sans-bengali-400",),
    "Gujr": ("noto-sans-latin-400", "noto-sans-gujarati-400"),
    "Guru": ("noto-sans-latin-400", "noto-sans-gurmukhi-400"),
    "Taml": ("noto-sans-latin-400", "noto-sans-tamil-400"),
    "Cyrl": ("noto-sans-latin-400", "noto-sans-cyrillic-400"),
}
OF_THE_DEVICE = {"Beng": {*" /(){}-,.:;!?“”‘’–…«»", *map(chr, range(0x30, 0x3A)), *map(chr, range(0x41, 0x7B))}}
"""Where a page's letters are heavy: what they lack there, any device has."""
OTHERS = [code for code in LANGUAGES if code != "en"]
PRINTED = Path(belonging.web.ui.__file__).parent / "fonts"
SHAPED = {
    "Arab": {"init", "medi", "fina", "rlig"},
    "Beng": {"half", "rphf"},
    "Gujr": {"half", "rphf"},
    "Guru": {"blwf"},
}
LARGEST = 40_000


def sheet(name: str = "scripts") -> str:
    return Path(str(finders.find(f"ui/{name}.css"))).read_text()


@cache
def typeface(name: str) -> TTFont:
    return TTFont(str(finders.find(f"ui/fonts/{name}.woff2")))


def letters(language: str) -> set[str]:
    """Of every draft, with the language's own name. What only steers the order of letters is not drawn."""
    texts = [text for name in NAMES for text in (_words(name, language) or {}).values()]
    drawn = set("".join([LANGUAGES[language].own_name, *texts]))
    return {letter for letter in drawn if unicodedata.category(letter) not in ("Cc", "Cf")}


def _words(name: str, language: str) -> Mapping[str, str] | None:
    return english(name) if language == "en" else draft(name, language)


def lacked(language: str, typefaces: list[TTFont]) -> list[str]:
    has = {chr(code) for each in typefaces for code in each.getBestCmap()}
    return sorted(letters(language) - has)


@pytest.mark.parametrize("language", OTHERS)
def test_a_page_can_draw_every_letter_of_a_draft(language: str) -> None:
    script = LANGUAGES[language].script
    lacks = lacked(language, [typeface(each) for each in OF_SCRIPT.get(script, LATIN)])
    assert set(lacks) <= OF_THE_DEVICE.get(script, set())


def test_an_english_page_needs_only_the_letters_it_fetches() -> None:
    assert lacked("en", [typeface(LATIN[0])]) == []


@pytest.mark.parametrize("language", OTHERS)
def test_a_pdf_can_draw_every_letter_of_a_draft(language: str) -> None:
    assert lacked(language, [TTFont(path) for path in sorted(PRINTED.glob("*.ttf"))]) == []


@pytest.mark.parametrize("script", OF_SCRIPT)
def test_a_cut_typeface_still_joins_its_letters_and_stays_small(script: str) -> None:
    name = OF_SCRIPT[script][-1]
    features = {each.FeatureTag for each in typeface(name)["GSUB"].table.FeatureList.FeatureRecord}
    assert SHAPED.get(script, set()) <= features
    assert Path(str(finders.find(f"ui/fonts/{name}.woff2"))).stat().st_size <= LARGEST


@pytest.mark.parametrize("language", [code for code in OTHERS if LANGUAGES[code].script in OF_SCRIPT])
def test_a_page_in_another_script_asks_for_its_typeface_first(language: str) -> None:
    families = re.search(rf'body:lang\({language}\)[^{{]*{{ font-family: (?:"Noto Latin", )?"([^"]+)"', sheet())
    assert families
    face = re.search(rf'font-family: "{families[1]}";[^}}]*fonts/([a-z0-9-]+)\.woff2', sheet())
    assert face
    assert face[1] == OF_SCRIPT[LANGUAGES[language].script][-1]


@pytest.mark.parametrize("name", ["scripts", "letters"])
def test_the_typefaces_that_a_sheet_names_are_there_with_their_licence(name: str) -> None:
    named = re.findall(r'url\("fonts/([^"]+)"\)', sheet(name))
    assert [name for name in named if finders.find(f"ui/fonts/{name}") is None] == []
    assert finders.find("ui/fonts/OFL-noto.txt")
