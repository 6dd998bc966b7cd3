"""Texts in and out, STOP and START, and what is kept while nothing can answer."""
