"""One draft at a time; and a published version is neither changed nor deleted, whatever asks for it."""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

NAME = "audit_edition_published_stays"


def create(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    for act in ("UPDATE", "DELETE"):
        name = f"{NAME}_{act.lower()}"
        if editor.connection.vendor == "sqlite":
            editor.execute(
                f'CREATE TRIGGER "{name}" BEFORE {act} ON "audit_edition" FOR EACH ROW '
                f"WHEN OLD.published_at IS NOT NULL BEGIN SELECT RAISE(ABORT, 'refused by {name}'); END",
                params=None,
            )
            continue
        row = "NEW" if act == "UPDATE" else "OLD"
        editor.execute(
            f'CREATE FUNCTION "{name}"() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN '
            f"IF OLD.published_at IS NOT NULL THEN RAISE EXCEPTION 'refused by {name}' "
            f"USING ERRCODE = 'check_violation'; END IF; RETURN {row}; END $$",
            params=None,
        )
        editor.execute(
            f'CREATE TRIGGER "{name}" BEFORE {act} ON "audit_edition" FOR EACH ROW EXECUTE FUNCTION "{name}"()',
            params=None,
        )


def drop(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    for act in ("update", "delete"):
        if editor.connection.vendor == "sqlite":
            editor.execute(f'DROP TRIGGER IF EXISTS "{NAME}_{act}"')
        else:
            editor.execute(f'DROP FUNCTION "{NAME}_{act}" CASCADE')


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_earlier_sign_offs")]

    operations = [
        migrations.AddConstraint(
            model_name="edition",
            constraint=models.UniqueConstraint(
                fields=["published_by"],
                condition=models.Q(published_at__isnull=True),
                name="audit_edition_one_draft",
            ),
        ),
        migrations.RunPython(create, drop),
    ]
