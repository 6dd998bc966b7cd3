"""The Flask app: the only process that faces the internet. `flask --app webhook …` finds `create_app` here."""

from webhook.app import create_app

__all__ = ["create_app"]
