"""What is said to "thanks", "hello", "are you a robot", and to a yes or no that answers nothing we know to be open."""

from __future__ import annotations

import re

from webhook.bootstrap import Parts
from webhook.services.turn.heard import Heard
from webhook.store.duty_queries import list_our_words

ASKED_LATELY = 4  # texts of ours back
_BOT = re.compile(
    r"\b(?:bot|robot|computer|machine|a\.?i\.?|human|real person|(?:are|r) (?:you|u|ya|this) (?:actually |even |a |for )?real|real human|automatic|automated|chatgpt|who (?:are"
    r"|is) (?:you|this))\b",
    re.IGNORECASE,
)
_THANKS = re.compile(r"\b(?:thank|thanks|thankyou|thx|ta|cheers|bless|lifesaver|appreciate|ok|okay|great|brilliant|perfect|bye|helpful|legend|star)\b", re.IGNORECASE)
_ANSWERS = re.compile(r"^\W*(?:(?:oh|ok|okay|well|um|sorry|please)\W+)*(?P<word>yes+|yeah|yea|yep|yup|yh|no|nope|nah)\b", re.IGNORECASE)
_CLOSING = """
    yes yeah yea yep yup yh no nope nah thanks thank you ta cheers bye thats that's that all its it's it is ok okay oh well fine good great lovely brilliant perfect
    helpful very so much for now im i'm sorry really was then nothing else bless not at the moment today
"""
_CLOSING_WORDS = frozenset(_CLOSING.split())
_GLAD_FACES = re.compile(
    "[\U0001f44d\U0001f64f\u2764\u2665\U0001f600-\U0001f60d\U0001f618\U0001f617\U0001f619-\U0001f61b\U0001f642\U0001f643\U0001f44c\U0001f44f\U0001f493-\U0001f49d\U0001f49f\U0001f5a4"
    "\U0001f90d\U0001f90e\U0001f970\U0001f917\U0001f929\U0001f31f\u2b50\u2728\U0001f389\U0001f490\U0001f339\U0001faf6\U0001f91d\U0001f64c\u2705\u2714\u263a\U0001f9e1]"
    "|[:;]-?[)D]"
)
_SAD_FACES = re.compile("[\U0001f612-\U0001f616\U0001f61e-\U0001f62f\U0001f630-\U0001f631\U0001f633\U0001f635\U0001f63f\U0001f641\u2639\U0001f494\U0001f62d\U0001f97a\U0001f972]|:'?-?[(]")


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


def read_face(text: str) -> str | None:
    """What a message of faces and signs says: thanks, or sad; None for any other."""
    if _SAD_FACES.search(text):
        return "sad"
    return "thanks" if _GLAD_FACES.search(text) else None


def _asked_lately(parts: Parts, heard: Heard) -> bool:
    """Whether one of our last texts asked something."""
    with parts.db.reading() as session:
        return any("?" in text for text in list_our_words(session, heard.conversation.id, limit=ASKED_LATELY))
