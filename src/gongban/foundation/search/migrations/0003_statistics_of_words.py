from django.db import migrations


class Migration(migrations.Migration):
    """More of the common words are known to the planner, and to whoever asks which are rare (`shares`)."""

    atomic = False

    dependencies = [("search", "0002_everyday")]

    operations = [
        migrations.RunSQL(
            "ALTER TABLE search_document ALTER COLUMN words SET STATISTICS 400",
            "ALTER TABLE search_document ALTER COLUMN words SET STATISTICS -1",
        )
    ]
