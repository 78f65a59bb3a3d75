"""The tables that 0005 rebuilt on SQLite lose their hidden rowid again and get their triggers back.

New: a screener's verdict may be written on a comment, before and after sealing, and nothing else with it.
"""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from belonging.web.base.tables import without_rowid

RESPONSE_KEPT = (
    "key", "school_id", "round_id", "answers", "comments", "edition", "language", "help", "digest", "receipt",
    "withdrawn", "sharing", "may_print",
)
COMMENT_KEPT = ("key", "school_id", "round_id", "box", "text", "sharing", "may_print")


def differs(vendor: str, column: str) -> str:
    comparison = "IS NOT" if vendor == "sqlite" else "IS DISTINCT FROM"
    cast = "::text" if vendor == "postgresql" and column in ("answers", "comments") else ""
    return f'NEW."{column}"{cast} {comparison} OLD."{column}"{cast}'


def rules(vendor: str) -> list[tuple[str, str, str, str]]:
    """(name, table, event, condition under which the row is refused)."""
    no_salt = "(SELECT salt FROM surveys_round WHERE id = NEW.round_id) IS NULL"
    is_sealed = "(SELECT state FROM surveys_round WHERE id = NEW.round_id) = 'sealed'"
    yes = "1" if vendor == "sqlite" else "TRUE"
    answer_changed = " OR ".join(differs(vendor, column) for column in RESPONSE_KEPT)
    comment_changed = " OR ".join(differs(vendor, column) for column in COMMENT_KEPT)
    return [
        ("surveys_slip_while_open", "surveys_slip", "INSERT", no_salt),
        ("surveys_slip_unchanged", "surveys_slip", "UPDATE", "1 = 1"),
        ("surveys_response_while_open", "surveys_response", "INSERT", no_salt),
        (
            "surveys_response_only_withdrawn",
            "surveys_response",
            "UPDATE",
            f"NEW.withdrawn <> {yes} AND ({answer_changed})",
        ),
        ("surveys_sealedcomment_complete", "surveys_sealedcomment", "INSERT", is_sealed),
        ("surveys_sealedcomment_only_screened", "surveys_sealedcomment", "UPDATE", comment_changed),
        ("surveys_sealedcomment_no_delete", "surveys_sealedcomment", "DELETE", "1 = 1"),
    ]


def create(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    vendor = editor.connection.vendor
    if vendor == "postgresql":
        editor.execute('DROP TRIGGER IF EXISTS "surveys_sealedcomment_no_update" ON "surveys_sealedcomment"')
        editor.execute('DROP TRIGGER IF EXISTS "surveys_sealedcomment_no_delete" ON "surveys_sealedcomment"')
    for name, table, event, condition in rules(vendor):
        if vendor == "sqlite":
            editor.execute(f'DROP TRIGGER IF EXISTS "{name}"', params=None)
            editor.execute(
                f'CREATE TRIGGER "{name}" BEFORE {event} ON "{table}" FOR EACH ROW WHEN {condition} '
                f"BEGIN SELECT RAISE(ABORT, 'refused by {name}'); END",
                params=None,
            )
            continue
        row = "OLD" if event == "DELETE" else "NEW"
        editor.execute(
            f'CREATE OR REPLACE FUNCTION "{name}"() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN '
            f"IF {condition} THEN RAISE EXCEPTION 'refused by {name}' USING ERRCODE = 'check_violation'; END IF; "
            f"RETURN {row}; END $$",
            params=None,
        )
        editor.execute(
            f'CREATE OR REPLACE TRIGGER "{name}" BEFORE {event} ON "{table}" '
            f'FOR EACH ROW EXECUTE FUNCTION "{name}"()',
            params=None,
        )


def rebuilt(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    if editor.connection.vendor != "sqlite":
        return
    for table in ("surveys_slip", "surveys_response", "surveys_sealedcomment"):
        without_rowid(table).code(apps, editor)


class Migration(migrations.Migration):
    dependencies = [("surveys", "0005_packs_slips_and_comments")]

    operations = [
        migrations.RunPython(rebuilt, migrations.RunPython.noop),
        migrations.RunPython(create, migrations.RunPython.noop),
    ]
