"""On PostgreSQL: one statement by which an answer is stored, or not, with its scope (services/answer_at_once.py).

It runs with the rights of who calls it, under row security. Answers are text made into a row by the names of its columns.
"""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

TAKES = (
    "EXISTS (SELECT FROM surveys_round taking WHERE taking.id = entry.round_id AND taking.state IN ('open', 'closed') "
    "AND COALESCE(COALESCE(taking.closed_at, taking.closes_at) > closed_after, TRUE))"
)
# A sealing holds the round: the foreign key waits for it, and then the round is looked at once more.
STORE = f"""
CREATE FUNCTION surveys_store_answer(
    given jsonb, school text, breadth text, needs_slip boolean, closed_after timestamptz
) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE entry surveys_response;
BEGIN
    PERFORM set_config('app.school', school, true), set_config('app.breadth', breadth, true);
    entry := jsonb_populate_record(NULL::surveys_response, given);
    IF NOT {TAKES} THEN RETURN FALSE; END IF;
    IF needs_slip AND NOT EXISTS (
        SELECT FROM surveys_slip slip WHERE slip.key = entry.key AND slip.round_id = entry.round_id
    ) THEN RETURN FALSE; END IF;
    INSERT INTO surveys_response SELECT entry.* ON CONFLICT DO NOTHING;
    IF NOT FOUND THEN RETURN FALSE; END IF;
    SET CONSTRAINTS ALL IMMEDIATE;
    IF NOT {TAKES} THEN RAISE EXCEPTION 'closed meanwhile' USING ERRCODE = 'check_violation'; END IF;
    RETURN TRUE;
END $$
"""  # noqa: S608  # of constants


def create(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    if editor.connection.vendor == "postgresql":
        editor.execute(STORE, params=None)


def drop(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    if editor.connection.vendor == "postgresql":
        editor.execute("DROP FUNCTION surveys_store_answer")


class Migration(migrations.Migration):
    dependencies = [("surveys", "0010_ways_and_help")]
    operations = [migrations.RunPython(create, drop, elidable=False)]
