from django.db import migrations

from belonging.web.base.tables import append_only, without_rowid


class Migration(migrations.Migration):
    dependencies = [("surveys", "0001_initial")]

    operations = [
        without_rowid("surveys_slip"),
        without_rowid("surveys_response"),
        without_rowid("surveys_sealedanswers"),
        without_rowid("surveys_sealedcomment"),
        append_only("surveys_sealedanswers"),
        append_only("surveys_sealedcomment"),
    ]
