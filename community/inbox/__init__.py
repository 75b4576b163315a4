"""Replies by mail: which letter they answer, the words that are new in them, and handing these to the room."""
