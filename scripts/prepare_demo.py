"""Prepares a demo in one process: due migrations, the community if there is none, the list of accounts."""

import io
import sys
from pathlib import Path

import django
from django.core.management import call_command
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.migrations.executor import MigrationExecutor


def main() -> None:
    django.setup()
    executor = MigrationExecutor(connections[DEFAULT_DB_ALIAS])
    # The command itself takes seconds to conclude that nothing is due; asking the executor takes a moment.
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        print("Preparing the database")
        call_command("migrate", interactive=False, verbosity=0)
    call_command("demo")
    accounts = io.StringIO()
    call_command("demo", accounts=True, stdout=accounts)
    Path(sys.argv[1]).write_text(accounts.getvalue())


if __name__ == "__main__":
    main()
