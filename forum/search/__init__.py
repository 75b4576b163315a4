"""Search: one face over two engines, fed by the documents of each room."""
