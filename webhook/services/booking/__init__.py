"""A place at a SEND surgery: what is said while booking, and what happens to a place."""
