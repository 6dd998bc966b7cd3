"""A young person's own questions, and answers that were written for a parent when somebody else reads them."""

from __future__ import annotations

import re
from typing import Any

from webhook.bootstrap import Parts
from webhook.services.heard import Heard, Reply, Turn
from webhook.services.interface import kept_for, load_interface
from webhook.services.steps_family import is_young_person, said_before
from webhook.services.text import count_segments
from webhook.services.who_asks import at_work

LONGEST = 50  # words
_PARENTS = r"(?<!\bhis )(?<!\bher )(?<!\btheir )(?:my |the )?(?:parents?|mum|mom|mam|dad|mother|father|family|folks|carers?|guardian|nan)"
_SEEN = re.compile(
    rf"\b{_PARENTS}(?: (?:or|and|&) {_PARENTS})*\b.{{0,20}}\b(?:see|read|know|told|find out|look at|get|access|hear)\b.{{0,12}}\b(?:what (?:i|we)|them|these|this|it|messages?"
    rf"|texts?|chat|i (?:asked|wrote|said|texted))\b"
    rf"|\b(?:tell|show|send|pass)\w*\b.{{0,20}}\b(?:to )?{_PARENTS}\b.{{0,20}}(?:what i|this|these|i (?:asked|wrote|said|texted|messaged))"
    rf"|\b(?:you|u|it|this)\b.{{0,12}}\b(?:tell|show|send|pass)\w*\b.{{0,20}}\b(?:to )?{_PARENTS}\W*$|\b(?:keep|stay|is) (?:this "
    rf"|it )?(?:private|confidential|between us|secret)\b.{{0,30}}\b{_PARENTS}\b",
    re.IGNORECASE,
)
_WHO_READS = re.compile(r"\bwho (?:else )?(?:can |will |is able to )?(?:reads?|sees?|gets?|looks at)\b.{0,20}\b(?:this|these|messages?|texts?|chat|what i)\b", re.IGNORECASE)
_COLLEGE = re.compile(
    r"\b(?:leave|leaving|quit|drop out of|go(?:ing)?|move|moving|change|switch|transfer|start|get in|apply)\b.{0,30}\b(?:college|apprenticeship|training|course)\b"
    r"|\bleav\w+ school\b|\bcollege\b.{0,30}\bwith (?:my|a|an|the) (?:plan|ehcp?)\b",
    re.IGNORECASE,
)
_OWN_CHILD = re.compile(r"\b(?:my|our) (?:\w+ )?(?:son|daughter|child|kid|kids|children|boy|girl|lad|little one|dd|ds|brother|sister)\b|\b(?:he|she)(?:'s| is| has)\b", re.IGNORECASE)
_OWN_PLAN = re.compile(
    r"\b(?:i'?m \w+ with an? (?:ehc )?(?:plan|ehcp?)|my (?:own )?(?:ehc |send? )?(?:plan|ehcp?)|(?:i|i'?ve)(?: have| got| has|'ve got)* (?:an? |my )(?:ehc )?(?:ehcp?|plan))\b",
    re.IGNORECASE,
)
_YOUR_CHILD = re.compile(r"\byour child", re.IGNORECASE)


def answer_young_person(parts: Parts, heard: Heard) -> Turn | None:
    """Who at home can see what they write, and college with their plan: said to the young person, not about "your child"."""
    text = heard.text.replace("\u2019", "'")
    if heard.form_open or heard.lane not in (None, "gentle") or heard.flags or len(text.split()) > LONGEST or _OWN_CHILD.search(text):
        return None
    young = is_young_person(text) or (bool(_OWN_PLAN.search(text)) and any(is_young_person(said) for said in said_before(parts, heard)))
    keys = ["own_seen"] if _SEEN.search(text) or (young and _WHO_READS.search(text)) else []
    keys += ["own_college"] if young and _COLLEGE.search(text) else []
    if not keys:
        return None
    kept = kept_for(parts, load_interface(parts.settings.content_dir, parts.content.council))
    replies = [Reply(parts.content.messages[key].on(heard.channel).replace("{kept_for}", kept)) for key in keys]
    topics = [{"own_seen": "privacy_data", "own_college": "post16_options"}[key] for key in keys]
    changes: dict[str, Any] = {"options": [], "unsure_count": 0, "awaiting": None, **({"last_topic": "post16_options"} if "own_college" in keys else {})}
    return Turn(lane="answer" if "own_college" in keys else "privacy", topics=topics, replies=replies, confidence=0.9, changes=changes)


def speak_to_reader(parts: Parts, heard: Heard, turn: Turn) -> None:
    """One line for a young person, or a professional, who gets an answer that speaks of "your child"."""
    key = _reader(heard) if turn.lane in ("answer", "gentle") and turn.replies else None
    if key is None or key in heard.conversation.said_once or not any(_YOUR_CHILD.search(reply.text) for reply in turn.replies):
        return
    line, last = parts.content.messages[key].on(heard.channel), turn.replies[-1]
    turn.said_once = (*turn.said_once, key)
    if heard.channel == "web":
        turn.replies[0].text = f"{line}\n\n{turn.replies[0].text}"
    elif count_segments(f"{last.text} {line}") <= 2:
        last.text = f"{last.text} {line}"
    else:
        turn.replies.append(Reply(line))


def _reader(heard: Heard) -> str | None:
    text = heard.text.replace("\u2019", "'")
    if at_work(text):
        return "professional_reader"
    return "young_reader" if is_young_person(text) and _OWN_PLAN.search(text) and not _OWN_CHILD.search(text) else None
