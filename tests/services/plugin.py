"""What tests/conftest.py loads: the fixtures of real services, and the summary that names missing ones."""

pytest_plugins = ["tests.services.availability", "tests.services.fixtures", "tests.services.beside"]
