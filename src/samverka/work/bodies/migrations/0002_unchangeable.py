"""The database itself refuses to change or remove minutes that have been published."""

from typing import Any

from django.db import migrations

SQLITE = """
CREATE TRIGGER bodies_published_no_update BEFORE UPDATE ON bodies_publishedminutes
BEGIN SELECT RAISE(ABORT, 'Published minutes cannot be changed.'); END;
CREATE TRIGGER bodies_published_no_delete BEFORE DELETE ON bodies_publishedminutes
BEGIN SELECT RAISE(ABORT, 'Published minutes cannot be changed.'); END;
"""
POSTGRES = """
CREATE FUNCTION bodies_published_refuse() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'Published minutes cannot be changed.' USING ERRCODE = 'integrity_constraint_violation'; END $$;
CREATE TRIGGER bodies_published_no_change BEFORE UPDATE OR DELETE ON bodies_publishedminutes
FOR EACH ROW EXECUTE FUNCTION bodies_published_refuse();
"""


def forbid(_apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(POSTGRES)
        return
    for statement in SQLITE.split("END;"):
        if statement.strip():
            schema_editor.execute(f"{statement} END")


class Migration(migrations.Migration):
    dependencies = [("bodies", "0001_initial")]
    operations = [migrations.RunPython(forbid, migrations.RunPython.noop)]
