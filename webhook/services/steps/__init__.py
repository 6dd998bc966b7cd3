"""The steps of a turn, each one kind of message that is decided in code; `turn/turn.py` has their order."""
