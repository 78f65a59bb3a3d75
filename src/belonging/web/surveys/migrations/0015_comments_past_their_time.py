"""The words of a sealed comment may be emptied when its cohort has been over for twelve months, and not before.

The cohort's end as `programme.rules.retention.ended_on` has it; the database's own clock says what day it is.
"""

from importlib import import_module

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

archives = import_module("belonging.web.surveys.migrations.0013_archives")
screening = import_module("belonging.web.surveys.migrations.0006_storage_again")

NAME, TABLE = "surveys_sealedcomment_only_screened", "surveys_sealedcomment"


def over(vendor: str) -> str:
    if vendor == "sqlite":
        ended = "COALESCE(c.ends_on, date(c.finished_at), date(c.starts_on, '+730 days'))"
        long_ago = "date('now', '-364 days')"
    else:
        ended = "COALESCE(c.ends_on, c.finished_at::date, c.starts_on + 730)"
        long_ago = "current_date - 364"
    return (
        "EXISTS (SELECT 1 FROM surveys_round r JOIN programme_cohort c ON c.id = r.cohort_id "
        f"WHERE r.id = OLD.round_id AND {ended} <= {long_ago})"
    )


def allow(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    vendor = editor.connection.vendor
    changed = " OR ".join(screening.differs(vendor, column) for column in screening.COMMENT_KEPT if column != "text")
    not_yet = f"NOT ({archives.ARCHIVED.format(row='OLD')} OR {over(vendor)})"
    edited = f"{screening.differs(vendor, 'text')} AND (NEW.text <> '' OR {not_yet})"
    archives.put(editor, NAME, TABLE, "UPDATE", f"{changed} OR ({edited})")


def as_before(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    before = next(rule for rule in archives.rules(editor.connection.vendor) if rule[0] == NAME)
    archives.put(editor, *before)


class Migration(migrations.Migration):
    dependencies = [("programme", "0004_messages_with_the_adviser"), ("surveys", "0014_linking")]

    operations = [migrations.RunPython(allow, as_before)]
