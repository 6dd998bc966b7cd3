"""`flask --app webhook …`: what is done from a terminal. One module a command group."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

from flask import Flask


def register_commands(app: Flask) -> None:
    """Attach the `group` of every module in this folder."""
    for module in iter_modules(__path__):
        app.cli.add_command(import_module(f"{__name__}.{module.name}").group)
