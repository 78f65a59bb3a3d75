"""What a page in another language fetches for its letters, and what a device keeps of it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.templatetags.static import static
from django.urls import reverse

from belonging.instruments.words import LANGUAGES
from belonging.web.enrolment.models import Choices
from belonging.web.programme.models import Cohort
from belonging.web.schools.models import School
from belonging.web.surveys.presenters.offline import pages_of
from belonging.web.surveys.rules.letters import files_of, sheet_of
from tests.web.conftest import NOW
from tests.web.surveys.answering_rounds import open_slips

OTHERS = [code for code in LANGUAGES if code != "en"]


def test_english_pages_fetch_no_more_letters() -> None:
    assert (sheet_of("en"), files_of("en")) == ("", ())


@pytest.mark.parametrize("language", OTHERS)
def test_a_language_is_kept_with_every_typeface_that_its_sheet_asks_for(language: str) -> None:
    sheet, *typefaces = files_of(language)
    text = Path(str(finders.find(sheet))).read_text()
    asked = re.search(rf"body:lang\({language}\)[^{{]*{{ font-family: ([^}}]*), system-ui", text)
    families = re.findall('"([^"]+)"', asked[1]) if asked else ["Atkinson Hyperlegible Next"]
    faces = dict.fromkeys(families, "")
    for family, address in re.findall(r'font-family: "([^"]+)";[^}]*url\("(fonts/[^"]+)"\)', text):
        if family in faces:
            faces[family] += address
    assert all(faces.values())
    assert "".join(faces.values()) == "".join(name.removeprefix("ui/") for name in typefaces)


def test_a_class_keeps_the_letters_of_a_language_with_its_pages(
    in_maple: School, cohort: Cohort, answering_process: None
) -> None:
    here = open_slips(in_maple, cohort, NOW)
    Choices.objects.update_or_create(school=in_maple, cohort=cohort, defaults={"accepts_drafts": True})
    pages = pages_of(here.round)
    younger = reverse("answering:worded", args=[here.round.handle, "younger", "ur"])
    assert {static("ui/scripts.css"), static("ui/fonts/noto-naskh-arabic-400.woff2"), younger} <= set(pages["ur"])
    assert static("ui/letters.css") in pages["pl"]
    assert not [address for address in pages["en"] if "/ui/" in address]
