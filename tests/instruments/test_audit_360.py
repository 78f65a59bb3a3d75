"""The forty statements of the audit: whole, readable, in line with the report and the questionnaires."""

from __future__ import annotations

import re
from collections import Counter
from itertools import chain

import pytest

from belonging.instruments.audit import Met, Statement
from belonging.instruments.errors import UnknownInstrument
from belonging.instruments.load import known_to_audits, load, load_audit, load_framework
from belonging.instruments.model import Text

THEMES = {
    *("safety_and_monitoring", "high_expectations", "transitions", "surveys_and_data", "pupil_leadership_and_peers"),
    *("extracurricular_access", "policies_and_training", "parental_engagement", "curriculum_representation"),
    *("trusted_adults", "visible_leadership", "staff_belonging"),
}
"""Those that the pilot's report names."""
STATEMENTS = tuple(load_audit().statements)
SENTENCE = re.compile(r"(?<=[.?!;:])[”\"]?\s+")
LONGEST_RATED = 150
"""Words of wording and descriptors together: what must be read to rate, on one screen of a laptop."""
JUDGEMENTS = ("good", "effective", "excellent", "appropriate", "robust", "strong", "outstanding", "well-")
STAFFS_ALONE = {"data_by_group", "governors"}
"""Nobody is asked about these in a questionnaire."""


def texts(statement: Statement) -> list[Text]:
    told = [statement.wording, statement.fully, statement.partially, statement.not_yet, *statement.tips]
    return told + [text for text in (statement.why, statement.send, statement.example) if text is not None]


def sentences(text: Text) -> list[int]:
    return [len(sentence.split()) for sentence in SENTENCE.split(str(text))]


def named(statement: Statement) -> str:
    return statement.key


def test_there_are_four_areas_and_forty_statements() -> None:
    audit = load_audit()

    assert [(area.key, len(area.statements)) for area in audit.areas] == [
        ("inclusive_culture", 11),
        ("data_policies_training", 10),
        ("positive_relationships", 10),
        ("school_activities", 9),
    ]
    assert audit.statement("breaks") is STATEMENTS[37]
    assert audit.statement("weather") is None
    assert [str(Met(met)) for met in Met] == ["fully", "partially", "not_yet"]


def test_the_minutes_are_two_for_each_statement() -> None:
    assert load_audit().minutes == 2 * len(STATEMENTS)


def test_an_audit_that_is_not_published_is_answered_with_those_that_are() -> None:
    with pytest.raises(UnknownInstrument, match="did you mean 'audit_360_v1'"):
        load_audit("audit_360_v9")
    assert load_audit() is load_audit()


@pytest.mark.parametrize("statement", STATEMENTS, ids=named)
def test_every_statement_has_all_its_parts(statement: Statement) -> None:
    assert statement.why is not None
    assert statement.send is not None
    assert statement.example is not None
    assert str(statement.example).startswith("For example, ")
    assert 2 <= len(statement.tips) <= 4
    assert statement.references
    assert statement.links
    assert statement.constructs
    assert str(statement.wording)[-1] not in ".!"


def test_every_theme_of_the_report_has_a_statement_and_no_other_is_named() -> None:
    assert set(chain.from_iterable(statement.themes for statement in STATEMENTS)) == THEMES


def test_send_runs_through_all_of_it() -> None:
    asked = [statement.key for statement in STATEMENTS if re.search("SEND|signs|adjustment", str(statement.fully))]

    assert len(asked) >= 15
    assert all(len(str(statement.send).split()) >= 15 for statement in STATEMENTS)


@pytest.mark.parametrize("statement", STATEMENTS, ids=named)
def test_what_must_be_read_to_rate_fits_on_a_screen(statement: Statement) -> None:
    rated = (statement.wording, statement.fully, statement.partially, statement.not_yet)

    assert sum(len(str(text).split()) for text in rated) <= LONGEST_RATED
    assert len(str(statement.wording).split()) <= 20
    assert "\n" not in "".join(str(text) for text in texts(statement))


@pytest.mark.parametrize("statement", STATEMENTS, ids=named)
def test_its_sentences_are_short(statement: Statement) -> None:
    lengths = [length for text in texts(statement) for length in sentences(text)]

    assert sum(lengths) / len(lengths) <= 20
    assert max(lengths) <= 34


@pytest.mark.parametrize("statement", STATEMENTS, ids=named)
def test_its_descriptors_tell_what_is_to_be_seen_and_judge_nothing(statement: Statement) -> None:
    told = [str(statement.descriptor(met)) for met in Met]

    assert len(set(told)) == 3
    assert all(len(words.split()) >= 8 for words in told)
    assert not [word for words in told for word in JUDGEMENTS if re.search(rf"\b{word}\b", words.lower())]


@pytest.mark.parametrize("statement", STATEMENTS, ids=named)
def test_its_pairings_ask_about_one_of_its_constructs(statement: Statement) -> None:
    asked = {name.removesuffix("_v1"): load(name) for name in ("pupil_v1", "parent_v1", "staff_v1")}
    shared = {asked[pairing.audience].item(pairing.item).construct for pairing in statement.pairings}

    assert all(pairing.item in known_to_audits().items[pairing.audience] for pairing in statement.pairings)
    assert shared <= set(statement.constructs)
    assert bool(statement.pairings) is (statement.key not in STAFFS_ALONE)


def test_every_item_of_the_questionnaires_stands_beside_a_statement() -> None:
    paired = {(pairing.audience, pairing.item) for statement in STATEMENTS for pairing in statement.pairings}
    known = {(audience, item) for audience, items in known_to_audits().items.items() for item in items}

    assert paired == known


def test_every_source_is_cited_and_those_of_the_framework_are_the_same() -> None:
    references = {reference.key: reference for reference in load_audit().references}
    framework = {reference.key: reference for reference in load_framework().references}
    cited = {reference for statement in STATEMENTS for reference in statement.references}

    assert cited == set(references.values())
    assert all(framework[key] == references[key] for key in framework.keys() & references.keys())


def test_no_two_statements_say_the_same() -> None:
    said = Counter(str(text) for statement in STATEMENTS for text in texts(statement))

    assert [words for words, times in said.items() if times > 1] == []
