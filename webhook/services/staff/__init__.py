"""The console of duty-line staff."""
