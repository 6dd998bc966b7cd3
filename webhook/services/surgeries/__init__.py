"""SEND surgeries themselves: dates, facts, waiting lists, changes, reminders, and what staff see of them."""
