"""The items of which an office has parts are found by an index; nobody asked for parts in the order of their numbers."""

from django.contrib.postgres.operations import AddIndexConcurrently, RemoveIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False

    dependencies = [
        ("applications", "0005_collected"),
    ]

    operations = [
        AddIndexConcurrently(model_name="part", index=models.Index(fields=["department", "item"], name="part_by_item")),
        RemoveIndexConcurrently(model_name="part", name="part_by_department"),
    ]
