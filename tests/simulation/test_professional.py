"""What the report prints of trainings and of the leads' survey, counted by the engine from simulated forms."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from belonging.evaluation import AnswerSet, Findings, Plan, Policy, evaluate
from belonging.evaluation.groups import ONCE
from belonging.instruments.load import load
from belonging.simulation.professional import SESSIONS, lead_forms, training_forms

SEEDS = (1, 7, 42, 2024, 90210)
PRINTED: dict[str, Any] = tomllib.loads(
    (Path(__file__).parents[1] / "oracles" / "published-programme-figures.toml").read_text("utf-8")
)
TRAINING, LEADS = PRINTED["training"], PRINTED["leads_survey"]


@cache
def training(seed: int) -> Findings:
    instrument, forms = load("training_v1"), training_forms(seed)
    columns: dict[str, list[object]] = {
        "school": [f"training:{form.session}" for form in forms],
        "wave": [ONCE] * len(forms),
        "role": [form.role for form in forms],
    }
    columns |= {item.key: [form.answers.get(item.key) for form in forms] for item in instrument.items}
    return evaluate(
        AnswerSet.from_columns(instrument, columns), Plan.default(instrument, "programme"), Policy.professional()
    )


@cache
def leads(seed: int) -> Findings:
    instrument, forms = load("leads_v1"), lead_forms(seed)
    columns: dict[str, list[object]] = {"school": ["leads"] * len(forms), "wave": [ONCE] * len(forms)}
    columns |= {item.key: [form.answers.get(item.key) for form in forms] for item in instrument.items}
    return evaluate(
        AnswerSet.from_columns(instrument, columns), Plan.default(instrument, "programme"), Policy.professional()
    )


def share(findings: Findings, item: str, *, by: str = "all", group: str = "all", code: int | None = None) -> float:
    """The printed per cent of the positive part, or of one choice."""
    table = findings.table(item, by)
    assert table is not None
    cell = table.cell(group, ONCE)
    assert cell is not None
    shares = cell.parts if code is None else cell.codes
    assert shares is not None
    return shares["positive" if code is None else str(code)].low


@pytest.mark.parametrize("seed", SEEDS)
def test_the_trainings_figures_come_out_as_printed(seed: int) -> None:
    found = training(seed)

    assert (
        share(found, "safety_understanding", by="role", group="leader")
        == (TRAINING["leaders_significant_or_transformative_safety_percent"])
    )
    assert (
        share(found, "daily_strategies", by="role", group="leader")
        == (TRAINING["leaders_extremely_or_very_likely_daily_strategies_percent"])
    )
    assert share(found, "confident") == TRAINING["all_very_or_somewhat_confident_percent"]
    nearly = share(found, "equipped")
    assert TRAINING["all_extremely_or_very_equipped_percent"] - 0.5 < nearly < 80


@pytest.mark.parametrize("seed", SEEDS)
def test_the_leads_figures_come_out_as_printed(seed: int) -> None:
    found = leads(seed)

    for item, name in {
        "audit_plan_useful": "audit_and_plan_useful",
        "sets_useful": "action_learning_sets_useful",
        "hub_useful": "hub_useful_of_those",
        "send_belong_more": "send_pupils_belong_more",
    }.items():
        shares = {"agree": share(found, item, code=4), "strongly_agree": share(found, item, code=5)}
        assert shares == LEADS[name], item
        assert share(found, item) == sum(shares.values())
    assert share(found, "hub_used") == LEADS["hub_accessed"]
    assert share(found, "would_recommend") == LEADS["would_recommend"]
    overall = {"excellent": share(found, "overall_rating", code=5), "good": share(found, "overall_rating", code=4)}
    assert overall == LEADS["overall"]


def test_the_base_is_forms_and_of_the_hub_those_that_said_they_used_it() -> None:
    safety, hub = training(1).table("safety_understanding", "role"), leads(1).table("hub_useful")
    assert safety
    assert hub

    assert [(cell.group, cell.n) for cell in safety.cells] == [("leader", 60), ("other_role", 336)]
    assert [(cell.group, cell.n) for cell in hub.cells] == [("all", 7)]
    assert [response.answered for response in (*training(1).responses, *leads(1).responses)] == [396, LEADS["schools"]]


def test_sessions_are_those_of_the_report_and_too_few_leaders_were_trained_for_a_count_of_people() -> None:
    in_person = [session.in_person for session in SESSIONS]
    assert (len(in_person), sum(in_person)) == (TRAINING["sessions"], TRAINING["in_person"])
    printed = TRAINING["leaders_significant_or_transformative_safety_percent"]

    people = [round(100 * said / TRAINING["senior_leaders_trained"], 1) for said in range(28)]

    assert printed not in people


def test_a_seed_gives_the_same_forms_again_and_another_seed_others() -> None:
    assert training_forms(3) == training_forms(3)
    assert lead_forms(3) == lead_forms(3)
    assert [form.answers for form in training_forms(3)] != [form.answers for form in training_forms(4)]
    assert [form.answers for form in lead_forms(3)] != [form.answers for form in lead_forms(4)]


@pytest.mark.parametrize("seed", SEEDS)
def test_every_form_is_one_that_could_have_been_sent(seed: int) -> None:
    for form in training_forms(seed):
        load("training_v1").check(form.answers, form.comments)
    for lead in lead_forms(seed):
        load("leads_v1").check(lead.answers, lead.comments)
        assert load("leads_v1").without_unasked(lead.answers) == lead.answers
