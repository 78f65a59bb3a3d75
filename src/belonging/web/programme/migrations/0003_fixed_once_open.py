"""What was planned for a cohort is not edited once it has opened, and its state goes forward only.

Cohorts made before there was planning are open: their schools take part already.
"""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

FROZEN = (
    "slug", "starts_on", "ends_on", "results_on", "languages", "asks_fsm", "links_waves", "comments_on", "is_demo",
    "opened_at",
)
STEPS = (("planning", "open"), ("open", "finished"))


def differs(vendor: str, column: str) -> str:
    comparison = "IS NOT" if vendor == "sqlite" else "IS DISTINCT FROM"
    return f'NEW."{column}" {comparison} OLD."{column}"'


def rules(vendor: str) -> list[tuple[str, str, str, str]]:
    """(name, table, event, condition under which the row is refused)."""
    edited = " OR ".join(differs(vendor, column) for column in FROZEN)
    steps = " OR ".join(f"(OLD.state = '{before}' AND NEW.state = '{after}')" for before, after in STEPS)
    found = [
        ("programme_cohort_fixed", "programme_cohort", "UPDATE", f"OLD.state <> 'planning' AND ({edited})"),
        ("programme_cohort_goes_forward", "programme_cohort", "UPDATE", f"OLD.state <> NEW.state AND NOT ({steps})"),
    ]
    for table in ("cohortwave", "cohortquestionnaire"):
        for event, row in (("INSERT", "NEW"), ("UPDATE", "OLD"), ("DELETE", "OLD")):
            planned = f"(SELECT state FROM programme_cohort WHERE id = {row}.cohort_id) <> 'planning'"
            found.append((f"programme_{table}_no_{event.lower()}", f"programme_{table}", event, planned))
    return found


def create(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    vendor = editor.connection.vendor
    for name, table, event, condition in rules(vendor):
        if vendor == "sqlite":
            editor.execute(
                f'CREATE TRIGGER "{name}" BEFORE {event} ON "{table}" FOR EACH ROW WHEN {condition} '
                f"BEGIN SELECT RAISE(ABORT, 'refused by {name}'); END",
                params=None,
            )
            continue
        editor.execute(
            f'CREATE FUNCTION "{name}"() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN '
            f"IF {condition} THEN RAISE EXCEPTION 'refused by {name}' USING ERRCODE = 'check_violation'; END IF; "
            "RETURN COALESCE(NEW, OLD); END $$",
            params=None,
        )
        editor.execute(
            f'CREATE TRIGGER "{name}" BEFORE {event} ON "{table}" FOR EACH ROW EXECUTE FUNCTION "{name}"()',
            params=None,
        )


def drop(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    for name, _table, _event, _condition in rules(editor.connection.vendor):
        if editor.connection.vendor == "sqlite":
            editor.execute(f'DROP TRIGGER IF EXISTS "{name}"')
        else:
            editor.execute(f'DROP FUNCTION "{name}" CASCADE')


class Migration(migrations.Migration):
    dependencies = [("programme", "0002_taking_part")]

    operations = [
        migrations.RunSQL(
            "UPDATE programme_cohort SET state = 'open', opened_at = CURRENT_TIMESTAMP WHERE state = 'planning'",
            migrations.RunSQL.noop,
        ),
        migrations.RunPython(create, drop),
    ]
