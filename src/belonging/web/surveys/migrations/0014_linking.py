"""Linking baseline and endline: the key by its digest, kept slips, links apart from sealed answers.

Columns are added in place, so that no table is built anew. What may be changed of a link is nothing, and what is left of
a withdrawn answer or of a sealed round has none.
"""

from importlib import import_module

import django.db.models.deletion
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

import belonging.web.base.row_security
from belonging.web.base.tables import without_rowid

archives = import_module("belonging.web.surveys.migrations.0013_archives")
storage = import_module("belonging.web.surveys.migrations.0004_frozen")

TELLING = {"surveys_response": ("link",), "surveys_keptslip": ("key",), "surveys_sealedlink": ("key", "link")}


def rules(vendor: str) -> list[tuple[str, str, str, str]]:
    """(name, table, event, condition under which the row is refused)."""
    yes = "1" if vendor == "sqlite" else "TRUE"
    sealed = "(SELECT state FROM surveys_round WHERE id = NEW.round_id) = 'sealed'"
    salt, key, link = (storage.differs(vendor, column) for column in ("ticket_salt", "link_key", "link"))
    return [
        (
            "surveys_response_one_link",
            "surveys_response",
            "UPDATE",
            f"(NEW.withdrawn = {yes} AND NEW.link IS NOT NULL) OR (NEW.withdrawn <> {yes} AND {link})",
        ),
        (
            "surveys_round_one_ticket_salt",
            "surveys_round",
            "UPDATE",
            f"(OLD.state <> 'draft' AND {key}) OR (NEW.state = 'sealed' AND NEW.ticket_salt IS NOT NULL) "
            f"OR (OLD.state <> 'draft' AND NEW.ticket_salt IS NOT NULL AND {salt})",
        ),
        ("surveys_keptslip_unchanged", "surveys_keptslip", "UPDATE", "1 = 1"),
        ("surveys_ticketsalt_unchanged", "surveys_ticketsalt", "UPDATE", "1 = 1"),
        ("surveys_sealedlink_unchanged", "surveys_sealedlink", "UPDATE", "1 = 1"),
        ("surveys_sealedlink_complete", "surveys_sealedlink", "INSERT", sealed),
    ]


def create(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    for name, table, event, condition in rules(editor.connection.vendor):
        archives.put(editor, name, table, event, condition)


def drop(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    for name, table, _event, _condition in rules(editor.connection.vendor):
        if editor.connection.vendor == "sqlite":
            editor.execute(f'DROP TRIGGER IF EXISTS "{name}"')
        else:
            editor.execute(f'DROP TRIGGER IF EXISTS "{name}" ON "{table}"')
            editor.execute(f'DROP FUNCTION IF EXISTS "{name}"')


def no_statistics(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    if editor.connection.vendor != "postgresql":
        return
    for table, columns in TELLING.items():
        for column in columns:
            editor.execute(f'ALTER TABLE "{table}" ALTER COLUMN "{column}" SET STATISTICS 0', params=None)


class Migration(migrations.Migration):
    dependencies = [
        ("programme", "0005_linked_waves"),
        ("schools", "0003_register_and_calendar"),
        ("surveys", "0013_archives"),
    ]

    operations = [
        migrations.AddField(
            model_name="response",
            name="link",
            field=models.CharField(blank=True, max_length=32, null=True),
        ),
        migrations.AddField(
            model_name="round",
            name="link_key",
            field=models.CharField(blank=True, max_length=64, null=True),
        ),
        migrations.AddField(
            model_name="round",
            name="ticket_salt",
            field=models.BinaryField(blank=True, null=True),
        ),
        migrations.CreateModel(
            name="KeptSlip",
            fields=[
                ("key", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("instrument", models.CharField(max_length=40)),
                ("year_group", models.CharField(blank=True, max_length=2)),
                ("sex", models.CharField(blank=True, max_length=8)),
                ("sen", models.CharField(blank=True, max_length=1)),
                ("edition", models.CharField(blank=True, default="", max_length=12)),
                (
                    "cohort",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="programme.cohort"
                    ),
                ),
                (
                    "school",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="schools.school"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "constraints": [
                    belonging.web.base.row_security.RowSecurity(name="surveys_keptslip_row_security"),
                    models.CheckConstraint(
                        condition=models.Q(("sen__in", ["", "N", "K", "E"])), name="surveys_keptslip_known_sen"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("sex__in", ["", "boy", "girl"])), name="surveys_keptslip_known_sex"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "year_group__in",
                                ["", "R", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13", "X"],
                            )
                        ),
                        name="surveys_keptslip_known_year",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LinkKey",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("digest", models.CharField(help_text="SHA-256 of the key; it is the file's name too", max_length=64)),
                ("made_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "ended_because",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("handed_out", "the matched file was handed out"),
                            ("last_day", "90 days after the endline had closed"),
                            ("asked", "somebody who runs the service asked for it"),
                        ],
                        default="",
                        max_length=12,
                    ),
                ),
                ("ended_by", models.CharField(blank=True, default="", max_length=64)),
                ("counts", models.JSONField(blank=True, default=dict)),
                ("key_ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "key_end",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("overwritten", "overwritten, then deleted"),
                            ("lost", "not there: said by whoever runs the service"),
                        ],
                        default="",
                        max_length=12,
                    ),
                ),
                ("certified_at", models.DateTimeField(blank=True, null=True)),
                (
                    "cohort",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="programme.cohort"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("ended_at__isnull", True),
                                ("ended_because", ""),
                                ("ended_by", ""),
                                ("key_ended_at__isnull", True),
                            ),
                            models.Q(
                                ("ended_at__isnull", False),
                                models.Q(("ended_because", ""), _negated=True),
                                models.Q(("ended_by", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="surveys_linkkey_ended_for_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ended_because__in", ["", "handed_out", "last_day", "asked"])),
                        name="surveys_linkkey_known_ending",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("key_end", ""), ("key_ended_at__isnull", True)),
                            models.Q(("key_end__in", ["overwritten", "lost"]), ("key_ended_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="surveys_linkkey_known_key_end",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("certified_at__isnull", True), ("key_ended_at__isnull", False), _connector="OR"
                        ),
                        name="surveys_linkkey_certified_at_last",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SealedLink",
            fields=[
                ("key", models.CharField(max_length=32, primary_key=True, serialize=False)),
                ("link", models.CharField(max_length=32)),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="surveys.round"
                    ),
                ),
                (
                    "school",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="schools.school"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "constraints": [
                    belonging.web.base.row_security.RowSecurity(name="surveys_sealedlink_row_security"),
                    models.UniqueConstraint(fields=("round", "link"), name="surveys_sealedlink_once_a_round"),
                ],
            },
        ),
        migrations.CreateModel(
            name="TicketSalt",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("instrument", models.CharField(max_length=40)),
                ("salt", models.BinaryField()),
                (
                    "cohort",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="programme.cohort"
                    ),
                ),
                (
                    "school",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="schools.school"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "constraints": [
                    belonging.web.base.row_security.RowSecurity(name="surveys_ticketsalt_row_security"),
                    models.UniqueConstraint(fields=("school", "cohort", "instrument"), name="surveys_ticketsalt_once"),
                ],
            },
        ),
        without_rowid("surveys_keptslip"),
        without_rowid("surveys_sealedlink"),
        migrations.RunPython(create, drop),
        migrations.RunPython(no_statistics, migrations.RunPython.noop),
    ]
