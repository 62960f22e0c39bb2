from django.db import migrations

from latido.apps.statistics import triggers


def up(_apps, schema_editor):
    if schema_editor.connection.alias == "default":
        for statement in triggers.create(schema_editor.connection.vendor):
            schema_editor.execute(statement, params=None)


def down(_apps, schema_editor):
    if schema_editor.connection.alias == "default":
        for statement in triggers.remove(schema_editor.connection.vendor):
            schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("statistics", "0001_initial")]
    operations = [migrations.RunPython(up, down)]
