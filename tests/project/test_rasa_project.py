"""The Rasa project as a whole: files that agree with each other, actions that never fail outward, and (marked `rasa`) real conversations."""

from __future__ import annotations

import asyncio
import json
import os
import re
import socket
import subprocess
import threading
import time
from collections.abc import Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
import requests
import yaml
from rasa_sdk import Tracker
from rasa_sdk.executor import ActionExecutor, CollectingDispatcher

from actions import answer, case, handover, surgeries
from actions.turn import JourneyAction
from understanding import training
from understanding.examples import read_examples

ROOT = Path(__file__).resolve().parents[2]
DOMAIN = yaml.safe_load((ROOT / "domain.yml").read_text())
RULES = [rule for path in sorted((ROOT / "data" / "rules").glob("*.yml")) for rule in yaml.safe_load(path.read_text())["rules"]]
DEFAULT_ACTIONS = {"action_deactivate_loop", "identity_form"}


# --- files that agree with each other


def run_apart(coroutine: Coroutine[Any, Any, Any]) -> Any:
    """Run in a thread of its own: Playwright's browser tests leave a loop running in the main one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, coroutine).result()


def test_every_topic_of_the_contract_has_examples_and_nothing_else_does() -> None:
    topics = yaml.safe_load((ROOT / "content" / "topics.yml").read_text())
    _, labels = read_examples()
    answered = {f"faq/{topic}" for group in ("local_offer", "ehc_process", "escalation") for topic in topics[group]}
    others = {topic for group in ("my_case", "surgeries", "handover", "everyday") for topic in topics[group]}
    assert answered <= set(labels)
    assert {label for label in labels if not label.startswith("faq/")} == others | {"affirm", "deny"}


def test_training_data_name_no_council(tmp_path: Path) -> None:
    council = yaml.safe_load((ROOT / "content" / "council.yml").read_text())
    names = [str(council[key]) for key in ("name", "grant", "grant_short", "toolkit", "forum_short") if council.get(key)]
    spoken = re.compile(rf"\b({'|'.join(map(re.escape, names))})\b")
    for path in training.training_files():
        assert not spoken.search(path.read_text()), f"{path.name} names a council or its scheme"


def test_examples_hold_no_duplicates_and_no_entity_syntax() -> None:
    texts, _ = read_examples()
    assert len({text.lower() for text in texts}) == len(texts)
    assert not [text for text in texts if re.search(r"\][({]", text)], "Rasa would read this as an entity"


def test_every_intent_has_a_rule_and_every_action_exists() -> None:
    registered = {action["name"] for action in registered_actions()}
    assert set(DOMAIN["actions"]) == registered
    used = {step["action"] for rule in RULES for step in rule["steps"] if "action" in step}
    assert used <= registered | DEFAULT_ACTIONS
    assert {step["intent"] for rule in RULES for step in rule["steps"] if "intent" in step} == set(DOMAIN["intents"])


def test_no_slot_is_filled_from_text_or_influences_the_dialogue() -> None:
    for slot in DOMAIN["slots"].values():
        assert slot["influence_conversation"] is False
        assert [mapping["type"] for mapping in slot["mappings"]] == ["custom"]
    assert "responses" not in DOMAIN, "words live in content/"


def test_history_is_never_capped() -> None:
    assert "max_event_history" not in yaml.safe_load((ROOT / "bot" / "endpoints.yml").read_text())["tracker_store"]


def registered_actions() -> list[dict[str, Any]]:
    executor = ActionExecutor()
    executor.register_package("actions")
    return [{"name": item.name} for item in executor.list_actions()]


# --- slots in the training data


def test_slots_are_filled_from_the_council(tmp_path: Path) -> None:
    (tmp_path / "council.yml").write_text("name: Anytown\ngrant: null\n")
    council = training.read_council(tmp_path / "council.yml")
    assert training.fill_slots("does {council} pay the {grant}", council) == "does Anytown pay the special needs grant"
    with pytest.raises(training.TrainingFailed):
        training.fill_slots("{mayor}", council)


def test_the_model_is_named_after_all_that_made_it(monkeypatch: pytest.MonkeyPatch) -> None:
    before = training.model_path()
    assert training.model_path() == before
    monkeypatch.setattr(training, "read_council", lambda: {"council": "Anytown"})
    assert training.model_path() != before


# --- actions


def run_action(action: JourneyAction, slots: dict[str, Any] | None = None, form: str | None = None, **message: Any) -> tuple[list[Any], list[Any]]:
    metadata = {"message_id": "m1", "conversation": "c1"}
    latest = {"text": "", "intent": {"name": "faq"}, "confidence": 0.8, "metadata": metadata, **message}
    tracker = Tracker("c1.1", slots or {}, latest, [], False, None, {"name": form} if form else {}, None)
    dispatcher = CollectingDispatcher()
    events = run_apart(action.run(dispatcher, tracker, {}))
    return [item["custom"] for item in dispatcher.messages], events


TOPICS = [{"topic": "case_status", "confidence": 0.5, "answer": False}, {"topic": "blue_badge", "confidence": 0.8, "answer": True}]


def test_only_topics_with_an_answer_are_answered() -> None:
    replies, _ = run_action(answer.AnswerTopics(), topics=TOPICS)
    assert replies == [{"say": "answer", "topics": [{"topic": "blue_badge", "confidence": 0.8}], "confidence": 0.8}]


def test_unsure_asks_or_admits() -> None:
    assert run_action(answer.OfferOptions(), options=["a", "b"])[0] == [{"say": "clarify", "options": ["a", "b"], "confidence": 0.8}]
    assert run_action(answer.OfferOptions(), options=[])[0] == [{"say": "unsure", "confidence": 0.8}]


BRIEF = {"message_id": "m1", "conversation": "c1", "brief": True}
RANKED = [{"name": "surgery_book", "confidence": 0.6}, {"name": "faq/adhd_assessment", "confidence": 0.3}, {"name": "faq/tribunal", "confidence": 0.01}]


@pytest.mark.parametrize("action", [answer.AnswerTopics(), answer.OfferOptions(), handover.RequestHandover(), surgeries.ShowSurgeries(), case.UpdateDetails()])
def test_what_was_guessed_from_a_word_or_two_is_asked_about_and_nothing_is_written(monkeypatch: pytest.MonkeyPatch, action: JourneyAction) -> None:
    monkeypatch.setattr("actions.turn.call_api", lambda *call: pytest.fail("it was written"))
    replies, _ = run_action(action, metadata=BRIEF, confidence=0.6, intent_ranking=RANKED)
    assert replies == [{"say": "clarify", "options": ["surgery_book", "adhd_assessment"], "brief": True, "confidence": 0.6}]


def test_a_greeting_and_what_is_near_certain_are_no_guess() -> None:
    assert run_action(answer.AnswerTopics(), metadata=BRIEF, confidence=0.995, topics=TOPICS)[0][0]["say"] == "answer"
    assert run_action(answer.SayAct(), metadata=BRIEF, confidence=0.5, intent={"name": "small_talk"})[0][0]["act"] == "small_talk"


@pytest.mark.parametrize(("text", "kind"), [("PASS", "pass"), ("can you ring me back", "callback"), ("call", "callback"), ("let me talk to a human", "person")])
def test_kinds_of_handover(monkeypatch: pytest.MonkeyPatch, text: str, kind: str) -> None:
    sent: list[Any] = []
    monkeypatch.setattr("actions.turn.call_api", lambda *call: sent.append(call) or {"state": "waiting"})
    replies, _ = run_action(handover.RequestHandover(), text=text)
    assert replies[0]["say"] == "handover" and replies[0]["kind"] == kind
    assert sent == [("POST", "/api/handovers", {"conversation": "c1", "message_id": "m1", "kind": kind}, "m1:action_handover")]


def test_any_failure_becomes_a_holding_reply(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: Any) -> dict[str, Any]:
        raise ZeroDivisionError

    monkeypatch.setattr("actions.turn.call_api", fail)
    assert run_action(handover.RequestHandover()) == ([{"say": "holding", "error": True}], [])


@pytest.mark.parametrize(
    ("intent", "text", "digresses"),
    [
        ("faq", "how do i get a blue badge", True),
        ("faq", "[case ref]", False),
        ("case_identity", "i dont know it", False),
        ("nlu_fallback", "erm", False),
        ("deny", "no", False),
        ("faq", "the letter gave me until [case ref] is that right, and is it too late to appeal now?", True),
    ],
)
def test_a_question_in_the_check_is_told_from_an_answer(monkeypatch: pytest.MonkeyPatch, intent: str, text: str, digresses: bool) -> None:
    sent: list[Any] = []
    monkeypatch.setattr("actions.turn.call_api", lambda *call: sent.append(call) or {"requested": "child_dob", "say": "ask_child_dob"})
    run_action(case.TakeIdentityStep(), {"requested_slot": "case_ref"}, "identity_form", intent={"name": intent}, text=text)
    assert bool(sent) is not digresses


def test_the_check_ends_when_the_webhook_says_so() -> None:
    slots = {event["name"]: event["value"] for event in case.step_events({"done": True, "say": "verified", "requested": None})}
    assert slots["requested_slot"] is None and slots["identity_outcome"] == "done"
    slots = {event["name"]: event["value"] for event in case.step_events({"requested": "code", "say": "code_maybe_sent"})}
    assert slots["requested_slot"] == "code" and slots["case_ref"] is True and slots["identity_outcome"] is None


# --- real conversations


class FakeApi(BaseHTTPRequestHandler):
    """A webhook that asks for three details and then gives a status."""

    asked = ("case_ref", "child_dob", "code")
    steps: dict[str, int] = {}  # noqa: RUF012

    def log_message(self, *_: Any) -> None:
        pass

    def do_GET(self) -> None:
        self.answer({"surgeries": []})

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if self.path != "/api/identity/step":
            return self.answer({"state": "waiting"})
        if body["leave"]:
            return self.answer({"requested": None, "say": "identity_left", "leave": True})
        step = self.steps[body["conversation"]] = self.steps.get(body["conversation"], -1) + 1
        if step == len(self.asked):
            return self.answer({"requested": None, "say": "identity_done", "done": True})
        return self.answer({"requested": self.asked[step], "say": f"ask_{self.asked[step]}"})

    def answer(self, body: dict[str, Any]) -> None:
        payload = json.dumps(body).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(payload)))
        self.end_headers()
        self.wfile.write(payload)


def free_port() -> int:
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return int(sock.getsockname()[1])


def wait_for(url: str, process: subprocess.Popen[bytes], seconds: int = 180) -> None:
    for _ in range(seconds * 4):
        assert process.poll() is None, f"the server for {url} stopped"
        try:
            if requests.get(url, timeout=1).ok:
                return
        except requests.RequestException:
            time.sleep(0.25)
    raise AssertionError(f"{url} did not answer in {seconds} s")


@pytest.fixture(scope="module")
def rasa(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    if not training.RASA_PYTHON.exists() or not training.model_path().is_file():
        pytest.skip("no trained model for the project as it is: make train")
    api = ThreadingHTTPServer(("127.0.0.1", 0), FakeApi)
    threading.Thread(target=api.serve_forever, daemon=True).start()
    actions_port, rasa_port = free_port(), free_port()
    env = {**os.environ, **training.QUIET, "PYTHONPATH": str(ROOT), "API_TOKEN": "t", "ACTIONS_PORT": str(actions_port)}
    env["API_BASE"] = f"http://127.0.0.1:{api.server_port}"
    env |= {"ACTIONS_URL": f"http://127.0.0.1:{actions_port}/webhook", "RASA_TRACKER_DB": str(tmp_path_factory.mktemp("rasa") / "trackers.db")}
    run = [str(training.RASA_PYTHON), "-m", "rasa", "run", "--enable-api", "-i", "127.0.0.1", "-p", str(rasa_port), "-m", str(training.model_path())]
    run += ["--endpoints", "bot/endpoints.yml", "--credentials", "bot/credentials.yml"]
    quiet = {"cwd": ROOT, "env": env, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with subprocess.Popen([str(ROOT / ".venv/bin/python"), "-m", "actions"], **quiet) as actions, subprocess.Popen(run, **quiet) as server:
        try:
            wait_for(f"http://127.0.0.1:{actions_port}/health", actions)
            wait_for(f"http://127.0.0.1:{rasa_port}/status", server)
            yield f"http://127.0.0.1:{rasa_port}/webhooks/rest/webhook"
        finally:
            server.terminate()
            actions.terminate()
            api.shutdown()


def say(rasa: str, conversation: str, text: str) -> list[dict[str, Any]]:
    metadata = {"message_id": f"{conversation}-{time.monotonic_ns()}", "conversation": conversation, "channel": "web"}
    answer = requests.post(rasa, json={"sender": f"{conversation}.1", "message": text, "metadata": metadata}, timeout=20)
    return [item["custom"] for item in answer.json()]


@pytest.mark.rasa
@pytest.mark.slow
def test_a_question_is_answered(rasa: str) -> None:
    (reply,) = say(rasa, "faq", "how do i get a blue badge for my daughter")
    assert reply["say"] == "answer" and reply["topics"][0]["topic"] == "blue_badge"


@pytest.mark.rasa
@pytest.mark.slow
def test_the_check_asks_answers_a_digression_and_ends(rasa: str) -> None:
    assert [reply["requested"] for reply in say(rasa, "check", "any update on my case please")] == ["case_ref"]
    assert [reply["requested"] for reply in say(rasa, "check", "its [case ref]")] == ["child_dob"]
    answered, asked_again = say(rasa, "check", "how do i get a blue badge for my daughter")
    assert answered["say"] == "answer" and asked_again == {"say": "ask_child_dob", "requested": "child_dob", "again": True, "intent": "faq"}
    assert [reply["requested"] for reply in say(rasa, "check", "[date]")] == ["code"]
    assert [reply["say"] for reply in say(rasa, "check", "[code]")] == ["case_status"]


@pytest.mark.rasa
@pytest.mark.slow
def test_asking_for_a_person_leaves_the_check(rasa: str) -> None:
    say(rasa, "leave", "any update on my case please")
    assert [reply["say"] for reply in say(rasa, "leave", "can i talk to a real person please")] == ["handover"]
    assert [reply["say"] for reply in say(rasa, "leave", "how do i get a blue badge for my daughter")] == ["answer"]
