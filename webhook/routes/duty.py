"""The staff console: everything under /duty/. Signing in, the queue, a conversation and case extracts are a module each; the rules for all are in duty_base."""

from __future__ import annotations

from webhook.routes import duty_conversations, duty_directory, duty_extracts, duty_queue, duty_sign_in, duty_surgeries
from webhook.routes.duty_base import blueprint

__all__ = ["blueprint", "duty_conversations", "duty_directory", "duty_extracts", "duty_queue", "duty_sign_in", "duty_surgeries"]
