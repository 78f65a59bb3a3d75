"""A lost pack's label is free again; tries at picture codes are counted for each pack. No class session is stored:
it lives in a signed cookie on each device."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('surveys', '0006_storage_again'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='pack',
            name='surveys_pack_label_once',
        ),
        migrations.RemoveConstraint(
            model_name='wrongcodes',
            name='surveys_wrongcodes_once_an_hour',
        ),
        migrations.RemoveField(
            model_name='pack',
            name='session_until',
        ),
        migrations.AddField(
            model_name='wrongcodes',
            name='pack',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='surveys.pack'),
        ),
        migrations.AddConstraint(
            model_name='pack',
            constraint=models.UniqueConstraint(condition=models.Q(('revoked_at__isnull', True)), fields=('round', 'label'), name='surveys_pack_label_once'),
        ),
        migrations.AddConstraint(
            model_name='wrongcodes',
            constraint=models.UniqueConstraint(condition=models.Q(('pack__isnull', True)), fields=('round', 'hour'), name='surveys_wrongcodes_once_an_hour'),
        ),
        migrations.AddConstraint(
            model_name='wrongcodes',
            constraint=models.UniqueConstraint(fields=('pack', 'hour'), name='surveys_wrongcodes_once_a_pack_and_hour'),
        ),
    ]
