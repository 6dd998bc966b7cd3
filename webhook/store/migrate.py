"""Brings a database to the newest schema. Every command calls it, so an SQLite address that does not exist yet just works.

Alembic is loaded only when there is something to do: it takes a tenth of the time in which the web pages are up.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from webhook.store.db import Database

if TYPE_CHECKING:
    from alembic.config import Config

ROOT = Path(__file__).resolve().parent.parent.parent


def alembic_config(url: str) -> Config:
    """Alembic's configuration for one database address."""
    from alembic.config import Config

    config = Config(str(ROOT / "alembic.ini"))
    config.set_main_option("script_location", str(ROOT / "migrations"))
    config.set_main_option("sqlalchemy.url", url.replace("%", "%%"))
    return config


def newest_revision() -> str:
    """The revision of the last file in migrations/versions; a file's name begins with its revision."""
    return max(path.name for path in (ROOT / "migrations" / "versions").glob("[0-9]*.py")).split("_")[0]


def current_revision(db: Database) -> str | None:
    """The revision a database is at, None for one without a schema. Raises SQLAlchemy's errors for an address that does not answer."""
    with db.engine.connect() as connection:
        try:
            return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
        except DBAPIError:
            return None


def ensure_schema(db: Database) -> None:
    """Upgrade to the newest revision unless already there. Two processes may call it at once: the second waits, then finds it done."""
    if current_revision(db) == newest_revision():
        return
    from alembic import command

    config = alembic_config(db.url.render_as_string(hide_password=False))
    config.attributes["engine"] = db.engine.execution_options(immediate=True)
    command.upgrade(config, "head")
