"""A stand-in for Rasa and its action server together, as a process that can be killed: it answers slowly, and calls /api as the actions would.

In its folder: turns.jsonl, one line for each message it was asked; `die`, an empty file that makes it kill itself once, after its action and before its reply.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import time
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

FOLDER, SLOW_S = Path(os.environ["CHAOS_FOLDER"]), float(os.environ.get("CHAOS_SLOW_S", "0.3"))
ANSWER = {"say": "answer", "topics": [{"topic": "ehcna_timeline", "confidence": 0.9}], "confidence": 0.9}


def decide(text: str, metadata: dict[str, Any]) -> list[dict[str, Any]]:
    """What the model would decide, by a word in the message."""
    ids = {"conversation": metadata["conversation"], "message_id": str(metadata["message_id"])}
    if "somebody to ring" in text:
        call("/api/handovers", f"{metadata['message_id']}:action_handover", {**ids, "kind": "callback"})
        replies = [{"say": "handover", "kind": "callback"}]
    elif "drop ins" in text:
        call("/api/surgeries/requests", f"{metadata['message_id']}:action_surgery_request", {**ids, "wants": "tell"})
        replies = [ANSWER]
    elif metadata.get("form_open") or "where is my case" in text:
        step = call("/api/identity/step", f"{metadata['message_id']}:validate_identity_form", {**ids, "intent": "case_status"})
        replies = [{"say": step["say"], "requested": step["requested"], "intent": "case_status"}]
    else:
        return [ANSWER]
    if (FOLDER / "die").exists():
        (FOLDER / "die").unlink()
        os.kill(os.getpid(), signal.SIGKILL)
    return replies


def call(path: str, key: str, body: dict[str, Any]) -> dict[str, Any]:
    """A writing call as the action server makes it."""
    headers = {"Content-Type": "application/json", "Authorization": f"Bearer {os.environ['API_TOKEN']}", "Idempotency-Key": key}
    request = urllib.request.Request(os.environ["API_BASE"] + path, json.dumps(body).encode(), headers)
    with urllib.request.urlopen(request, timeout=5) as answer:
        return dict(json.load(answer))


class Handler(BaseHTTPRequestHandler):
    """The REST channel's one route."""

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        with (FOLDER / "turns.jsonl").open("a") as file:
            file.write(json.dumps({"message_id": asked["metadata"]["message_id"], "text": asked["message"]}) + "\n")
        time.sleep(SLOW_S)
        body = json.dumps([{"recipient_id": asked["sender"], "custom": reply} for reply in decide(asked["message"], asked["metadata"])]).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_args: object) -> None:
        pass


if __name__ == "__main__":
    ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Handler).serve_forever()
