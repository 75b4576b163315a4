"""A synthetic community of any size, with the skew of a real one; for measuring, not for reading."""
