"""Solved becomes knowledge: articles drafted from questions, and the links between the two."""
