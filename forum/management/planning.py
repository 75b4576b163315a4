"""What a database's planner should know after rows came in by the thousand."""

from django.apps import apps
from django.db import connection


def refresh_statistics() -> None:
    """Count PostgreSQL's tables of the forum and of standing anew.

    Its own daemon sees no row before the commit: without this it takes full tables for empty ones, and one
    statement over a new import runs for minutes. SQLite plans by its indexes and needs nothing.
    """
    if connection.vendor != "postgresql":
        return
    models = [model for label in ("forum", "reputation") for model in apps.get_app_config(label).get_models()]
    tables = ", ".join(connection.ops.quote_name(model._meta.db_table) for model in models)
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {tables}")
