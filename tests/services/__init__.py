"""Real servers for tests, each started when the first test asks for it and ended with the session."""
