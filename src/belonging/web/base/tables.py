"""Migration operations for tables whose storage must not remember the order of arrival."""

from __future__ import annotations

from django.apps.registry import Apps
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import RunPython
from django.db.migrations.operations.base import Operation


def without_rowid(table: str) -> Operation:
    """Rebuild `table` WITHOUT ROWID on SQLite, where a hidden rowid keeps the order of arrival.

    Its rows come along, in the order of their keys; its triggers have to be made again. Nothing on PostgreSQL.
    """

    def rebuild(_apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
        if editor.connection.vendor != "sqlite":
            return
        with editor.connection.cursor() as cursor:
            cursor.execute("SELECT sql FROM sqlite_master WHERE type = 'table' AND name = %s", [table])
            created = cursor.fetchone()[0]
            cursor.execute(
                "SELECT sql FROM sqlite_master WHERE type = 'index' AND tbl_name = %s AND sql IS NOT NULL", [table]
            )
            indexes = [row[0] for row in cursor.fetchall()]
            cursor.execute(f'CREATE TEMPORARY TABLE "kept" AS SELECT * FROM "{table}"')  # noqa: S608  # the table is named by a migration
            cursor.execute(f'DROP TABLE "{table}"')
            cursor.execute(f"{created} WITHOUT ROWID")
            cursor.execute(f'INSERT INTO "{table}" SELECT * FROM "kept"')  # noqa: S608  # as above
            cursor.execute('DROP TABLE "kept"')
            for index in indexes:
                cursor.execute(index)

    return RunPython(rebuild, RunPython.noop)


def append_only(table: str, *, may_delete: bool = False) -> Operation:
    """Triggers that refuse UPDATE (and DELETE, unless `may_delete`) on `table`, on both databases."""

    def forward(_apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
        for statement in _triggers(editor.connection.vendor, table, may_delete=may_delete):
            editor.execute(statement, params=None)

    def backward(_apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
        for act in ("update", "delete"):
            suffix = f' ON "{table}"' if editor.connection.vendor == "postgresql" else ""
            editor.execute(f'DROP TRIGGER IF EXISTS "{table}_no_{act}"{suffix}')

    return RunPython(forward, backward)


def settled(table: str, column: str) -> Operation:
    """Triggers that refuse DELETE always, and UPDATE of a row whose `column` has been filled, on both databases."""

    def forward(_apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
        for statement in _settling(editor.connection.vendor, table, column):
            editor.execute(statement, params=None)

    def backward(_apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
        for act in ("update", "delete"):
            suffix = f' ON "{table}"' if editor.connection.vendor == "postgresql" else ""
            editor.execute(f'DROP TRIGGER IF EXISTS "{table}_no_{act}"{suffix}')

    return RunPython(forward, backward)


def _settling(vendor: str, table: str, column: str) -> list[str]:
    when = {"UPDATE": f"WHEN (OLD.{column} <> '')", "DELETE": ""}
    if vendor == "sqlite":
        return [
            f'CREATE TRIGGER "{table}_no_{act.lower()}" BEFORE {act} ON "{table}" FOR EACH ROW {condition} '
            f"BEGIN SELECT RAISE(ABORT, '{table} is settled'); END"
            for act, condition in when.items()
        ]
    function = (
        "CREATE OR REPLACE FUNCTION refuse_unsettling() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION '% is settled', TG_TABLE_NAME; END $$"
    )
    return [
        function,
        *(
            f'CREATE TRIGGER "{table}_no_{act.lower()}" BEFORE {act} ON "{table}" FOR EACH ROW {condition} '
            "EXECUTE FUNCTION refuse_unsettling()"
            for act, condition in when.items()
        ),
    ]


def _triggers(vendor: str, table: str, *, may_delete: bool) -> list[str]:
    acts = ["UPDATE"] if may_delete else ["UPDATE", "DELETE"]
    if vendor == "sqlite":
        return [
            f'CREATE TRIGGER "{table}_no_{act.lower()}" BEFORE {act} ON "{table}" '
            f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            for act in acts
        ]
    function = (
        "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$"
    )
    return [
        function,
        *(
            f'CREATE TRIGGER "{table}_no_{act.lower()}" BEFORE {act} ON "{table}" '
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
            for act in acts
        ),
    ]
