""" "Can I ask for longer", "and when do I get the proper one": asked after an answer about a draft plan, they mean that draft."""

from __future__ import annotations

import re
from typing import Any

from understanding.safety_flags import is_urgent_today
from understanding.splitter import split_message
from webhook.bootstrap import Parts
from webhook.clients.clock import local_date
from webhook.services.clock.limits import LIMITS
from webhook.services.dates.read import AWAITING, read_question
from webhook.services.render.render import answer_reply
from webhook.services.render.situation import soften
from webhook.services.steps.brief import is_recent
from webhook.services.steps.dates import count_asked
from webhook.services.turn.also_asked import find_also
from webhook.services.turn.follow_ups import bare_question
from webhook.services.turn.heard import Heard, Reply, Turn
from webhook.store.inbox import list_last_topics
from webhook.store.messages import Inbound

TOPIC, CAME = "ehcp_draft", "came"
BEHIND = 4  # turns
LONGEST = 14  # words
_LONGER = re.compile(
    r"\b(?:longer|more (?:time|days|weeks)|extra (?:time|days|week)|another (?:week|few days|fortnight|\w+ days)|an? extension"
    r"|extend(?:ed)?(?: (?:it|that|this|the (?:deadline|time|15 days)))?)\b",
    re.IGNORECASE,
)
_MAY = re.compile(r"\b(?:can|could|may|do|is|will|would|am|are|what if|need|want|how|possible|allowed)\b", re.IGNORECASE)
_FINAL = re.compile(
    r"^(?:so |and )?(?:when|how (?:long|soon)|what (?:date|day)|by when)\b.*"
    r"\b(?:proper|real|final(?:ised|ized)?|finished|actual|full|signed|main|complete) (?:one|plan|ehcp|version|copy|thing)"
    r"(?: (?:is|be|due|come|coming|comes|arrive|out|ready|here|sent|meant|supposed|to|by|in|then|back))*$"
    r"|^(?:so |and )?(?:when|how (?:long|soon)) .{0,30}\b(?:it|the plan|this|that) (?:is |be |become |go |get )+(?:final(?:ised|ized)?|finished|official|legal)$",
    re.IGNORECASE,
)
_NAMES_ELSE = re.compile(
    r"\b(?:assess\w*|appeal\w*|tribunal|transport|taxi|school|report|review|surgery|session|break|support|hours?|wait(?:ing)?|taking|takes?|call|ring|talk|grant|funding|pay\w*"
    r"|in class)\b",
    re.IGNORECASE,
)


_DRAFT = r"\bdrafts?(?:'s)?\b(?! (?:of (?:a|my|the)\b|e-?mails?\b|letters?\b|complaints?\b|statement|appeal|request|application|amend\w*|budget|excluder))"
_CAME = re.compile(
    rf"{_DRAFT}.{{0,40}}\b(?:came|come|comes|arrived|arrives|is here|here|landed|turned up|dropped|appeared|in the post|through the (?:post|door)|in my (?:inbox|emails?)|received"
    rf"|recieved|been sent|was sent|sent"
    r"|e-?mailed|posted|issued|is out|ready|in (?:our|my) hands?)\b"
    rf"|\b(?:got|gotten|have|had|received|recieved|given|sent|emailed|posted|issued|opened|here'?s|here is|reading|read)\b.{{0,25}}{_DRAFT}|^\W*(?:the |a |his |her |our "
    rf"|my )?draft (?:plan |ehcp )?(?:finally |now |just )*here\b",
    re.IGNORECASE,
)
_NOT_COME = re.compile(
    r"\b(?:not|n't|haven'?t|havent|hasn'?t|hasnt|didn'?t|didnt|wasn'?t|wasnt|never|no (?:sign|news|word))\b.{0,25}\b(?:come|came|arriv\w+|got|get|had|have|received|recieved|sent|seen"
    r"|here|drafts?)\b|\bno draft\b"
    r"|\b(?:if|until|till|before|waiting|expect\w*|supposed|meant to|promised|due|overdue|late|when (?:will|is|does|do|should|would|can|am|are|it|the|they))\b|\b(?:will|would|should"
    r"|might|may) (?:have |be |it |they |the draft |i |we )*(?:come|came|arriv\w+|get|got|send|sent|here)\b"
    r"|\b(?:another|second|amend\w*|revised|updated|new draft|changed|final (?:plan|ehcp|version|one)|replied|responded|sent (?:back|off|in|my|our)|(?:my|our) (?:comments|changes"
    r"|reply)|comments?|report|week \d+|\d+ weeks)\b",
    re.IGNORECASE,
)
_WHAT_NOW = re.compile(
    r"\b(?:what (?:now|next|then|happens(?: now| next)?)|what(?:'?s| is| do i (?:do|check)| do we (?:do|check)| should i| should we| shall| must i| can i do| am i| are we| does (?:it"
    r"|this|that) mean)|whats next|now what|where do (?:i|we) start|how do (?:i|we) (?:reply|respond|check)"
    r"|is (?:it|this|that) (?:it|final|good)|any (?:advice|tips|help)|help|what to (?:do|check|look)|do (?:i|we) (?:need|have) to do)\b",
    re.IGNORECASE,
)
_DAY_NAMED = re.compile(
    r"\b(?:on |last |this |by )*(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|mon|tues?|weds?|thurs?|fri|today|yesterday|this (?:morning|week|afternoon)|\d{1,2}(?:st|nd|rd"
    r"|th)?(?: of)? [a-z]{3,9})\b",
    re.IGNORECASE,
)
_ASKS_MORE = re.compile(
    r"\b(?:can|could|may|should|shall|will|would|do|does|did|is|are|has|have)\b (?:i|we|he|she|they|it|you|u|the|my|his|her|our|their|there)\b|\b(?:how|who|where|which|why|when)\b",
    re.IGNORECASE,
)
LONGEST_CAME = 35  # words


def answer_draft_came(parts: Parts, heard: Heard) -> Turn | None:
    """ "The draft finally came friday, what now": a draft, whatever else the words sound like: the days to reply are counted, and what to do in them is said."""
    answer, text = parts.content.answers.get(TOPIC), heard.masked.replace("\u2019", "'")
    if answer is None or answer.off or heard.form_open or heard.lane not in (None, "gentle") or not tells_draft_came(text) or find_also(parts.content, text, [TOPIC]):
        return None
    today = local_date(heard.now)
    asked = read_question(heard.text, today, told=True)
    if asked is None or asked.event != "draft":
        changes: dict[str, Any] = {"options": [], "unsure_count": 0, "last_topic": TOPIC, "awaiting": f"{AWAITING}draft", "ladder": None}
        turn = Turn(lane="answer", topics=[TOPIC], confidence=0.9, flags=heard.flags, changes=changes, replies=[answer_reply(parts, answer, heard.channel, CAME)])
        soften(parts.content, heard, turn)
        return turn
    turn = count_asked(parts, heard, asked, today)
    if asked.day.day is not None and not asked.day.wrong:
        turn.replies.append(answer_reply(parts, answer, heard.channel))
    return turn


def settle_draft_day(parts: Parts, heard: Heard) -> None:
    """ "The draft came friday": nothing is due on that day, so it is no matter of today, for whoever reads it."""
    text = heard.text.replace("\u2019", "'")
    if "urgent_today" not in heard.flags or not _CAME.search(text) or _NOT_COME.search(text) or is_urgent_today(_DAY_NAMED.sub(" ", text), local_date(heard.now)):
        return
    heard.flags = tuple(flag for flag in heard.flags if flag != "urgent_today")
    with parts.db.writing() as session:
        session.get_one(Inbound, heard.inbound.id).flags = list(heard.flags)


def tells_draft_came(text: str) -> bool:
    """Whether a message tells that a draft plan has come, and asks no more than what to do with it."""
    if len(text.split()) > LONGEST_CAME or not _CAME.search(text) or _NOT_COME.search(text):
        return False
    asking = [part.text for part in split_message(text) if part.asks]
    return all(_WHAT_NOW.search(part) for part in asking) and not _ASKS_MORE.search(_WHAT_NOW.sub(" ", text))


def answer_after_draft(parts: Parts, heard: Heard) -> Turn | None:
    """More time to reply to a draft, or when the plan itself comes. None unless a draft was the last thing answered, or the message names it."""
    answer = parts.content.answers.get(TOPIC)
    if answer is None or answer.off or heard.form_open or heard.lane is not None:
        return None
    text, changes = bare_question(heard.text), dict[str, Any]({"options": [], "unsure_count": 0, "last_topic": TOPIC})
    after = is_recent(heard) and (heard.conversation.last_topic == TOPIC or (bool(_FINAL.search(text)) and _spoke_of_draft(parts, heard)))
    if not after or len(text.split()) > LONGEST or _NAMES_ELSE.search(text):
        return None
    if _LONGER.search(text) and _MAY.search(text):
        reply = Reply(parts.content.status["draft_more_time"].on(heard.channel), sources=[answer.sources[0]] if answer.sources else [])
    elif _FINAL.search(text):
        words = parts.content.status["draft_final_when"].on(heard.channel).format(year=local_date(heard.now).year)
        reply, changes["awaiting"] = Reply(words, sources=[LIMITS["final"].source]), f"{AWAITING}request"
    else:
        return None
    return Turn(lane="answer", topics=[TOPIC], confidence=0.9, flags=heard.flags, changes=changes, replies=[reply])


def _spoke_of_draft(parts: Parts, heard: Heard) -> bool:
    """Whether a draft was spoken of a few turns ago: "and the final one" names it again."""
    with parts.db.reading() as session:
        return any(TOPIC in topics for topics in list_last_topics(session, heard.inbound, BEHIND))
