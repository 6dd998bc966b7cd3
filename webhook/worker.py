"""The worker process: takes ids from the queue, works conversations, sends texts, and sweeps for what was left behind."""

from __future__ import annotations

import logging
import threading
import time

from directory.refresh import refresh_directory
from webhook.bootstrap import Parts, build_parts
from webhook.clients.queue import HueyQueue
from webhook.logs import configure_logging
from webhook.services.directory.question import prepare_reading
from webhook.services.directory.vocabulary import load_vocabulary
from webhook.services.imports.cases_folder import FolderWatch
from webhook.services.readiness import signs_of_life
from webhook.services.safety.safety_model import load_safety
from webhook.services.texts.outbox import send_due
from webhook.services.turn.reply_model import load_replies
from webhook.services.turn.work import forget_old, sweep, work_conversation
from webhook.settings import Settings

log = logging.getLogger(__name__)
TIDY_S = 3600.0  # between deletions of what is past its retention
FOLDER_LOOK_S = 30.0  # between looks into the folder of extracts: a file is whole when two of them see the same
LOOK_S = 300.0  # between looks whether the directory's feed is due; a fetch takes minutes, so the sweep does not wait for it


def main() -> None:
    """Run until told to stop."""
    configure_logging()
    parts = build_parts(Settings())
    parts.safety = load_safety(parts.settings.safety_model)
    parts.replies = load_replies(parts.safety)
    prepare_reading(load_vocabulary(parts.settings.content_dir))
    queue = parts.queue
    assert isinstance(queue, HueyQueue)
    queue.on_work = lambda conversation_id: work_conversation(parts, conversation_id)
    queue.on_send = lambda conversation_id: send_due(parts, conversation_id)
    stop = threading.Event()
    threading.Thread(target=_sweep_for_ever, args=(parts, stop), daemon=True, name="sweep").start()
    threading.Thread(target=_refresh_for_ever, args=(parts, stop), daemon=True, name="refresh").start()
    threading.Thread(target=_watch_for_ever, args=(parts, stop), daemon=True, name="folder").start()
    consumer = queue.huey.create_consumer(
        workers=parts.settings.worker_threads,
        worker_type="thread",
        periodic=False,
        check_worker_health=True,
        graceful_signal="TERM",  # a turn or a text under way is finished: cut off, its fate would be unknown
        shutdown_timeout=parts.settings.rasa_timeout_s,
    )
    log.info("worker ready")
    with signs_of_life(parts):
        consumer.run()
    stop.set()


def _sweep_for_ever(parts: Parts, stop: threading.Event) -> None:
    tidied = 0.0
    while not stop.wait(parts.settings.sweep_s):
        sweep(parts)
        if time.monotonic() - tidied > TIDY_S:
            tidied = time.monotonic()
            try:
                forget_old(parts)
            except Exception as error:
                log.exception("forgetting broke: %s", type(error).__name__)


def _refresh_for_ever(parts: Parts, stop: threading.Event) -> None:
    while not stop.wait(LOOK_S):
        try:
            refresh_directory(parts)
        except Exception as error:
            log.exception("directory refresh broke: %s", type(error).__name__)


def _watch_for_ever(parts: Parts, stop: threading.Event) -> None:
    watch = FolderWatch()
    while not stop.wait(FOLDER_LOOK_S):
        try:
            watch.look(parts)
        except Exception as error:
            log.exception("the folder of extracts broke: %s", type(error).__name__)


if __name__ == "__main__":
    main()
