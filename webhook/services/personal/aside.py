"""A question with personal details beside it, asked without them: "my son [name] born [date] [postcode], can I get short breaks" is about short breaks.

The dialogue model has learnt details from people who look a case up or change a number, and takes a question that holds some for one of these.
"""

from __future__ import annotations

import re
from dataclasses import replace

from webhook.services.answers.content import Content
from webhook.services.personal.personal import MASKS
from webhook.services.turn.heard import Heard, Reply, Turn

LEAST_WORDS = 3  # of what is left, for it to ask anything
_MASK = re.compile("(" + "|".join(map(re.escape, MASKS.values())) + ")")
_LEFT_OUT = frozenset(MASKS[kind] for kind in ("name", "postcode", "nhs_number", "ni_number", "upn", "email", "phone"))
_LABEL_WORDS = (
    "my our his her their sons daughters name full first last date of birth dob d.o.b born birthday on postcode post code nhs ni national insurance upn email e-mail phone mobile tel "
    "telephone number num no address is are its it's called i'm im i am this with and"
)
_LABELS = frozenset(_LABEL_WORDS.split())
_BIRTH = frozenset(("birth", "dob", "d.o.b", "born", "birthday"))
_MARKS = " ,;:.()-"
_MEANT = re.compile(  # the details are what it is about: to be changed, to be rung at, or a case to be found
    r"\b(?:new|chang\w+|mov(?:ed?|ing)|updat\w+|instead|wrong|correct\w*|different|call|ring|phone me|text me|reach|contact|get hold|record|case|reference|ref"
    r"|where(?:'?s| is)|status|progress|updates?|news|up to)\b",
    re.IGNORECASE,
)
_BEFORE_WE_ASK = ("answer", "clarify", "out_of_scope", "small_talk", "privacy", "feedback")
_ORDINARY = {"date", "postcode", "code"}
_BORN = re.compile(rf"\b(?:born|dob|d\.o\.b\.?|birthday|date of birth)\b[\s:(]*(?:is |on |the )*{re.escape(MASKS['date'])}", re.IGNORECASE)


def without_details(heard: Heard) -> Heard | None:
    """The message as it reads without the details, where a question is left and the details are not what it is about."""
    text = heard.masked.replace("\u2019", "'")
    if not _are_told(heard) or heard.form_open or heard.intent or heard.conversation.awaiting or MASKS["case_ref"] in text or _MEANT.search(text):
        return None
    plain = cut_details(text)
    return replace(heard, masked=plain) if plain != text.strip(_MARKS) and len(plain.split()) >= LEAST_WORDS else None


def _are_told(heard: Heard) -> bool:
    """Whether a message holds personal details: a date or a postcode alone is ordinary talk, a day of birth is none."""
    return bool(set(heard.personal_kinds) - _ORDINARY or _BORN.search(heard.masked))


def cut_details(text: str) -> str:
    """The text without its masks and the words that only announce them; a date goes where it is a birthday or stands among them."""
    kept: list[str] = []
    among = False
    for piece in _MASK.split(text):
        if piece in _LEFT_OUT or (piece == MASKS["date"] and (among or set(_last_words(kept)) & _BIRTH)):
            while kept and kept[-1].strip(_MARKS).lower() in _LABELS:
                kept.pop()
            among = True
        else:
            words = piece.split()
            among = among and all(word.strip(_MARKS).lower() in _LABELS for word in words if word.strip(_MARKS))
            kept += words
    return " ".join(word for word in kept if word.strip(_MARKS)).strip(_MARKS)


def _last_words(kept: list[str]) -> list[str]:
    return [word.strip(_MARKS).lower() for word in kept[-3:]]


def tell_masked_once(content: Content, heard: Heard, turn: Turn) -> None:
    """Personal details were hidden: said once, without scolding (conduct 16). Dates and postcodes are ordinary talk; what a form of ours asks for is no surprise."""
    told = "masked" in heard.conversation.said_once or "masked" in turn.said_once or heard.form_open or bool(heard.conversation.awaiting)
    if told or not _are_told(heard) or not turn.replies or not _is_answer(turn):
        return
    turn.replies.append(Reply(content.messages["masked_once"].on(heard.channel), kind="notice"))
    turn.said_once = (*turn.said_once, "masked")


def _is_answer(turn: Turn) -> bool:
    """Whether the turn tells something and asks for no detail."""
    return turn.lane in _BEFORE_WE_ASK or (turn.lane == "lookup" and turn.topics[:1] == ["surgery_info"])
