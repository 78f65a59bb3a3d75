"""A cohort may link its waves. SQLite builds the changed table anew: all triggers are taken off and put back."""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def lift(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    if editor.connection.vendor != "sqlite":
        return
    with editor.connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMPORARY TABLE \"lifted\" AS SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
        )
        cursor.execute('SELECT name FROM "lifted"')
        for (name,) in cursor.fetchall():
            cursor.execute(f'DROP TRIGGER "{name}"')


def put_back(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    if editor.connection.vendor != "sqlite":
        return
    with editor.connection.cursor() as cursor:
        cursor.execute('SELECT sql FROM "lifted"')
        for (sql,) in cursor.fetchall():
            cursor.execute(sql)
        cursor.execute('DROP TABLE "lifted"')


class Migration(migrations.Migration):
    dependencies = [("programme", "0004_messages_with_the_adviser")]

    operations = [
        migrations.RunPython(lift, put_back),
        migrations.RemoveConstraint(model_name="cohort", name="programme_cohort_waves_stay_unlinked"),
        migrations.AlterField(
            model_name="cohort",
            name="links_waves",
            field=models.BooleanField(default=False, help_text="Pupils get the same slip at baseline and endline"),
        ),
        migrations.RunPython(put_back, lift),
    ]
