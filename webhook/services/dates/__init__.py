"""Days as people write them, and which of the clock's limits run from them."""
