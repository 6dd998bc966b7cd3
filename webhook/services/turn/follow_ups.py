"""What a short message leans on: "ok and how long does that take", "how do I appeal" mean nothing without the answer before them.

Pure: reads a message, decides nothing. A message that names anything of its own is no follow-up. Where an appeal or a complaint leads from each topic is
content (follow_ups.yml).
"""

from __future__ import annotations

import re

from webhook.services.answers.brief import find_named, meaning_of, says_only, topic_words
from webhook.services.answers.content import Content
from webhook.services.turn.also_asked import named_in

REFUSED = "refused"  # the part of an answer on a no to it
LONGEST = 14  # words of a message that leans on another
_LEADS = re.compile(
    r"^\W*(?:(?:and|n|nd|so|ok|okay|k|right|but|then|well|thanks|thank you|thx|cheers|ta|great|good|fine|alright|hi|hello|um|erm|oh|ah|yes|yeah|yep|i see|got it|sorry|also|just)\b\W*)+",
    re.IGNORECASE,
)
_TAILS = re.compile(r"(?:\W+(?:please|pls|plz|then|though|tho|thanks|thank you|thx|usually|normally|typically|roughly|exactly|x+))*\W*$", re.IGNORECASE)
_PARTS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(pattern, re.IGNORECASE))
    for name, pattern in (
        (
            "if_late",
            r"^(?:what )?if (?:they|that|it|she|he|the council|nobody|no ?one)(?:'ve| have| has|'s)? (?:still |just |again )*"
            r"(?:don'?t|dont|do not|miss(?:es)?|doesn'?t|doesnt|does not|never|haven'?t|havent|hasn'?t|hasnt|won'?t|wont|will not"
            r"|is late|ignore[sd]?|say no|(?:say|do|send|tell (?:us|me)) nothing|not)\b.{0,40}$"
            r"|^(?:what )?if nothing (?:still )?(?:happens|changes|comes|is done|arrives)\b.{0,20}$|^what if (?:they|it)('s| is|'re| are) late.{0,20}$"
            r"|^(?:what )?if (?:it|that|this)(?:'?s| is| was| does| did)?(?: still| just)? ?(?:n'?t|not|no)\b"
            r"(?: (?:any|much|be|very|really))? ?(?:good|work\w*|help\w*|use|anything|enough|right)?$"
            r"|^(?:what )?if (?:it|that|this) (?:fails|goes wrong)$",
        ),
        (
            "who",
            r"^who (?:do|should|can|would|could|shall|must) (?:i|we) (?:ring|phone|call|ask|contact|speak to|talk to|email|write to|speak with)(?: about (?:it|that|this))?$"
            r"|^who(?:'?s| is) (?:best|the best person) to (?:ring|phone|call|contact|speak to|talk to)$|^who to (?:ring|phone|call|contact|ask)$"
            r"|^where (?:do|should|can) (?:i|we) (?:ring|phone|call)$"
            r"|^(?:(?:what(?:'?s| is)|is there|have you got|do you have|got|can (?:i|we) have|give me|i need) )?(?:the |their |a |an |any )?(?:phone |telephone |contact )?(?:number|email)"
            r"(?: (?:for|of) (?:them|that|it|this))?(?: (?:to|(?:i|we) can|(?:do|should) (?:i|we)) (?:ring|call|phone|use)(?: them)?)?$"
            r"|^(?:what|which) (?:phone )?number (?:do|should|can|would|shall) (?:i|we) (?:ring|call|phone|use)(?: for (?:it|that|this))?$",
        ),
        ("cost", r"^(?:does (?:it|that|this)(?: one)? cost(?: anything)?|how much(?: (?:is|does) (?:it|that)(?: cost)?)?|is (?:it|that) free)$"),
        ("bring", r"^what (?:do|should) (?:i|we) (?:bring|need|send)(?: with (?:me|us))?$"),
        ("how", r"^how (?:do|can|would) (?:i|we) (?:do (?:that|it|this)|apply|ask(?: for (?:it|that))?|get (?:it|that|one)|start)$"),
    )
)
_HOW_LONG = re.compile(
    r"\bhow (?:long|soon|many (?:weeks|days|months))\b(?! ago)|\bwhat(?:'?s| is) the (?:usual |normal |average )?(?:wait|waiting|timescale|time ?frame|time limit|deadline)\b"
    r"|\bwhen (?:will|would|do|should) (?:i|we) (?:hear|know|find out)\b"
    r"|\b(?:by when|when|at what point) (?:do|does|must|should|will|would|has|have|is|are) (?:they|someone|somebody|(?:the )?(?:council|la|school))\b",
    re.IGNORECASE,
)
_TIME_WORDS = """
    till til until heard know tell tells told
    long soon take taking wait waiting hear happen come back usual usually normal normally average typically roughly timescale timeframe frame limit deadline
    answer reply respond decide
"""
_AROUND_WORDS = "decision letter outcome against formal official formally officially form panel first best way anyway possible raise put school council"
_WORDS_OF_DUTY = """
    council la school act acts acting step start starts started starting begin begins sort sorts sorted sorting arrange arranges arranged provide provides provided
    put place help helps supposed meant duty law legally teach teaches teaching taught lesson tutor educate education officially actually finally before
"""
_OF_TIME = frozenset(_TIME_WORDS.split())
_OF_DUTY = _OF_TIME | frozenset(_WORDS_OF_DUTY.split())  # "how long before the council has to do something": of what was just answered
AROUND = _OF_TIME | frozenset(_AROUND_WORDS.split())
_SEND = re.compile(
    r"^(?:who|whom|where)(?: (?:do|should|can|must|would|shall) (?:i|we))?(?: (?:need to|have to|got to|to))? (?:send|post|e-?mail|submit)"
    r"(?: (?:it|this|that|them|all that|(?:the|my|our) (?:receipts?|forms?|letters?|request|application|appeal|complaint|claim|proof|evidence|papers?|paperwork"
    r"|bill)))?(?: (?:off|in))?(?: to)?$",
    re.IGNORECASE,
)
_DECIDES = re.compile(
    r"^(?:(?:is|isn'?t) it (?:just |only )?(?:the )?(?:council|panel|you|them)(?: (?:who|that|what))?"
    r"|who(?:'?s| is| are| will| does| has| gets?)?|who (?:is|are) (?:it|the ones?|the people) (?:who|that))"
    r"\b.{0,25}\b(?:decid\w+|decisions?|final say|last say|yes or no|up to)\b|^(?:whose|who'?s) decision\b|^up to who\b",
    re.IGNORECASE,
)
_WORDS_OF_DECIDING = """
    who whos whose decide decides decided deciding decision decisions make makes made final last say says yes no up get gets got give given council panel you them
    actually really end if whether one ones people person that this it all on about plan ehcp ehc assess assessed assessing assessment agree agrees agreed
"""
_OF_DECIDING = frozenset(_WORDS_OF_DECIDING.split())
_THEY = r"(?:they|the council|council|la|the la|it|he|she|school|the school|nothing|that)"
_NOT_DONE = (
    r"(?: (?:still|just|all|really|then))*(?: ?n'?t\b| (?:do|does|wo|will|would|did|have|has|is|are)(?: ?n'?t| not)\b| (?:dont|doesnt|wont|wouldnt|didnt|havent|hasnt|not"
    r"|never|refuses?|refused|decides?|decided|"
    r"says?|said|keeps?|kept|stays?|leaves?|left|changes?|changed|ignores?|ends?|ended|stops?)\b)"
)
_SUPPOSED = rf"(?:what )?(?:if|when|in case) {_THEY}{_NOT_DONE}(?: \w+){{0,5}}?"
_ASKS_TO = r"(?:can|could|may|do|should|would|how (?:do|can|would)|am|are|is there|will|what about)\b"
_IF_FIRST = re.compile(rf"^{_SUPPOSED}(?:\W+(?:then )?(?={_ASKS_TO}))", re.IGNORECASE)  # "if they don't change it can i appeal"
_IF_LAST = re.compile(rf"\W+{_SUPPOSED}\W*$", re.IGNORECASE)
DISPUTES = {
    "appeal": frozenset(("appeal", "appealing", "challenge", "contest", "dispute", "overturn", "fight", "object")),
    "complain": frozenset(("complain", "complaining", "complaint", "moan")),
}


def find_part(text: str) -> str | None:
    """The part of the last topic that a whole message asks for (how_long, who, …)."""
    plain = bare_question(text)
    if _HOW_LONG.search(plain) and len(plain.split()) <= LONGEST and says_only(plain, _OF_DUTY):
        return "how_long"
    return next((name for name, pattern in _PARTS if pattern.match(plain)), None)


def find_dispute(content: Content, text: str, last_topic: str | None) -> tuple[str, str] | None:
    """Topic and part that answer an appeal or a complaint about the topic just answered, or one that is named in the message; None where it is neither."""
    whole = bare_question(text)
    plain = _IF_LAST.sub("", _IF_FIRST.sub("", whole))
    said = meaning_of(plain)
    kind = next((kind for kind, words in DISPUTES.items() if words & set(said)), None)
    if plain != whole and (kind is None or set(named_in(content, meaning_of(whole))) - {*named_in(content, said), last_topic}):
        return None  # what they might not do is named, and is of another topic
    if kind is None or len(plain.split()) > LONGEST or re.search(r"\b(?:no|not|never|\w+n't|(?:i|we) wont|dont (?:want|wish|need|plan))\b", plain, re.IGNORECASE):
        return None
    known = DISPUTES[kind] | AROUND
    if last_topic and says_only(plain, known | topic_words(content, last_topic)):
        topic: str | None = last_topic
    else:
        topic = find_named(content, " ".join(word for word in said if word not in known))
    if kind == "appeal" and topic in content.answers and REFUSED in content.answers[topic].parts and topic not in content.follow_ups.get(kind, {}):
        return topic, REFUSED
    by = [f"{kind}_by"] if _HOW_LONG.search(plain) or re.search(r"\bdeadline|time limit|by when|when\b", plain, re.IGNORECASE) else []
    return next((led for key in [*by, kind] if (led := content.follow_ups.get(key, {}).get(topic or "")) is not None), None)


def asks_where_to_send(text: str) -> bool:
    """ "Who do I send it to", "where do we post the form", and nothing else."""
    return bool(_SEND.match(bare_question(text)))


def asks_who_decides(text: str) -> bool:
    """ "Ok and who decides", "who makes the decision then", "is it the council who decides if he gets one", and nothing else."""
    plain = bare_question(text)
    return bool(_DECIDES.search(plain)) and says_only(plain, _OF_DECIDING)


def bare_question(text: str) -> str:
    """The message without what people put before and after a question."""
    plain = " ".join(text.replace("\u2019", "'").split())
    return _TAILS.sub("", _LEADS.sub("", plain))
