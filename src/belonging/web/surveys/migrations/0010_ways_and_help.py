"""How an answer came (on a screen, from paper) and which kinds of help there are.

As in 0009: SQLite builds a changed table anew, so triggers are taken off before and put back after, and the answers'
tables are built without rowid again. Rows that were sealed before have no way, and their digests stay good.
"""

from importlib import import_module

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from belonging.web.base.tables import without_rowid

occasions = import_module("belonging.web.surveys.migrations.0009_occasions")
screening = import_module("belonging.web.surveys.migrations.0006_storage_again")

NAME, TABLE = "surveys_response_only_withdrawn", "surveys_response"
HELPS = ["", "read", "explained", "pressed", "signed", "other"]
WAYS = ["", "screen", "paper"]


def put_back(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    if editor.connection.vendor != "sqlite":
        return
    for table in (TABLE, "surveys_sealedanswers"):
        without_rowid(table).code(apps, editor)
    with editor.connection.cursor() as cursor:
        cursor.execute('SELECT sql FROM "lifted"')
        for (sql,) in cursor.fetchall():
            cursor.execute(sql)
        cursor.execute('DROP TABLE "lifted"')


def keep(editor: BaseDatabaseSchemaEditor, columns: tuple[str, ...]) -> None:
    """Refuse a change of these columns of an answer that is not withdrawn by it."""
    vendor = editor.connection.vendor
    yes = "1" if vendor == "sqlite" else "TRUE"
    changed = " OR ".join(screening.differs(vendor, column) for column in columns)
    condition = f"NEW.withdrawn <> {yes} AND ({changed})"
    if vendor == "sqlite":
        editor.execute(f'DROP TRIGGER IF EXISTS "{NAME}"', params=None)
        editor.execute(
            f'CREATE TRIGGER "{NAME}" BEFORE UPDATE ON "{TABLE}" FOR EACH ROW WHEN {condition} '
            f"BEGIN SELECT RAISE(ABORT, 'refused by {NAME}'); END",
            params=None,
        )
        return
    editor.execute(
        f'CREATE OR REPLACE FUNCTION "{NAME}"() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN '
        f"IF {condition} THEN RAISE EXCEPTION 'refused by {NAME}' USING ERRCODE = 'check_violation'; END IF; "
        "RETURN NEW; END $$",
        params=None,
    )


def keep_the_way(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    keep(editor, (*screening.RESPONSE_KEPT, "way"))


def keep_as_before(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    keep(editor, screening.RESPONSE_KEPT)


def known(table: str, column: str, values: list[str]) -> migrations.AddConstraint:
    return migrations.AddConstraint(
        model_name=table,
        constraint=models.CheckConstraint(
            condition=models.Q(**{f"{column}__in": values}), name=f"surveys_{table}_known_{column}"
        ),
    )


class Migration(migrations.Migration):
    dependencies = [("surveys", "0009_occasions")]

    operations = [
        migrations.RunPython(occasions.lift, put_back),
        migrations.AddField(
            model_name="response",
            name="way",
            field=models.CharField(blank=True, default="screen", max_length=6),
        ),
        migrations.AddField(
            model_name="sealedanswers",
            name="way",
            field=models.CharField(blank=True, default="", max_length=6),
        ),
        known("response", "help", HELPS),
        known("response", "way", WAYS),
        known("sealedanswers", "help", HELPS),
        known("sealedanswers", "way", WAYS),
        migrations.RunPython(put_back, occasions.lift),
        migrations.RunPython(keep_the_way, keep_as_before),
    ]
