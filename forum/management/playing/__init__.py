"""Playing a community's past back through the real ladder, on a stage that leaves nothing behind."""
