"""The one place where real things are plugged in. Services take `Parts` first; tests build their own with fakes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from webhook.clients.clock import Clock, SystemClock
from webhook.clients.queue import HueyQueue, Queue
from webhook.clients.rasa import HttpRasa, RasaClient
from webhook.clients.sms import LocalSms, SmsClient, TwilioSms
from webhook.services.answers.content import Content, load_content
from webhook.services.personal.vault import Vault
from webhook.settings import Settings
from webhook.store.db import Database
from webhook.store.migrate import ensure_schema

if TYPE_CHECKING:
    from understanding.replies import ReplyReader
    from understanding.safety import SafetyAssessor


@dataclass
class Parts:
    """Everything a service may need. `safety` and `replies` are None in the web process, which only takes messages in."""

    settings: Settings
    db: Database
    clock: Clock
    vault: Vault
    content: Content
    queue: Queue
    sms: SmsClient
    rasa: RasaClient
    safety: SafetyAssessor | None = None
    replies: ReplyReader | None = None  # without it only patterns read short replies


def build_parts(settings: Settings, *, migrate: bool = True) -> Parts:
    """The real parts. Raises ContentError when the content folder breaks a rule, and SQLAlchemy's errors for a bad address."""
    db = Database(settings.database_url)
    if migrate:
        ensure_schema(db)
    sms: SmsClient = LocalSms()
    if settings.twilio_account_sid:
        sms = TwilioSms(settings.twilio_account_sid, settings.twilio_auth_token, settings.twilio_from, base=settings.twilio_api_base, timeout_s=settings.twilio_timeout_s)
    return Parts(
        settings=settings,
        db=db,
        clock=SystemClock(),
        vault=Vault(settings.seal_key, settings.hash_key),
        content=load_content(settings.content_dir),
        queue=HueyQueue(settings.queue_path),
        sms=sms,
        rasa=HttpRasa(settings.rasa_url, settings.rasa_timeout_s, rest_s=settings.rasa_retry_s),
    )
