""" "They replied and I'm not happy", after a complaint was spoken of: the next rung of the ladder, never taken for what they think of this assistant."""

from __future__ import annotations

import re

from webhook.bootstrap import Parts
from webhook.services.render.escalation import step_from
from webhook.services.render.render import letter_line
from webhook.services.steps.brief import is_recent
from webhook.services.turn.heard import Heard, Turn

LONGEST = 30  # words
STEPS = {"complaint_council": "complaint_service", "ombudsman": "complaint_service", "school_complaint": "school_complaint"}  # topic ▸ the rung whose answer they have
SECOND, OF_SECOND = "complaint_review", re.compile(r"\b(?:stage|step) (?:2|two)\b|\bsecond (?:stage|time|reply|answer|one)\b|\b(?:the|their|a) review\b|\bstage 2\b", re.IGNORECASE)
_THEY = r"(?:they|council|la|school|head(?:teacher)?|governors?|he|she|the \w+|someone|complaints(?: team)?|it)"
_HAVE = r"(?:'?ve|'?s| have| has| had)?(?: now| finally| just| only| already| sort of| at last)*"
_REPLIED = (
    rf"\b{_THEY}{_HAVE} (?:repl\w+|answer\w*|respon\w+|(?:wrote|written|got|come|came|gotten|emailed|rang) back|sent (?:me |us )?(?:a|their|the) (?:reply|answer|response|letter))\b"
    r"|\b(?:i|we)(?:'?ve)?(?: have)?(?: now| finally| just)* (?:got|had|have|received)(?: had| got)? (?:a|the|their|an|my|our) (?:reply|answer|response|outcome)\b"
    r"|\b(?:a|the|their|this) (?:reply|answer|response|outcome|letter back)\b(?! to (?:my question|this))"
)
_UNHAPPY = (
    r"\b(?:not|isn'?t|aren'?t|wasn'?t|ain'?t|im not|don'?t|dont|never|no) (?:\w+ )?(?:happy|satisfied|good enough|good|acceptable|agree\w*|accept\w*|fair"
    r"|enough|help\w*|answer\w*|what i (?:asked|wanted)|right)\b"
    r"|\b(?:unhappy|dissatisfied|disagree\w*|disappoint\w+|rubbish|useless|a joke|nonsense|rude|wrong|unfair|pathetic|crap|bs|fobb\w+|brush\w+ (?:me|us|it"
    r"|off)|whitewash|lies|excuses?|said no|no apology"
    r"|not upheld|reject\w+|dismiss\w+|refus\w+|turned \w+ down|blam\w+|ignored (?:what|half|most|my|everything)|didn'?t (?:answer|address|look|say|help"
    r"|uphold)|didnt (?:answer|address|look|say|help|uphold)"
    r"|does(?:n'?t|nt) (?:answer|address|help))\b"
)
_BOTH = re.compile(rf"\A(?=.*(?:{_REPLIED}))(?=.*(?:{_UNHAPPY}))", re.IGNORECASE | re.DOTALL)
_SHORT = re.compile(  # said of the complaint itself
    r"^\W*(?:(?:but|and|so|well|ok|um)\W+)*(?:(?:they|it|council|the council|school)(?:'?ve| have| has| was|'?s)?(?: just)? )?(?:rejected|dismissed"
    r"|not upheld|n'?t uphold|didn'?t uphold|didnt uphold|turned down"
    r"|knocked back|said no|refused|threw out)(?: (?:it|that|my complaint|to it|me|us|out))*\W*$",
    re.IGNORECASE,
)
_OF_US = re.compile(
    r"\b(?:you|your|yours|u|ur|this (?:service|chat|bot|thing|app|assistant|number|text\w*|website|site|computer)|the (?:bot|robot|chat\w*|computer|app"
    r"|assistant|website)|robot|bot|chatbot|ai|assistant"
    r"|automatic|computer|these (?:texts|answers|replies))\b",
    re.IGNORECASE,
)
_TOO = re.compile(r"\b(?:too|again|as well|that one|second)\b", re.IGNORECASE)
_NOT_YET = re.compile(r"\b(?:if|when|haven'?t|havent|hasn'?t|hasnt|never|nobody|no ?one|still waiting|no (?:reply|answer|response))\b", re.IGNORECASE)


def answer_complaint_replied(parts: Parts, heard: Heard) -> Turn | None:
    """A step of the turn. None where no complaint was spoken of, no answer to it came, or they speak of us."""
    topic = heard.conversation.last_topic if is_recent(heard) else None
    if heard.form_open or heard.lane not in (None, "gentle") or heard.intent or topic not in STEPS or not tells_unhappy_reply(heard.text):
        return None
    reached = SECOND if OF_SECOND.search(heard.text) and topic != "school_complaint" else STEPS[topic]
    return step_from(parts, heard, str(topic), reached, letter_line, again=bool(_TOO.search(heard.text)))


def tells_unhappy_reply(text: str) -> bool:
    """Whether a message says that an answer to a complaint came and did not put it right. Pure."""
    plain = " ".join(text.replace("\u2019", "'").split())
    if len(plain.split()) > LONGEST or _OF_US.search(plain) or _NOT_YET.search(plain):
        return False
    return bool(_BOTH.search(plain) or _SHORT.match(plain))
