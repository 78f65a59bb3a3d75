"""A withdrawn answer is blank in all that it could tell; editions and languages are those that there are.

As in 0010: SQLite builds a changed table anew, so triggers are taken off before and put back after.
"""

from importlib import import_module

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import Q

occasions = import_module("belonging.web.surveys.migrations.0009_occasions")
ways = import_module("belonging.web.surveys.migrations.0010_ways_and_help")

EDITIONS = ["standard", "younger", "pictures", "pictures_two", "easy_read", "sixth_form"]
LANGUAGES = ["en", "ur", "pa", "pl", "bn", "so", "ar", "gu", "pt", "ta", "fr", "ro", "uk", "tr", "cy"]
BLANK = "surveys_response_withdrawn_is_blank"


def blank(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """0010 gave every row a way, also what had been withdrawn before."""
    with editor.connection.cursor() as cursor:
        if editor.connection.vendor == "postgresql":
            cursor.execute("SELECT set_config('app.breadth', 'programme', true)")
        cursor.execute(
            "UPDATE surveys_response SET edition = '', language = '', help = '', way = '', digest = '' WHERE withdrawn"
        )


def known(table: str, column: str, values: list[str], unless: Q) -> migrations.AddConstraint:
    return migrations.AddConstraint(
        model_name=table,
        constraint=models.CheckConstraint(
            condition=unless | Q(**{f"{column}__in": values}), name=f"surveys_{table}_known_{column}"
        ),
    )


class Migration(migrations.Migration):
    dependencies = [("surveys", "0011_stored_at_once")]

    operations = [
        migrations.RunPython(occasions.lift, ways.put_back),
        migrations.RunPython(blank, migrations.RunPython.noop),
        migrations.RemoveConstraint(model_name="response", name=BLANK),
        migrations.AddConstraint(
            model_name="response",
            constraint=models.CheckConstraint(
                condition=Q(withdrawn=False)
                | Q(withdrawn=True, answers={}, comments={}, screening={}, may_print=False)
                & Q(edition="", language="", help="", way="", digest=""),
                name=BLANK,
            ),
        ),
        known("response", "edition", EDITIONS, Q(withdrawn=True)),
        known("response", "language", LANGUAGES, Q(withdrawn=True)),
        known("sealedanswers", "edition", ["", *EDITIONS], Q()),
        known("sealedanswers", "language", ["", *LANGUAGES], Q()),
        migrations.RunPython(ways.put_back, occasions.lift),
    ]
