import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("safeguarding", "0001_calls_and_reading"), ("schools", "0003_register_and_calendar")]

    operations = [
        migrations.AlterField(
            model_name="backlog",
            name="school",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="schools.school"
            ),
        ),
        migrations.AlterField(
            model_name="claim",
            name="school",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="schools.school"
            ),
        ),
    ]
