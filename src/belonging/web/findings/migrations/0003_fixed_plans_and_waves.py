import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q

from belonging.web.base.tables import append_only

GUARDED = [append_only("findings_release"), append_only("findings_ledgerentry")]
LIFTED = [migrations.RunPython(guard.reverse_code, guard.code) for guard in GUARDED]
"""SQLite builds a changed table anew, without its triggers: they are taken off before and put back after."""


class Migration(migrations.Migration):
    dependencies = [("programme", "0001_initial"), ("findings", "0002_append_only")]

    operations = [
        migrations.CreateModel(
            name="FixedPlan",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("instrument", models.CharField(max_length=40)),
                (
                    "scope",
                    models.CharField(
                        choices=[("school", "A school"), ("programme", "The programme")], max_length=10
                    ),
                ),
                ("version", models.PositiveSmallIntegerField()),
                ("plan", models.TextField()),
                ("signature", models.CharField(max_length=64)),
                ("before_sealing", models.BooleanField()),
                ("fixed_at", models.DateTimeField()),
                (
                    "cohort",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="programme.cohort"
                    ),
                ),
            ],
            options={"ordering": ["cohort", "instrument", "scope"]},
        ),
        migrations.AddConstraint(
            model_name="fixedplan",
            constraint=models.UniqueConstraint(
                fields=["cohort", "instrument", "scope"], name="findings_fixedplan_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="fixedplan",
            constraint=models.CheckConstraint(
                condition=Q(scope__in=["school", "programme"]), name="findings_fixedplan_known_scope"
            ),
        ),
        append_only("findings_fixedplan"),
        *LIFTED,
        migrations.AddField(
            model_name="release",
            name="certificate",
            field=models.TextField(blank=True, default=""),
        ),
        migrations.AddField(
            model_name="release",
            name="plan",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="findings.fixedplan"
            ),
        ),
        migrations.AddField(
            model_name="ledgerentry",
            name="wave",
            field=models.CharField(default="", max_length=40),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="ledgerentry",
            name="plan_version",
            field=models.PositiveSmallIntegerField(default=1),
            preserve_default=False,
        ),
        migrations.RemoveConstraint(model_name="ledgerentry", name="findings_ledgerentry_once"),
        migrations.AddConstraint(
            model_name="ledgerentry",
            constraint=models.UniqueConstraint(
                fields=["release", "table", "wave", "reader"], name="findings_ledgerentry_once"
            ),
        ),
        *GUARDED,
    ]
