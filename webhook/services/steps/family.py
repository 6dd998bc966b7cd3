"""Steps on whose plan and whose case it is: a child whom a council looks after, a young person's own rights, and who else may have asked.

Decided from the words of the message alone, before the dialogue model; nothing of any record is read, so nothing can be given away (conduct 10, 12).
"""

from __future__ import annotations

import re

from webhook.bootstrap import Parts
from webhook.services.cases.told import shown_status
from webhook.services.cases.who_asks import APART, PROFESSIONAL, RELATIVE, asks_of_grown_child, asks_of_one_case, brings_up, is_young_person, who_asks
from webhook.services.identity.check_question import check_question
from webhook.services.identity.identity import keep_reference
from webhook.services.personal.personal import MASKS
from webhook.services.render.status import CASE_TOPIC
from webhook.services.steps.updates import keep_offer, offer_stands
from webhook.services.turn.heard import Heard, Reply, Turn
from webhook.store.inbox import list_bodies

_OF_FAMILY = r"(?:me|us|my|our|his|her|their|an?|mum|mom|mother|dad|father|nan|gran\w*|family|school|hospital|camhs|the (?:school|hospital|nhs|family|doctors?|gp))"
_IN_CARE = re.compile(
    rf"\blooked[ -]?after(?! by (?:me|us|his|her|my|their)\b)|\bin (?:local authority |council |the )?care\b(?! home\b)(?! of {_OF_FAMILY}\b)"
    r"|\bfoster(?:ed|ing)?\b|\bcare order\b|\bkinship\b",
    re.IGNORECASE,
)
_WHOSE = re.compile(
    r"\b(?:which|what|whose) (?:council|authority|local authority|la|borough|area)\b"
    r"|\bwho (?:do|should|can|would) (?:i|we) (?:ask|ring|call|contact|speak to|talk to|go to)\b|\b(?:plan|ehcp?)\b.{0,20}\bwith (?!me\b|us\b|a\b|the\b)\w+\b.{0,40}\b(?:who|which"
    r"|what)\b"
    r"|\b(?:who|which (?:one|of them)) (?:is |are |'?s )?(?:in charge|responsible|keeps?|holds?|has|looks after|runs|does|owns)\b"
    r"|\bwho(?:'?s| is) (?:in charge|responsible)\b|\bdoes the (?:plan|ehcp?)\b.{0,40}\b(?:council|borough|move)\b",
    re.IGNORECASE,
)
_KEEPS = re.compile(r"\b(?:keeps?|holds?|has|in charge|responsible|does|owns|runs|looks after)\b", re.IGNORECASE)
_COUNCIL = re.compile(r"\b(?:which|what|whose) (?:council|authority|local authority|la|borough)\b", re.IGNORECASE)
_VIRTUAL_SCHOOL = re.compile(r"\bvirtual (?:school|head)\b", re.IGNORECASE)
_ELSE_OF_IT = re.compile(r"\b(?:becom\w+|apply to be|allowance|payment|online|covid|home ?work)\b", re.IGNORECASE)

_OTHER = (
    r"(?:dad|daddy|father|mum|mummy|mom|mother|ex|ex.?(?:husband|wife|partner)|partner|husband|wife"
    r"|step ?\w+|other parent|nan|gran\w*|uncle|aunt\w*|family|social worker|anyone|anybody|someone|somebody)"
)
_SOMEBODY = rf"(?:(?:his|her|their|my|the|our)(?: \w+'?s?)? {_OTHER}|anyone(?: else)?|anybody(?: else)?|someone else|somebody else|who else)"
_LOOKS = r"(?:been )?(?:ask\w*|see(?:n)?|look(?:ed|ing)? at|look(?:ed|ing)? (?:it |this )?up|view\w*|check\w*|been told|told|know|find out|access\w*|contact\w*|(?:been )?in touch)"
_ITS_OBJECT = r"(?:case|file|plan|ehcp?|record|status|application|assessment|this chat|what i|these texts|my son|my daughter|my child|our son|our daughter|him|her|it)"
_BEFORE = r"^\W*(?:(?:and|but|so|also|hi|hello|pls|please|just|ok)\W+)*(?:(?:has|have|did|does|do|is|was|can|could|will|would|might|may) )?"
_WHO_ASKS = re.compile(rf"{_BEFORE}{_SOMEBODY}\b(?:(?![.?!]|\bi\b|\bwe\b).){{0,25}}\b{_LOOKS}\b.{{0,25}}\b{_ITS_OBJECT}\b", re.IGNORECASE)
_OUR_TEXTS = r"(?:texts?|messages?|updates?|reminders?|codes?|letters? from you)"
_TOLD = (  # of our texts, and of who stands on a case
    re.compile(
        rf"{_BEFORE}(?:{_SOMEBODY}|who)\b.{{0,15}}\b(?:get(?:s|ting)?|receiv\w+|(?:been |being )?sent|signed up (?:for|to)|ask(?:ed|ing)? for|see|reads?) .{{0,20}}\b{_OUR_TEXTS}\b",
        re.IGNORECASE,
    ),
    re.compile(rf"\b(?:do|did|have|are|will|can) you\b.{{0,10}}\b(?:tell|told|telling|text|texted|texting|inform\w*|send\w*|sent)\b.{{0,20}}(?:\b{_SOMEBODY}\b)", re.IGNORECASE),
    re.compile(rf"\b{_OUR_TEXTS}\b.{{0,12}}\b(?:go(?:ing)?|sent|copied) to {_SOMEBODY}\b", re.IGNORECASE),
    re.compile(
        rf"{_BEFORE}{_SOMEBODY}\b.{{0,12}}\b(?:asked|asking|been told|been in (?:touch|contact)|been on to|been onto|contacted|rung|phoned|messaged|know I asked)(?: (?:you|u"
        rf"|the council))?(?: about (?:it|this|that|him|her|them|(?:our|my|the) (?:son|daughter|child|kids?|boy|girl|case|plan))| too| yet| aswell| as well| already| before| also)*\W*$",
        re.IGNORECASE,
    ),
    re.compile(
        rf"{_BEFORE}(?:{_SOMEBODY}|who)(?: else)?(?: is|'?s)? (?:also )?(?:on|named on|listed on|a contact on) (?:the|my|his|her|our|this)(?: \w+'?s?)? (?:case|record"
        rf"|file)\b",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b(?:will|would|do|does|did|can|could|may|might) {_SOMEBODY} (?:ever |also )?(?:know|find out|(?:get|be) (?:told|informed)|hear)"
        r"(?: (?:about|of) (?:it|this|that))?(?: (?:too|i asked|that i asked))?\W*$",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b(?:my ex|(?:his|her|their|my|the) {_OTHER})\b.{{0,60}}\b(?:has|have|did|does|is) (?:he|she|they)\b.{{0,15}}\b(?:asked|ask|been in (?:touch|contact)|contacted|spoken"
        rf"|talked|rung|messaged|asking)\b.{{0,12}}\b(?:you|about (?:our|my|the))\b",
        re.IGNORECASE,
    ),
    re.compile(  # "my ex wants the plan too, is he allowed": who may have it is on the record alone
        rf"^(?=.*\b(?:ex|his dad|her dad|their dad|his father|her father|his mum|her mum|his mother|her mother|other parent|separated|seperated|divorced|split up)\b)(?=.*\b(?:is|are"
        rf"|does|do|can|has|have|will|would|should) (?:he|she|they|the other parent|{_OTHER}|(?:my|his|her|their) {_OTHER})\b|.*\b(?:do|must|should|can|have to) i\b.{{0,20}}\b(?:let"
        rf"|give|show|share|send)\b)"
        r".*\b(?:wants?|wanting|asking for|ask(?:s|ed) for|allowed|entitled|right|see|have|get|access|copy|given|shown)\b.{0,25}\b(?:plan|ehcp?|details|reports?|paperwork|papers"
        r"|records?|file|info|information)\b",
        re.IGNORECASE,
    ),
    re.compile(r"\bam i the only (?:one|person)\b.{0,15}\b(?:get|getting|gets|who|on)\b", re.IGNORECASE),
    re.compile(r"^\W*(?:and |so |but )?who(?: else)? (?:has|have|is|was) (?:been )?(?:ask(?:ed|ing)|told|looked|looking|seen)\b.{0,30}$", re.IGNORECASE),
)
_ABOUT_SELF = re.compile(r"\b(?:ask(?:ed|ing)? (?:me|us|him|her|them)|see (?:him|her)|know (?:him|her))\b", re.IGNORECASE)

_OWN_CASE = re.compile(r"\bmy (?:own )?(?:\w+ )?(?:case|ehcp?|plan|assessment|status|application|record)\b", re.IGNORECASE)
_MINE = re.compile(
    r"\b(?:it'?s|its|this is|that'?s|thats) my own (?:\w+ )?(?:case|ehcp?|plan|one|assessment|application)\b(?! (?:to|for|of)\b)"
    r"|\bmy (?:own )?(?:case|ehcp?|plan|assessment)\b\W{0,3}(?:and )?not my (?:child|son|daughter|kid)'?s?\b|\bi'?m the (?:young person|one (?:with|who has) the (?:plan|ehcp?))\b"
    r"|\b(?:the|this|that) (?:case|ehcp?|plan) (?:is|'?s) (?:mine|about me|my own)\b|\bi am the (?:young person|one (?:with|who has) the (?:plan|ehcp?))\b",
    re.IGNORECASE,
)
_ABOUT_ME = re.compile(
    r"\b(?:it'?s|its|this is|that'?s|is|all) (?:about|for) me\b(?! (?:and|as|being|getting|having)\b)|\bnot my (?:child|son|daughter|kid)'?s?\b|\bmy own\b",
    re.IGNORECASE,
)
_LOOK_UP = re.compile(r"\b(?:see|look|check|find out|where|status|update|news|ask(?:ing)? (?:about|for)|tell|told|know|happening|up to|get into|access)\b", re.IGNORECASE)
LOOKED_BACK = 3  # messages
LONGEST = 40  # words: a longer message tells a story, which is read whole


def answer_looked_after(parts: Parts, heard: Heard) -> Turn | None:
    """Which council keeps the plan of a child whom a council looks after, and what its Virtual School is."""
    text = heard.text.replace("\u2019", "'")
    asked = _VIRTUAL_SCHOOL.search(text) or (_WHOSE.search(text) and (_IN_CARE.search(text) or ((_KEEPS.search(text) or _COUNCIL.search(text)) and _is_looked_after(parts, heard))))
    if not asked or _ELSE_OF_IT.search(text) or not _is_short(heard):
        return None
    return family_turn(parts, heard, "looked_after", "answer", "ehcp_what")


def _is_looked_after(parts: Parts, heard: Heard) -> bool:
    """Whether they said so just before, or the case that was shown to them says it."""
    status = None if heard.form_open else shown_status(parts, heard)
    return (status is not None and bool(status.looked_after_by)) or any(_IN_CARE.search(said) for said in said_before(parts, heard))


def answer_who_asks(parts: Parts, heard: Heard) -> Turn | None:
    """ "Has his dad been asking about the case?": never told, whoever asks (conduct 10); a person is offered."""
    text = heard.text.replace("\u2019", "'")
    if not _is_short(heard, gentle=True) or is_young_person(text) or not (_WHO_ASKS.search(text) or any(pattern.search(text) for pattern in _TOLD)) or _ABOUT_SELF.search(text):
        return None
    turn = family_turn(parts, heard, "who_else_asks", "lookup", "case_identity")
    if not offer_stands(heard):  # "1" is the answer to that; a person is a word away
        turn.changes["options"] = ["handover_request"]
    return turn


def answer_who_they_are(parts: Parts, heard: Heard) -> Turn | None:
    """A professional, a relative or a parent who lives apart asks after one child's case: what each may have (conduct 12)."""
    if heard.conversation.options == [CASE_TOPIC] and not heard.form_open and _is_short(heard) and brings_up(heard.text) and not heard.conversation.unsure_count:
        heard.intent = CASE_TOPIC  # "he lives with me": what we said must be so
        return None
    who = who_asks(heard.text) if _is_short(heard) and (heard.form_open or asks_of_one_case(heard.text)) else None
    if who is None or (who == PROFESSIONAL and heard.form_open):  # in the check a professional ends it (services/identity)
        return None
    if who == RELATIVE and not heard.form_open and MASKS["case_ref"] in heard.masked:
        turn = family_turn(parts, heard, "relative_gave_ref", "lookup", CASE_TOPIC)
        turn.effects.append(lambda session: keep_reference(parts, session, heard.conversation.id, heard.inbound.id))
        return turn
    turn = family_turn(parts, heard, {PROFESSIONAL: "identity_professional", RELATIVE: "relative_asks", APART: "parent_apart"}[who], "lookup", CASE_TOPIC)
    if who != PROFESSIONAL and not heard.form_open:
        turn.changes["options"] = [CASE_TOPIC]  # "yes" begins the check
    return turn


def answer_own_rights(parts: Parts, heard: Heard) -> Turn | None:
    """After compulsory school age the rights are the young person's (conduct 12): said to them, and to a parent who asks about their case."""
    text = heard.text.replace("\u2019", "'")
    if not _is_short(heard) or "[case ref]" in heard.masked:
        return None  # with a reference the check begins, and says what there is to say
    if _MINE.search(text) or (is_young_person(text) and _ABOUT_ME.search(text) and (heard.form_open or _OWN_CASE.search(text))):
        return family_turn(parts, heard, "own_case", "lookup", "case_identity")
    if not _LOOK_UP.search(text):
        return None
    if is_young_person(text) and _OWN_CASE.search(text):
        return family_turn(parts, heard, "own_case", "lookup", "case_identity")
    if asks_of_grown_child(text):
        return family_turn(parts, heard, "rights_at_sixteen", "lookup", "case_identity")
    return None


def _is_short(heard: Heard, *, gentle: bool = False) -> bool:
    return (heard.lane is None or (gentle and heard.lane == "gentle")) and len(heard.text.split()) <= LONGEST


def said_before(parts: Parts, heard: Heard) -> list[str]:
    """Their last messages while what they wrote is kept, newest first."""
    with parts.db.reading() as session:
        bodies = list_bodies(session, heard.inbound, LOOKED_BACK)
    return [parts.vault.open(body).replace("\u2019", "'") for body in bodies]


def family_turn(parts: Parts, heard: Heard, key: str, lane: str, topic: str) -> Turn:
    """One text; in the middle of the check it is asked again after it."""
    turn = Turn(lane=lane, topics=[topic], replies=[Reply(parts.content.messages[key].on(heard.channel))], confidence=0.9)
    again = check_question(parts, heard)
    if again is not None:
        turn.replies.append(again)
    else:
        turn.changes = {"options": [], "unsure_count": 0, "awaiting": None}
    keep_offer(heard, turn)
    return turn
