from django.db import migrations, models

import gongban.kernel.identifiers.ordered_id


class Migration(migrations.Migration):

    dependencies = [("files", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="Document",
            fields=[
                ("id", models.UUIDField(default=gongban.kernel.identifiers.ordered_id.uuid7, editable=False, primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=8)),
                ("name", models.TextField(blank=True)),
                ("size", models.PositiveIntegerField()),
                ("pages", models.PositiveIntegerField()),
                ("digest", models.CharField(max_length=80)),
                ("uploader", models.CharField(blank=True, max_length=64)),
                ("stored_at", models.DateTimeField()),
                ("claimed_at", models.DateTimeField(null=True)),
            ],
            options={
                "indexes": [models.Index(condition=models.Q(("claimed_at__isnull", True)), fields=["stored_at"], name="documents_unclaimed")],
            },
        ),
    ]
