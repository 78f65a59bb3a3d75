"""Bringing the register up to date, and finding schools in it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from benchmarks.register_rows import register_csv
from pytest_django import DjangoAssertNumQueries

from belonging.web.base.scope import programme_scope
from belonging.web.journal.models import Entry
from belonging.web.schools.models import Body, RegisterEntry, RegisterWord, School
from belonging.web.schools.queries import register_entry, register_is_empty, search_register
from belonging.web.schools.rules.register_file import RegisterFile, RegisterRow, read_register
from belonging.web.schools.rules.register_sample import sample_register
from belonging.web.schools.services import (
    NoQuestionnaire,
    OutsideSchool,
    SchoolExists,
    add_outside_school,
    school_from_register,
)
from belonging.web.schools.services.importing import Summary, import_register
from tests.web.conftest import NOW

OUTSIDE = OutsideSchool(name="Ysgol y Bryn", town="Aberwen", nation="wales", setting="primary")


def bring_in(register: RegisterFile, *, settled: frozenset[str] = frozenset(), dry_run: bool = False) -> Summary:
    return import_register(register=register, settled=settled, actor="test", now=NOW, dry_run=dry_run)


@pytest.fixture
def sample(db: None) -> RegisterFile:
    register = read_register(sample_register())
    bring_in(register)
    return register


def named(register: RegisterFile, name: str) -> RegisterRow:
    return next(row for row in register.rows.values() if row.name == name)


def with_row(register: RegisterFile, row: RegisterRow) -> RegisterFile:
    return RegisterFile({**register.rows, row.urn: row}, ())


def names(typed: str) -> list[str]:
    return [entry.name for entry in search_register(typed).entries]


def test_a_first_import_takes_everything_and_a_second_changes_nothing(db: None) -> None:
    assert register_is_empty()
    register = read_register(sample_register())
    first, second = bring_in(register), bring_in(register)
    assert (first.new, first.changed) == (len(register.rows), 0)
    assert (second.new, second.changed, second.unchanged, second.missing) == (0, 0, len(register.rows), 0)
    entry = register_entry(named(register, "Élan Vital Free School").urn)
    assert entry is not None
    assert (entry.town, entry.last_seen, entry.laestab[:3]) == ("Brackenwater", date(2026, 11, 23), "982")
    with programme_scope("test"):
        assert [each.act for each in Entry.objects.order_by("number")] == ["register-imported"] * 2


def test_a_dry_run_says_the_same_and_writes_nothing(db: None) -> None:
    register = read_register(sample_register())
    assert bring_in(register, dry_run=True) == bring_in(register)
    assert bring_in(register, dry_run=True).new == 0
    with programme_scope("test"):
        assert Entry.objects.count() == 1


def test_changed_and_closed_schools_are_told_and_found_by_their_new_names(sample: RegisterFile) -> None:
    row = named(sample, "Windmill Lane Primary School")
    new = replace(row, name="Millrace Academy", status_code="2", is_open=False)
    summary = bring_in(with_row(sample, new))
    assert (summary.changed, summary.closed, summary.reopened) == (1, 1, 0)
    assert names("millrace") == ["Millrace Academy"]
    assert names("windmill") == []
    assert bring_in(sample).reopened == 1


def test_schools_that_are_missing_stay(sample: RegisterFile) -> None:
    row = named(sample, "Hill Top School")
    summary = bring_in(RegisterFile({row.urn: row}, ()))
    assert summary.missing == len(sample.rows) - 1
    assert RegisterEntry.objects.count() == len(sample.rows)


def test_nothing_is_half_done(sample: RegisterFile, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(**_: object) -> None:
        raise RuntimeError("the power went")

    monkeypatch.setattr("belonging.web.schools.services.importing.follow_register", fails)
    row = replace(named(sample, "Windmill Lane Primary School"), name="Millrace Academy")
    with pytest.raises(RuntimeError):
        bring_in(with_row(sample, row))
    assert names("millrace") == []


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("marigold", "Marigold Wharf Primary School"),
        ("st marys hollow", "St Mary's CofE Primary School"),
        ("St. Peter and Saint Paul C of E", "St Peter & St Paul Church of England Primary School"),
        ("elan vital", "Élan Vital Free School"),
        ("alnoor", "Al-Noor Primary School"),
        ("stow on the heath inf", "Stow-on-the-Heath Infant School"),
        ("hill top brackenwater", "Hill Top School"),
        ("old foundry", "Old Foundry Academy"),
        ("cobblers end", "Cobbler's End Village School"),
    ],
)
def test_search_finds_it(sample: RegisterFile, typed: str, first: str) -> None:
    assert names(typed)[0] == first


def test_numbers_and_postcodes_find_one_school(sample: RegisterFile) -> None:
    row = named(sample, "Tamarind Row Primary School")
    laestab = f"{row.authority_code}/{row.establishment_number}"
    for typed in (row.urn, laestab, laestab.replace("/", ""), row.postcode, row.postcode.replace(" ", "").lower()):
        assert [entry.urn for entry in search_register(typed).entries] == [row.urn], typed


def test_open_schools_come_before_closed_ones(sample: RegisterFile) -> None:
    found = names("northmere")
    assert found[-1] == "Northmere Grange School"
    assert found[:-1] == sorted(found[:-1])
    assert found[-1] < found[-2], "by its name alone it would not be the last"


@pytest.mark.parametrize("typed", ["marigold", "primary school", "e"])
def test_a_search_takes_two_queries_and_is_paged(
    sample: RegisterFile, typed: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(2):
        found = search_register(typed, page=1)
    assert len(found.entries) == min(found.total, 20)
    assert found.pages == -(-found.total // 20)
    assert search_register(typed, page=99).page == found.pages
    pages = [search_register(typed, page).entries for page in range(1, found.pages + 1)]
    assert len({entry.urn for page in pages for entry in page}) == found.total


def test_nothing_typed_is_no_question(sample: RegisterFile) -> None:
    assert not search_register("the school").asked
    assert search_register("zzz").total == 0


def test_a_school_is_made_from_the_register_once(sample: RegisterFile) -> None:
    entry = search_register("saffron lock").entries[0]
    school = school_from_register(entry=entry, actor="test", now=NOW)
    assert school_from_register(entry=entry, actor="test", now=NOW) == school
    assert (school.slug, school.urn, school.town) == ("saffron-lock-primary-school", entry.urn, "Brackenwater")
    assert (school.trust and school.trust.name) == "Lantern & Kite Learning Trust"
    assert (school.authority and school.authority.code) == "982"
    assert school.is_simulated, "numbers of the made-up range are pretend schools"
    with programme_scope("test"):
        assert Entry.objects.filter(act="school-added").count() == 1


def test_schools_share_bodies_and_never_addresses(sample: RegisterFile) -> None:
    twins = [school_from_register(entry=each, actor="test", now=NOW) for each in search_register("hill top").entries]
    paper = school_from_register(entry=search_register("paper kite").entries[0], actor="test", now=NOW)
    saffron = school_from_register(entry=search_register("saffron lock").entries[0], actor="test", now=NOW)
    assert len({school.slug for school in twins}) == 2
    assert paper.trust == saffron.trust
    assert Body.objects.filter(kind="trust").count() == 1


def test_a_college_cannot_take_part(sample: RegisterFile) -> None:
    with pytest.raises(NoQuestionnaire, match="Further education"):
        school_from_register(entry=search_register("brackenwater college").entries[0], actor="test", now=NOW)


def test_a_school_outside_the_register_is_added_once(sample: RegisterFile) -> None:
    school = add_outside_school(new=OUTSIDE, actor="test", now=NOW)
    assert (school.urn, school.nation, school.is_simulated) == (None, "wales", False)
    with pytest.raises(SchoolExists, match="already on the books"):
        add_outside_school(new=replace(OUTSIDE, name="YSGOL Y BRYN", town="aberwen"), actor="test", now=NOW)
    elsewhere = add_outside_school(new=replace(OUTSIDE, town="Llanwen"), actor="test", now=NOW)
    assert elsewhere.slug == "ysgol-y-bryn-llanwen"
    listed = replace(OUTSIDE, name="Saint Mary's C of E Primary", town="Upper Hollow", nation="england")
    with pytest.raises(SchoolExists, match="national register under the number 900"):
        add_outside_school(new=listed, actor="test", now=NOW)


def test_schools_on_the_books_follow_where_that_is_safe(sample: RegisterFile) -> None:
    entry = search_register("saffron lock").entries[0]
    school = school_from_register(entry=entry, actor="test", now=NOW)
    row = replace(
        sample.rows[entry.urn],
        name="Saffron Lock Academy", setting="all_through", type_name="Free schools", trust="", trust_code="",
        is_open=False, status_name="Closed", closed_on=date(2026, 8, 31),
    )  # fmt: skip
    (told,) = bring_in(with_row(sample, row), settled=frozenset({entry.urn}), dry_run=True).schools
    assert School.objects.get(pk=school.pk).name == "Saffron Lock Primary School"
    (change,) = bring_in(with_row(sample, row), settled=frozenset({entry.urn})).schools
    assert change == told
    assert [note.split(".")[0] for note in change.notes] == [
        "It is now called Saffron Lock Academy",
        "It no longer belongs to a trust",
        "The register changed its type or sixth form",
        "The register says: Closed on 31 August 2026",
    ]
    school.refresh_from_db()
    assert (school.name, school.setting, school.trust) == ("Saffron Lock Academy", "primary", None)
    bring_in(with_row(sample, row))
    school.refresh_from_db()
    assert school.setting == "all_through"


def test_fifty_thousand_rows_are_brought_in_after_a_few(db: None) -> None:
    """After a few: PostgreSQL then holds plans for small tables, with which the checks of this would never end."""
    bring_in(read_register(register_csv(30)))
    summary = bring_in(read_register(register_csv(50_000)))
    assert summary.new == 49_970
    assert RegisterEntry.objects.count() == 50_000
    assert RegisterWord.objects.count() > 400_000
