"""What some tests ask of the database they run on."""

import pytest
from django.db import connection

needs_rows_to_lock = pytest.mark.skipif(
    connection.vendor != "postgresql",
    reason="SQLite writes one at a time; `make test` runs this on PostgreSQL",
)
