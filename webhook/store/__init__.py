"""All SQL of the service: tables (one module an area) and their queries. Only `services` may import this."""

from webhook.store import bookings, cases, conversations, directory, directory_use, duty, messages, surgeries, workers  # noqa: F401  (registers every table)
from webhook.store.db import Base, Database, insert_once

__all__ = ["Base", "Database", "insert_once"]
