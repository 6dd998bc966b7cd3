"""A young person's own questions, and answers that were written for a parent when somebody else reads them."""

from __future__ import annotations

import re
from typing import Any

from webhook.bootstrap import Parts
from webhook.services.answers.interface import kept_for, load_interface
from webhook.services.answers.questions_of_follow_ups import ENDS
from webhook.services.cases.who_asks import at_work, has_own_plan, is_young_person, speaks_of_child
from webhook.services.steps.brief import is_recent
from webhook.services.steps.family import said_before
from webhook.services.steps.young_asked import (
    APPEAL,
    ASK,
    DECIDES,
    PARENT_NO,
    REVIEW,
    SIGN,
    VIEWS,
    age_group,
    asked_of_self,
    asks_for_self,
    asks_who_signs,
    is_child,
    keeps_from_parents,
    may_ask_of_self,
    signs_alone,
)
from webhook.services.texts.text import count_segments
from webhook.services.turn.heard import Heard, Reply, Turn

LONGEST = 50  # words
OF_A_REQUEST = ("ehcna_request", "ehcna_timeline", "ehcp_what")  # after these "it" is the request for an assessment
OF_AN_APPEAL_FORM = ("tribunal", "mediation", "ehcna_refused")
_PARENTS = r"(?:my (?:parents?|mum|mom|mam|dad|mother|father|family|folks|carers?|guardian|nan)|(?<!his )(?<!her )(?<!their )(?<!a )(?:mum|mom|dad)(?: (?:or|and|&) (?:mum|mom|dad))?)"
_WROTE = (
    r"(?:what (?:i|we)(?:'?ve)? (?:say|write|put|ask|type|text|send|said|wrote|asked|sent|told)\w*|(?:my|these|this|the) (?:messages?|texts?|chats?|conversation)|i (?:asked|wrote"
    r"|said|texted))"
)
_SEEN = re.compile(
    rf"\b{_PARENTS}\b.{{0,20}}\b(?:see|read|know|told|find out|look at|get|access|hear)\b.{{0,12}}\b{_WROTE}\b"
    rf"|\b(?:messages?|texts?|chat|what i (?:say|write|put|ask|said|wrote|asked))\b.{{0,25}}\b{_PARENTS}\b.{{0,12}}\b(?:see|read|know|told|find out)\b"
    rf"|\b(?:tell|show)\w*\b.{{0,12}}\b{_PARENTS}\b.{{0,12}}\b{_WROTE}|\b(?:will|do|can|are|would) you\b.{{0,10}}\b(?:tell|show)\w*\b.{{0,12}}\b{_PARENTS}\W*$"
    rf"|\b(?:keep|stay|is|be) (?:this |it )?(?:private|confidential|between us|secret)\b.{{0,15}}\b{_PARENTS}\b",
    re.IGNORECASE,
)
_WHO_READS = re.compile(r"\bwho (?:else )?(?:can |will |is able to )?(?:reads?|sees?|gets?|looks at)\b.{0,20}\b(?:this|these|messages?|texts?|chat|what i)\b", re.IGNORECASE)
_COLLEGE = re.compile(
    r"\b(?:leave|leaving|quit|drop out of|go(?:ing)?|move|moving|change|switch|transfer|start|get in|apply)\b.{0,30}\b(?:college|apprenticeship|training|course)\b"
    r"|\bleav\w+ school\b|\bcollege\b.{0,30}\bwith (?:my|a|an|the) (?:plan|ehcp?)\b",
    re.IGNORECASE,
)
_ENDS = r"(?:stop|end|cancel|ceas|remov|lose|losing|lost|take|taking|taken|scrap|finish|clos|withdraw|get rid of)\w*"
_PLAN_ENDS = re.compile(
    rf"\b{_ENDS}\b(?: away)?.{{0,12}}\bmy (?:own )?(?:plan|ehcp?)\b|\bmy (?:own )?(?:plan|ehcp?)\b.{{0,20}}\b(?:{_ENDS}|go away|carr(?:y|ies) on|stays?|keep going|still (?:there"
    rf"|valid|count))\b"
    r"|\b(?:keep|happens? to|happen to) my (?:own )?(?:plan|ehcp?)\b.{0,12}\b(?:if|when) i (?:leave|left|quit|drop|stop|finish|turn|am \d)",
    re.IGNORECASE,
)
_ABOUT = (
    ("annual_review", re.compile(r"\b(?:reviews?|meetings?|ar)\b", re.IGNORECASE)),
    ("post16_options", re.compile(r"\b(?:college|sixth form|6th form|apprentic\w+|training)\b", re.IGNORECASE)),
    ("naming_school", re.compile(r"\b(?:which|what|choose|pick|change|new|another) (?:\w+ )?(?:school|college)\b", re.IGNORECASE)),
)
_TOPICS = {APPEAL: "tribunal", ASK: "ehcna_request", SIGN: "ehcna_request", REVIEW: "annual_review"}
_OF_A_CHILD = {DECIDES: "own_parent_no", REVIEW: "own_views"}
_YOUR_CHILD = re.compile(r"\byour child", re.IGNORECASE)
_ENDS_PLAN = re.compile(rf"\b{ENDS}\b.{{0,20}}\b(?:plan|ehcp?)\b", re.IGNORECASE)  # what becomes of the plan is another question


def answer_young_person(parts: Parts, heard: Heard) -> Turn | None:
    """Who at home can see what they write, and college with their plan: said to the young person, not about "your child"."""
    text = heard.text.replace("\u2019", "'")
    if heard.form_open or heard.lane not in (None, "gentle") or heard.flags or len(text.split()) > LONGEST:
        return None
    if signs_alone(text) and not age_group(text) and (turn := _answer_of_signing(parts, heard)) is not None:
        return turn
    if speaks_of_child(text):
        return None
    young = is_young_person(text) or (has_own_plan(text) and any(is_young_person(said) for said in said_before(parts, heard)))
    if (turn := _answer_of_self(parts, heard, text)) is not None:
        return turn
    keys = ["own_seen"] if _SEEN.search(text) or (young and _WHO_READS.search(text)) else []
    keys += ["own_plan_ends"] if young and _PLAN_ENDS.search(text) else ["own_college"] if young and _COLLEGE.search(text) and not _ENDS_PLAN.search(text) else []
    if not keys:
        return None
    kept = kept_for(parts, load_interface(parts.settings.content_dir, parts.content.council))
    replies = [Reply(parts.content.messages[key].on(heard.channel).replace("{kept_for}", kept)) for key in keys]
    topics = [{"own_seen": "privacy_data", "own_college": "post16_options", "own_plan_ends": "ceasing_plan"}[key] for key in keys]
    changes: dict[str, Any] = {"options": [], "unsure_count": 0, "awaiting": None, **({"last_topic": topics[-1]} if topics[-1] != "privacy_data" else {})}
    return Turn(lane="answer" if "last_topic" in changes else "privacy", topics=topics, replies=replies, confidence=0.9, changes=changes)


def _answer_of_self(parts: Parts, heard: Heard, text: str) -> Turn | None:
    """A say in their own plan, an appeal or a request of their own, or a parent who says no: whose right it is goes by their age."""
    if not may_ask_of_self(text):
        return None
    before = [] if age_group(text) else said_before(parts, heard)
    asked = asked_of_self(text, before)
    if asked is None or (asked == VIEWS and _SEEN.search(text) and not keeps_from_parents(text)):
        return None
    age = next(filter(None, map(age_group, (text, *before))), "")
    if asked == APPEAL and asks_who_signs(text):
        age = "sixteen"  # it begins with whose right it is, not with a yes
    if asked == SIGN and age != "grown":
        asked, age = ASK, age or "sixteen"  # there it is told whose right it is
    key = _OF_A_CHILD.get(asked) if age == "child" else None
    key = key or {SIGN: "own_sign", VIEWS: "own_views", PARENT_NO: "own_parent_no", REVIEW: "own_review"}.get(asked) or f"own_{asked}_{age or 'sixteen'}"
    topic = _TOPICS.get(asked) or next((topic for topic, pattern in _ABOUT if any(pattern.search(said) for said in (text, *before[:1]))), "ehcp_what")
    changes: dict[str, Any] = {"options": [], "unsure_count": 0, "awaiting": None, "last_topic": topic}
    return Turn(lane=heard.lane or "answer", topics=[topic], replies=[Reply(parts.content.messages[key].on(heard.channel))], confidence=0.9, changes=changes)


def _answer_of_signing(parts: Parts, heard: Heard) -> Turn | None:
    """ "Can i sign it myself", and no age: the right of a young person who wrote of a plan or help of their own, else that of a parent. None after another topic's form."""
    before, last = said_before(parts, heard), heard.conversation.last_topic if is_recent(heard) else None
    if any(map(age_group, before)) or (last and last not in (*OF_A_REQUEST, *OF_AN_APPEAL_FORM)):
        return None
    appeal = last in OF_AN_APPEAL_FORM
    topic = "tribunal" if appeal else "ehcna_request"
    own = any(has_own_plan(said) for said in before) and not any(speaks_of_child(said) for said in (heard.text, *before))
    key = ("own_appeal_sixteen" if appeal else "own_ask_sixteen") if own else "parent_appeal_sign" if appeal else "parent_sign"
    changes: dict[str, Any] = {"options": [], "unsure_count": 0, "awaiting": None, "last_topic": topic}
    return Turn(lane=heard.lane or "answer", topics=[topic], replies=[Reply(parts.content.messages[key].on(heard.channel))], confidence=0.9, changes=changes)


def speak_to_reader(parts: Parts, heard: Heard, turn: Turn) -> None:
    """One line for a young person, or a professional, who gets an answer that speaks of "your child"."""
    if turn.lane not in ("answer", "gentle") or not turn.replies:
        return
    spoken_of = any(_YOUR_CHILD.search(reply.text) for reply in turn.replies)
    key = _reader(heard) or ("young_reader" if spoken_of and _was_young(parts, heard) else None)
    spoken_of = spoken_of or key == "child_reader"
    if key is None or key in heard.conversation.said_once or not spoken_of or any(reply.text.startswith(_own_words(parts, heard.channel)) for reply in turn.replies):
        return
    line, last = parts.content.messages[key].on(heard.channel), turn.replies[-1]
    turn.said_once = (*turn.said_once, key)
    if heard.channel == "web":
        turn.replies[0].text = f"{line}\n\n{turn.replies[0].text}"
    elif count_segments(f"{last.text} {line}") <= 2:
        last.text = f"{last.text} {line}"
    else:
        turn.replies.append(Reply(line))


def _own_words(parts: Parts, channel: str) -> tuple[str, ...]:
    """How the answers begin that were written for a young reader."""
    return tuple(text.on(channel)[:60] for key, text in parts.content.messages.items() if key.startswith("own_"))


def _reader(heard: Heard) -> str | None:
    text = heard.text.replace("\u2019", "'")
    if at_work(text):
        return "professional_reader"
    if is_child(text) and keeps_from_parents(text):
        return "child_reader"
    if is_child(text) and asks_for_self(text) and not speaks_of_child(text):
        return "young_reader"
    return "young_reader" if _speaks_for_self(text) else None


def _was_young(parts: Parts, heard: Heard) -> bool:
    """Whether a young person with a plan said so in their last messages, and now speaks of nobody else."""
    return not speaks_of_child(heard.text) and any(_speaks_for_self(said) for said in said_before(parts, heard))


def _speaks_for_self(text: str) -> bool:
    return is_young_person(text) and has_own_plan(text) and not speaks_of_child(text)
