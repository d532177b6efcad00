from django.contrib.postgres.operations import AddIndexConcurrently, RemoveIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False  # CONCURRENTLY，不锁表 · does not lock the table

    dependencies = [("matters", "0004_lists")]

    operations = [
        AddIndexConcurrently("matter", models.Index(fields=["state", "due_at", "id"], name="matter_by_state_and_due")),
        RemoveIndexConcurrently("matter", "matter_by_state"),
    ]
