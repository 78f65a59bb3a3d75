"""Rules that the database keeps by itself: what has opened is not edited, answers are not edited, nothing
is added to what is sealed. The tables that 0003 rebuilt on SQLite lose their hidden rowid again."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from belonging.web.base.tables import append_only, without_rowid

FROZEN = (
    "school_id", "cohort_id", "wave", "instrument", "instrument_digest", "audience", "entrance", "slip_facts",
    "handle", "opens_at",
)
STEPS = (("draft", "open"), ("open", "closed"), ("closed", "sealed"))


def differs(vendor: str, column: str) -> str:
    comparison = "IS NOT" if vendor == "sqlite" else "IS DISTINCT FROM"
    return f'NEW."{column}" {comparison} OLD."{column}"'


def rules(vendor: str) -> list[tuple[str, str, str, str]]:
    """(name, table, event, condition under which the row is refused)."""
    edited = " OR ".join(differs(vendor, column) for column in FROZEN)
    steps = " OR ".join(f"(OLD.state = '{before}' AND NEW.state = '{after}')" for before, after in STEPS)
    no_salt = "(SELECT salt FROM surveys_round WHERE id = NEW.round_id) IS NULL"
    is_sealed = "(SELECT state FROM surveys_round WHERE id = NEW.round_id) = 'sealed'"
    yes = "1" if vendor == "sqlite" else "TRUE"
    return [
        ("surveys_round_frozen_once_open", "surveys_round", "UPDATE", f"OLD.state <> 'draft' AND ({edited})"),
        ("surveys_round_goes_forward", "surveys_round", "UPDATE", f"OLD.state <> NEW.state AND NOT ({steps})"),
        ("surveys_round_sealed_for_good", "surveys_round", "UPDATE", "OLD.state = 'sealed'"),
        (
            "surveys_round_one_salt",
            "surveys_round",
            "UPDATE",
            f"OLD.salt IS NOT NULL AND NEW.salt IS NOT NULL AND {differs(vendor, 'salt')}",
        ),
        ("surveys_slip_while_open", "surveys_slip", "INSERT", no_salt),
        ("surveys_slip_unchanged", "surveys_slip", "UPDATE", "1 = 1"),
        ("surveys_response_while_open", "surveys_response", "INSERT", no_salt),
        ("surveys_response_only_withdrawn", "surveys_response", "UPDATE", f"NEW.withdrawn <> {yes}"),
        ("surveys_sealedanswers_complete", "surveys_sealedanswers", "INSERT", is_sealed),
        ("surveys_sealedcomment_complete", "surveys_sealedcomment", "INSERT", is_sealed),
    ]


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
            "RETURN NEW; END $$",
            params=None,
        )
        editor.execute(
            f'CREATE TRIGGER "{name}" BEFORE {event} ON "{table}" FOR EACH ROW EXECUTE FUNCTION "{name}"()',
            params=None,
        )


def drop(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    for name, table, _event, _condition in rules(editor.connection.vendor):
        if editor.connection.vendor == "sqlite":
            editor.execute(f'DROP TRIGGER IF EXISTS "{name}"')
        else:
            editor.execute(f'DROP FUNCTION "{name}" CASCADE')


def rebuilt(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    if editor.connection.vendor != "sqlite":
        return
    for operation in (
        without_rowid("surveys_slip"),
        without_rowid("surveys_sealedanswers"),
        append_only("surveys_sealedanswers"),
    ):
        operation.code(apps, editor)


class Migration(migrations.Migration):
    dependencies = [("surveys", "0003_counts_and_facts")]

    operations = [
        migrations.RunPython(rebuilt, migrations.RunPython.noop),
        migrations.RunPython(create, drop),
    ]
