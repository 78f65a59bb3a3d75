"""Two database roles, each with what it needs and nothing else."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.http import Http404

from belonging.web.base.database_roles import (
    ANSWERING,
    ENGINE,
    EVALUATOR,
    STAFF,
    TRUST,
    RolesRefused,
    apply_grants,
    may_step_into,
)
from belonging.web.base.narrowing import narrowed_to
from belonging.web.base.scope import programme_scope, school_scope
from belonging.web.config.grants import MATRIX
from belonging.web.findings.models import Release
from belonging.web.journal.models import Entry
from belonging.web.journal.services import Act, record_act
from belonging.web.programme.models import Cohort
from belonging.web.safeguarding.models import Call
from belonging.web.safeguarding.services.talking import Wanted, ask_to_talk
from belonging.web.schools.models import School
from belonging.web.schools.queries import calendar_of
from belonging.web.surveys.errors import NotTheOwner
from belonging.web.surveys.models import CommentState, Response, Round, SealedAnswers, SealedComment
from belonging.web.surveys.queries import round_by_handle
from belonging.web.surveys.services.answering import withdraw_response
from belonging.web.surveys.services.comments import Verdict, give_verdict, unread_comments
from belonging.web.surveys.services.sealing import seal_round
from belonging.web.surveys.services.traces import rebuild_open_tables
from belonging.web.surveys.services.wrong_codes import count_wrong_code
from tests.web.config.as_roles import as_role, refused
from tests.web.conftest import NOW
from tests.web.findings.given import a_sealed_round
from tests.web.surveys.given import AFTER, a_draft, a_link_round, answer, closed, opened, slips

PRIVILEGES = ("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER")
OURS = {model._meta.db_table for model in apps.get_models() if model.__module__.startswith("belonging.")}
SEALED_AND_PRIVATE = sorted(OURS - set(MATRIX[ANSWERING]))
NEVER_CHANGED = (
    "surveys_sealedanswers",
    "surveys_sealedcomment",
    "findings_fixedplan",
    "findings_release",
    "findings_ledgerentry",
    "journal_entry",
)

NEVER_NARROW = (
    "surveys_sealedanswers",
    "surveys_sealedcomment",
    "surveys_sealedlink",
    "surveys_response",
    "surveys_slip",
    "safeguarding_call",
    "programme_advisermessage",
    "programme_supportnote",
    "community_post",
)

postgres = pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no roles")


def test_every_table_of_ours_was_thought_of_for_staff() -> None:
    """A new table fails here until somebody has decided who may do what to it."""
    assert set(MATRIX[STAFF]) >= OURS
    assert [role for role, tables in MATRIX.items() if "SELECT" in tables.get("surveys_sealedanswers", ())] == [ENGINE]
    assert settings.DATABASE_GRANTS is MATRIX


@pytest.mark.parametrize("table", NEVER_CHANGED)
def test_nobody_may_change_what_is_sealed_released_or_journalled(table: str) -> None:
    assert not any({"UPDATE", "DELETE", "TRUNCATE"} & tables.get(table, frozenset()) for tables in MATRIX.values())


def test_the_answering_role_is_told_nothing_but_what_answering_needs() -> None:
    assert set(MATRIX[ANSWERING]) == {
        "django_migrations",
        "schools_school",
        "programme_cohort",
        "files_picture",
        "surveys_round",
        "surveys_pack",
        "surveys_slip",
        "surveys_response",
        "surveys_wrongcodes",
        "schools_calendartemplate",
        "schools_templatespan",
        "schools_schoolcalendar",
        "schools_schoolspan",
        "schools_schoolday",
        "safeguarding_call",
        "surveys_linkkey",
        # In which editions and languages a school asks, and the words that a reviewer signed off.
        "enrolment_choices",
        "enrolment_translation",
        "enrolment_translationreview",
        "enrolment_wordingtried",
    }
    assert MATRIX[ANSWERING]["safeguarding_call"] == {"INSERT"}
    assert not any("DELETE" in privileges for privileges in MATRIX[ANSWERING].values())


@pytest.mark.skipif(connection.vendor != "sqlite", reason="on PostgreSQL there is something to do")
def test_on_sqlite_there_is_nothing_to_grant(db: None) -> None:
    apply_grants(connection, MATRIX)


@pytest.mark.postgres
@postgres
class TestPostgreSQL:
    @pytest.mark.parametrize("role", sorted(MATRIX))
    def test_every_privilege_is_the_matrixs(self, role: str, roles: None) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = current_schema()")
            tables = [row[0] for row in cursor.fetchall()]
            held = {}
            for table in tables:
                asked = ", ".join(f"has_table_privilege(%s, %s, '{privilege}')" for privilege in PRIVILEGES)
                cursor.execute(f"SELECT {asked}", [role, f'"{table}"'] * len(PRIVILEGES))
                held[table] = {name for name, yes in zip(PRIVILEGES, cursor.fetchone(), strict=True) if yes}
        assert set(tables) >= OURS
        assert held == {table: {name for name in MATRIX[role].get(table, ()) if "(" not in name} for table in tables}

    @pytest.mark.parametrize("role", sorted(MATRIX))
    def test_every_column_that_may_be_changed_alone_is_the_matrixs(self, role: str, roles: None) -> None:
        named = {
            (table, column.strip())
            for table, privileges in MATRIX[role].items()
            for name in privileges
            if name.startswith("UPDATE (")
            for column in name.removeprefix("UPDATE (").removesuffix(")").split(",")
        }
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT relname, attname FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid "
                "WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r' AND attnum > 0 "
                "AND NOT attisdropped AND has_column_privilege(%s, pg_class.oid, attnum, 'UPDATE') "
                "AND NOT has_table_privilege(%s, pg_class.oid, 'UPDATE')",
                [role, role],
            )
            assert set(cursor.fetchall()) == named

    def test_a_privilege_that_strayed_in_is_taken_back(self, roles: None) -> None:
        with connection.cursor() as cursor:
            cursor.execute(f'GRANT ALL ON accounts_user TO "{ANSWERING}"')
            cursor.execute("GRANT SELECT ON surveys_sealedanswers TO PUBLIC")
        apply_grants(connection, MATRIX)
        with as_role(ANSWERING):
            refused("SELECT * FROM accounts_user")
            refused("SELECT * FROM surveys_sealedanswers")

    def test_the_roles_are_bound_by_row_level_security(self, roles: None) -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb FROM pg_roles WHERE rolname = ANY(%s)",
                [list(MATRIX)],
            )
            assert cursor.fetchall() == [(False,)] * len(MATRIX)

    def test_a_password_lets_a_role_sign_in(self, roles: None) -> None:
        with connection.cursor() as cursor:
            for role in MATRIX:  # the cluster's, and other tests let them in
                cursor.execute(f'ALTER ROLE "{role}" NOLOGIN')
        apply_grants(connection, MATRIX, passwords={ANSWERING: "it's a 'quoted' one"})
        with connection.cursor() as cursor:
            cursor.execute("SELECT rolname FROM pg_roles WHERE rolcanlogin AND rolname = ANY(%s)", [list(MATRIX)])
            assert cursor.fetchall() == [(ANSWERING,)]

    def test_an_owner_who_may_not_make_roles_is_told_what_to_do(self, roles: None) -> None:
        with as_role(STAFF), pytest.raises(RolesRefused, match="CREATEROLE"), transaction.atomic():
            apply_grants(connection, {"belonging_another": {}})

    def test_the_answering_role_reads_nothing_else(self, roles: None) -> None:
        with as_role(ANSWERING):
            for table in SEALED_AND_PRIVATE:
                refused(f'TABLE "{table}"')

    def test_the_answering_role_can_take_and_withdraw_answers(self, maple: School, cohort: Cohort, roles: None) -> None:
        with school_scope(maple.pk):
            round_ = opened(a_draft(maple, cohort))
            (code,) = slips(round_, 1)
        with as_role(ANSWERING):
            found = round_by_handle(round_.handle)
            assert found is not None
            with school_scope(maple.pk):
                receipt = answer(found, code)
                assert Response.objects.get().answers["belong"] == 4
                count_wrong_code(round_=found, now=NOW)
                withdraw_response(round_=found, receipt=receipt.symbols, now=NOW)
                assert Response.objects.get().answers == {}
                refused("DELETE FROM surveys_response")
                refused("UPDATE surveys_round SET state = 'closed'")

    def test_the_answering_role_keeps_a_call_and_reads_none(self, maple: School, cohort: Cohort, roles: None) -> None:
        with school_scope(maple.pk):
            round_ = opened(a_draft(maple, cohort))
        with as_role(ANSWERING), school_scope(maple.pk):
            for _ in range(2):
                ask_to_talk(round_=round_, wanted=Wanted(name="Maya"), token="0" * 32, now=NOW)
            assert calendar_of(maple).in_school_hours(NOW)
            for act in ("TABLE {0}", "SELECT key FROM {0}", "UPDATE {0} SET name = ''", "DELETE FROM {0}"):
                refused(act.format("safeguarding_call"))
        with as_role(STAFF), school_scope(maple.pk):
            assert Call.objects.get().name == "Maya"

    def test_the_staff_role_changes_a_verdict_and_no_word(self, maple: School, cohort: Cohort, roles: None) -> None:
        with school_scope(maple.pk):
            round_ = a_link_round(maple, cohort)
            answer(round_, answers={}, comments={"what_helps": "A warm place."})
        with as_role(STAFF), school_scope(maple.pk):
            (comment,) = unread_comments(round_)
            assert give_verdict(round_=round_, handle=comment.handle, verdict=Verdict(CommentState.KEPT))
            refused("UPDATE surveys_response SET comments = '{}'")
            refused("UPDATE surveys_response SET answers = '{}'")
            seal_round(round_=closed(round_), actor="test", now=AFTER)
            assert SealedComment.objects.get().state == CommentState.KEPT
            # Words go when their time is over; a trigger keeps the time.
            refused("UPDATE surveys_sealedcomment SET text = ''", by="refused by surveys_sealedcomment_only_screened")
            SealedComment.objects.update(state=CommentState.RELEASED, released_text="A place.")

    def test_the_answering_role_sees_its_school_alone(
        self, maple: School, river: School, cohort: Cohort, roles: None
    ) -> None:
        with school_scope(river.pk):
            opened(a_draft(river, cohort))
        with as_role(ANSWERING), school_scope(maple.pk), connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM surveys_round")
            assert cursor.fetchone() == (0,)

    def test_the_staff_role_can_run_a_round_and_seal_it(self, maple: School, cohort: Cohort, roles: None) -> None:
        with as_role(STAFF), school_scope(maple.pk):
            round_ = opened(a_draft(maple, cohort))
            (code,) = slips(round_, 1)
        with school_scope(maple.pk):
            answer(round_, code)
        with as_role(STAFF), school_scope(maple.pk):
            seal_round(round_=closed(round_), actor="test", now=AFTER)
            refused("TABLE surveys_sealedanswers")
            for table in NEVER_CHANGED:
                column = "cohort_id" if table == "findings_fixedplan" else "school_id"
                for act in ("DELETE FROM {0}", "UPDATE {0} SET {1} = {1}"):
                    refused(act.format(table, column))
        with as_role(ENGINE), school_scope(maple.pk):
            assert SealedAnswers.objects.count() == 1

    def test_the_engine_alone_can_release(self, maple: School, cohort: Cohort, roles: None) -> None:
        from belonging.web.findings.engine.making import make_all_due
        from belonging.web.findings.services import fix_plans

        a_sealed_round(maple, cohort)
        with as_role(STAFF):
            assert fix_plans(now=AFTER) == 2
        with as_role(ENGINE):
            assert make_all_due(now=AFTER, say=lambda *_: None) == 0
            with programme_scope("test"):
                assert Release.objects.count() == 2
                assert Entry.objects.filter(act="findings-released").count() == 2

    @pytest.mark.parametrize("role", [TRUST, EVALUATOR])
    def test_a_narrow_page_is_told_no_answer_comment_call_or_message(self, role: str, roles: None) -> None:
        with programme_scope("test"), narrowed_to(role):
            for table in NEVER_NARROW:
                refused(f'TABLE "{table}"')
            refused("SELECT text FROM surveys_sealedcomment")
            refused("SELECT password FROM accounts_user")
            # Of an open round, with which (and the pepper) slips could be told; and what a school has not signed off.
            refused("SELECT salt FROM surveys_round")
            refused("SELECT ticket_salt FROM surveys_round")
            refused("SELECT title FROM cases_casestudy")
            list(Round.objects.select_related("school", "cohort"))
            with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
                list(SealedComment.objects.all())

    def test_a_trust_adds_to_the_journal_and_is_told_nothing_of_it(self, roles: None) -> None:
        with programme_scope("test"), narrowed_to(TRUST):
            for _ in range(2):
                record_act(act=Act("test", "user:1", {"rows": 3}), actor="1", now=NOW)
            refused("SELECT details FROM journal_entry")
            refused("SELECT actor, act, subject FROM journal_entry")
        with programme_scope("test"):
            first, second = Entry.objects.filter(act="test").order_by("number")
        assert second.previous_hash == first.hash

    def test_an_evaluator_takes_a_pack_and_cannot_release_one(self, roles: None) -> None:
        with programme_scope("test"), narrowed_to(EVALUATOR), connection.cursor() as cursor:
            cursor.execute("UPDATE packs_pack SET downloads = downloads + 1, last_downloaded_at = now()")
            refused("UPDATE packs_pack SET first_release_by = 'me'")
            refused("UPDATE packs_pack SET second_release_by = 'me', second_release_at = now()")
            refused("UPDATE packs_pack SET token_hash = '', expires_at = now()")

    def test_after_the_page_the_role_is_what_it_was(self, roles: None) -> None:
        with as_role(STAFF):
            with programme_scope("test"), narrowed_to(EVALUATOR):
                pass
            with pytest.raises(Http404), programme_scope("test"), narrowed_to(TRUST):
                raise Http404
            with connection.cursor() as cursor:
                cursor.execute("SELECT current_user")
                assert cursor.fetchone() == (STAFF,)

    def test_staff_may_step_into_what_is_narrower_and_holds_none_of_it_unasked(self, roles: None) -> None:
        assert all(may_step_into(connection, role, who=STAFF) for role in (TRUST, EVALUATOR))
        assert not may_step_into(connection, STAFF, who=ANSWERING)
        with as_role(STAFF):
            refused("SELECT answers FROM surveys_sealedanswers")

    def test_a_password_of_the_engines_own_ends_that_staff_steps_into_it(self, roles: None) -> None:
        with connection.cursor() as cursor:
            cursor.execute(f'ALTER ROLE "{ENGINE}" NOLOGIN')
        apply_grants(connection, MATRIX)
        assert may_step_into(connection, ENGINE, who=STAFF)
        apply_grants(connection, MATRIX, passwords={ENGINE: "its own"})
        assert not may_step_into(connection, ENGINE, who=STAFF)

    def test_the_staff_role_is_told_that_it_cannot_rebuild_the_open_tables(self, roles: None) -> None:
        """PostgreSQL itself passes over tables of another owner and reports success."""
        with as_role(STAFF), pytest.raises(NotTheOwner, match="Nothing was rebuilt"):
            rebuild_open_tables()
