from django.db import migrations

from belonging.web.base.tables import append_only


class Migration(migrations.Migration):
    dependencies = [("findings", "0001_initial")]

    operations = [append_only("findings_release"), append_only("findings_ledgerentry")]
