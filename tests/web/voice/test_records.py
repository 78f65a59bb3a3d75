"""Records of pupils whom no questionnaire hears: written, confirmed, renewed, taken back, pooled, forgotten."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from hypothesis import example, given
from hypothesis import strategies as st

from belonging.web.base.scope import programme_scope, school_scope
from belonging.web.journal.models import Entry
from belonging.web.programme.models import Cohort
from belonging.web.schools.models import School
from belonging.web.voice.errors import VoiceRefused
from belonging.web.voice.models import VoiceRecord
from belonging.web.voice.queries.records import pooled, standing_records
from belonging.web.voice.rules.listening import LEAST_PUPILS, LEAST_SCHOOLS, Size, View, may_be_pooled
from belonging.web.voice.services.records import (
    Account,
    Of,
    Second,
    confirm_record,
    discard_draft,
    forget_drafts_due,
    rewrite_draft,
    withdraw_record,
    write_record,
)
from tests.web.conftest import NOW, enrolled

SENCO, LEAD = "senco", "lead"
AGREES = Second(View.AGREES, "", shared=True)
ACCOUNT = Account(
    kind="group",
    size="3-5",
    seen="",
    ways=["objects"],
    about=["safety"],
    asked="We showed the cup and the towel.",
    assent="Two turned away, and we stopped.",
    well="Most reached for the towel.",
    uneasy="",
    taken="The pool is a place of ease.",
)
WATCHED = replace(ACCOUNT, kind="observation", seen="both", taken="They wait until it is quiet.")


def written(school: School, cohort: Cohort, account: Account = ACCOUNT) -> VoiceRecord:
    return write_record(school=school, of=Of(cohort, "baseline"), account=account, actor=SENCO, now=NOW)


def confirmed(school: School, cohort: Cohort, account: Account = ACCOUNT, second: Second = AGREES) -> VoiceRecord:
    return confirm_record(record=written(school, cohort, account), second=second, actor=LEAD, now=NOW)


def test_a_record_stands_once_a_second_person_has_read_it(in_maple: School, cohort: Cohort) -> None:
    record = written(in_maple, cohort)
    assert standing_records(in_maple, cohort) == []
    with pytest.raises(VoiceRefused, match="second person"):
        confirm_record(record=record, second=AGREES, actor=SENCO, now=NOW)

    otherwise = Second(View.OTHERWISE, "Two of them were tired.", shared=False)
    confirm_record(record=record, second=otherwise, actor=LEAD, now=NOW)

    [stands] = standing_records(in_maple, cohort)
    assert (stands.otherwise, stands.confirmed_by) == ("Two of them were tired.", LEAD)
    acts = list(Entry.objects.filter(subject=f"voice:{record.pk}").values_list("act", "actor"))
    assert acts == [("voice-written", SENCO), ("voice-confirmed", LEAD)]
    assert "towel" not in str(list(Entry.objects.values_list("details", flat=True)))


def test_who_changed_a_draft_last_cannot_confirm_it(in_maple: School, cohort: Cohort) -> None:
    draft = written(in_maple, cohort)
    changed = rewrite_draft(record=draft, of=Of(cohort, "endline"), account=WATCHED, actor=LEAD, now=NOW)

    assert (changed.kind, changed.wave, changed.written_by) == ("observation", "endline", LEAD)
    with pytest.raises(VoiceRefused, match="second person"):
        confirm_record(record=draft, second=AGREES, actor=LEAD, now=NOW)
    with pytest.raises(VoiceRefused, match="how you see it"):
        confirm_record(record=draft, second=Second(View.OTHERWISE, " ", shared=False), actor=SENCO, now=NOW)


def test_what_is_confirmed_is_never_edited_and_a_new_version_replaces_it(in_maple: School, cohort: Cohort) -> None:
    first = confirmed(in_maple, cohort)
    of = Of(cohort, "baseline")
    with pytest.raises(VoiceRefused, match="new version"):
        rewrite_draft(record=first, of=of, account=WATCHED, actor=SENCO, now=NOW)
    with pytest.raises(VoiceRefused, match="new version"):
        discard_draft(record=first, actor=SENCO, now=NOW)

    newer = write_record(school=in_maple, of=of, account=WATCHED, actor=SENCO, now=NOW, replaces=first)
    assert standing_records(in_maple, cohort) == [first], "a draft replaces nothing"
    with pytest.raises(VoiceRefused, match="begun"):
        write_record(school=in_maple, of=of, account=WATCHED, actor=LEAD, now=NOW, replaces=first)
    confirm_record(record=newer, second=AGREES, actor=LEAD, now=NOW)

    assert standing_records(in_maple, cohort) == [newer]
    with pytest.raises(VoiceRefused, match="does not stand"):
        withdraw_record(record=first, actor=LEAD, now=NOW)


def test_taking_back_erases_the_words_of_every_version(in_maple: School, cohort: Cohort) -> None:
    first = confirmed(in_maple, cohort)
    newer = write_record(
        school=in_maple, of=Of(cohort, "baseline"), account=WATCHED, actor=SENCO, now=NOW, replaces=first
    )
    confirm_record(record=newer, second=AGREES, actor=LEAD, now=NOW)

    withdraw_record(record=newer, actor=SENCO, now=NOW)

    assert standing_records(in_maple, cohort) == []
    for record in VoiceRecord.objects.all():
        assert [getattr(record, name) for name in ("asked", "assent", "well", "uneasy", "taken")] == [""] * 5
        assert not record.shared


def test_taking_back_leaves_no_copy_in_a_version_that_was_begun(in_maple: School, cohort: Cohort) -> None:
    first = confirmed(in_maple, cohort)
    begun = write_record(
        school=in_maple, of=Of(cohort, "baseline"), account=ACCOUNT, actor=SENCO, now=NOW, replaces=first
    )

    withdraw_record(record=first, actor=LEAD, now=NOW)

    assert [record.asked for record in VoiceRecord.objects.all()] == [""]
    assert Entry.objects.filter(subject=f"voice:{begun.pk}", act="voice-discarded", actor=LEAD).exists()


def test_drafts_that_nobody_confirms_are_forgotten(in_maple: School, cohort: Cohort) -> None:
    written(in_maple, cohort)
    kept = confirmed(in_maple, cohort)

    assert forget_drafts_due(now=NOW + timedelta(days=90)) == 0
    assert forget_drafts_due(now=NOW + timedelta(days=91)) == 1
    assert list(VoiceRecord.objects.all()) == [kept]


@pytest.mark.parametrize(
    "broken",
    [
        {"size": "1-2"},
        {"seen": "both"},
        {"kind": "observation", "seen": ""},
        {"taken": ""},
        {"wave": "summer"},
        {"view": "agrees", "confirmed_at": NOW, "confirmed_by": SENCO},
        {"shared": True},
        {"withdrawn_at": NOW, "withdrawn_by": LEAD},
    ],
)
def test_the_database_refuses_what_no_record_may_be(
    in_maple: School, cohort: Cohort, broken: Mapping[str, object]
) -> None:
    fields = {"cohort": cohort, "wave": "baseline", "written_by": SENCO, "written_at": NOW, **asdict(ACCOUNT)}
    with pytest.raises(IntegrityError), transaction.atomic():
        VoiceRecord.objects.create(school=in_maple, **{**fields, **broken})


def test_the_programme_reads_words_of_three_schools_or_none(cohort: Cohort) -> None:
    schools = [enrolled(cohort, name=f"School {n}", slug=f"school-{n}", mask=mask) for n, mask in enumerate("ABC")]
    for number, (school, size) in enumerate(zip(schools, ("3-5", "3-5", "6-9"), strict=True)):
        with school_scope(school.pk):
            kept = replace(ACCOUNT, size="10-", taken="Kept here.")
            confirmed(school, cohort, kept, replace(AGREES, shared=False))
        with programme_scope("test"):
            assert pooled(cohort).words == (), "what is not shared opens nothing for the others"
        with school_scope(school.pk):
            confirmed(school, cohort, replace(ACCOUNT, size=size, taken=f"What school {number} takes."))

    with programme_scope("test"):
        told = pooled(cohort)
    assert told.schools == 3
    assert sorted(told.words) == [f"What school {number} takes." for number in range(3)]


@given(st.dictionaries(st.integers(1, 6), st.lists(st.sampled_from(list(Size)), max_size=4), max_size=6))
@example({1: [Size.FEW], 2: [Size.FEW], 3: [Size.FEW, Size.FEW]})
@example({1: [Size.MANY], 2: [Size.MANY], 3: []})
def test_words_are_pooled_by_rule(sizes: dict[int, list[Size]]) -> None:
    """Of a school one group counts, the largest; what one school adds never makes up for a school that is missing."""
    speaking = {school: held for school, held in sizes.items() if held}
    pupils = sum(max(size.least for size in held) for held in speaking.values())
    assert may_be_pooled(sizes) == (len(speaking) >= LEAST_SCHOOLS and pupils >= LEAST_PUPILS)
    assert may_be_pooled({school: held * 2 for school, held in sizes.items()}) == may_be_pooled(sizes)
