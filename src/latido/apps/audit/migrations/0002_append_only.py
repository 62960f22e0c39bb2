from django.db import migrations

from latido.apps.audit import triggers


def up(_apps, schema_editor):
    if schema_editor.connection.alias == "default":
        for statement in triggers.create(schema_editor.connection.vendor):
            schema_editor.execute(statement)


def down(_apps, schema_editor):
    if schema_editor.connection.alias == "default":
        for statement in triggers.remove(schema_editor.connection.vendor):
            schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]
    operations = [migrations.RunPython(up, down)]
