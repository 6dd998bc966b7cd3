"""Letters a parent can fill in; nothing of them is kept."""
