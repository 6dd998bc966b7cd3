"""What a request for a person passes on: every question that had no answer, then what the asking itself is about, in the parent's own masked words.

Staff see each line whole; the read-back names the newest two questions, shortened. What is added later goes with it. A disclosure is never repeated to the person.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from webhook.services.answers.content import Content
from webhook.services.cases.asked import asked_of_case
from webhook.store.duty import Handover
from webhook.store.duty_queries import last_closed, list_parent_words
from webhook.store.inbox import Said, list_said

SAID_CHARS, EACH_CHARS, STAFF_CHARS = 90, 60, 400  # of one thing read back, of each of several, of each line staff see
WEB_CHARS = 240  # of one thing read back in the chat, where there is room
QUESTIONS_SAID, QUESTIONS_KEPT = 2, 8
SINCE = timedelta(days=1)  # a question that is older was another day's
ANSWERED = ("answer", "gentle", "lookup")
OF_A_CASE = ("case_status", "case_identity")  # asking where a case is, and the check that it takes
_FILLER = """
    a an the i i'm im me my we us our we you your he she it they them this that to of in on at for with about from by and or but so if is are was be been am
    do does did can could would will may must have has had get got need want like wanna gonna please pls plz thanks thank hi hello hey ok okay yes yeah no not
    now today just really actually real actual proper someone somebody anyone anybody person people human being agent adviser advisor officer staff member team
    council line robot bot computer machine talk speak chat call ring phone text number callback back message contact put through pass let who is there
    instead rather than give cant can't don't dont
    great good lovely brilliant perfect fine cool nice cheers ta bye goodbye sorry sure right alright thats that's it's its so much very lot helpful appreciate appreciated welcome
"""
_NOT_A_SUBJECT = frozenset(_FILLER.split())
_OF_ADDING = frozenset("also plus add tell let know forgot mention pass on say said ask meant thing things one more another about".split())  # noqa: SIM905
_ADDS = re.compile(
    r"^\W*(?:(?:oh|and|ok|okay|sorry|hi|hello|please|pls|btw|yes|yeah|but|so)\b\W*)*"
    r"(?:also\b|plus\b|(?:it'?s|this is|that'?s|its) (?:also |all |mainly |really )?about\b|about\b|i (?:also )?(?:forgot|need|want|wanted|meant) to (?:also )?(?:say|add|mention|tell|ask)\b"
    r"|i (?:also )?forgot\b|(?:can|could) (?:you|u) (?:also |please )*(?:add|tell|pass|let|say)\b|(?:also |please )*(?:add|tell (?:them|him|her)|let (?:them|him|her) know|pass on)\b"
    r"|(?:one more|another|and another) thing\b|forgot to\b)",
    re.IGNORECASE,
)


_OF_LIST = re.compile(  # "forget saturdays", "any on sundays": about a list of services, not what help is wanted with
    r"^\W*(?:(?:ok|oh|and|but|no|just|actually|please|pls)\W+)*(?:forget|without|remove|drop|take off|not on|not just|closer"
    r"|cheaper|nearer|nearest|any (?:on|in|at|near|cheaper|closer|free|other)|more)\b"
    r"(?:\W+\w+){0,3}\W*$",
    re.IGNORECASE,
)
_ABOUT = re.compile(r"\b(?:about|abt|bout|re|regarding|concerning|regards)\b", re.IGNORECASE)
_NUMBER_CHANGED = re.compile(  # "its my old number 07...": said of the record, and not where to ring
    r"\b(?:old|previous|former|lost|wrong|new|different|changed?)\b.{0,12}\b(?:number|phone|mobile|sim)\b"
    r"|\b(?:number|phone|mobile|sim)\b.{0,12}\b(?:old|lost|wrong|new|different|changed?)\b",
    re.IGNORECASE,
)
_RING = re.compile(r"\b(?:ring|call|phone|text|reach|contact|get|try) (?:me|us|back|my|him|her)\b", re.IGNORECASE)
_MASK = re.compile(r"\[[a-z ]+\]")  # personal data that was sealed


def find_passed_on(session: Session, conversation_id: str, masked: str, now: datetime) -> list[str]:
    """The lines of a request, oldest first; what it is about comes last. Empty when all they did was ask for a person."""
    ended = last_closed(session, conversation_id)
    since = max(now - SINCE, ended) if ended else now - SINCE
    heard = list_said(session, conversation_id, since)
    questions = [as_line(said.text) for said in find_unanswered(heard)][-QUESTIONS_KEPT:]
    about = find_words(session, conversation_id, masked)
    began = as_line(find_beginning(heard, about)) if about != masked else ""
    return [line for line in dict.fromkeys([*questions, began, as_line(about)]) if line]


def find_beginning(heard: list[Said], about: str) -> str:
    """The message with which the talk about a subject began ("the draft came friday"), where its last words only add to it ("the letter is dated [date]"); "" for none. Pure."""
    last = next((place for place in range(len(heard) - 1, -1, -1) if heard[place].text == about), 0)
    first = last
    while first and heard[first - 1].lane in ANSWERED and heard[first - 1].topics and _first_topic(heard[first - 1]) == _first_topic(heard[last]):
        first -= 1
    if heard[first:last] and _first_topic(heard[last]) == OF_A_CASE[0]:  # a reference and a date of birth stand between them
        return next((said.text for said in heard[first:last] if says_something(said.text)), "")
    return heard[first].text if first != last and heard[last].lane in ANSWERED and says_something(heard[first].text) else ""


def _first_topic(said: Said) -> str | None:
    topic = said.topics[0] if said.topics else None
    return OF_A_CASE[0] if topic in OF_A_CASE else topic


def find_unanswered(heard: list[Said]) -> list[Said]:
    """The messages to which we had no answer. A question of ours back counts as none unless an answer came of it. Pure."""
    found = []
    for said, following in zip(heard, [*heard[1:], None], strict=True):
        led = following is not None and following.lane in ANSWERED
        unknown = said.lane == "out_of_scope" and set(said.topics or ()) <= {"out_of_scope"}
        if (unknown or said.lane == "holding" or (said.lane == "clarify" and not led)) and says_something(said.text):
            found.append(said)
    return found


def find_words(session: Session, conversation_id: str, masked: str) -> str:
    """The parent's last words that say what it is about; "" when all they did was ask for a person."""
    told = _ABOUT.search(masked)
    if told and says_something(masked[told.end() :], least=1):
        return masked  # "can somebody ring me about the taxi": a word is enough; "about it" points back
    if tells_number_changed(masked):
        return masked
    candidates = [masked, *list_parent_words(session, conversation_id, limit=5, without_danger=True)]
    return next((text for text in candidates if (says_something(text) or _asks_of_case(text)) and not _OF_LIST.match(text)), "")


def _asks_of_case(text: str) -> bool:
    """ "Is it late", "who decides": few words, and a whole question about a case."""
    return len(text.split()) > 1 and asked_of_case(text) is not None


def tells_number_changed(masked: str) -> bool:
    """Whether a message tells that a phone or a number is an old, a lost or a new one."""
    return bool(_NUMBER_CHANGED.search(masked)) and says_something(masked, least=1) and not _RING.search(masked)


def say_lines(content: Content, lines: list[str], channel: str) -> str:
    """The lines as they are read back: one whole thing, or the newest questions and what it is about; "" for none."""
    most = SAID_CHARS if channel == "sms" else WEB_CHARS
    if len(lines) <= 1:
        return "".join(as_said(line, most) for line in lines)
    shown = lines[-(QUESTIONS_SAID + 1) :]
    text = "; ".join(as_said(line.rstrip(" .,;:"), EACH_CHARS if channel == "sms" else SAID_CHARS) for line in shown)
    left = len(lines) - len(shown)
    return content.messages["handover_more"].on(channel).format(summary=text, count=left) if left else text


def adds_words(text: str) -> bool:
    """ "Also it's about transport": more for a request that stands."""
    return bool(_ADDS.match(text.replace("\u2019", "'"))) and says_something(text, least=1, no_subject=_OF_ADDING)


def add_lines(handover: Handover, lines: Iterable[str]) -> None:
    """Put what is not there yet under what was passed on."""
    for line in lines:
        if line and line not in handover.summary:
            handover.summary = f"{handover.summary}\n{line}".strip()


def says_something(text: str, least: int = 2, no_subject: Collection[str] = ()) -> bool:
    """Whether a message has at least so many words that are more than asking for a person or being polite. `no_subject` are words that say nothing either."""
    words = re.findall(r"[\w']+", _MASK.sub(" ", text).lower().replace("\u2019", "'"))
    return len([word for word in words if word not in _NOT_A_SUBJECT and word not in no_subject]) >= least


def shorten(text: str, most: int = SAID_CHARS) -> str:
    """A text of at most `most` characters, cut between words."""
    text = " ".join(text.split())
    return text if len(text) <= most else text[: most - 3].rsplit(" ", 1)[0] + "..."


def as_said(text: str, most: int = SAID_CHARS) -> str:
    """A text as it is read back to the person: shortened, and what was hidden named, so that no sentence ends in the air: "the letter is dated (date)"."""
    return shorten(_MASK.sub(lambda mask: f"({mask[0][1:-1]})", text), most)


def read_back(words: str, summary: str, **slots: str) -> str:
    """Words of ours with what was said in them: one full stop where both bring one, and the dots of what was cut stay."""
    said = summary if summary.endswith("...") else summary.rstrip(" .,;:")
    return words.format(summary=said, **slots).replace("....", "...")


def as_line(text: str) -> str:
    """A message as one line for staff."""
    return shorten(text, STAFF_CHARS)
