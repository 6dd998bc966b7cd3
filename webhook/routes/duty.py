"""Placeholder."""

from flask import Blueprint

blueprint = Blueprint("duty", __name__)
