"""My case: the identity check, the status, and changes of details.

The webhook holds every detail and decides every step; what is kept here is only which question is open. A reference, a date or a code never gets this far
(design 5): the form sees "[case ref]" and asks the webhook what to do next.
"""

from __future__ import annotations

import re
from abc import abstractmethod
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet

from actions.api import ApiUnavailable
from actions.turn import Events, JourneyAction, Reply, Turn

DETAILS = ("case_ref", "child_dob", "code")
MASKS = {"case_ref": "[case ref]", "child_dob": "[date]", "code": "[code]"}
PART_OF_CHECK = {"case_status", "case_identity", "affirm", "nonsense", "nlu_fallback", ""}
LEAVING = {"deny", "handover_request", "opt_out"}
BRIEF_WORDS = 8  # a mask among more words than this may be a question about a date, not an answer
MASK = re.compile(r"\[[a-z ]+\]")


class TakeIdentityStep(JourneyAction):
    """The form's validation: what was just said goes to the webhook, which says what to ask next, or that it is done or left."""

    action_name = "validate_identity_form"

    def act(self, turn: Turn, tracker: Tracker) -> tuple[list[Reply], Events]:
        asked = tracker.get_slot("requested_slot") if tracker.active_loop_name == "identity_form" else None
        if asked and turn.intent in ("handover_request", "opt_out"):
            self.tell_leaving(turn)
            return [], []  # nothing filled: the form steps back and the rule for that intent takes over
        if asked and is_digression(turn, str(asked)):
            return [], [SlotSet("requested_slot", asked)]
        try:
            step = self.write(turn, "/api/identity/step", intent=turn.intent, leave=bool(asked) and turn.intent in LEAVING)
        except ApiUnavailable:
            return [], [SlotSet("identity_say", "holding"), SlotSet("requested_slot", asked or DETAILS[0])]
        return [], step_events(step)

    def tell_leaving(self, turn: Turn) -> None:
        try:
            self.write(turn, "/api/identity/step", intent=turn.intent, leave=True)
        except ApiUnavailable:
            return  # the webhook closes an unanswered check by itself


def is_digression(turn: Turn, asked: str) -> bool:
    """Another question in the middle of the check, to be answered before asking again."""
    if turn.intent in PART_OF_CHECK or turn.intent in LEAVING:
        return False
    if MASKS[asked] in turn.text:
        return "?" in turn.text and len(MASK.sub("", turn.text).split()) > BRIEF_WORDS
    return True


def step_events(step: dict[str, Any]) -> Events:
    """The webhook's decision as the form's state: what is asked for next, and the key of what to say."""
    requested = step.get("requested")
    over = bool(step.get("done") or step.get("leave")) or requested not in DETAILS
    outcome = ("left" if step.get("leave") else "done" if step.get("done") else "ended") if over else None
    return [
        *(SlotSet(detail, detail != requested and not over) for detail in DETAILS),
        SlotSet("identity_say", step.get("say")),
        SlotSet("identity_outcome", outcome),
        SlotSet("requested_slot", None if over else requested),
    ]


class AskForDetail(JourneyAction):
    """Asks for one detail; the key of the words came with the last step."""

    @property
    @abstractmethod
    def detail(self) -> str:
        """The slot that is asked for."""

    def name(self) -> str:
        return f"action_ask_{self.detail}"

    def act(self, turn: Turn, tracker: Tracker) -> tuple[list[Reply], Events]:
        say = str(tracker.get_slot("identity_say") or f"ask_{self.detail}")
        again = is_digression(turn, self.detail)
        reply: Reply = {"say": f"ask_{self.detail}" if again else say, "requested": self.detail, "again": again, "intent": turn.intent}
        if turn.answers and not again:
            reply["also"] = turn.answers  # asked in the message that opened the check: answered before we ask
        if say == "holding":
            reply["error"] = True
        return [reply], []


class AskForCaseRef(AskForDetail):
    """The reference on the council's letters."""

    detail = "case_ref"


class AskForChildDob(AskForDetail):
    """The child's date of birth."""

    detail = "child_dob"


class AskForCode(AskForDetail):
    """The one-time code that went to the phone on the record."""

    detail = "code"


class LookUpCase(JourneyAction):
    """After the check: the status if it is proven, else the words the check ended with."""

    action_name = "action_lookup_case"

    def act(self, turn: Turn, tracker: Tracker) -> tuple[list[Reply], Events]:
        outcome, say = tracker.get_slot("identity_outcome"), tracker.get_slot("identity_say")
        forget: Events = [SlotSet(slot, None) for slot in (*DETAILS, "identity_say", "identity_outcome")]
        if outcome != "done":
            return [{"say": say or "identity_ended", "outcome": outcome or "ended", "intent": turn.intent}], forget
        status = self.write(turn, "/api/case/status")
        return [{**status, "say": "case_status", "intent": turn.intent, "also": turn.answers}], forget


class UpdateDetails(JourneyAction):
    """Details are never changed in chat (conduct 11): a person is asked to."""

    action_name = "action_update_details"
    asks_when_guessing = True

    def act(self, turn: Turn, tracker: Tracker) -> tuple[list[Reply], Events]:
        handover = self.write(turn, "/api/handovers", kind="update_details")
        return [{"say": "update_details", "kind": "update_details", "handover": handover, "also": turn.answers}], []
