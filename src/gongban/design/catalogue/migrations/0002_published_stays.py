"""The database itself refuses to change or delete what was published, and switches that were turned."""

from django.db import migrations

FUNCTIONS = """
CREATE FUNCTION catalogue_edition_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.stage = 'published' THEN
        RAISE EXCEPTION 'edition % is published: % is refused', OLD.number, TG_OP USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
END $$;
CREATE FUNCTION catalogue_version_stays() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    held uuid := CASE WHEN TG_OP = 'INSERT' THEN NEW.edition_id ELSE OLD.edition_id END;
BEGIN
    IF EXISTS (SELECT 1 FROM catalogue_edition WHERE id = held AND stage = 'published') THEN
        RAISE EXCEPTION 'a published version never changes: % is refused', TG_OP USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
END $$;
CREATE FUNCTION catalogue_switch_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a switch that was turned stays on record: % is refused', TG_OP USING ERRCODE = 'integrity_constraint_violation';
END $$
"""
GUARDS = (
    ("catalogue_edition", "catalogue_edition_stays", "BEFORE UPDATE OR DELETE"),
    ("catalogue_itemversion", "catalogue_version_stays", "BEFORE INSERT OR UPDATE OR DELETE"),
    ("catalogue_switch", "catalogue_switch_stays", "BEFORE UPDATE OR DELETE"),
)


def guards() -> list[migrations.RunSQL]:
    return [
        migrations.RunSQL(
            f"CREATE TRIGGER {function} {when} ON {table} FOR EACH ROW EXECUTE FUNCTION {function}()", f"DROP TRIGGER {function} ON {table}"
        )
        for table, function, when in GUARDS
    ]


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0001_initial")]
    operations = [
        *(migrations.RunSQL(f"CREATE FUNCTION {body.strip()}", f"DROP FUNCTION {body.split('(')[0].strip()}()") for body in FUNCTIONS.split("CREATE FUNCTION ")[1:]),
        *guards(),
    ]
