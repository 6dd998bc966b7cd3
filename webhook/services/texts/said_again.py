"""The same words are never sent twice in a row to two different questions: the second gets the part of the answer it asks for, or hears that we don't have it.

Asked again in the same words, or by the topic's own name, an answer is given again: then it is wanted.
"""

from __future__ import annotations

import re

from webhook.bootstrap import Parts
from webhook.services.answers.brief import BRIEF, find_named, meaning_of, words_of
from webhook.services.answers.matters import find_leads
from webhook.services.answers.part_asked import tells_refusal
from webhook.services.dates.appeal_told import asks_reply_day, asks_which_day
from webhook.services.dates.read import AWAITING
from webhook.services.render.render import answer_reply
from webhook.services.render.status import LATE_TOPIC
from webhook.services.steps.brief import is_recent
from webhook.services.steps.matter import said_of_topic
from webhook.services.steps.plain import DECIDED
from webhook.services.turn.follow_ups import find_part
from webhook.services.turn.heard import Heard, Reply, Turn
from webhook.store.duty_queries import list_our_words, list_parent_words

LATELY = 6  # texts of ours, about the last three turns
_ASKED_FOR = tuple(
    (part, re.compile(pattern, re.IGNORECASE))
    for part, pattern in (
        ("cost", r"\bhow much\b|\bcosts?\b|\bpric\w+|\bpay\w*\b|\bfree\b|\bmoney\b|\bmeans[ -]?tested\b"),
        ("how_long", r"\bhow (?:long|soon|many (?:weeks|days|months))\b|\bwhen (?:will|do|does|is|are|can|would|should)\b|\bdeadline\b|\bwait\w*\b|\bby what\b"),
        ("bring", r"\bproof\b|\bevidence\b|\bdocuments?\b|\breports?\b|\bpaperwork\b|\bwhat (?:do|should) (?:i|we) (?:need|send|bring|write|say|put)\b|\bdiagnosis\b"),
        ("who", r"\bwho\b|\bqualif\w+|\beligib\w+|\bentitle\w*|\bcan (?:he|she|they|my \w+) (?:get|have|go|apply)\b|\bis (?:he|she) (?:able|allowed|too)\b|\bold enough\b"),
        ("if_late", r"\bif (?:they|it|nothing|no one|nobody)\b|\bstill (?:no|nothing|not)\b|\bignor\w+|\bnot? (?:reply|replied|answer\w*)\b"),
        ("how", r"\bhow (?:do|can|would|to)\b|\bwhere (?:do|can)\b|\bapply\w*\b|\bform\b|\bwhat (?:do i do|next|now|happens)\b"),
    )
)
_AGAIN = re.compile(
    r"\b(?:say (?:it|that|this)|send|tell|read|show|repeat)\b.{0,15}\bagain\b|^\W*again\b"
    r"|\b(?:repeat|resend|once more|didn'?t (?:get|come)|pardon|what did you)\b",
    re.IGNORECASE,
)


def not_word_for_word(parts: Parts, heard: Heard, turn: Turn) -> None:
    """Change the first reply where it is what we have just said, and the question is another one."""
    _not_the_dates_again(parts, heard, turn)
    answer = parts.content.answers.get(turn.topics[0]) if len(turn.topics) == 1 else None
    if answer is None or turn.lane not in ("answer", "gentle") or not turn.replies or turn.replies[0].kind != "reply" or not _asks_anew(parts, heard, answer.topic):
        return
    with parts.db.reading() as session:
        ours = list_our_words(session, heard.conversation.id, limit=LATELY)
        if turn.replies[0].text not in ours:
            return
        theirs = list_parent_words(session, heard.conversation.id, limit=LATELY + 1)
    if sum(meaning_of(words) == meaning_of(heard.masked) for words in theirs) > 1:
        return
    if tells_refusal(heard.masked):
        turn.replies[0] = Reply(parts.content.messages["still_no"].on(heard.channel).format(plain=answer.plain))
        return
    said = said_of_topic(parts, heard, answer.topic)
    for part, asked in _ASKED_FOR:
        if part == "if_late" and answer.topic in (*DECIDED, "ehcp_draft"):
            continue  # what the council does, or does not do, makes no family late
        if not asked.search(heard.masked):
            continue
        led = find_leads(parts.content, answer.topic, part, said)  # of a part-time timetable, not of a suspension
        for name in led or (part,):
            if name in answer.parts and (reply := answer_reply(parts, answer, heard.channel, name)).text not in ours:
                turn.replies[0] = reply
                return
        if led:
            break
    turn.replies[0] = Reply(parts.content.messages["said_already"].on(heard.channel).format(plain=answer.plain))


def _not_the_dates_again(parts: Parts, heard: Heard, turn: Turn) -> None:
    """ "How long", after the dates of what is late already: when it will come is not known, and who can be asked."""
    answer = parts.content.answers.get(LATE_TOPIC)
    if answer is None or LATE_TOPIC not in turn.topics[1:] or not turn.replies or find_part(heard.text) != "how_long" or "how_long" not in answer.parts:
        return
    with parts.db.reading() as session:
        if turn.replies[0].text in list_our_words(session, heard.conversation.id, limit=LATELY):
            turn.replies[0] = answer_reply(parts, answer, heard.channel, "how_long")


def _asks_anew(parts: Parts, heard: Heard, topic: str) -> bool:
    if heard.conversation.last_topic is None or not is_recent(heard) or heard.form_open or "urgent_today" in heard.flags or heard.inbound.state == "waiting":
        return False
    if (heard.conversation.awaiting or "").startswith(AWAITING) and (asks_which_day(heard.text) or asks_reply_day(heard.text)):
        return False  # the dates that were counted, once more
    return len(words_of(heard.masked)) > BRIEF and bool(meaning_of(heard.masked)) and find_named(parts.content, heard.masked) != topic and not _AGAIN.search(heard.masked)
