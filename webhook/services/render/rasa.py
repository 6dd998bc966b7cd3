"""Rasa said what: each of its replies becomes words from content/ (render, render_lookup) or a deed, and all of them one turn."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from webhook.bootstrap import Parts
from webhook.services.answers.brief import is_brief, order_guesses
from webhook.services.answers.interface import kept_for, load_interface
from webhook.services.answers.part_asked import read_refused
from webhook.services.directory.asking import BOTH
from webhook.services.identity.read import wants_restart
from webhook.services.people.handovers import handover_turn
from webhook.services.people.interpreter import find_language_name, offer_interpreter
from webhook.services.render.escalation import show_next_steps
from webhook.services.render.lookup import render_lookup
from webhook.services.render.render import SURGERIES, answer_turn, clarify_turn, letter_line, offer_others, say_others, unsure_turn, with_room
from webhook.services.texts.consent import opt_out
from webhook.services.turn.also_asked import find_also
from webhook.services.turn.heard import Heard, Reply, Turn
from webhook.services.turn.small_talk import small_talk_key
from webhook.services.turn.told_topics import UNLIKELY

ACT_LANES = {
    "small_talk": "small_talk", "out_of_scope": "out_of_scope", "privacy_data": "privacy", "feedback": "feedback", "other_language": "language",
    "prompt_injection": "out_of_scope", "abusive": "small_talk", "nonsense": "out_of_scope", "affirm": "small_talk", "deny": "small_talk",
}  # fmt: skip
LOOKUP_TOPICS = {("surgeries", "info"): "surgery_info", ("surgeries", "book"): "surgery_book"}
MAX_TOPICS = 3
_GREETS = re.compile(r"\b(?:hi|hiya|hello|hey|morning|afternoon|evening|salaam|salam|assalamu|how are you|you there|anyone there|anybody there|nice to)\b|^\W*$", re.IGNORECASE)
_ONE_NAME = re.compile(r"^\W*[a-z]+(?:[ -][a-z]\.?)?\W*$", re.IGNORECASE)
_MEANS_STOP = re.compile(
    r"\bstop|\bte?xt|\bmess?a?ge?s?\b|\bmsg|\bsms|send|subscri|\bopt|number|\blist|contact|communic|switch|\bmobile|\bphone|alone|leave me|bleep|notif|updates|reminders|\bend\b"
    r"|remove (?:me|us|my|our|this|the)\b|remove\W*$"  # "remove nw5" is about a search, whether or not its list still stands
    r"|\bquit|\benough\b|no more from|cancel|turn (?:it|this|these|them) off|writ(?:e|ing)\b.{0,12}\b(?:me|any ?more|longer)",
    re.IGNORECASE,
)
_OF_TEXTS = re.compile(r"\bun-?stop|\bte?xt|\bmess?a?ge?s?\b|\bmsg|\bsms|\bopt(?:ed)?\b|subscri|\bupdates\b|\breminders\b", re.IGNORECASE)
_ASKS_OF_TEXTS = re.compile(  # "is anyone else getting these texts": asked, not wished away
    r"^\W*(?:(?:and|so|but|hi|hello|ok)\W+)*(?:is|are|was|were|does|do(?! not|n'?t)|did(?!n'?t)|has|have(?! to)|will|who|which|when)\b"
    r"(?!.*(?:\bstop|\bsubscri|unsubscri|\bopt|\bno more|\bnot\b|n'?t\b|\bremov|\boff\b|\bend\b|\bquit|\bcancel|\benough\b|\balone\b|wrong (?:number|person)))",
    re.IGNORECASE | re.DOTALL,
)
# Beside a list of services; without one of these its filters are meant
_ABOUT_TEXTS = re.compile(r"\bte?xt|\bmess?a?ge?s?\b|\bmsg|\bsms|subscri|\bopt|number|contact|communic|\bmobile|\bphone|alone|leave me|notif|updates|reminders", re.IGNORECASE)


def render_rasa(parts: Parts, heard: Heard, said: list[dict[str, Any]]) -> Turn:
    """One turn from everything Rasa said to one message; the first item sets the lane."""
    turns = [_name_tasks(parts, _add_second_question(parts, heard, turn, item), heard.channel, item) for item in said if (turn := _render_one(parts, heard, item)) is not None]
    if not turns:
        return unsure_turn(parts, heard, 0.0)
    turn = turns[0]
    for other in turns[1:]:
        turn.replies += other.replies
        turn.effects += other.effects
        turn.changes = {**other.changes, **turn.changes}
    return turn


def _render_one(parts: Parts, heard: Heard, item: dict[str, Any]) -> Turn | None:
    say, confidence = str(item.get("say", "")), float(item.get("confidence", 1.0))
    if say == "answer":
        topics = [topic if isinstance(topic, dict) else {"topic": str(topic)} for topic in item.get("topics", [])][:MAX_TOPICS]
        known = [topic for topic in topics if topic["topic"] in parts.content.answers]
        if not known:
            return unsure_turn(parts, heard, confidence)
        asked = [str(topic["topic"]) for topic in known if topic is known[0] or float(topic.get("confidence", 1.0)) > UNLIKELY]
        if read_refused(asked, heard.masked) != asked and "ehcna_refused" in parts.content.answers:
            return answer_turn(parts, heard, ["ehcna_refused"], confidence)
        others = [str(topic["topic"]) for topic in known if topic["topic"] not in asked] if heard.search != BOTH else []  # a list comes under it
        more = [str(topic) for topic in item.get("more") or [] if topic in parts.content.answers]
        turn = answer_turn(parts, heard, asked, confidence, more)
        return offer_others(parts, turn, heard.channel, [topic for topic in others if topic not in turn.changes["options"]])  # MORE gives those
    if say == "clarify":
        options = [str(option) for option in item.get("options", [])]
        return clarify_turn(parts, heard, order_guesses(parts.content, heard.masked, options) if item.get("brief") else options, confidence)
    if say == "unsure":
        return unsure_turn(parts, heard, confidence)
    if say == "act":
        return _act_turn(parts, heard, str(item.get("act", "")), confidence)
    if say == "handover":
        return handover_turn(parts, heard, str(item.get("kind", "person")))
    if (topic := LOOKUP_TOPICS.get((say, str(item.get("wants"))), "")) in parts.content.answers:  # only a topic that is switched off is there
        return replace(answer_turn(parts, heard, [topic], confidence), lane="lookup")
    return render_lookup(parts, heard, item)


def _add_second_question(parts: Parts, heard: Heard, turn: Turn, item: dict[str, Any]) -> Turn:
    """A greeting or a look-up that also asked something: that is answered too, by SMS as far as there is room."""
    also = [str(topic["topic"]) for topic in item.get("also") or [] if topic.get("topic") in parts.content.answers][: MAX_TOPICS - 1]
    named = find_also(parts.content, heard.masked, also) if also or turn.lane == "lookup" else []
    if not (also or named) or turn.lane in ("opt_out", "opt_in", "silent"):
        return turn
    turn.topics += also
    replies, left = say_others(parts, heard, [parts.content.answers[topic] for topic in also], named)
    turn.replies = replies + turn.replies if item.get("requested") else turn.replies + replies  # what we ask comes last
    turn.changes |= {**({"last_topic": also[0]} if also else {}), **({"options": left} if left else {})}
    return turn


def _name_tasks(parts: Parts, turn: Turn, channel: str, item: dict[str, Any]) -> Turn:
    """What else was heard and can't be begun in the same turn (a second look-up, a person): named, so that it can be asked for next."""
    done = {*turn.topics, *(SURGERIES if SURGERIES & set(turn.topics) else ())}
    names = [parts.content.plain_name(task) for task in item.get("tasks") or [] if task not in done and f"plain_{task}" in parts.content.messages]
    if names and turn.replies and turn.lane not in ("opt_out", "opt_in", "silent"):
        reply = Reply(parts.content.messages["ask_next"].on(channel).format(plain=", ".join(names)))
        turn.replies = [reply, *turn.replies] if item.get("requested") else [*turn.replies, reply]
    return turn


def _act_turn(parts: Parts, heard: Heard, act: str, confidence: float) -> Turn:
    if act == "opt_out" and (not _MEANS_STOP.search(heard.text) or _ASKS_OF_TEXTS.search(heard.text) or (heard.about_list and not _ABOUT_TEXTS.search(heard.text))):
        return unsure_turn(parts, heard, confidence)  # "MORE", "drop it": nobody is cut off for good by a guess
    if act == "opt_out" and heard.channel == "sms":
        return opt_out(parts, heard, source="sentence")
    if act == "nonsense" and (heard.conversation.unsure_count or (is_brief(heard) and order_guesses(parts.content, heard.masked, [])[1:])):
        return clarify_turn(parts, heard, order_guesses(parts.content, heard.masked, []), confidence)  # "the letter"; twice not understood leads to a person
    if act == "opt_in" and wants_restart(heard.text):
        act = "small_talk"  # "start again": to ask something new, not to get texts again
    if act == "opt_in" and heard.channel == "sms" and (heard.conversation.awaiting or "").startswith("search"):
        return unsure_turn(parts, heard, confidence)  # "text me those": texts were never off, or nothing would be said at all
    if act == "opt_in" and heard.channel == "sms" and not _OF_TEXTS.search(heard.text):
        return unsure_turn(parts, heard, confidence)  # "can I have it back": whoever reads a reply has no texts turned off
    if act == "opt_in" and heard.channel == "sms":  # only the word itself turns them on (keyword_of); who opted out is not answered here
        return Turn(lane=act, topics=[act], replies=[Reply(parts.content.messages["texts_are_on"].sms)], confidence=confidence)
    greets = act in ("small_talk", "affirm", "deny") and small_talk_key(parts, heard) == "small_talk_greeting"
    if greets and heard.previous_at is not None and not _GREETS.search(heard.text):
        return unsure_turn(parts, heard, confidence)  # "further away is fine too", "why": in the middle of a conversation nobody is greeted by a guess
    if act in ("opt_out", "opt_in"):
        return Turn(lane=act, topics=[act], replies=[Reply(parts.content.messages[f"{act}_web"].web)], confidence=confidence)
    if act == "other_language" and heard.previous_at is not None and _ONE_NAME.match(heard.text) and find_language_name(parts, heard.text) is None:
        return unsure_turn(parts, heard, confidence)  # "Nadia", in the middle of a booking: a name, not a language
    if act == "other_language":
        return offer_interpreter(parts, heard)
    text = parts.content.messages.get(small_talk_key(parts, heard) if act in ("small_talk", "affirm", "deny") else act) or parts.content.messages["dont_know"]
    topic, words = "small_talk" if act in ("affirm", "deny") else act, text.on(heard.channel)
    if "{kept_for}" in words:
        words = words.replace("{kept_for}", kept_for(parts, load_interface(parts.settings.content_dir, parts.content.council)))
    if letter := letter_line(parts, topic, heard.channel):
        words = f"{words}\n\n{letter}" if heard.channel == "web" else with_room(words, letter)
    turn = Turn(lane=ACT_LANES.get(act, "out_of_scope"), topics=[topic], replies=[Reply(words)], confidence=confidence, changes={"options": [], "awaiting": None})
    return show_next_steps(parts, heard, turn, letter_line)
