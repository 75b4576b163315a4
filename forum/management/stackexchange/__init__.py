"""Reads a Stack Exchange data dump into a board, streamed, repeatable, each batch whole or not at all."""
