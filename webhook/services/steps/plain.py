"""Steps that need no dialogue model: nothing to read, an option picked, and a follow-up on the last topic (design 4)."""

from __future__ import annotations

import re
from typing import Any

from webhook.bootstrap import Parts
from webhook.services.answers.brief import meaning_of
from webhook.services.answers.content import Answer
from webhook.services.answers.part_asked import find_leaning_part
from webhook.services.booking.read import is_skip_word
from webhook.services.cases.told import shown_status
from webhook.services.cases.who_asks import is_other_person
from webhook.services.identity.read import asks_why, objects_to_silence, read_objection, turns_to_other
from webhook.services.people.who_to_ring import WHO, asks_whom_to_ring, ring_turn
from webhook.services.render.escalation import step_after
from webhook.services.render.render import answer_reply, answer_turn, letter_line, unsure_turn
from webhook.services.render.status import CASE_TOPIC
from webhook.services.steps.brief import is_recent
from webhook.services.texts.own_questions import OWN
from webhook.services.turn.follow_ups import DISPUTES, asks_where_to_send, asks_who_decides, bare_question, find_dispute, find_part
from webhook.services.turn.heard import Heard, Reply, Turn
from webhook.services.turn.small_talk import read_face
from webhook.store.cases import IdentityCheck

_ORDINALS = {"1": 0, "one": 0, "first": 0, "2": 1, "two": 1, "second": 1, "3": 2, "three": 2, "third": 2, "last": -1}
_PICK = re.compile(r"^\W*(?:(?:number|option|no\.?)\s*)?(?:the\s+)?(1|2|3|one|two|three|first|second|third|last)(?:\s+(?:one|option|please|pls))*\W*$", re.IGNORECASE)
_THAT = re.compile(r"^\W*(?:yes|yeah|yep|y|ok|okay|that(?:'?s)?(?: one| it)?|more|both)(?:\s+(?:please|pls|that one|that))*\W*$", re.IGNORECASE)
_BARE_YES = re.compile(r"^\W*(?:yes|yeah|yep|y|ok|okay)(?:\s+(?:please|pls))*\W*$", re.IGNORECASE)
_ONLY_DETAILS = re.compile(
    r"^\W*(?:(?:it'?s|its|it is|is|the|his|her|my|dob|born|on|ref|reference|case|code|hi|ok|sorry|please|pls|thanks)\b\W*)*"
    r"(?:\[(?:case ref|date|code|upn)\]\W*)+(?:(?:thanks|thank you|please|pls|ta|x+|now)\W*)*$",
    re.IGNORECASE,
)
_IF_NO = re.compile(r"\bif (?:they|it|the council|that|we|i)(?:'?s| is| get| gets| say| says| said)? (?:say |said |get |a )*(?:no|refus\w+|turn\w* \w+ down)\b", re.IGNORECASE)
_MISSED = re.compile(
    r"^(?:but )?(?:(?:what|what happens|what then) )?if (?:i|we)(?:'?m|'?re| am| are| do| can| can'?t| don'?t)?(?: not|n'?t)? (?:too )?"
    r"(?:miss\w*|late|make|run out|get it in|have time)\b.{0,30}$",
    re.IGNORECASE,
)
OF_AN_APPEAL = ("tribunal", "ehcna_refused", "ehcp_not_issued", "ehcp_final", "mediation")
OF_A_REQUEST = ("ehcna_timeline", "ehcna_request", "ehcp_late")  # a "no" to them is one to assessing
ON_THE_WAY = (*OF_A_REQUEST, "ehcna_advice", "ehcna_refused", "ehcp_what", "ehcp_draft", "ehcp_final")  # who decides on assessing, and on a plan, is told once
DECIDED, STILL_NO = ("ehcna_refused", "ceasing_plan", "tribunal"), "still_no"  # here only the family can be late: what the council does not do leads to the judge
LONGEST_OBJECTION = 14  # words
LISTS = ("search", "surgery")  # what is awaited while one of services or of surgery dates stands: it asks nothing
TWO = 2  # options: to a question with more a bare yes is no choice
_NEITHER = re.compile(r"^\W*(?:no\W+)?(?:neither|none|no|nope|not (?:that|those|these|any))(?:\W+(?:of|them|those|these|that|the above|one|thanks|thank you|sorry))*\W*$", re.IGNORECASE)
_FRIEND = re.compile(r"\bmy (?:friend|mate|neighbou?r|colleague)", re.IGNORECASE)  # told of, not asking
_OF_MYSELF = re.compile(r"^\W*(?:(?:sorry|no|nah|nope|um|erm|well|look|actually|ok)\W+)*(?:i\b|i'?m\b|not\b|rather\b|would rather\b|won'?t\b|never\b)", re.IGNORECASE)


_WHO_TEXTS = re.compile(
    r"^\W*(?:(?:hi|hello|sorry|um|ok|erm|but|wait|er)\W+)*(?:who(?:'?s| is| are|se| the \w+ is)?|whos) (?:is )?(?:this|dis|that|you|u|texting(?: me| us)?|this number|number is this)"
    r"(?: (?:texting|messaging|from|please|pls|sorry|then|number|me|us|is|it))*\W*$",
    re.IGNORECASE,
)


def number_picked(text: str, count: int) -> int | None:
    """Which of `count` things a whole message picks, from 0: "2", "the second one", "last"."""
    picked = _PICK.match(text)
    place = _ORDINALS[picked.group(1).lower()] if picked else count
    return place % count if place < count else None


def answer_who_texts(parts: Parts, heard: Heard) -> Turn | None:
    """ "Who is this??", to a text of ours: what we are; what was asked before is asked again by whoever asked it."""
    if not _WHO_TEXTS.match(heard.text.replace("\u2019", "'")) or (heard.form_open and not (heard.conversation.awaiting or "").startswith(OWN)):
        return None
    return Turn(lane="answer", topics=["small_talk"], replies=[Reply(parts.content.messages["who_texts"].on(heard.channel))], changes={"unsure_count": 0})


def answer_empty(parts: Parts, heard: Heard) -> Turn | None:
    """A picture, a voice message, or no words at all (conduct 23)."""
    if any(character.isalnum() for character in heard.text):
        return None
    if heard.inbound.media_count:
        return Turn(lane="out_of_scope", topics=["out_of_scope"], replies=[Reply(parts.content.messages["picture_only"].on(heard.channel))])
    if (face := read_face(heard.text)) == "thanks":
        open_question = heard.form_open or heard.conversation.awaiting or heard.conversation.unsure_count
        words = parts.content.messages["small_talk_which" if open_question else "small_talk_thanks"]
        return Turn(lane="small_talk", topics=["small_talk"], replies=[Reply(words.on(heard.channel))])
    key = "empty_message" if not heard.text else "sad_face" if face == "sad" else "nonsense"
    return Turn(lane="out_of_scope", topics=["nonsense"], replies=[Reply(parts.content.messages[key].on(heard.channel))])


_NUMBER_WORDS = r"one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen|twenty(?:.?\w+)?"
_AGE = re.compile(
    r"^(?!\W*\d+\W*$)\W*(?:(?:he|she|they|my \w+)(?:'?s|'?re| is| are| was)?\s+)?(?:only |just |nearly |about )?"
    rf"(?:\d{{1,2}}|{_NUMBER_WORDS})(?: and a half)?(?: years?(?: old)?| yrs?(?: old)?| yo| now)?\W*$",
    re.IGNORECASE,
)


def answer_skip(parts: Parts, heard: Heard) -> Turn | None:
    """A step of the turn: SKIP, the word of our own texts, where no question is open, whatever was spoken of before."""
    asked = heard.form_open or heard.conversation.options or not (heard.conversation.awaiting or LISTS[0]).startswith(LISTS)
    if asked or heard.lane is not None or heard.flags or not is_skip_word(heard.text):
        return None
    reply = Reply(parts.content.messages["nothing_open"].on(heard.channel))
    return Turn(lane="answer", replies=[reply], changes={"unsure_count": 0})


def is_only_details(masked: str) -> bool:
    """Whether a message holds nothing but what the identity check asks for."""
    return bool(_ONLY_DETAILS.match(masked))


def object_to_check(parts: Parts, heard: Heard) -> None:
    """ "I'm not giving that to a robot", "that went to my old phone": said in the check it is an answer to it, whatever else the words sound like."""
    if not heard.form_open or len(heard.text.split()) > LONGEST_OBJECTION:
        return
    if asks_why(heard.text) or objects_to_silence(heard.text) or turns_to_other(heard.text) or is_only_details(heard.masked):
        heard.intent = "case_identity"
    if "?" in heard.text:
        return
    with parts.db.reading() as session:
        check = session.get(IdentityCheck, heard.conversation.id)
    asked = check.requested if check else None
    objection = read_objection(heard.text, asked)
    of_code = asked == "code" and ("phone" in heard.personal_kinds or objection == "again")  # where it should go, or that it should go again
    age = asked == "child_dob" and _AGE.match(heard.text)  # an age is no date of birth, and no refusal
    if age or of_code or (is_other_person(heard.text) and not _FRIEND.search(heard.text)) or objection in ("restart", "no_code") or (objection == "refused" and _OF_MYSELF.match(heard.text)):
        heard.intent = "case_identity"  # the form takes it to the check itself


def pick_option(parts: Parts, heard: Heard) -> Turn | None:
    """ "2", "the second one", "yes", "that one" choose among what was just offered."""
    options = heard.conversation.options
    if not options or heard.form_open:
        return None
    picked, chosen = number_picked(heard.text, len(options)), list[str]()
    if picked is not None:
        chosen = [options[picked]]
    elif heard.conversation.unsure_count and _NEITHER.match(heard.text):
        return unsure_turn(parts, heard, 0.0)
    elif _THAT.match(heard.text) and not (heard.conversation.unsure_count and len(options) > TWO and _BARE_YES.match(heard.text)):
        chosen = options if "both" in heard.text.lower() else options[:1]
    if chosen and chosen[0] not in parts.content.answers:
        heard.intent = chosen[0]  # a case, a surgery, a person: the dialogue model takes it from here
        return None
    return answer_turn(parts, heard, chosen) if chosen else None


def take_part(parts: Parts, heard: Heard) -> Turn | None:
    """ "What if they don't", "how long have I got": a part of the last topic, when its answer has that part."""
    answer = parts.content.answers.get(heard.conversation.last_topic or "")
    if heard.form_open:
        return None
    if _MISSED.match(bare_question(heard.text)) and _spoke_of_appeal(parts, heard):
        return missed_appeal(parts, heard)
    if answer is None:
        return None
    part = find_part(heard.text)
    if part == "if_late" and is_recent(heard) and DISPUTES["appeal"] & set(meaning_of(heard.masked)):
        return None  # "and if they don't change it can i appeal": the appeal is asked for (take_dispute), and is no lateness
    if part == "if_late" and _IF_NO.search(heard.text) and answer.topic in OF_A_REQUEST and "ehcna_refused" in parts.content.answers:
        return answer_turn(parts, heard, ["ehcna_refused"], 0.9)
    if part == "if_late" and (turn := step_after(parts, heard, letter_line)) is not None:
        return turn
    if (part == WHO or asks_whom_to_ring(heard.text)) and not answer.off:
        return ring_turn(parts, heard, answer)
    if asks_where_to_send(heard.masked) and is_recent(heard) and not answer.off:
        led = parts.content.follow_ups.get("send", {}).get(answer.topic)
        return part_turn(parts, heard, parts.content.answers[led[0]], led[1]) if led else ring_turn(parts, heard, answer)
    if asks_who_decides(heard.masked) and (turn := _who_decides(parts, heard, answer)) is not None:
        return turn
    if part == "if_late" and answer.topic in DECIDED and (tribunal := parts.content.answers.get("tribunal")) is not None and STILL_NO in tribunal.parts:
        return part_turn(parts, heard, tribunal, STILL_NO)
    if part not in answer.parts and is_recent(heard):
        part = find_leaning_part(parts.content, heard.masked, answer.topic)
    if part is None or part not in answer.parts:
        return None
    return part_turn(parts, heard, answer, part)


def _who_decides(parts: Parts, heard: Heard, answer: Answer) -> Turn | None:
    """ "And who decides" after an answer: what its part on who says; on the way to a plan it is the same council each time."""
    told = parts.content.answers.get(OF_A_REQUEST[0], answer) if answer.topic in ON_THE_WAY else answer
    return part_turn(parts, heard, told, WHO) if WHO in told.parts and not told.off and is_recent(heard) else None


def missed_appeal(parts: Parts, heard: Heard) -> Turn | None:
    """What can still be done when the last day to appeal was missed, as the answer on the tribunal has it."""
    answer = parts.content.answers.get("tribunal")
    return part_turn(parts, heard, answer, "if_late") if answer is not None and "if_late" in answer.parts else None


def _spoke_of_appeal(parts: Parts, heard: Heard) -> bool:
    """Whether the last answer was about an appeal, or the case that is shown has a last day for one."""
    if heard.conversation.last_topic in OF_AN_APPEAL:
        return True
    status = shown_status(parts, heard) if heard.conversation.last_topic == CASE_TOPIC and heard.channel == "web" else None
    return status is not None and status.appeal_by is not None


def take_dispute(parts: Parts, heard: Heard) -> Turn | None:
    """ "How do I appeal" after an answer about exclusion means the exclusion, not a plan: where it leads is content (follow_ups.yml)."""
    led = None if heard.form_open else find_dispute(parts.content, heard.masked, heard.conversation.last_topic if is_recent(heard) else None)
    answer = parts.content.answers.get(led[0]) if led else None
    if led is None or answer is None:
        return None
    if led[1] == "short":
        return answer_turn(parts, heard, [answer.topic], 0.9)
    if led[1] not in answer.parts:
        return None
    return part_turn(parts, heard, answer, led[1])


def part_turn(parts: Parts, heard: Heard, answer: Answer, part: str) -> Turn:
    """One part of an answer, and no more."""
    changes: dict[str, Any] = {"last_topic": answer.topic, "options": [], "unsure_count": 0}
    return Turn(lane="answer", topics=[answer.topic], replies=[answer_reply(parts, answer, heard.channel, part)], confidence=0.9, flags=heard.flags, changes=changes)
