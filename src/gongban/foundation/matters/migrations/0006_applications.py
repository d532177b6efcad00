"""Queues of applications have indexes of their own: those of cases stay as they are."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False

    dependencies = [
        ("matters", "0005_state_in_order"),
    ]

    operations = [
        AddIndexConcurrently(
            model_name="matter",
            index=models.Index(condition=models.Q(("kind", "application"), ("open", True)), fields=["holder", "due_at", "id"], name="application_queue"),
        ),
        AddIndexConcurrently(
            model_name="matter",
            index=models.Index(condition=models.Q(("kind", "application"), ("open", False)), fields=["holder", "-changed_at", "-id"], name="application_done"),
        ),
    ]
