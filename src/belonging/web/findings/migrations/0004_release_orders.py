import django.db.models.deletion
from django.db import migrations, models

from belonging.web.base.tables import append_only

GUARD = append_only("findings_release")
"""SQLite builds a changed table anew, without its triggers: they are taken off before and put back after."""
POLICIES = models.Q(policy="release") | models.Q(policy="professional", school__isnull=True)


class Migration(migrations.Migration):
    dependencies = [("programme", "0003_fixed_once_open"), ("findings", "0003_fixed_plans_and_waves")]

    operations = [
        migrations.CreateModel(
            name="ReleaseOrder",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("instrument", models.CharField(max_length=40)),
                ("rounds", models.JSONField()),
                ("ordered_by", models.CharField(max_length=64)),
                ("ordered_at", models.DateTimeField()),
                (
                    "cohort",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="programme.cohort"
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="releaseorder",
            constraint=models.UniqueConstraint(fields=("cohort", "instrument"), name="findings_releaseorder_once"),
        ),
        migrations.AddConstraint(
            model_name="releaseorder",
            constraint=models.CheckConstraint(
                condition=~models.Q(rounds=[]), name="findings_releaseorder_names_rounds"
            ),
        ),
        append_only("findings_releaseorder"),
        migrations.RunPython(GUARD.reverse_code, GUARD.code),
        migrations.RemoveConstraint(model_name="release", name="findings_release_is_never_own_data"),
        migrations.AddConstraint(
            model_name="release",
            constraint=models.CheckConstraint(condition=POLICIES, name="findings_release_is_never_own_data"),
        ),
        migrations.RunPython(GUARD.code, GUARD.reverse_code),
    ]
