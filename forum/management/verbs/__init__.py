"""The table of every verb: who may do it, in which state of a question. Made from the rules themselves."""
