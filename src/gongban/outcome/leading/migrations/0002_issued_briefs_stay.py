"""The database itself refuses to change what an issued brief says, or to delete it."""

from django.db import migrations

REFUSE = """
CREATE FUNCTION leading_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'an issued brief does not change: % is refused', TG_OP;
END $$
"""
# 印发人等账号列可因账号注销而清空，内容不能改 · columns of accounts may be emptied when an account goes, the content never changes
UPDATED = """
CREATE TRIGGER leading_brief_stays BEFORE UPDATE OF title, since, until, content, year, serial, issued_at ON leading_brief
FOR EACH ROW WHEN (OLD.issued_at IS NOT NULL AND (OLD.title, OLD.since, OLD.until, OLD.content, OLD.year, OLD.serial, OLD.issued_at)
IS DISTINCT FROM (NEW.title, NEW.since, NEW.until, NEW.content, NEW.year, NEW.serial, NEW.issued_at)) EXECUTE FUNCTION leading_refuse()
"""
DELETED = """
CREATE TRIGGER leading_brief_is_kept BEFORE DELETE ON leading_brief
FOR EACH ROW WHEN (OLD.issued_at IS NOT NULL) EXECUTE FUNCTION leading_refuse()
"""


class Migration(migrations.Migration):
    dependencies = [("leading", "0001_initial")]
    operations = [
        migrations.RunSQL(REFUSE, "DROP FUNCTION leading_refuse()"),
        migrations.RunSQL(UPDATED, "DROP TRIGGER leading_brief_stays ON leading_brief"),
        migrations.RunSQL(DELETED, "DROP TRIGGER leading_brief_is_kept ON leading_brief"),
    ]
