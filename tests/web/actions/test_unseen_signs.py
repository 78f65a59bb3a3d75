"""Signs that cannot be seen come with what people paste; none of them breaks a file or turns words round."""

from __future__ import annotations

from io import BytesIO

import docx
import pytest
from django.test import Client

from belonging.web.actions.models import Action, Ground, Review, Update
from belonging.web.programme.models import Cohort
from belonging.web.schools.models import School
from tests.web.actions.plans import FORM, PLAN, planned, text_of

UNSEEN = "\x0b\x1f\x08\u202e"
MEETING = {"day": "2026-12-09", "at": "15:30", "minutes": "45"}


def word_of(client: Client) -> str:
    answer = client.get(f"{PLAN}plan.docx")
    assert answer.status_code == 200
    made = docx.Document(BytesIO(answer.content))
    cells = [cell.text for table in made.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(each.text for each in made.paragraphs), *cells])


def test_nothing_typed_keeps_them(in_maple: School, lead_browser: Client) -> None:
    said = {name: f"{words}{UNSEEN}" if name in ("what", "why") else words for name, words in FORM.items()}
    more = dict.fromkeys(("detail", "who_words", "owner_name", "for_pupils", "for_families"), f"One{UNSEEN}\r\ntwo")
    assert lead_browser.post(f"{PLAN}add/", said | more).status_code == 302
    assert lead_browser.post(f"{PLAN}1/update/", {"text": f"Twelve{UNSEEN} came."}).status_code == 302
    place = {"place": f"Hall{UNSEEN}", "who": f"Head{UNSEEN}"}
    assert lead_browser.post(f"{PLAN}reviews/add/", MEETING | place).status_code == 302
    meeting = Review.objects.get()
    hold = {"notes": f"We go on.{UNSEEN}", "text-1": f"Two{UNSEEN} came.", "status-1": "planned", "was-1": "planned"}
    assert lead_browser.post(f"{PLAN}reviews/{meeting.pk}/hold/", hold).status_code == 302

    action, ground, meeting = Action.objects.get(), Ground.objects.get(), Review.objects.get()
    assert (action.what, action.detail, action.who_words) == (FORM["what"], "One\ntwo", "One two")
    assert (action.owner_name, action.for_pupils, ground.words) == ("One two", "One\ntwo", FORM["why"])
    assert (meeting.place, meeting.who, meeting.notes) == ("Hall", "Head", "We go on.")
    assert set(Update.objects.values_list("text", flat=True)) == {"Twelve came.", "Two came."}


@pytest.mark.parametrize(("name", "said"), [("what", "what you will do"), ("why", "Please say why")])
def test_words_of_nothing_else_are_no_words(in_maple: School, lead_browser: Client, name: str, said: str) -> None:
    answer = lead_browser.post(f"{PLAN}add/", FORM | {name: "\x08\u202e"})
    assert said in text_of(answer.content)
    assert not Action.objects.exists()


def test_a_row_from_before_does_not_keep_anybody_from_the_files(
    in_maple: School, cohort: Cohort, lead_browser: Client
) -> None:
    planned(in_maple, cohort)
    typed = f"Open {UNSEEN}\ufffea club"
    Action.objects.update(what=typed, detail=typed, who_words=typed, owner_name=typed)
    Ground.objects.update(words=typed)

    text = word_of(lead_browser)
    assert text.count("Open a club") >= 5
    assert not set(UNSEEN) & set(text)
    assert lead_browser.get(f"{PLAN}plan.pdf").status_code == 200
