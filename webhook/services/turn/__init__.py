"""One message, one turn: heard, decided, recorded."""
