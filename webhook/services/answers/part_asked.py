"""Which part of an answer a message is about, where the short answer would miss it: a no that was given ("they turned down his badge", "can I appeal"), or
something that only this topic has ("what if I don't pay it", after a fine). Pure: reads a message and content, decides nothing.
"""

from __future__ import annotations

import re

from understanding.splitter import split_message
from webhook.services.answers.brief import answer_words, meaning_of, says_only, topic_words
from webhook.services.answers.content import Answer, Content
from webhook.services.turn.also_asked import named_in
from webhook.services.turn.follow_ups import AROUND, DISPUTES, LONGEST, bare_question

_NO = re.compile(
    r"\b(?:(?:sa(?:y|ys|id|ying)|told(?: me| us| him| her)?)\s+(?:an?\s+|it'?s\s+an?\s+)?no\b(?!\s+(?:one|plan|assessment|need|place|way)\b)"
    r"|(?:answer (?:is|was)|it'?s|its|that'?s|is|was|got|gets?|come back|came back)(?: with)?\s+(?:still\s+)?(?:an?\s+)?no"
    r"(?=\W*$|\W+(?:to|from|for|again|because|cos|so|what|and|but|can|then|now|on|after|in)\b))"
    r"|\b(?:refus(?:ed?|es|ing|al)|reject(?:ed|s|ing|ion)?|declin(?:ed?|es|ing)|den(?:ied|ies|y|ying))\b|\bturn(?:s|ed|ing)? (?:\w+ ){0,4}?down\b|\bknock(?:s|ed|ing)? (?:\w+ ){0,3}?back\b"
    r"|\b(?:wo|do|does|did)n'?t (?:give|agree|approve|pay|fund|award|allow|grant|let|accept)\b"
    r"|\b(?:will|would|do|does|did) not (?:give|agree|approve|pay|fund|award|allow|grant|let|accept)\b"
    r"|\b(?:not|isn'?t|wasn'?t|aren'?t) (?:eligible|entitled|approved|awarded|agreed|granted|successful)\b|\b(?:doesn'?t|don'?t|didn'?t|does not|do not|did not) qualify\b|\bunsuccessful\b",
    re.IGNORECASE,
)
_CHILD = r"(?:he|she|they both|i|we|my \w+|our \w+|(?:son|daughter|child|boy|girl|lad|kid|dd|ds)\w*)"
_NOT_THEIRS = re.compile(  # a child who refuses, a parent who said no, a no that was not given
    rf"\b{_CHILD}(?:'?(?:ve|d|s|m|re))?\s+(?:(?:have|had|has|just|also|still|always|keeps?|both|never|is|am|are)\s+)*"
    r"(?:refus(?:es?|ing|ed)|said no|says? no|saying no|declined|rejected|turned (?:\w+ ){0,3}down)\b"
    r"|\b(?:i|we|he|she)(?:'?ll)?\s+(?:(?:just|still|really)\s+)*(?:wo|do|does|did|will|would|ca)(?:n'?t| not)\s+(?:give|agree|approve|pay|fund|award|allow|grant|let|accept)\b"
    r"|\b(?:school|food|meal)s?[ -]?refus(?:ers?|als?|ing)\b|\brefus\w+ (?:to (?:go|attend|eat|get|come|leave|do|wear|talk|engage|sleep|take)|school\b|food\b|meds\b|medic\w+)"
    r"|\b(?:not|never|haven'?t|hasn'?t|didn'?t|havent|hasnt|didnt)(?: (?:yet|actually|been|even|ever|quite|really))* (?:sa(?:y|id)|refus\w+|reject\w+|turn\w*|declin\w+|den\w+)\b",
    re.IGNORECASE,
)
_REASON = re.compile(
    r"\W+(?:because|cos|coz|cause|cuz|bcos|as (?=(?:he|she|we|i|they|it)\b)|due to|for being|on the grounds|saying(?! no)"
    r"|they say(?! no)|apparently|reason being|since (?=(?:he|she|we|i|they|it)\b)).*$",
    re.IGNORECASE | re.DOTALL,
)
_MORE_NOTS = re.compile(r"\b(?:won|will|would|doesn|does|don|do|didn|did|isn|is|wasn|was|aren|are)(?:'?t| not)\b", re.IGNORECASE)
_TIMES = re.compile(
    r"\[date\]|\b\d{1,2}(?:st|nd|rd|th)?(?: of)? (?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)\w*(?: 20\d\d)?"
    r"|\b(?:in|on|since|back in|last|this) (?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec|mon|tues?|wednes|thurs?|fri|satur|sun)\w*"
    r"|\b(?:\d{1,2}|an?|one|two|three|four|five|six|few|couple(?: of)?) (?:days?|weeks?|wks?|months?|years?) (?:ago|back)\b",
    re.IGNORECASE,
)
_HAVE = re.compile(r"(?<=they)'?ve\b|(?<=we)'ve\b", re.IGNORECASE)
_WORDS_OF_A_NO = """
    no refuse refused refusing refusal reject rejected rejecting rejection decline declined declining denied deny turn turned turning down knocked knock back
    agree approve approved pay fund award awarded allow grant granted accept eligible entitled successful unsuccessful qualify agreed came come still again next first
    second twice last letter email phone today yesterday year ago request application applied apply panel council la dwp school nursery college head senco sendco team manager
    social worker service officer gp doctor camhs hospital nhs governor club authority decision answer reason keep flat cant cannot been told thing now bit
    wrong unfair fair stuck wont dont doesnt didnt not isnt
"""
_OF_A_NO = frozenset(_WORDS_OF_A_NO.split())
_BY_OTHERS = set("fund request application dwp school nursery college head senco sendco gp doctor camhs hospital nhs club governor phone today yesterday".split())  # noqa: SIM905
_OF_NOTHING_NAMED = (_OF_A_NO | AROUND) - _BY_OTHERS  # a no by a school or a doctor says enough of itself
_OF_A_PLAN = {"plan", "ehcp", "ehc", "assessment", "assess", "assessed", "assessing"}  # a no to these is one to a plan, whatever was answered last
_COST = re.compile(
    r"\bhow much\b(?! (?:help|support|time|longer|notice|more|evidence|proof|information|info|detail|care|speech|therapy|school|say|of)\b)"
    r"|\bwhat(?:'?s| is| does| do)\b.*\b(?:costs?|prices?|rates?)\b",
    re.IGNORECASE,
)
_REQUEST_REFUSED = re.compile(
    r"^(?!.*\b(?:if|can|could|would|might|may|will|why|school|head|teacher|nursery|review|re-?assess\w*)\b).*(?:\b(?:ehc\w*|ass?ess?\w*|request|application)\b.*\b(?:refused|rejected|declined|denied"
    r"|turned (?:us )?down|knocked back)\b|\b(?:refused|rejected|declined|denied|turned (?:us |it )?down|knocked back)\b.*\b(?:ehc\w*|ass?ess?\w*|request|application)\b)",
    re.IGNORECASE,
)
REQUESTS, SHORT_REFUSAL = ("ehcna_request", "ehcna_timeline", "ehcp_what"), 12  # topics of asking for a plan; words of a message that only says that it was refused
COST_ALONE = 9  # words of a question that asks the cost and nothing else
_DISPUTED = frozenset().union(DISPUTES["appeal"])


def find_own_part(answer: Answer, text: str) -> str | None:
    """The part that only this topic has whose words stand in the message; of several the one with the longest words."""
    said = re.sub(r"['\u2018\u2019`]", "", text.lower())
    plain = " ".join(["", *re.findall(r"[a-z0-9]+", said), ""])
    found = [(len(phrase), part) for part, phrases in answer.asked.items() for phrase in phrases if f" {phrase} " in plain]
    return max(found)[1] if found else None


def read_refused(topics: list[str], text: str) -> list[str]:
    """The topics of a message; where all it says is that the request was refused, that, whatever the dialogue model made of it."""
    if topics[0] in REQUESTS and len(text.split()) <= SHORT_REFUSAL and _REQUEST_REFUSED.search(text) and tells_refusal(text):
        return ["ehcna_refused"]
    return topics


def asks_cost(answer: Answer, text: str) -> bool:
    """Whether a question has to do with what it costs, or what is paid, and the answer has a part on that."""
    return "cost" in answer.parts and bool(_COST.search(text))


def tells_refusal(text: str) -> bool:
    """Whether a no was given, or would be, by those who decide: not a child who refuses school, nor a parent who said no."""
    plain = text.replace("\u2019", "'")
    return bool(_NO.search(plain)) and not _NOT_THEIRS.search(plain)


def asks_of_refusal(content: Content, answer: Answer, text: str, *, alone: bool) -> bool:
    """Whether a message about this topic is about a no to it, or how to appeal. Where it is about other topics too (not `alone`), the no must stand beside this one's name."""
    disputed = _DISPUTED if content.topics[answer.topic] != "escalation" else frozenset()  # "how do I appeal" is what an answer on the tribunal is for
    told = [part.text for part in split_message(text) if tells_refusal(part.text) or disputed & set(meaning_of(part.text))]
    if not told:
        return False
    return alone or any(topic_words(content, answer.topic) & set(meaning_of(part)) for part in told)


def leans_on_refusal(content: Content, text: str, topic: str) -> bool:
    """Whether a whole short message says only that the last topic was refused, or asks what if it is: it names nothing of its own but the reason they gave."""
    plain = _TIMES.sub(" ", _REASON.sub("", bare_question(text)))
    if len(plain.split()) > LONGEST or not tells_refusal(plain):
        return False
    return says_only(_MORE_NOTS.sub(" ", plain), _OF_A_NO | AROUND | _DISPUTED | (topic_words(content, topic) - {"plan", "ehcp", "ehc"}) | (set(answer_words(content, topic)) - _OF_A_PLAN))


def names_no_refused(text: str) -> bool:
    """Whether a short message says that something was refused, and neither what nor when: from a day the appeal is counted."""
    plain = _HAVE.sub("", _REASON.sub("", bare_question(text)))
    return len(plain.split()) <= LONGEST and "if" not in plain.lower().split() and tells_refusal(plain) and says_only(_MORE_NOTS.sub(" ", plain), _OF_NOTHING_NAMED)


def gives_reason(text: str) -> bool:
    """Whether the words of a no come with why: "because she can walk 100 metres" often tells what was refused."""
    return bool(_REASON.search(bare_question(text)))


def find_leaning_part(content: Content, text: str, topic: str) -> str | None:
    """The part of the last topic that a short message asks for by words that stand in its answer: "how much is the fine", "what if I don't pay it"."""
    answer, plain = content.answers[topic], bare_question(text)
    if len(plain.split()) > LONGEST or DISPUTES["complain"] & set(meaning_of(plain)) or set(named_in(content, meaning_of(plain))) - {topic}:
        return None
    own = find_own_part(answer, plain)
    part = own or ("cost" if asks_cost(answer, plain) else None)
    asked = {"happen", *(word for phrase in answer.asked.get(own or "", ()) for word in phrase.split())}
    return part if part and says_only(_MORE_NOTS.sub(" ", _TIMES.sub(" ", plain)), frozenset(asked | AROUND | topic_words(content, topic) | set(answer_words(content, topic)))) else None
