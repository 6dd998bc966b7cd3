"""A phone number asked for: the number first, then the person that asking for one brings in."""

from __future__ import annotations

import re

from webhook.bootstrap import Parts
from webhook.services.people.handovers import handover_turn
from webhook.services.people.who_to_ring import asks_whom_to_ring
from webhook.services.turn.heard import Heard, Reply, Turn

LONGEST = 30  # words
_NUMBER = re.compile(
    r"\b(?:phone|telephone|contact|tel|direct|office) (?:number|no|nr|line)\b|\b(?:what'?s|whats|what is|which|have you got|do you have|is there|got|need|give (?:me|us)"
    r"|can (?:i|we) have|any)\b.{0,20}"
    r"\b(?:number|no\.?)\b.{0,30}\b(?:ring|call|phone|for|of)\b|\b(?:duty line|(?:sen|send) (?:team|department)|case officer)(?:'?s)? (?:phone )?number\b"
    r"|\bnumber (?:for|of) (?:the |my |a )?(?:duty line|(?:sen|send)\b|case officer)|\bnumber\b.{0,12}\b(?:do|can|should) (?:i|we)\b.{0,10}\b(?:call|ring|phone)\b",
    re.IGNORECASE,
)
_OF_OURS = re.compile(
    r"\b(?:send?\b.{0,12}\b(?:team|department|office|service|line|people|council)|for (?:the )?send?|(?:duty|case|sen|send) (?:line|officer|worker|team)(?:'?s)?|someone"
    r"|somebody|a person|anyone|the council|you"
    r"|plan|ehcp)\b",
    re.IGNORECASE,
)
_OF_OTHERS = re.compile(
    r"\b(?:tribunal|mediat\w+|appeal\w*|ombudsman|sendiass|ipsea|camhs|cahms|mash|social (?:services|care|worker)|transport|taxi|blue badge|dla|dwp|school|nursery|gp|doctor"
    r"|health|hospital|clinic|surger\w+"
    r"|short breaks?|carers?|family hub|autism|adhd|case (?:number|no)|ref|reference|(?:my|our|your|her|his|new|mobile|wrong|different|other|old|changed?|text|this|these"
    r"|that) (?:phone |mobile |new |old |telephone )?numbers?"
    r"|(?:change|swap|update|replace|switch|correct|new)\b.{0,24}\b(?:number|phone|no)|(?:number|phone|no) (?:you|u|they)(?:'?ve)? (?:have|hold|got)\b.{0,12}\b(?:for|of|on|is|me|us)"
    r"|new (?:phone|mobile)|numbers of|code|upn|youth|club|group|disab\w+ (?:team|children)|admissions?|complain\w*|ot|physio|speech|remove|delete|sell|better|parents'?|list of)\b",
    re.IGNORECASE,
)


def asks_number(heard: Heard) -> bool:
    """Whether somebody asks which number to ring for the team itself."""
    text = heard.text.replace("\u2019", "'")
    short = len(text.split()) <= LONGEST and not heard.personal_kinds
    return short and bool(_NUMBER.search(text) and _OF_OURS.search(text)) and not _OF_OTHERS.search(text)


def answer_number(parts: Parts, heard: Heard) -> Turn | None:
    """A step of the turn: who asks for a number wants a person."""
    asked = heard.lane in (None, "gentle") and heard.intent is None and not heard.form_open and asks_number(heard)
    return handover_turn(parts, heard, "person") if asked else None


def name_number(parts: Parts, heard: Heard, turn: Turn) -> None:
    """The number comes first, whichever step brought the person in."""
    line = Reply(parts.content.messages["duty_line_number"].on(heard.channel))
    if turn.lane == "handover" and line.text and not heard.unsafe and (asks_number(heard) or asks_whom_to_ring(heard.text)):
        turn.replies.insert(0, line)
