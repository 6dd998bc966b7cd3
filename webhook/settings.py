"""Every setting of the service, in one class: what is not here cannot be configured (docs/settings.md is made from it).

The environment wins over `.env`, and both win over `var/secrets.env`, which `make setup` writes for a machine of one's own.
A missing secret refuses to start instead of falling back to something guessable.
"""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import Literal

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

ROOT = Path(__file__).resolve().parent.parent


class Settings(BaseSettings):
    """Read once at start-up; tests build their own."""

    model_config = SettingsConfigDict(env_file=(ROOT / "var" / "secrets.env", ROOT / ".env"), extra="ignore", frozen=False)

    database_url: str = Field(f"sqlite:///{ROOT / 'var' / 'assistant.db'}", description="SQLAlchemy address of the database. SQLite files are created and migrated when missing.")
    queue_path: Path = Field(ROOT / "var" / "queue.db", description="SQLite file of the job queue. It carries ids only; losing it loses nothing.")
    host: str = Field("127.0.0.1", description="Address the web process listens on.")
    port: int = Field(8000, description="Port the web process listens on.")
    public_url: str = Field("", description="The address Twilio and browsers use, without a final slash. Signatures are checked against it. Empty: http://localhost:PORT.")
    content_dir: Path = Field(ROOT / "content", description="Folder of everything people read. Another council points this at its own.")

    directory_url: str = Field("", description="Address of the council's Open Referral UK feed of services, fetched by the worker. Empty: services come in by `flask directory import` only.")
    directory_refresh_hours: float = Field(24.0, description="Hours between two fetches of that feed.")

    secret_key: str = Field(description="Signs staff sessions and web-chat form tokens. Secret.")
    seal_key: str = Field(description="Fernet key that seals personal data at rest. Secret.")
    hash_key: str = Field(description="Keys the hashes of phone numbers, references and codes. Secret.")
    api_token: str = Field(description="Bearer token the action server shows to /api. Secret.")

    twilio_account_sid: str = Field("", description="Twilio account. Empty: texts stay in the local outbox, no account needed.")
    twilio_auth_token: str = Field(description="Twilio auth token: sends texts and checks the signature of every webhook. Secret.")
    twilio_from: str = Field("+447700900000", description="The number or Messaging Service (MG…) texts come from. The default is Ofcom's drama range.")
    twilio_api_base: str = Field("", description="Another address for Twilio's REST API, for tests against a stand-in. Empty: Twilio's own.")
    twilio_timeout_s: float = Field(10.0, description="Seconds to wait for Twilio before a text's fate is called unknown.")

    advanced_opt_out: bool = Field(False, description="Set once Twilio's Advanced Opt-Out is as docs/twilio.md says. Until then `flask golive check` and the log at start-up say so.")

    rasa_url: str = Field("http://127.0.0.1:5005", description="Rasa's address. Loopback only.")
    rasa_timeout_s: float = Field(8.0, description="Seconds to wait for Rasa before the person gets a holding reply.")
    rasa_retry_s: float = Field(5.0, description="Seconds between tries of a message that waits for Rasa.")
    segment_turns: int = Field(40, description="Turns after which a conversation goes on in a new Rasa tracker (long trackers are slow).")
    segment_hours: float = Field(24.0, description="Hours without a message after which a new Rasa tracker begins.")

    safety_model: Path = Field(ROOT / "var" / "models" / "safety.npz", description="The trained safety classifier. Without it the written patterns alone decide, and `/ready` says no.")
    worker_threads: int = Field(4, description="Threads of one worker process. A conversation is never worked by two.")
    lease_s: float = Field(30.0, description="Seconds a worker may hold a conversation before another takes over. Longer than one turn.")
    sweep_s: float = Field(2.0, description="Seconds between looks for work that was left behind.")
    outbox_retry_s: float = Field(5.0, description="First wait before a refused text is tried again; doubles each time.")
    outbox_tries: int = Field(6, description="Tries before a text that Twilio keeps refusing is called failed.")

    sealed_minutes: int = Field(30, description="Minutes that references, dates, codes and originals stay sealed before they are wiped.")
    handover_original_days: int = Field(7, description="Days at most that the original words of a conversation in staff's hands stay sealed; handing back ends it.")
    alert_original_days: int = Field(30, description="Days that the original words of a crisis or concern stay open to officers.")
    transcript_days: int = Field(365, description="Days a masked transcript is kept. The council confirms its own figure.")
    safety_reply_s: float = Field(90.0, description="While staff hold a conversation: seconds they have to answer a disclosure before the fixed wording goes out.")
    code_minutes: int = Field(10, description="Minutes a one-time code is good for.")
    code_tries: int = Field(5, description="Wrong tries that lock a conversation and number for a reference.")
    code_lock_minutes: int = Field(60, description="Minutes that lock lasts.")
    codes_per_day: int = Field(3, description="Codes one contact can be sent in a day: so many at the wish of their own phone, and as many at that of all others.")
    web_verified_minutes: int = Field(30, description="Minutes an identity stays proven in a web conversation.")
    outcome_working_days: int = Field(3, description="Working days after a letter's date before its outcome is shown in chat.")
    cases_gone: Literal["keep", "close"] = Field(
        "keep", description="What an import does with an open case that its file no longer holds: `keep` leaves it as it was, `close` closes it and ends its texts (docs/imports.md)."
    )
    extract_max_mb: int = Field(30, description="Largest extract, in megabytes with its contacts, that staff can upload on the console.")
    cases_folder: Path | None = Field(None, description="A folder the worker watches for extracts; a file that has stopped growing is taken in once (docs/imports.md). Empty: none.")
    extract_stale_days: int = Field(7, description="Age of the case extract in days beyond which its age is pointed out.")
    quiet_from: int = Field(21, ge=12, le=23, description="Hour from which no reminder or offer is texted (London time). Answers to what somebody writes are not held back.")
    quiet_until: int = Field(8, ge=0, le=12, description="Hour at which they are texted again.")
    surgery_offer_hours: float = Field(24.0, gt=0, description="Hours a place at a surgery that came free is kept for the next family on the waiting list.")
    max_text_chars: int = Field(
        1600, description="Longest message that is read (Twilio's own limit); of a longer one the first part is, with a kind note, and staff see up to four times as much."
    )
    widget_origins: str = Field(
        "", description="Origins whose pages may show the chat in a frame, separated by spaces, such as https://www.example.gov.uk. Empty: only pages of this service."
    )
    leave_url: str = Field("https://www.bbc.co.uk/weather", description="The harmless page that Leave this page goes to.")
    chat_per_minute: int = Field(30, description="Messages one web conversation may send in a minute.")
    staff_session_minutes: int = Field(60, description="Minutes without a click after which staff sign in again.")
    go_live: bool = Field(False, description="Families are served: the web process refuses to start while `flask golive check` has a safety item open.")
    demo: bool = Field(False, description="Shows the sample banner and the demo logins. Never on in a live service.")
    trial: bool = Field(False, description="Marks conversations as trials: outside queue, alerts, insight and reminders (make ask).")

    @cached_property
    def public_base(self) -> str:
        """The pinned public address, no final slash."""
        return (self.public_url or f"http://localhost:{self.port}").rstrip("/")
