from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False  # CONCURRENTLY，不锁表 · does not lock the table

    dependencies = [("cases", "0006_lists_by_index")]

    operations = [
        AddIndexConcurrently(
            "case",
            models.Index(fields=["cell"], include=["matter", "kind", "category", "lon", "lat"], name="case_on_map", condition=models.Q(publicity="public")),
        ),
    ]
