"""The database itself refuses to change or delete a version of a bundle that was published."""

from django.db import migrations

FUNCTION = """
CREATE FUNCTION bundles_version_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.stage = 'published' THEN
        RAISE EXCEPTION 'a published version of a bundle never changes: % is refused', TG_OP USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
END $$
"""
GUARD = "CREATE TRIGGER bundles_version_stays BEFORE UPDATE OR DELETE ON bundles_bundleversion FOR EACH ROW EXECUTE FUNCTION bundles_version_stays()"


class Migration(migrations.Migration):
    dependencies = [("bundles", "0001_initial")]
    operations = [
        migrations.RunSQL(FUNCTION, "DROP FUNCTION bundles_version_stays()"),
        migrations.RunSQL(GUARD, "DROP TRIGGER bundles_version_stays ON bundles_bundleversion"),
    ]
