"""The conventions of the house, made executable."""
