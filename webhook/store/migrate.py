"""Brings a database to the newest schema. Every command calls it, so an SQLite address that does not exist yet just works."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from webhook.store.db import Database

ROOT = Path(__file__).resolve().parent.parent.parent


def alembic_config(url: str) -> Config:
    """Alembic's configuration for one database address."""
    config = Config(str(ROOT / "alembic.ini"))
    config.set_main_option("script_location", str(ROOT / "migrations"))
    config.set_main_option("sqlalchemy.url", url.replace("%", "%%"))
    return config


def ensure_schema(db: Database) -> None:
    """Upgrade to the newest revision unless already there. Two processes may call it at once: the second waits, then finds it done."""
    config = alembic_config(db.url.render_as_string(hide_password=False))
    newest = ScriptDirectory.from_config(config).get_current_head()
    with db.engine.connect() as connection:
        if MigrationContext.configure(connection).get_current_revision() == newest:
            return
    config.attributes["engine"] = db.engine.execution_options(immediate=True)
    command.upgrade(config, "head")
