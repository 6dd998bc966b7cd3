"""What is said to "thanks", "hello", "are you a robot", and to a yes or no that answers nothing we know to be open."""

from __future__ import annotations

import re

from webhook.bootstrap import Parts
from webhook.services.heard import Heard
from webhook.store.duty_queries import list_our_words

ASKED_LATELY = 4  # texts of ours back
_BOT = re.compile(r"\b(?:bot|robot|computer|machine|a\.?i\.?|human|real person|automatic|automated|chatgpt|who (?:are|is) (?:you|this))\b", re.IGNORECASE)
_THANKS = re.compile(r"\b(?:thank|thanks|thankyou|thx|ta|cheers|bless|lifesaver|appreciate|ok|okay|great|brilliant|perfect|bye|helpful|legend|star)\b", re.IGNORECASE)
_ANSWERS = re.compile(r"^\W*(?:(?:oh|ok|okay|well|um|sorry|please)\W+)*(?P<word>yes+|yeah|yea|yep|yup|yh|no|nope|nah)\b", re.IGNORECASE)
_CLOSING = """
    yes yeah yea yep yup yh no nope nah thanks thank you ta cheers bye thats that's that all its it's it is ok okay oh well fine good great lovely brilliant perfect
    helpful very so much for now im i'm sorry really was then nothing else bless not at the moment today
"""
_CLOSING_WORDS = frozenset(_CLOSING.split())


def small_talk_key(parts: Parts, heard: Heard) -> str:
    """The text for a message that asks nothing."""
    text = heard.text.replace("\u2019", "'")
    if _BOT.search(text):
        return "small_talk_bot"
    answers = _ANSWERS.match(text)
    if answers is None:
        return "small_talk_thanks" if _THANKS.search(text) else "small_talk_greeting"
    closing = set(re.findall(r"[\w']+", text.lower())) <= _CLOSING_WORDS
    if answers["word"].lower().startswith("n"):
        return "small_talk_no" if closing else "small_talk_which"
    return "small_talk_thanks" if closing and _THANKS.search(text) and not _asked_lately(parts, heard) else "small_talk_which"


def says_thanks_only(text: str) -> bool:
    """Whether a message is thanks or a goodbye and nothing else."""
    said = set(re.findall(r"[\w']+", text.replace("\u2019", "'").lower()))
    return said <= _CLOSING_WORDS and bool(_THANKS.search(text))


def _asked_lately(parts: Parts, heard: Heard) -> bool:
    """Whether one of our last texts asked something."""
    with parts.db.reading() as session:
        return any("?" in text for text in list_our_words(session, heard.conversation.id, limit=ASKED_LATELY))
