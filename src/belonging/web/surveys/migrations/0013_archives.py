"""What is left of a round after the evaluation, where its sealed rows may then be deleted; traces that are left.

On PostgreSQL the statistics for the planner no longer hold keys and answers of open rows: an emptied table keeps them.
"""

from importlib import import_module

import django.db.models.deletion
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

import belonging.web.base.row_security
from belonging.web.base.tables import append_only, without_rowid

screening = import_module("belonging.web.surveys.migrations.0006_storage_again")

ARCHIVED = "EXISTS (SELECT 1 FROM surveys_archive kept WHERE kept.round_id = {row}.round_id)"
TELLING = {
    "surveys_response": ("key", "answers", "comments", "digest", "receipt"),
    "surveys_slip": ("key",),
}


def rules(vendor: str) -> list[tuple[str, str, str, str]]:
    """(name, table, event, condition under which the row is refused)."""
    changed = " OR ".join(screening.differs(vendor, column) for column in screening.COMMENT_KEPT if column != "text")
    text_changed = screening.differs(vendor, "text")
    not_archived = "NOT " + ARCHIVED.format(row="OLD")
    return [
        ("surveys_sealedanswers_no_delete", "surveys_sealedanswers", "DELETE", not_archived),
        ("surveys_sealedcomment_no_delete", "surveys_sealedcomment", "DELETE", not_archived),
        (
            "surveys_sealedcomment_only_screened",
            "surveys_sealedcomment",
            "UPDATE",
            f"{changed} OR ({text_changed} AND (NEW.text <> '' OR {not_archived}))",
        ),
        ("surveys_archivedanswers_complete", "surveys_archivedanswers", "INSERT", ARCHIVED.format(row="NEW")),
    ]


def create(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    for name, table, event, condition in rules(editor.connection.vendor):
        put(editor, name, table, event, condition)


def put_back(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    before = {rule[0]: rule for rule in screening.rules(editor.connection.vendor)}
    for name, table, event, _condition in rules(editor.connection.vendor)[:3]:
        put(editor, *before.get(name, (name, table, event, "1 = 1")))


def put(editor: BaseDatabaseSchemaEditor, name: str, table: str, event: str, condition: str) -> None:
    if editor.connection.vendor == "sqlite":
        editor.execute(f'DROP TRIGGER IF EXISTS "{name}"', params=None)
        editor.execute(
            f'CREATE TRIGGER "{name}" BEFORE {event} ON "{table}" FOR EACH ROW WHEN {condition} '
            f"BEGIN SELECT RAISE(ABORT, 'refused by {name}'); END",
            params=None,
        )
        return
    row = "OLD" if event == "DELETE" else "NEW"
    editor.execute(f'DROP TRIGGER IF EXISTS "{name}" ON "{table}"', params=None)
    editor.execute(
        f'CREATE OR REPLACE FUNCTION "{name}"() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN '
        f"IF {condition} THEN RAISE EXCEPTION 'refused by {name}' USING ERRCODE = 'check_violation'; END IF; "
        f"RETURN {row}; END $$",
        params=None,
    )
    editor.execute(
        f'CREATE TRIGGER "{name}" BEFORE {event} ON "{table}" FOR EACH ROW EXECUTE FUNCTION "{name}"()', params=None
    )


def no_statistics(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Setting a column's type, to what it is, forgets the statistics that are there."""
    if editor.connection.vendor != "postgresql":
        return
    for table, columns in TELLING.items():
        for column in columns:
            kind = "jsonb" if column in ("answers", "comments") else "varchar(64)"
            editor.execute(f'ALTER TABLE "{table}" ALTER COLUMN "{column}" TYPE {kind}', params=None)
            editor.execute(f'ALTER TABLE "{table}" ALTER COLUMN "{column}" SET STATISTICS 0', params=None)


class Migration(migrations.Migration):
    dependencies = [
        ("schools", "0003_register_and_calendar"),
        ("surveys", "0012_known_editions"),
    ]

    operations = [
        migrations.CreateModel(
            name="Archive",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("archived_on", models.DateField()),
                ("rows", models.PositiveIntegerField()),
                ("digest", models.CharField(max_length=64)),
                (
                    "round",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="archive", to="surveys.round"
                    ),
                ),
                (
                    "school",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="schools.school"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "constraints": [belonging.web.base.row_security.RowSecurity(name="surveys_archive_row_security")],
            },
        ),
        migrations.CreateModel(
            name="ArchivedAnswers",
            fields=[
                ("key", models.CharField(max_length=32, primary_key=True, serialize=False)),
                ("answers", models.JSONField()),
                ("facts", models.JSONField()),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="surveys.round"
                    ),
                ),
                (
                    "school",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="schools.school"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "constraints": [
                    belonging.web.base.row_security.RowSecurity(name="surveys_archivedanswers_row_security")
                ],
            },
        ),
        migrations.CreateModel(
            name="TracesLeft",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "round",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="surveys.round"
                    ),
                ),
                (
                    "school",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="schools.school"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "constraints": [belonging.web.base.row_security.RowSecurity(name="surveys_tracesleft_row_security")],
            },
        ),
        without_rowid("surveys_archivedanswers"),
        append_only("surveys_archivedanswers"),
        append_only("surveys_archive"),
        migrations.RunPython(create, put_back),
        migrations.RunPython(no_statistics, migrations.RunPython.noop),
    ]
