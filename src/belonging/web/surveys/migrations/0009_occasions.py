"""Rounds of the programme's own occasions: of no school and no wave. What an open round is asked for stays frozen.

SQLite builds a changed table anew, with a hidden rowid and without its triggers, and looks at every trigger when it
renames one: so they are all taken off before and put back after, and the answers' tables are built without rowid again.
"""

import django.db.models.deletion
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from belonging.web.base.tables import without_rowid

FROZEN = (
    "school_id", "cohort_id", "wave", "instrument", "instrument_digest", "audience", "entrance", "slip_facts",
    "handle", "opens_at",
)
NAME, TABLE = "surveys_round_frozen_once_open", "surveys_round"
TRIGGERS = "FROM sqlite_master WHERE type = 'trigger' AND tbl_name LIKE 'surveys@_%' ESCAPE '@'"
WITHOUT_ROWID = ("surveys_slip", "surveys_response", "surveys_sealedanswers", "surveys_sealedcomment")


def freeze(editor: BaseDatabaseSchemaEditor, columns: tuple[str, ...]) -> None:
    """Refuse a change of these columns once the round has opened."""
    lite = editor.connection.vendor == "sqlite"
    differs = "IS NOT" if lite else "IS DISTINCT FROM"
    edited = " OR ".join(f'NEW."{column}" {differs} OLD."{column}"' for column in columns)
    condition = f"OLD.state <> 'draft' AND ({edited})"
    if lite:
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


def lift(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    if editor.connection.vendor != "sqlite":
        return
    with editor.connection.cursor() as cursor:
        cursor.execute(f'CREATE TEMPORARY TABLE "lifted" AS SELECT name, sql {TRIGGERS}')
        cursor.execute('SELECT name FROM "lifted"')
        for (name,) in cursor.fetchall():
            cursor.execute(f'DROP TRIGGER "{name}"')


def put_back(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    if editor.connection.vendor != "sqlite":
        return
    for table in WITHOUT_ROWID:
        without_rowid(table).code(apps, editor)
    with editor.connection.cursor() as cursor:
        cursor.execute('SELECT sql FROM "lifted"')
        for (sql,) in cursor.fetchall():
            cursor.execute(sql)
        cursor.execute('DROP TABLE "lifted"')


def freeze_occasions(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    freeze(editor, (*FROZEN, "occasion"))


def freeze_as_before(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    freeze(editor, FROZEN)


class Migration(migrations.Migration):
    dependencies = [
        ("programme", "0003_fixed_once_open"),
        ("schools", "0003_register_and_calendar"),
        ("surveys", "0008_due_rounds"),
    ]

    operations = [
        migrations.RunPython(lift, put_back),
        migrations.RemoveConstraint(model_name="round", name="surveys_round_known_wave"),
        migrations.RunPython(migrations.RunPython.noop, freeze_as_before),
        migrations.AddField(
            model_name="round",
            name="occasion",
            field=models.CharField(blank=True, default="", max_length=80),
        ),
        migrations.AlterField(
            model_name="round",
            name="wave",
            field=models.CharField(
                blank=True,
                choices=[("baseline", "Baseline"), ("midpoint", "Midpoint"), ("endline", "Endline")],
                max_length=10,
            ),
        ),
        migrations.AlterField(
            model_name="round",
            name="school",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="schools.school"
            ),
        ),
        migrations.AlterField(
            model_name="pack",
            name="school",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="schools.school"
            ),
        ),
        migrations.AlterField(
            model_name="response",
            name="school",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="schools.school"
            ),
        ),
        migrations.AlterField(
            model_name="sealedanswers",
            name="school",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="schools.school"
            ),
        ),
        migrations.AlterField(
            model_name="sealedcomment",
            name="school",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="schools.school"
            ),
        ),
        migrations.AlterField(
            model_name="slip",
            name="school",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="schools.school"
            ),
        ),
        migrations.AlterField(
            model_name="wrongcodes",
            name="school",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="schools.school"
            ),
        ),
        migrations.AddConstraint(
            model_name="round",
            constraint=models.UniqueConstraint(
                condition=~models.Q(occasion=""), fields=("occasion",), name="surveys_round_once_an_occasion"
            ),
        ),
        migrations.AddConstraint(
            model_name="round",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    school__isnull=False, wave__in=["baseline", "midpoint", "endline"], occasion=""
                )
                | models.Q(school__isnull=True, wave="") & ~models.Q(occasion=""),
                name="surveys_round_of_a_school_or_an_occasion",
            ),
        ),
        migrations.RunPython(put_back, lift),
        migrations.RunPython(freeze_occasions, migrations.RunPython.noop),
    ]
