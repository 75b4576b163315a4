"""What `make bench` measures: pages as a ratio to an empty view of the same process in the same run."""
