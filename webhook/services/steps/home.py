"""A family that has nowhere to sleep, or is being put out of its home: what to do in the next hour, and a person at once (conduct 14).

Told from the words alone, before the dialogue model. In danger the card comes first and this after it: a card by itself says nothing about a bed for tonight.
"""

from __future__ import annotations

import re

from webhook.bootstrap import Parts
from webhook.services.people.handovers import handover_turn
from webhook.services.steps.safety import leave_forms
from webhook.services.turn.heard import Heard, Reply, Turn

URGENT = "urgent_today"
_NOW = re.compile(
    r"\b(?:tonight|2nite|tonite|today|tomorrow|2moro|tmrw|now|this (?:morning|afternoon|evening|week)|right away|any minute|in an hour|within the hour|at the door|outside|coming|just"
    r"|by (?:\d|noon|midday|five|six)"
    r"|on (?:mon|tues|wednes|thurs|fri|satur|sun)day)\b",
    re.IGNORECASE,
)
_US = r"(?:us|me|me and \w+(?: \w+)?|him and me|my family|the family|the kids|we all)"
_HOMELESS = re.compile(
    r"\b(?:we|i)(?:'?re|'?m| are| am| have been| have become|'ve been| were| was| will be|'ll be| could be)? (?:now |all |officially |about to be |going to be |being "
    r"|getting )*(?:made )?homeless\b(?! (?:charity|people|man))"
    r"|\b(?:being |been |get |getting )?made homeless\b|\bfamily (?:is|are) homeless\b|\b(?:nowhere|no ?where|no place|not? anywhere|n'?t (?:got |have )?anywhere"
    r"|haven'?t (?:got )?anywhere) (?:left )?(?:to|for us to) (?:sleep|stay|live|spend the night)\b"
    r"|\bsleep(?:ing)? (?:rough|in (?:the|my|our|a) (?:car|van|park|doorway|stairwell)|on the streets?|outside)\b|\bon the streets? (?:tonight|now|today|with)\b|\bno (?:roof"
    r"|bed for (?:us|me and|the night)|home to go)\b",
    re.IGNORECASE,
)
_PUT_OUT = re.compile(
    rf"\bevict\w*\b|\bbailiffs?\b|\b(?:kick|chuck|throw|threw|thrown|turf|put|putting|boot|lock)\w*\b {_US} (?:\w+ )?out\b|\b(?:kicked|chucked|thrown|turfed|put|booted"
    rf"|locked) out (?:of )?(?:the |our |my |a )?(?:flat|house|home|hostel|b&b|hotel|refuge|temporary|temp|accommodation|place|room|property)\b"
    r"|\blandlord\b.{0,40}\b(?:locks?|out|leave|possession)\b|\b(?:lost|losing|lose) (?:our|my|the) (?:home|house|flat|place|tenancy|accommodation|temp\w* accommodation)\b"
    r"|\b(?:we|we'?ve|us|told|asked|hostel|hotel|landlord|council|they)\b.{0,25}\bto (?:leave|be out|get out|move out|vacate)\b"
    r"|\b(?:hostel|hotel|b&b|refuge|temp\w* accommodation)\b.{0,30}\b(?:ends?|ended|ending|full|closed|cancelled|won'?t take|wont take|no room|kicked)\b"
    r"|\bnowhere to go\b.{0,25}\b(?:tonight|sleep|live)\b",
    re.IGNORECASE,
)
_OF_HOME = re.compile(
    r"\b(?:evict\w*|bailiffs?|landlord|homeless|nowhere|no place|flat|house|home|hostel|b&b|hotel|refuge|accommodation|housing|tenancy|property|rent|street|sleep)\b|\b(?:out"
    r"|outside)\b.{0,25}\b(?:tonight|now|with nothing)\b",
    re.IGNORECASE,
)
_ELSE = re.compile(
    r"\b(?:school|nursery|college|class|club|lesson|respite|pub|shop|surgery|library|group|taxi|bus)\b.{0,30}\b(?:kick|chuck|throw|threw|thrown|put|lock"
    r"|turf)\w* \w+(?: \w+){0,2} out\b|\b(?:kick|chuck|throw|thrown|put|lock|turf)\w* (?:\w+ ){0,4}out (?:of|from|at) (?:the |his |her |their )?(?:school|nursery|college|class\w*|club"
    r"|lesson|room|hall|pub|shop|library|group|taxi|bus)\b"
    r"|\b(?:last (?:year|month|summer|winter|spring|autumn)|(?:years?|months?) ago|used to be|when we were|once homeless|charity|volunteer\w*|donat\w+|project|raffle|article|film)\b"
    r"|\b(?:my|his|her|our|a|the) (?:\w+ )?(?:friend|mate|neighbou?r|brother|sister|cousin|uncle|aunt|ex|colleague)(?:'s)? (?:is|was|got|has|has been|just got|being|are"
    r"|were)\b.{0,20}\b(?:homeless|evict\w*|kicked|thrown|put out)\b"
    r"|\b(?:sent|come|coming|go|going|went|stay|staying|be|is|at|from|left) home\b(?!.{0,20}\bhomeless\b)(?=.*\bschool\b)|\b(?:afraid of|worried about|risk of|what happens if|what if"
    r"|if we)\b",
    re.IGNORECASE,
)


def tells_no_home(text: str, flags: tuple[str, ...] = ()) -> bool:
    """Whether a family says that it has nowhere to sleep, or is being put out of its home now or in the next days."""
    plain = " ".join(text.replace("\u2019", "'").split())
    if _ELSE.search(plain):
        return False
    now = bool(_NOW.search(plain)) or URGENT in flags
    return bool(_HOMELESS.search(plain)) or (now and bool(_PUT_OUT.search(plain) and _OF_HOME.search(plain)))


def answer_no_home(parts: Parts, heard: Heard) -> Turn | None:
    """What to do in the next hour, and a person, above ordinary requests."""
    if not tells_no_home(heard.text, heard.flags):
        return None
    turn = handover_turn(parts, heard, "person", urgent=True)
    turn.replies.insert(0, Reply(parts.content.messages["no_home_now"].on(heard.channel)))
    turn.flags = tuple(sorted({*heard.flags, URGENT}))
    if heard.form_open:
        turn.changes |= {"segment": heard.conversation.segment + 1, "segment_turns": 0}
        turn.effects.append(lambda session: leave_forms(session, heard))
    return turn


def add_no_home(parts: Parts, heard: Heard, turn: Turn) -> None:
    """After a card, where the message is also about a home that is lost: the same words, and a person is asked for beside the alert."""
    if turn.lane not in ("crisis", "concern") or not turn.replies or not tells_no_home(heard.text, heard.flags):
        return
    turn.replies.append(Reply(parts.content.messages["no_home_now"].on(heard.channel), kind="safety"))
    turn.effects += handover_turn(parts, heard, "person", urgent=True).effects
    turn.flags = tuple(sorted({*turn.flags, URGENT}))
