"""What `make` runs: demo, test, lint, servers for tests. The product imports nothing of it."""
