"""From a school's list of pupils to slips: any export is read, nothing is printed unasked, and no name is kept."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import date, timedelta

import openpyxl
import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from belonging.web.accounts.roles import Role
from belonging.web.programme.models import Cohort
from belonging.web.schools.models import School
from belonging.web.surveys.models import Pack, Round, Slip
from belonging.web.surveys.presenters import slips as slip_sheets
from belonging.web.surveys.rules import roster_values as values
from belonging.web.surveys.rules.roster import (
    GUEST,
    LEFT,
    OPTED_OUT,
    SUBSIDIARY,
    YOUNGER,
    Expected,
    Roster,
    by_group,
    missing_columns,
    read,
)
from belonging.web.surveys.rules.roster_checks import checked
from belonging.web.surveys.services.rosters import read_roster
from belonging.web.surveys.views import rosters as roster_views
from belonging.web.ui.typeset import Typeset
from tests.web.conftest import NOW
from tests.web.surveys.broken_rosters import csv_of, saved, workbook
from tests.web.surveys.given import answer, slips
from tests.web.surveys.test_round_pages import browser_of, page_of

EXPECTED = Expected(("year_group", "sex", "sen"), ("R", *"123456"), ("standard",), date(2026, 11, 23))
SIMS = csv_of(
    ("UPN", "Legal Surname", "Legal Forename", "Date of Birth", "Gender", "Year taught in", "Reg Group", "SEN Status"),
    ("A123456789012", "Khan", "Aisha", "01/02/2018", "F", "Year  4", "4 Maple", "K"),
    ("B123456789012", "Ali", "Bo", "03/04/2018", "M", "Year  4", "4 Maple", ""),
    ("C123456789012", "Oak", "Cy", "05/06/2017", "M", "Year  5", "5 Elm", "E"),
)


def roster_of(content: bytes, expected: Expected = EXPECTED) -> Roster:
    [table] = read_roster(content=content, name="pupils.csv")
    return checked(read(table, expected), expected, table.notes)


class TestReading:
    @pytest.mark.parametrize(
        "export",
        [
            SIMS,
            csv_of(  # Arbor
                ("Name", "Year group", "Registration form", "Sex", "SEN status", "Pupil Premium"),
                ('"Khan, Aisha"', "Year 4", "4 Maple", "Female", "SEN support", "Yes"),
                ('"Ali, Bo"', "Year 4", "4 Maple", "Male", "No SEN", ""),
                ('"Oak, Cy"', "Year 5", "5 Elm", "Male", "Education, health and care plan".join('""'), ""),
            ),
            csv_of(  # Bromcom
                ("Preferred First Name", "Preferred Last Name", "Tutor Group", "NC Year", "Legal Sex", "SEN Code"),
                ("Aisha", "Khan", "4 Maple", "4", "F", "K - SEN support"),
                ("Bo", "Ali", "4 Maple", "04", "M", "N"),
                ("Cy", "Oak", "5 Elm", "5", "M", "E"),
                separator=";",
            ),
            csv_of(  # OneRoster and Wonde: no SEN codes of our kind beside the two extra columns of the UK form
                ("sourcedId", "givenName", "familyName", "grades", "sex", "class_name", "sen_provision"),
                ("1", "Aisha", "Khan", "4", "female", "4 Maple", "K"),
                ("2", "Bo", "Ali", "4", "male", "4 Maple", "N"),
                ("3", "Cy", "Oak", "5", "male", "5 Elm", "E"),
                separator="\t",
            ),
        ],
        ids=["SIMS", "Arbor", "Bromcom", "OneRoster"],
    )
    def test_exports_of_every_system_say_the_same(self, export: bytes) -> None:
        roster = roster_of(export)
        assert roster.errors == ()
        assert [(each.name, each.group, each.year_group, each.sex, each.sen) for each in roster.pupils] == [
            ("Aisha Khan", "4 Maple", "4", "girl", "K"),
            ("Bo Ali", "4 Maple", "4", "boy", "N"),
            ("Cy Oak", "5 Elm", "5", "boy", "E"),
        ]

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
    def test_names_survive_every_usual_encoding(self, encoding: str) -> None:
        text = (
            "sep=;\nName;Class\nZoë O’Néill;4 Maple\n" if encoding == "utf-8" else "Name,Class\nZoë O’Néill,4 Maple\n"
        )
        [table] = read_roster(content=text.encode(encoding), name="x.csv")
        assert table.rows[0].cells == ("Zoë O’Néill", "4 Maple")

    def test_what_identifies_a_child_is_dropped_with_its_column(self) -> None:
        [table] = read_roster(content=SIMS, name="x.csv")
        assert table.discarded == ("UPN", "Date of Birth")
        assert "A123456789012" not in str(table)
        assert "01/02/2018" not in str(table)

    def test_a_workbook_reads_like_a_list(self) -> None:
        roster = roster_of(
            workbook(
                ("Class list, autumn 2026",),
                (),
                ("Forename", "Surname", "Year", "Class", "Sex", "SEN"),
                ("Aisha", "Khan", 4, "4 Maple", "F", "K"),
                ("Bo", "Ali", 4.0, "4 Maple", "M", None),
                ("Forename", "Surname", "Year", "Class", "Sex", "SEN"),
                ("Total", 2),
                merge="A1:F1",
            )
        )
        assert roster.errors == ()
        assert [(each.row, each.name, each.year_group) for each in roster.pupils] == [
            (4, "Aisha Khan", "4"),
            (5, "Bo Ali", "4"),
        ]
        assert [each.words for each in roster.warnings[:2]] == [
            "Row 6 repeats the headings. It is left out.",
            "Row 7 is a total, not a pupil. It is left out.",
        ]

    def test_those_who_get_no_slip_are_counted_by_reason(self) -> None:
        head = ("Name", "Year", "Class", "Sex", "SEN", "Do not invite", "Enrolment Status", "Leaving date")
        roster = roster_of(
            csv_of(
                head,
                ("Amy", "4", "4M", "F", "N", "", "C", ""),
                ("Bo", "4", "4M", "M", "N", "yes", "C", ""),
                ("Cy", "4", "4M", "M", "N", "", "S", ""),
                ("Di", "4", "4M", "F", "N", "", "G", ""),
                ("Ed", "4", "4M", "M", "N", "", "M", "01/09/2026"),
                ("Flo", "4", "4M", "F", "N", "", "M", "01/09/2027"),
                ("Gus", "N2", "Ducks", "M", "", "", "", ""),
            )
        )
        assert [each.name for each in roster.pupils] == ["Amy", "Flo"]
        assert roster.left_out == {OPTED_OUT: 1, SUBSIDIARY: 1, GUEST: 1, LEFT: 1, YOUNGER: 1}
        assert roster.roll == 3, "those who opted out are still on the roll"

    def test_what_looks_wrong_is_said_and_does_not_stop_the_school(self) -> None:
        head = ("Name", "Year", "Class", "Sex", "SEN")
        roster = roster_of(
            csv_of(head, ("Amy Zed", "4", "4M", "", ""), ("Amy Zed", "4", "4m", "F", "K"), ("Bo", "9", "9X", "M", "N"))
        )
        words = " ".join(f"{each.row} {each.words}" for each in roster.warnings)
        assert roster.errors == ()
        assert "3 The same name is in this class in row 2" in words
        assert "4 Year group 9 is none of your school’s" in words
        assert "1 pupil has no SEN status" in words
        assert "1 pupil has no sex in the list" in words

    def test_pupils_are_sorted_by_surname_and_a_class_is_one_however_it_is_spelt(self) -> None:
        head = ("Forename", "Surname", "Year", "Class", "Sex", "SEN")
        roster = roster_of(
            csv_of(
                head,
                ("Zoe", "Ali", "4", "4M", "F", "N"),
                ("Al", "Zed", "4", "4m", "M", "N"),
                ("Bo", "Ali", "4", "4M", "M", ""),
            )
        )
        [(name, members)] = by_group(roster.pupils)
        assert (name, [each.name for each in members]) == ("4M", ["Bo Ali", "Zoe Ali", "Al Zed"])

    def test_a_list_without_classes_is_printed_by_year(self) -> None:
        roster = roster_of(csv_of(("Name", "Year", "Sex", "SEN"), ("Amy", "R", "F", "N"), ("Bo", "Year 2", "M", "N")))
        assert [name for name, _ in by_group(roster.pupils)] == ["Reception", "Year 2"]

    @given(st.text(max_size=30))
    def test_any_cell_is_understood_or_refused(self, text: str) -> None:
        assert values.year_group(text) in {None, "", "R", "X", values.NOT_ASKED, *map(str, range(1, 14))}
        assert values.sex(text) in {None, "", "boy", "girl"}
        assert values.sen(text) in {None, "", "N", "K", "E"}
        assert values.yes_or_no(text) in {None, True, False}

    @given(st.integers(1, 13), st.sampled_from(["{}", "Year {}", "Yr {}", "Y{}", "NC Year {}", " year  {} ", "{:02}"]))
    def test_years_are_read_in_every_spelling(self, year: int, spelling: str) -> None:
        assert values.year_group(spelling.format(year)) == str(year)

    def test_needed_columns_that_nobody_named_are_asked_for(self) -> None:
        [table] = read_roster(content=csv_of(("Name", "Grp", "Stufe"), ("Amy", "4M", "4")), name="x.csv")
        assert missing_columns(table, EXPECTED) == ["class", "year_group", "sex", "sen"]


@pytest.fixture(autouse=True)
def now() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def lead(in_maple: School) -> Client:
    return browser_of(Role.LEAD, in_maple)


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, object]]:
    """What each PDF was made of; nothing is typeset."""
    sheets: list[dict[str, object]] = []

    def noted(_template: str, data: dict[str, object], **_rest: object) -> Typeset:
        sheets.append(data)
        return Typeset(b"%PDF", accessible=True)

    monkeypatch.setattr(slip_sheets, "typeset", noted)
    return sheets


def look_at(lead: Client, round_: Round, content: bytes) -> str:
    return lead.post(page_of(round_, "roster"), {"file": SimpleUploadedFile("x.csv", content)}).content.decode()


def hidden(page: str, name: str) -> str:
    found = re.search(rf'<input type="hidden" name="{name}" value="([^"]+)"', page)
    assert found, page[-3000:]
    return found[1]


class TestThePages:
    def test_a_list_is_looked_at_and_then_printed_by_class(
        self, lead: Client, open_round_: Round, made: list[dict[str, object]]
    ) -> None:
        page = look_at(lead, open_round_, SIMS)
        assert "3 pupils in 2 classes will each get a slip" in page
        assert "UPN, date of birth" in page
        assert not Pack.objects.exists()

        sent = {
            "roster": hidden(page, "roster"),
            "groups": ["0", "1"],
            "named": "on",
            "roll": "on",
            "email_1": "t@x.org",
        }
        reply = lead.post(page_of(open_round_, "roster/print"), sent)

        assert reply.headers["Content-Type"] == "application/pdf"
        assert "no-store" in reply.headers["Cache-Control"]
        packs = made[0]["packs"]
        assert isinstance(packs, list)
        assert [(pack["label"], pack["names"]) for pack in packs] == [
            ("4 Maple", ["Bo Ali", "Aisha Khan"]),
            ("5 Elm", ["Cy Oak"]),
        ]
        [bo, aisha] = packs[0]["sets"][0]["slips"]
        assert Slip.objects.filter(sen="K").count() == Slip.objects.filter(sen="E").count() == 1
        answer(open_round_, aisha["code"].replace("-", ""))
        assert list(Pack.objects.order_by("label").values_list("label", "slips", "year_group", "teacher_email")) == [
            ("4 Maple", 2, "4", ""),
            ("5 Elm", 1, "5", "t@x.org"),
        ]
        open_round_.refresh_from_db()
        assert open_round_.roll == 3
        assert len(bo["pictures"]) == 5

    def test_no_name_is_kept_anywhere(self, lead: Client, open_round_: Round, made: list[dict[str, object]]) -> None:
        page = look_at(lead, open_round_, SIMS)
        lead.post(
            page_of(open_round_, "roster/print"), {"roster": hidden(page, "roster"), "groups": ["0"], "named": "on"}
        )
        assert made
        for table in connection.introspection.table_names():
            with connection.cursor() as cursor:
                cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608  # the database's own names
                kept = str(cursor.fetchall())
            assert not any(name in kept for name in ("Aisha", "Khan", "A123456789012")), table

    def test_slips_without_names_come_in_sets_by_their_facts(
        self, lead: Client, open_round_: Round, made: list[dict[str, object]]
    ) -> None:
        page = look_at(lead, open_round_, SIMS)
        lead.post(page_of(open_round_, "roster/print"), {"roster": hidden(page, "roster"), "groups": ["0"]})
        packs = made[0]["packs"]
        assert isinstance(packs, list)
        assert [(one["words"], len(one["slips"])) for one in packs[0]["sets"]] == [
            ("Pupils with SEN support", 1),
            ("Pupils without SEN support", 1),
        ]
        assert packs[0]["names"] == []

    def test_classes_that_are_printed_are_not_ticked_and_joiners_get_a_pack_of_their_own(
        self, lead: Client, open_round_: Round, made: list[dict[str, object]]
    ) -> None:
        slips(open_round_, 2, "4 Maple")
        later = SIMS.replace(b"SEN Status", b"SEN Status,Joined").replace(b",K\r", b",K,yes\r")
        page = look_at(lead, open_round_, later)
        assert "Printed already" in page
        sent = {"roster": hidden(page, "roster"), "groups": ["0", "1"], "which": "everybody", "named": "on"}
        assert "have been made already" in lead.post(page_of(open_round_, "roster/print"), sent).content.decode()

        lead.post(page_of(open_round_, "roster/print"), sent | {"which": "new"})

        assert set(Pack.objects.values_list("label", "slips")) == {("4 Maple", 2), ("4 Maple, joiners", 1)}
        assert Slip.objects.filter(joined=True).count() == 1

    def test_columns_are_chosen_by_hand_where_headings_are_unknown(self, lead: Client, open_round_: Round) -> None:
        strange = csv_of(("Name", "Grp", "Stufe", "Inclusion"), ("Amy Zed", "4M", "4", "K"), ("Bo Ali", "4M", "4", "N"))
        page = look_at(lead, open_round_, strange)
        assert "B: Grp (4M)" in page
        table = {"table": hidden(page, "table"), "step": "columns"}
        here = page_of(open_round_, "roster")
        assert "cannot be in one column" in lead.post(here, table | {"class": "1", "year_group": "1"}).content.decode()
        done = lead.post(here, table | {"class": "1", "year_group": "2", "sen": "3"}).content.decode()
        assert "2 pupils in 1 class will each get a slip" in done
        assert "SEN support 1" in done

    def test_one_of_several_sheets_is_chosen(self, lead: Client, open_round_: Round) -> None:
        book = openpyxl.load_workbook(io.BytesIO(workbook(("Name", "Year", "Class", "SEN"), ("Amy", 4, "4M", "N"))))
        book.create_sheet("Staff").append(["Name", "Class"])
        book.worksheets[1].append(["Ms Fox", "4M"])
        page = look_at(lead, open_round_, saved(book))
        assert "Pupils (1 row)" in page
        chosen = lead.post(
            page_of(open_round_, "roster"), {"table": hidden(page, "table"), "step": "sheet", "sheet": "0"}
        )
        assert "1 pupil in 1 class will each get a slip" in chosen.content.decode()

    def test_the_page_forgets_the_list_after_an_hour(self, lead: Client, open_round_: Round) -> None:
        page = look_at(lead, open_round_, SIMS)
        sent = {"roster": hidden(page, "roster"), "groups": ["0"]}
        with time_machine.travel(NOW + timedelta(minutes=61), tick=False):
            reply = lead.post(page_of(open_round_, "roster/print"), sent, follow=True)
        assert "open for over an hour" in reply.content.decode()
        assert not Pack.objects.exists()

    def test_a_list_of_another_round_is_refused(self, lead: Client, open_round_: Round, cohort: Cohort) -> None:
        reply = lead.post(page_of(open_round_, "roster/print"), {"roster": "made-up", "groups": ["0"]}, follow=True)
        assert "choose the file again" in reply.content.decode()

    def test_whoever_has_to_show_again_who_they_are_chooses_again_and_nothing_waits_in_the_session(
        self, lead: Client, open_round_: Round, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        page = look_at(lead, open_round_, SIMS)
        monkeypatch.setattr(roster_views, "is_exempt", lambda _user: False)
        monkeypatch.setattr(roster_views, "proved_recently", lambda _request, _user: False)
        for act, sent in (
            ("roster", {"file": SimpleUploadedFile("x.csv", SIMS)}),
            ("roster/print", {"roster": hidden(page, "roster"), "groups": ["0"]}),
        ):
            reply = lead.post(page_of(open_round_, act), sent)
            assert reply.headers["Location"] == page_of(open_round_, "roster")
            assert not {"Khan", hidden(page, "roster")} & set(str(dict(lead.session)).split("'"))
        assert not Pack.objects.exists()

    def test_the_file_is_asked_for_and_a_form_without_its_token_is_refused(
        self, lead: Client, open_round_: Round
    ) -> None:
        assert "Please choose the file" in lead.post(page_of(open_round_, "roster")).content.decode()
        strict = Client(enforce_csrf_checks=True, headers={"cookie": lead.cookies.output(header="", sep=";")})
        assert strict.post(page_of(open_round_, "roster"), {"file": SimpleUploadedFile("x", SIMS)}).status_code == 403
