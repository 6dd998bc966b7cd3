""" "They knocked us back" before anything was spoken of: one short question, what was refused; and its answer, which brings that topic's own way to challenge it."""

from __future__ import annotations

import re

from understanding.splitter import split_message
from webhook.bootstrap import Parts
from webhook.clients.rasa import RasaUnavailable
from webhook.services.answers.brief import find_named
from webhook.services.answers.content import Answer
from webhook.services.answers.part_asked import gives_reason, names_no_refused
from webhook.services.cases.told import shown_status
from webhook.services.render.render import answer_turn
from webhook.services.steps.brief import is_recent
from webhook.services.steps.plain import number_picked, part_turn
from webhook.services.turn.follow_ups import REFUSED
from webhook.services.turn.heard import Heard, Reply, Turn

AWAITING = "refused:what"
CHOICES = {"ehcna_refused": "refused_assessment", "ehcp_not_issued": "refused_plan", "school_transport": "refused_transport"}  # topic ▸ its name in content
LONGEST = 8  # words of an answer
SURE = 0.9  # likelihood of the topic that a reason tells
OF_PLANS = ("ehcna_refused", "ehcp_not_issued")  # a reason fits both alike: "he is doing well at school"
_ASSESSMENT = re.compile(r"\b(?:ass?ess?\w*|ehcna|request\w*|application)\b", re.IGNORECASE)
_PLAN = re.compile(r"\b(?:plan|ehcp?|echp)\b", re.IGNORECASE)


def ask_what_refused(parts: Parts, heard: Heard) -> Turn | None:
    """A step of the turn. None where something was spoken of or asked before, a case is shown, or the words say what was refused."""
    kept = heard.conversation
    open_already = heard.form_open or kept.awaiting or (kept.options and not kept.unsure_count) or heard.intent or (kept.last_topic and is_recent(heard))
    if open_already or heard.lane not in (None, "gentle") or not names_no_refused(heard.text) or shown_status(parts, heard) is not None:
        return None
    told = _told_by_reason(parts, heard)
    if told is not None:
        return _refusal_turn(parts, heard, told)
    topics = [topic for topic in CHOICES if topic in parts.content.answers and not parts.content.answers[topic].off]
    names = [parts.content.messages[CHOICES[topic]].on(heard.channel) for topic in topics]
    if not topics:
        return None
    listed = ", ".join(f"{number} {name}" for number, name in enumerate(names, 1))
    buttons = [{"title": name, "text": str(number)} for number, name in enumerate(names, 1)] if heard.channel == "web" else []
    text = parts.content.messages["refused_what"].on(heard.channel).format(options=listed)
    changes = {"options": topics, "unsure_count": 0, "awaiting": AWAITING}
    return Turn(lane="clarify", options=topics, replies=[Reply(text, buttons=buttons)], flags=heard.flags, changes=changes)


def take_what_refused(parts: Parts, heard: Heard) -> Turn | None:
    """What was refused, by its number or in a few words; anything else goes its ordinary way."""
    if heard.conversation.awaiting != AWAITING or heard.form_open or heard.lane not in (None, "gentle"):
        return None
    picked = number_picked(heard.text, len(heard.conversation.options))
    topic = heard.conversation.options[picked] if picked is not None else _named(parts, heard) if _is_answer(heard.text) else None
    answer = parts.content.answers.get(topic or "")
    if answer is None or answer.off:
        return None
    turn = _refusal_turn(parts, heard, answer)
    turn.changes |= {"awaiting": None, "options": turn.changes.get("options", [])}
    return turn


def _refusal_turn(parts: Parts, heard: Heard, answer: Answer) -> Turn:
    return part_turn(parts, heard, answer, REFUSED) if REFUSED in answer.parts else answer_turn(parts, heard, [answer.topic], SURE)


def _told_by_reason(parts: Parts, heard: Heard) -> Answer | None:
    """The answer that a reason surely points at ("because she can walk 100 metres" is the badge); None where it could be of a plan, or of anything."""
    if not gives_reason(heard.text):
        return None
    try:
        topic, likelihood = parts.rasa.rank(heard.masked)[0]
    except (RasaUnavailable, IndexError):
        return None
    answer = parts.content.answers.get(topic)
    return answer if answer is not None and not answer.off and topic not in OF_PLANS and likelihood >= SURE else None


def _is_answer(text: str) -> bool:
    return len(text.split()) <= LONGEST and not any(part.asks for part in split_message(text))


def _named(parts: Parts, heard: Heard) -> str | None:
    if _ASSESSMENT.search(heard.text):
        return "ehcna_refused"
    return "ehcp_not_issued" if _PLAN.search(heard.text) else find_named(parts.content, heard.masked)
