from django.db import migrations, models

NAME, WHERE = "one_resident_per_id_number", models.Q(("id_number_lookup", ""), _negated=True)


class Migration(migrations.Migration):
    """A unique index, made while the city goes on writing."""

    atomic = False
    dependencies = [("people", "0005_identity")]
    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(
                    f"CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS {NAME} ON people_resident (id_number_lookup) WHERE NOT (id_number_lookup = '')",
                    f"DROP INDEX CONCURRENTLY IF EXISTS {NAME}",
                )
            ],
            state_operations=[
                migrations.AddConstraint("resident", models.UniqueConstraint(fields=["id_number_lookup"], condition=WHERE, name=NAME)),
            ],
        )
    ]
