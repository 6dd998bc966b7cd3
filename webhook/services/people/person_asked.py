"""Reads whether somebody wants to speak to a person, or a call, with or without saying about what: "could one of you call me re transport". Pure.

"Who do I ring about the taxi" wants a number, and is its topic's own question. So is what school, a doctor or another service should do, and what is only told.
"""

from __future__ import annotations

import re

from understanding.splitter import split_message
from webhook.services.people.access_needs import LANGUAGES
from webhook.services.surgeries.asked import names_surgery

PERSON, CALLBACK = "person", "callback"
LEAST = 3  # words of a question beside it
_CLAUSES = re.compile(r"[.?!,;\n]+|\b(?:and|also|plus|but)\b", re.IGNORECASE)
LONGEST = 45  # words: in a longer message more is told than that
_SOFT = r"(?:(?:please|pls|plz|possibly|maybe|perhaps|just|actually|kindly|ever|at all|to|then|be able|able|could|can|would|free)\W+)*"
_ONE = (
    r"(?:s[uo]me? ?(?:one|body|1)|any ?(?:one|body|1)|one of (?:you|u|your|ur|the)(?: (?:lot|guys|team|officers?|staff|people|lovely people))?"
    r"|(?:a|an|the|my|our|his|her|your|ur) (?:(?:real|actual|proper|live|human|send|sen|case|duty|local|council|ehcp) )*"
    r"(?:person|human(?: being)?|adviser|advisor|officers?|case ?worker|case ?officer|team|office|co-?ordinator"
    r"|manager|boss|supervisor|member of (?:the |your )?(?:staff|team)|staff)|(?:the )?staff)"
)
_YOU = r"(?:you|u|ya|yous|you (?:guys|lot|people))"
_FROM_US = r"(?:(?: (?:there|from (?:there|send|(?:the|your|ur) (?:\w+ )?(?:team|office|council|line))|in (?:the|your) (?:\w+ )?(?:team|office)|at (?:the )?(?:send|council)))? ?)"
_RING = r"(?:(?:ring|call|phone|bell|telephone|contact)|get (?:back|in touch) (?:to|with)|get (?:on the phone to))"
_GIVE = r"giv(?:e|ing) (?:me|us) (?:a |an )?(?:quick |little )?(?:ring|call|bell|buzz|phone call|call ?back|tinkle)"
_ME = rf"(?:{_RING} (?:me|us)\b|{_GIVE}\b)"
_MAY = r"(?:can|could|cud|cld|would|wud|wld|is|is it possible (?:for|that)|any chance(?: that| of| for)?)"
_WANT = r"(?:want(?:ed)?|need(?:ed)?|like|love|prefer|rather|get|have|ask(?:ing)?(?: for)?|arrange(?: for)?|waiting for|grateful if|appreciate (?:it )?if|hoping)"
_CALLS = re.compile(
    rf"\b{_MAY} {_SOFT}(?:{_ONE}{_FROM_US}|{_YOU} ){_SOFT}(?:get {_ONE}{_FROM_US}{_SOFT})?{_ME}"
    rf"|\b{_WANT} {_SOFT}(?:{_ONE}{_FROM_US}|{_YOU} ){_SOFT}(?:could |can |would )?{_ME}"
    rf"|^\W*(?:(?:hi|hello|hey|ok|okay|yes|yeah|thanks|sorry|please|pls|plz|just|so|and|but|no)\W+)*(?:{_ONE}{_FROM_US})?{_ME}"
    rf"|\b(?:please|pls|plz) (?:just )?{_ME}"
    rf"|\b(?:(?:can|could|may) (?:i|we) (?:please |pls |possibly )?(?:have|get|ask for|arrange|request|book)|(?:i|we|i'd|id|we'd)(?: would| really| just| also| will"
    rf"| do)* (?:want|need|like|love|prefer)"
    r"|please (?:can|could) (?:i|we) have|request(?:ing)?|please arrange|(?:can|could|would) (?:you|u|some(?:one|body)) (?:please )?(?:arrange|book|organise|set up|sort)"
    r"|appreciate|grateful for)"
    r" (?:a |an |another )?(?:(?:quick|phone|telephone|call) )*(?:call ?back|call|phone ?call)\b(?! (?:centre|out|handler|log))",
    re.IGNORECASE,
)
_TALK = r"(?:speak|speek|spk|talk|chat|speaking|talking|have a (?:word|chat|conversation))"
_I_WANT = (
    rf"(?:\b(?:(?:can|could|may|might|shall|should|do) (?:i|we)|(?:i|we|i'd|id|we'd|i'll|ill)|how (?:do|can|could) (?:i|we)|{_WANT}|wanna|wish|possible|able|how|let (?:me|us)|looking|chance"
    r"|please|pls|better|easier|if)\b(?:\W+(?:i|we|can|could|would|just|really|also|please|pls|plz|possibly|actually|like|need|want|prefer|rather|to|get|go about|be able"
    r"|able|for me|get hold of"
    r"|do|still|have|got|urgently|much|a|be|wanna|love|and|am|that|know|think|ought|should|quickly|properly))*\W+)"
)
_SPEAKS = re.compile(
    rf"{_I_WANT}{_TALK} (?:to|with|2) (?:{_ONE}\b|(?:{_YOU})\b(?= (?:on the|by) phone))"
    rf"|^\W*(?:(?:hi|hello|hey|ok|okay|yes|please|pls|just|no)\W+)*(?:speak|talk) (?:to|with) {_ONE}\b"
    rf"|(?:\bis there |^\W*(?:hi |hello )?)(?:{_ONE})(?: (?:there|here|that|who|from|at|in|your|the|send|team|office|council))* (?:(?:i|we) (?:can|could|might)|(?:can|to"
    rf"|for me to)) (?:please )?(?:{_TALK}|ring|call|phone)\b"
    rf"|\b(?:get|have|ask|{_MAY}) {_ONE}(?: to)? (?:please )?(?:text|message|msg|email|reply to|write to|answer) (?:me|us)\b(?! (?:the|an?|some|details|info\w*|my|his|her|when|if)\b)"
    rf"|\b(?:get|give|find|fetch) (?:me|us) {_ONE}\b(?! (?:says?|said|told|number|email|name|who|to (?:help|teach|do|come)))"
    rf"|\b(?:put|pass|patch) (?:me|us) (?:through|thru|on to|onto)\b|\b(?:connect|transfer) (?:me|us) (?:to|with|2)\b",
    re.IGNORECASE,
)
_ASKS_WHO = re.compile(
    r"\b(?:who|whom|whose|what number|which number|what'?s the number|number (?:to|for|i|we)|where)\b(?:\W+\w+){0,6}\W+(?:ring|call|phone|speak|talk|contact|get in touch)\b", re.IGNORECASE
)
_NOT = re.compile(
    r"\b(?:never|nobody|no ?one|not|didn'?t|don'?t|dont|didnt|won'?t|wont|doesn'?t|doesnt|can'?t|cant|cannot|couldn'?t|wouldn'?t|refus\w+|told|said|says|asked|keeps?|kept"
    r"|promised|supposed|meant"
    r"|am i|are we|is this|stop|without|no need|instead of|tried|trying|after|before i|when i|managed|went|used|allowed|(?:do|does|did|should) (?:i|we) (?:have"
    r"|need)(?: to)?|entitled|have the right|got) (?:\w+ ){0,4}"
    r"(?:speak|speaking|talk|talking|chat|ring|ringing|call|calling|phone|contact|give|get back|get in touch|put me)\b"
    r"|\b(?:he|she|they|son|daughter|child|kid|boy|girl|husband|wife|partner|dad|mum)(?:'d|d| would| will| does| really| just| doesn'?t| is| has)*"
    r" (?:wants?|needs?|likes?|loves?|able|got)(?: someone| somebody)? to (?:speak|talk|chat)\b|\b(?:can|could|should|will|would) (?:he|she|they|my \w+|his \w+|her \w+"
    r"|the \w+)(?: \w+){0,3} (?:speak|talk|ring|call)\b",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"\b(?:at|in|from|of|with) (?:(?:the|his|her|my|our|their|a|an|any|social) )?(?:\w+ )?(?:school|nursery|college|camhs|hospital|gp|doctor'?s?|surgery|sendiass|sendias"
    r"|ipsea|class|nhs|dwp|gov|police"
    r"|services|taxi (?:firm|company)|tribunal|meeting|panel|hearing|review|meet|clinic|mencap|shout|samaritans|local offer|church|club|charity|forum)\b"
    r"|\b(?:some|any) ?(?:one|body) (?:else )?(?:who(?! (?:can|could|knows?|deals?|is (?:dealing|responsible|in charge)|handles?|understands?|does))|that(?:'s| has| is)"
    r"|with (?:an?|autis\w+)|in the same|like me|independent|private|else'?s|outside)\b"
    r"|\b(?:other|another) (?:parents?|mums?|dads?|famil\w+)\b|\binterpret\w*\b|\bcounsell\w*|\btherapist|\bmy (?:feelings|mental health|head)\b",
    re.IGNORECASE,
)
_LATER = re.compile(
    rf"{_ME}(?: back)?(?:\W+(?:please|pls|plz))?\W+(?:when(?:ever)?|if|once|as soon as|before|every|each time)\b(?!\W+(?:(?:you|u|some(?:one|body)|they|it|its|it's|ur"
    rf"|you're|youre) ?(?:are |is |r )?"
    r"(?:can|could|get|have|free|available|able|possible|poss|convenient|open|suits?|ready|back)|possible|poss|free|able|convenient|\d))",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"^\W*(?:(?:hi|hello|please|pls|just|you can|ok)\W+)*call me (?!back|please|pls|plz|asap|now|today|tomorrow|tonight|later|urgently|thanks|thx|ta|x+\b)\w+(?: (?:please|pls|thanks))?\W*$",
    re.IGNORECASE,
)
_LANGUAGE = re.compile(rf"\b(?:{'|'.join(LANGUAGES)})\b", re.IGNORECASE)


def read_person(text: str) -> str:
    """ "callback" or "person" for who wants one, whatever else is said; "" for none."""
    text = " ".join(text.replace("\u2019", "'").split())
    if (
        len(text.split()) > LONGEST
        or _ASKS_WHO.search(text)
        or _NOT.search(text)
        or _OTHERS.search(text)
        or _LANGUAGE.search(text)
        or _NAMED.match(text)
        or _LATER.search(text)
        or names_surgery(text)
    ):
        return ""
    return CALLBACK if _CALLS.search(text) else PERSON if _SPEAKS.search(text) else ""


def asks_for_person(text: str) -> str:
    """The same for a message that asks nothing else; a question beside it is answered as well (steps/people.add_person)."""
    wish = read_person(text)
    if not wish:
        return ""
    clauses = [clause for clause in _CLAUSES.split(text) if len(clause.split()) >= LEAST and not read_person(clause)]
    return "" if any(part.asks for clause in clauses for part in split_message(clause)) else wish
