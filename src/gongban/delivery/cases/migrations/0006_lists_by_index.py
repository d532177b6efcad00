from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False  # CONCURRENTLY，不锁表 · does not lock the table

    dependencies = [("cases", "0005_lists_at_a_million")]

    operations = [
        AddIndexConcurrently(
            "assignment",
            models.Index(fields=["department", "case"], name="assignment_running", condition=models.Q(state__in=["sent", "signed", "answered", "accepted"])),
        ),
        AddIndexConcurrently("case", models.Index(fields=["category", "-matter"], name="case_public_by_category", condition=models.Q(publicity="public"))),
        AddIndexConcurrently("case", models.Index(fields=["matter"], name="case_urged", condition=models.Q(urged=True))),
    ]
