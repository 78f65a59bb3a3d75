"""The sheets for the adult in the room: anybody may read them, and each prints on one side."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.test import Client
from pypdf import PdfReader

from belonging.instruments.load import load
from belonging.web.schools.models import Setting
from belonging.web.surveys.presenters.room_sheet import SHEETS, phase_for

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("phase", SHEETS)
def test_a_sheet_is_a_page_and_one_printed_side(phase: str) -> None:
    page = Client().get(f"/in-the-room/{phase}/").content.decode()
    for part in ("Read this out", "What not to say or do", "Who is away", "When a pupil is upset", "drafts"):
        assert part in page
    pdf = Client().get(f"/in-the-room/{phase}/pdf/")
    assert pdf.headers["Content-Type"] == "application/pdf"
    assert len(PdfReader(BytesIO(pdf.content)).pages) == 1


def test_what_is_read_out_is_true_where_an_adult_helps_and_of_pupils_who_write_nothing() -> None:
    said = {phase: " ".join(sheet.say) for phase, sheet in SHEETS.items()}
    for phase in ("primary", "secondary"):
        assert "Nobody at school sees them, unless they help you or type in your paper." in said[phase]
    assert "; somebody who helps you sees yours" in said["sixth_form"]
    assert "If I help you, I see what you choose." in said["special"]
    assert not load("pupil_v1").comment_boxes
    assert not any("boxes" in each for each in said.values())


def test_another_name_is_not_there() -> None:
    assert Client().get("/in-the-room/nursery/").status_code == 404


@pytest.mark.parametrize(
    ("setting", "year", "phase"),
    [
        (Setting.PRIMARY, "", "primary"),
        (Setting.ALL_THROUGH, "5", "primary"),
        (Setting.ALL_THROUGH, "9", "secondary"),
        (Setting.SECONDARY, "13", "sixth_form"),
        (Setting.SPECIAL, "4", "special"),
        (Setting.ALTERNATIVE_PROVISION, "", "special"),
    ],
)
def test_the_year_group_or_else_the_setting_says_which_stands_first(setting: str, year: str, phase: str) -> None:
    assert phase_for(setting, year) == phase
