"""What stands beside an audit comes from stored releases, of this school, and from nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from belonging.evaluation.released import Findings, Reading, Refusal, Withheld
from belonging.instruments.load import load_audit
from belonging.web.audit.presenters.beside import BesidePart, beside_part
from belonging.web.audit.queries.voices import audiences_of, voices_of
from belonging.web.audit.rules.heard import SchoolVoices
from belonging.web.base.scope import school_scope
from belonging.web.programme.models import Cohort, CohortQuestionnaire
from belonging.web.schools.models import School
from tests.web.audit.hearing import RELEASED_AT, TOO_SMALL, cell, findings, gap, said, store, table, third, voices
from tests.web.findings.given import an_answered_round, sealed

BASELINE = findings(table("safe", cell(65)), table("safe", cell(40, 4, group="send"), gaps=(gap(Reading.FEWER),)))
BOTH = findings(table("safe", cell(65), cell(75, wave="endline")), waves=("baseline", "endline"))


def part(
    heard: SchoolVoices | None,
    statement: str = "safe_places",
    met: str = "",
    *,
    signed_off: bool = False,
    audiences: frozenset[str] = frozenset(),
) -> BesidePart:
    found = load_audit().statement(statement)
    assert found is not None
    return beside_part(statement=found, voices=heard, met=met, signed_off=signed_off, audiences=audiences)


@pytest.fixture
def staff() -> Findings:
    return findings(table("pupils_safe", third("most"), audience="staff"), audience="staff")


def test_the_newest_release_of_each_audience_is_read(in_maple: School, cohort: Cohort, staff: Findings) -> None:
    store(BASELINE, cohort, in_maple)
    newer = store(BOTH, cohort, in_maple, RELEASED_AT + timedelta(days=200))
    theirs = store(staff, cohort, in_maple)

    found = voices_of(in_maple, cohort)

    assert found is not None
    assert found.release_ids == tuple(sorted((newer.pk, theirs.pk)))
    heard = found.heard("pupil", "safe")
    assert heard is not None
    assert (heard.wave, heard.text) == ("endline", "between 75 and 80 in 100")


def test_the_releases_that_are_named_are_read_and_no_others(in_maple: School, cohort: Cohort) -> None:
    older = store(BASELINE, cohort, in_maple)
    store(BOTH, cohort, in_maple, RELEASED_AT + timedelta(days=200))

    found = voices_of(in_maple, cohort, releases=[older.pk])

    assert found is not None
    assert found.release_ids == (older.pk,)
    assert voices_of(in_maple, cohort, releases=[]) is None


def test_never_a_live_number(maple: School, cohort: Cohort, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    """Forty pupils have answered, and the round is sealed: until a release is stored there is nothing to hear."""
    round_ = an_answered_round(maple, cohort)
    with school_scope(maple.pk):
        assert voices_of(maple, cohort) is None
    sealed(round_)
    with school_scope(maple.pk), django_assert_num_queries(1):
        assert voices_of(maple, cohort) is None


def test_only_releases_are_looked_at(in_maple: School, cohort: Cohort) -> None:
    store(BASELINE, cohort, in_maple)

    with CaptureQueriesContext(
        connection,
    ) as queries:
        found = voices_of(in_maple, cohort)
        part(found)

    tables = {query["sql"].split('FROM "')[1].split('"')[0] for query in queries if "FROM" in query["sql"]}
    assert tables == {"findings_release"}


def test_another_school_has_voices_of_its_own(maple: School, river: School, cohort: Cohort) -> None:
    with school_scope(maple.pk):
        theirs = store(BASELINE, cohort, maple)
    with school_scope(river.pk):
        assert voices_of(river, cohort) is None
        assert voices_of(river, cohort, releases=[theirs.pk]) is None


def test_a_statement_shows_everyone_and_send_with_how_sure_it_is() -> None:
    shown = part(voices(BASELINE), met="fully")

    (pupils,) = shown.voices
    assert (pupils.title, pupils.when) == ("Pupils", "Baseline, report of 20 November 2026")
    (item,) = pupils.items
    assert [(one.who, one.text) for one in item.said] == [
        ("All pupils", "Between 65 and 70 in 100; it may well lie anywhere from 55 to 80."),
        ("Pupils with SEND", "Between 40 and 45 in 100; it may well lie anywhere from 36 to 49."),
    ]
    assert item.gap == "Fewer positive answers with SEND (57 in 100) than without (72)."
    assert shown.summary.startswith("You rated this fully met. Fewer than half of pupils with SEND")
    assert shown.waiting == (
        "Parents and carers: not yet. It comes when their questionnaire is sealed and its report made.",
        "Staff: not yet. It comes when their questionnaire is sealed and its report made.",
    )


def test_the_picture_says_what_it_shows() -> None:
    picture = part(voices(BASELINE)).voices[0].items[0].picture

    assert picture is not None
    assert 'role="img"' in picture
    assert "<title" in picture
    assert "All pupils: 65–70, 95% interval 55 to 80. Pupils with SEND: 40–45, 95% interval 36 to 49." in picture
    assert 'width="280"' in picture


def test_where_others_had_other_choices_it_is_said_whose_answers_they_are() -> None:
    """Title, line and picture; never “All pupils”."""
    notes = (Refusal("main-three_choices", "Of whom."), Refusal("wave-small-group-four_choices", "Too few."))
    heard = voices(replace(BASELINE, notes=notes))
    shown = part(heard, met="fully")

    (pupils,) = shown.voices
    assert pupils.title == "Pupils who answered with three choices"
    (item,) = pupils.items
    assert [one.who for one in item.said] == ["All of these pupils", "Pupils with SEND"]
    assert "All of these pupils: 65–70" in str(item.picture)
    assert "Fewer than half of pupils with SEND who answered with three choices (between 40 and 45" in shown.summary


def test_a_share_in_words_says_that_few_answered() -> None:
    (item,) = part(said(table("safe", third("about half")))).voices[0].items

    assert item.said[0].text == "About half (a third to two thirds). Few answered."


def test_what_is_not_shown_says_why_once() -> None:
    refused = [table(item, by="send", withheld=(Withheld("baseline", TOO_SMALL),)) for item in ("belong", "happy")]
    note = Refusal("wave-small-group", "The endline is not shown. Fewer than 10 answered, so nothing is shown.")
    heard = voices(findings(table("belong", cell(65)), table("happy", cell(65, item="happy")), *refused, notes=(note,)))

    (pupils,) = part(heard, "belonging_in_aims").voices

    assert [len(item.said) for item in pupils.items] == [1, 1]
    assert pupils.notes == (note.sentence, f"Pupils with SEND not shown: {TOO_SMALL.sentence}")


def test_a_gap_that_cannot_be_told_says_so() -> None:
    some = said(table("safe", cell(65)), table("safe", cell(65, group="send"), gaps=(gap(Reading.TOO_FEW),)))

    assert part(some).voices[0].items[0].gap == "With and without SEND: too few to tell whether they differ."


def test_before_any_release_it_says_when_it_comes() -> None:
    shown = part(None, met="fully")

    assert (shown.summary, shown.voices) == ("", ())
    assert shown.waiting == (
        "What people say stands here once a questionnaire is sealed and its report made. Nobody sees it before.",
    )


def test_a_signed_off_audit_waits_for_nothing() -> None:
    silent = part(None, signed_off=True).waiting
    assert silent == ("When this audit was signed off, nothing that people said about it had been released.",)
    heard = part(voices(BASELINE), signed_off=True).waiting
    assert heard
    assert all(words.endswith(": nothing had been released when this audit was signed off.") for words in heard)


def test_a_statement_that_nobody_is_asked_about_says_so() -> None:
    assert part(voices(BASELINE), "data_by_group").waiting == (
        "The questionnaires do not ask about this, so no voices stand beside it.",
    )


def test_only_those_are_awaited_whom_the_cohort_asks(in_maple: School, cohort: Cohort) -> None:
    heard = voices(BASELINE)
    assert any("Staff: not yet" in words for words in part(heard).waiting)
    asked = frozenset({"pupil", "staff"})
    assert part(heard, audiences=asked).waiting == tuple(words for words in part(heard).waiting if "Staff" in words)
    assert part(heard, audiences=frozenset({"pupil"})).waiting == ()
    nobody = part(None, audiences=frozenset({"nobody"})).waiting
    assert "do not ask about this" in " ".join(nobody)
    cohort.questionnaires.all().delete()
    assert audiences_of(cohort) == frozenset()
    CohortQuestionnaire.objects.create(cohort=cohort, instrument="pupil_v1", waves=["baseline"], entrance="slips")
    assert audiences_of(cohort) == {"pupil"}
