"""Lists of applications that are paused, and of those done anywhere in the city, need no sort of everything."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False

    dependencies = [
        ("matters", "0006_applications"),
    ]

    operations = [
        AddIndexConcurrently(
            model_name="matter",
            index=models.Index(condition=models.Q(("due_at__isnull", True), ("kind", "application"), ("open", True)), fields=["holder", "opened_at", "id"], name="application_paused"),
        ),
        AddIndexConcurrently(
            model_name="matter",
            index=models.Index(condition=models.Q(("kind", "application"), ("open", False)), fields=["-changed_at", "-id"], name="application_done_anywhere"),
        ),
    ]
