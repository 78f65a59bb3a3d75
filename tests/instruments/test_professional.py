"""The questionnaires answered in a professional role, and items that are asked only of some."""

from __future__ import annotations

import pytest

from belonging.instruments.errors import InvalidInstrument
from belonging.instruments.load import load, load_framework, published
from belonging.instruments.model import PROFESSIONAL_AUDIENCES, AskedIf, Part
from tests.instruments.whole_files import QUESTIONNAIRE, questionnaire, with_change

LEADS = load("leads_v1")
TRAINING = load("training_v1")


def test_the_training_is_asked_about_as_the_report_prints_it() -> None:
    positive = {
        item.key: [str(option.label) for option in item.scale.options if option.part is Part.POSITIVE]
        for item in TRAINING.items
    }

    assert positive == {
        "safety_understanding": ["It has transformed it", "Significantly"],
        "equipped": ["Extremely well equipped", "Very well equipped"],
        "confident": ["Very confident", "Somewhat confident"],
        "daily_strategies": ["Extremely likely", "Very likely"],
    }
    assert TRAINING.about_me[0].options[0].value == "leader"


def test_leads_can_write_at_the_end_of_each_section() -> None:
    assert [box.section for box in LEADS.comment_boxes] == [section.key for section in LEADS.sections]
    assert LEADS.about_me == ()


@pytest.mark.parametrize("name", published(PROFESSIONAL_AUDIENCES))
def test_each_says_the_notice_of_a_professional_role_and_gives_reasons(name: str) -> None:
    instrument, framework = load(name), load_framework("programme_v1")
    introduction = str(instrument.introduction)

    assert "in your professional role" in introduction
    assert "from 5 forms on" in introduction
    assert f"about {instrument.minutes} minutes" in introduction
    assert all("do not name" in str(box.hint) for box in instrument.comment_boxes)
    assert all(str(item.plainer).rstrip(".?") != str(item.wording["standard"]).rstrip("?") for item in instrument.items)
    asked_why = {reason.item for reason in framework.reasons if reason.item in {item.key for item in instrument.items}}
    assert len(asked_why) >= 4


def test_only_those_who_used_the_hub_are_asked_whether_it_helped() -> None:
    used, unused = {"hub_used": 2, "hub_useful": 4}, {"hub_used": 1, "hub_useful": 4}

    assert LEADS.item("hub_useful").asked_if == AskedIf("hub_used", (2,))
    assert LEADS.item("hub_useful") in LEADS.asked(used)
    assert LEADS.item("hub_useful") not in LEADS.asked(unused)
    assert LEADS.item("hub_useful") not in LEADS.asked({})


def test_an_answer_to_an_item_that_was_not_asked_is_dropped_and_the_form_is_kept() -> None:
    sent = {"hub_used": 1, "hub_useful": 4, "sets_useful": 5}

    LEADS.check(sent)

    assert LEADS.without_unasked(sent) == {"hub_used": 1, "sets_useful": 5}
    assert LEADS.without_unasked({**sent, "hub_used": 2}) == {**sent, "hub_used": 2}


CONDITION = 'scale = "frequency"\nreverse = true\n'
ASKED = CONDITION + 'asked_if = { item = "safe", answers = ["often", "some"] }\n'
TRAINED = with_change(QUESTIONNAIRE, 'audience = "pupil"', 'audience = "training"')


def test_a_condition_is_read_as_the_codes_of_its_answers() -> None:
    assert questionnaire(TRAINED.replace(CONDITION, ASKED)).items[1].asked_if == AskedIf("safe", (4, 3))


@pytest.mark.parametrize(
    ("source", "said"),
    [
        (QUESTIONNAIRE.replace(CONDITION, ASKED), "only where people answer in a professional role"),
        (TRAINED.replace(CONDITION, ASKED.replace('"safe"', '"lonely"')), "'lonely' is no earlier item"),
        (TRAINED.replace(CONDITION, ASKED.replace('"often"', '"offen"')), "no answer 'offen'; did you mean 'often'"),
        (TRAINED.replace(CONDITION, ASKED.replace("answers", "if")), "nothing is called 'if' here"),
    ],
)
def test_a_condition_that_cannot_hold_is_refused_with_the_remedy(source: str, said: str) -> None:
    with pytest.raises(InvalidInstrument, match=said):
        questionnaire(source)
