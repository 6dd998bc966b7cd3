"""What a child or young person asks about themselves: a say in their own plan, an appeal of their own, or what if a parent says no.

A child who writes for a parent is another thing (conduct 12, steps/people). Pure: reads words, decides nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

VIEWS, APPEAL, ASK, PARENT_NO, SIGN, DECIDES, REVIEW = "views", "appeal", "ask", "parent_no", "sign", "decides", "review"
LONGEST, SHORT = 50, 4  # words of a question; of one that names nobody: "so who decides"
_COUNTED = r"(?! ?(?:days?|weeks?|months?|hours?|min|stone|miles?|%))"
_CHILD = re.compile(
    rf"\b(?:i'?m|i am) (?:only |just |nearly |almost )?(?:[7-9]|1[0-5]|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen)\b{_COUNTED}"
    r"|\b(?:i'?m|i am) (?:still )?in year (?:[2-9]|1[01])\b|\b(?:i'?m|i am) an? (?:[7-9]|1[0-5]).?(?:years?|yrs?|yr).?olds?\b",
    re.IGNORECASE,
)
_GROWN = re.compile(rf"\b(?:i'?m|i am) (?:only |just |now |nearly |already )?(?:1[7-9]|2[0-4]|seventeen|eighteen|nineteen|twenty)\b{_COUNTED}|\b(?:i'?m"
    rf"|i am) in year 1[23]\b", re.IGNORECASE)
_SIXTEEN = re.compile(rf"\b(?:i'?m|i am) (?:only |just |now |nearly |already )?(?:16|sixteen)\b{_COUNTED}", re.IGNORECASE)
_PARENT = r"(?:my (?:mum|mom|mam|mother|dad|father|parents?|nan|gran|aunt|carers?|guardians?|foster (?:mum|dad|carers?)|family))"
_PARENT_OR_SHORT = rf"(?:{_PARENT}|mum|dad)"
_SECRET = re.compile(
    rf"\b(?:{_PARENT_OR_SHORT}|they|she|he)(?: (?:and|or) (?:mum|dad|my (?:mum|dad)))? (?:do(?:es)?(?:n'?t| not)|don'?t|must(?:n'?t| not)|can(?:'?t|not)|should(?:n'?t| not)"
    rf"|wo(?:n'?t| not))"
    r" (?:\w+ ){0,2}(?:know|find out|be told|hear)\b"
    rf"|\bwithout (?:telling |asking |having |\w+ing )?{_PARENT_OR_SHORT}\b|\b(?:don'?t|do not|please don'?t|haven'?t|have not|not) (?:tell|told|telling) {_PARENT_OR_SHORT}\b"
    rf"|\bbehind {_PARENT}'?s back\b",
    re.IGNORECASE,
)
_FOR_OTHERS = re.compile(  # for a parent, or about a brother or sister
    rf"\b(?:for|on behalf of) {_PARENT}\b|\b{_PARENT}(?:'?s)? (?:\w+ ){{0,2}}(?:wants?|needs?|asks?|asked|asking|said to ask|would like|told me to)\b(?! me to (?:go|stay|move|leave))"
    rf"|\b{_PARENT}(?:'s| is| has| was| been| feels?) (?:\w+ )?(?:ill|sick|disabled|poorly|depressed|deaf|blind|stressed|crying|struggling|in hospital|unwell|worried)\b"
    r"|\b(?:help|support|look after|care for|for) (?:her|him|them)\b"
    r"|\b(?:english|translat\w*|interpret\w*)\b|\bmy (?:\w+ )?(?:brother|sister|sibling|cousin|twin|niece|nephew|friend)(?:s|'s)?\b",
    re.IGNORECASE,
)
_OF_ME = re.compile(
    r"\b(?:can|could|do|am|will|would|should|may|must|have|are|is|did|how do|what if) i\b|\bi (?:want|need|would like|'d like|wanna|hate|think|feel|don'?t (?:want|like))\b"
    r"|\bmy (?:own )?(?:\w+ )?(?:plan|ehcp?|review|meeting|adhd|autism|school|college|support|views?|needs|opinion|wishes|assessment)\b|\babout me\b|\bto me\b",
    re.IGNORECASE,
)
_OWN_CHILD = re.compile(r"\b(?:my|our) (?:\w+ )?(?:son|daughter|child|kids?|children|boy|girl|lad|little one|dd|ds|pupils?|students?)(?:'?s)?\b", re.IGNORECASE)
_VIEWS = re.compile(
    r"\b(?:can|could|do|am|will|would|should|may|must) (?:i|they)\b.{0,25}\b(?:say (?:what|which|where|that|something|how|no\b|in)|have (?:a|my) (?:say|voice|view|opinion)"
    r"|get (?:a|my) say"
    r"|choose|pick|decide|tell (?:them|people|the council|school) (?:what|which|where|how)|put (?:what|my|things|stuff)|write (?:what|my|in|something)|ask for what i|speak (?:at"
    r"|in|for myself)"
    r"|go to (?:my|the) (?:\w+ )?(?:review|meeting|ar)\b|come to (?:my|the) (?:\w+ )?(?:review|meeting|ar)\b|be (?:at|in) (?:my|the) (?:\w+ )?(?:review|meeting|ar)\b|allowed (?:at"
    r"|in|to (?:go|come|say|speak|choose))"
    r"|listen to (?:me|what)|ask me|hear me|care what i)\b"
    r"|\b(?:a|my) say in\b|\bdo (?:my (?:views?|opinions?|wishes)|i) (?:count|matter|get (?:asked|a say))\b|\b(?:have|has) to (?:listen to|ask) me\b|\bdoes (?:anyone"
    r"|it matter what i|what i)\b.{0,20}\b(?:think|want|ask|listen|matter)\b"
    r"|\bwho (?:listens to|asks) me\b|\bi want (?:a say|to (?:say|have a say|choose|be (?:heard|listened to)|go to my (?:review|meeting)))\b",
    re.IGNORECASE,
)
_OF_VIEWS = re.compile(r"\b(?:plan|ehcp?|review|meeting|ar|school|college|support|help|about me|want|views?|opinions?|draft|assessment)\b", re.IGNORECASE)
_APPEAL = re.compile(r"\bappeal\w*\b|\btribunal\b", re.IGNORECASE)
_ASK = re.compile(
    r"\bask(?:ing)? for (?:an? |my (?:own )?|the )?(?:ehc |needs )*(?:plan|ehcp?|assessment|assesment)\b|\b(?:apply|request|get) (?:for )?(?:an? )?(?:ehcp?|ehc|plan|assessment)\b",
    re.IGNORECASE,
)
_MYSELF = re.compile(
    rf"\b(?:myself|my ?self|on my own|by myself|my own)\b|\bwithout {_PARENT_OR_SHORT}\b|\b(?:or )?(?:does|do|will|must|should|has|have|can) {_PARENT_OR_SHORT} (?:have to|need to"
    rf"|has to|got to|do|appeal|ask|apply|sign)\b"
    rf"|\b(?:is it|does it have to be|or is it|or (?:just|only)) (?:up to |only |just )?(?:me or )?{_PARENT_OR_SHORT}\b|\b(?:am|would) i (?:be )?(?:old enough|allowed|too young)\b"
    rf"|\bcan i\b|\bdo i\b|\bcould i\b",
    re.IGNORECASE,
)
_MAY = r"(?:do|does|did|must|should|will|would|has|have|can|could|need|is|am|are|what if|if)"
_SIGNS = r"(?:sign(?:s|ed|ing)?\b(?! (?:up|in|on|language|off|post))|signature\b|permission\b|consent\b|agree\w*\b|say yes\b|(?:say|give) (?:it'?s |its |the )?ok\b)"
_SIGN = re.compile(  # "do i need my mum to sign", "can i sign it myself"
    rf"\b{_MAY}\b.{{0,30}}\b{_PARENT_OR_SHORT}(?:'?s)?\b.{{0,25}}\b{_SIGNS}|\b(?:need|have|want|get|got|without|ask)\b.{{0,15}}\b{_PARENT_OR_SHORT}(?:'?s)?\b.{{0,12}}\b{_SIGNS}"
    rf"|\b{_SIGNS}.{{0,15}}\b(?:of|from|by) {_PARENT_OR_SHORT}\b|\b(?:can|could|do|may|am|should|must) i\b.{{0,20}}\bsign\b(?! (?:up|in|on|language|off|post)).{{0,20}}"
    r"|\bsign (?:it|this|that|the \w+|for it|things)(?: \w+)? (?:myself|my ?self|on my own)\b",
    re.IGNORECASE,
)
_OWN_PARENT = re.compile(rf"\b{_PARENT_OR_SHORT}(?:'?s)?\b", re.IGNORECASE)
_CHILDS_PARENT = re.compile(r"\b(?:his|her|their|the|childs?|child's|kids?|kid's|step) (?:mum|mom|mam|dad|mother|father|parents?|carers?|family)\b", re.IGNORECASE)
_TO_SIGN = re.compile(r"\bsign|\bpermission\b", re.IGNORECASE)  # whether a father agrees is asked by parents too
LONGEST_SIGN = 20  # words
_SIGNS_ALONE = re.compile(  # a whole message that names nothing but a form: "can i sign it myself", "am i allowed to sign for him"
    r"\W*(?:(?:and|so|ok|okay|but|hi|oh|sorry|right)\W+)*(?:can|could|may|am|are|is it (?:ok|okay|fine|alright|all right|enough))\b"
    r"(?: (?:i|we|just|only|one|of|us|both|parent|me|allowed|able|to|if|be|still))* sign(?:s|ing)?"
    r"(?: (?:it|this|that|for it|(?:the|this|that) (?:form|letter|request|application|paperwork)))?"
    r"(?: (?:(?:for|instead of) (?:him|her|them|my (?:son|daughter|child|kid|boy|girl))|myself|my self|by myself|on my own|alone"
    r"|without (?:his|her|their) (?:dad|mum|father|mother|other parent)"
    r"|as (?:his|her|their|the|a) (?:mum|dad|mother|father|parent|carer)|or not|please|pls|then))*\W*",
    re.IGNORECASE,
)
_ALONE = re.compile(r"\b(?:myself|my ?self|on my own)\b", re.IGNORECASE)
_BETWEEN_US = re.compile(rf"\b(?:myself|on my own|me)\b.{{0,12}}\b(?:or|not)\b.{{0,12}}\b{_PARENT_OR_SHORT}\b", re.IGNORECASE)
_OTHER_APPEAL = re.compile(
    r"\b(?:exclu\w+|suspen\w+|transport|taxi|bus|fines?|dla|pip|benefit\w*|gcse\w*|exams?|grades?|marks?|admissions?|badge|grant|job|police|court|visa)\b",
    re.IGNORECASE,
)
_PARENT_NO = re.compile(
    rf"\bif (?:{_PARENT_OR_SHORT}|she|he)(?:'?s)? (?:\w+ )?(?:says? no|said no|sa(?:y|id) i can'?t|refuses?|(?:does|do|did|wo|is|are)(?:n'?t| not) (?:\w+ )?(?:agree\w*|let|want"
    rf"|like|listen|allow|happy)|disagrees?|won'?t let|stops? me|wants? (?:something|somewhere) else)\b"
    rf"|\b{_PARENT} (?:says? no|said no|won'?t let me|doesn'?t (?:agree|want me to|listen)|disagrees?)\b",
    re.IGNORECASE,
)
_DECIDES = re.compile(  # "who decides", "can my dad make me stay"
    rf"\bwho (?:\w+ )?(?:decides?|chooses?|picks?|(?:gets|has) (?:the (?:final |last )?(?:say|choice|decision|right)|to (?:decide|choose|pick|say))|makes? (?:the|that"
    rf"|this) (?:decision|choice))\b"
    rf"|\bwhos?e? (?:choice|decision|say|call) is (?:it|that)\b|\b(?:is|isn'?t) (?:it|that) (?:my|her|his|their|mum'?s|dad'?s|up to) (?:choice|decision|call|me|her|him|them"
    rf"|mum|dad|my \w+)\b"
    rf"|\b(?:can|could|does|do|will|would|is|are) (?:{_PARENT_OR_SHORT}|they|she|he)(?: \w+)? (?:(?:stop|make|making|force|forcing) me|decide|choose|pick)\b"
    rf"|\bdo i (?:have|need|got) to (?:do|go|stay|listen)\b.{{0,40}}\b(?:{_PARENT_OR_SHORT}|they|she|he)\b",
    re.IGNORECASE,
)
_TWO_WISHES = re.compile(  # "my mum wants me to stay at school but i want college"
    rf"\b{_PARENT_OR_SHORT} (?:\w+ )?(?:wants?|says?|thinks?|is making|is forcing|won'?t let|wont let|doesn'?t want|dont want|doesnt want)\b.{{0,60}}\b(?:me"
    rf"|i)\b.{{0,60}}\bi(?:'?d| would)?"
    rf" (?:\w+ )?(?:want|wanna|rather|prefer|don'?t want|dont want|like)\b|\bi (?:\w+ )?(?:want|wanna)\b.{{0,60}}\b(?:but|n|and) {_PARENT_OR_SHORT} (?:\w+ )?(?:wants?|says?"
    rf"|thinks?|won'?t|wont"
    r"|doesn'?t|doesnt|don'?t|dont)\b"
    rf"|\b{_PARENT_OR_SHORT} (?:and (?:i|me) )?(?:disagree|argue|fight|don'?t agree|doesn'?t agree)\w*(?: with me)?\b.{{0,60}}\b(?:me|i)\b",
    re.IGNORECASE,
)
_ABOUT_OTHERS = re.compile(
    r"\b(?:my (?:\w+ )?(?:brother|sister|sibling|cousin|twin|niece|nephew|friend|baby)s?|for (?:him|her|them)|(?:send|sending|put|take) (?:him|her|them)|wants? to know|asked me to)\b",
    re.IGNORECASE,
)
_I_AM_MEANT = re.compile(r"\b(?:i|me|im|i'm|myself)\b", re.IGNORECASE)
_REVIEW = re.compile(
    r"\b(?:ask(?:ing)? for|request|call(?: for)?|get|have|bring forward|arrange|need|want)(?: (?:a|an|my|the|own|early|new|annual|yearly|another|emergency|plan|ehcp|to have"
    r"|to ask for)){0,4} reviews?\b",
    re.IGNORECASE,
)
_OWN_REVIEW = re.compile(r"\bmy own (?:\w+ )?reviews?\b", re.IGNORECASE)
_NAMES_PARENT = re.compile(rf"\b{_PARENT}\b", re.IGNORECASE)


def is_child(text: str) -> bool:
    """Whether somebody says that they are of school age still."""
    return bool(_CHILD.search(text))


def age_group(text: str) -> str:
    """child (until the end of Year 11), sixteen (it depends on the month) or grown; "" where no age is said."""
    return next((group for group, pattern in (("child", _CHILD), ("sixteen", _SIXTEEN), ("grown", _GROWN)) if pattern.search(text)), "")


def keeps_from_parents(text: str) -> bool:
    """Whether a child says that no parent knows they write, or should."""
    return bool(_SECRET.search(text)) and not _OWN_CHILD.search(text)


def asks_for_self(text: str) -> bool:
    """Whether a child who names a parent asks for themselves, so that nobody should offer to ring that parent."""
    return keeps_from_parents(text) or asks_who_signs(text) or decides_for_self(text) or (bool(_OF_ME.search(text)) and not _FOR_OTHERS.search(text))


def may_ask_of_self(text: str) -> bool:
    """Whether the words may be such a question, whoever writes: only then is it worth reading what was written before."""
    if asks_who_signs(text):
        return True
    rights = _MYSELF.search(text) and (_APPEAL.search(text) or _ASK.search(text))
    own = _PARENT_NO.search(text) or _VIEWS.search(text) or _DECIDES.search(text) or _TWO_WISHES.search(text) or _REVIEW.search(text)
    return len(text.split()) <= LONGEST and bool(rights or own) and not _OWN_CHILD.search(text)


def asks_who_signs(text: str) -> bool:
    """Whether somebody asks if a parent of theirs must sign or agree, or if they may sign themselves."""
    return (
        len(text.split()) <= LONGEST_SIGN
        and bool(_SIGN.search(text) or signs_alone(text))
        and not _CHILDS_PARENT.search(text)
        and not _OWN_CHILD.search(text)
        and not _OTHER_APPEAL.search(text)
    )


def signs_alone(text: str) -> bool:
    """Whether a whole message asks if they may sign by themselves, and names nobody else's matter: "can i sign it myself"."""
    return bool(_SIGNS_ALONE.fullmatch(text))


def _of_signing(text: str, before: Sequence[str]) -> str | None:
    """ "Do i need my mum to sign": said by the words alone; "can i sign it" only where a young person wrote it."""
    young = any(age_group(said) and not _OWN_CHILD.search(said) for said in (text, *before))
    if not young and not (_OWN_PARENT.search(text) and _TO_SIGN.search(text)):
        return None
    return APPEAL if any(_APPEAL.search(said) for said in (text, *before[:1])) else SIGN


def _is_young(text: str, before: Sequence[str]) -> bool:
    return bool(age_group(text)) or any(age_group(said) and not _OWN_CHILD.search(said) for said in before)


def decides_for_self(text: str, before: Sequence[str] = ()) -> bool:
    """Whether a young writer asks who decides, they or a parent: by their age, or because they say what each of them wants."""
    if len(text.split()) > LONGEST or _OWN_CHILD.search(text) or _ABOUT_OTHERS.search(text) or _OTHER_APPEAL.search(text) or _APPEAL.search(text):
        return False
    if _TWO_WISHES.search(text) and (_DECIDES.search(text) or _is_young(text, before)):
        return True
    parent = any(_NAMES_PARENT.search(said) for said in (text, *before[:1]))
    return bool(_DECIDES.search(text)) and _is_young(text, before) and bool(parent or _I_AM_MEANT.search(text) or len(text.split()) <= SHORT)


def asked_of_self(text: str, before: Sequence[str] = ()) -> str | None:
    """What a young writer asks of their own plan. `before`: their last messages, where the age and the parent may have been named."""
    if decides_for_self(text, before):
        return DECIDES
    if len(text.split()) > LONGEST or _OWN_CHILD.search(text) or (_FOR_OTHERS.search(text) and not keeps_from_parents(text) and not asks_who_signs(text)):
        return None
    if asks_who_signs(text) and (found := _of_signing(text, before)) is not None:
        return found
    young = _is_young(text, before)
    if _REVIEW.search(text) and (young or _OWN_REVIEW.search(text)):
        return REVIEW
    if _PARENT_NO.search(text) and young and any(_NAMES_PARENT.search(said) for said in (text, *before)):
        return PARENT_NO
    for_self = young or bool(_BETWEEN_US.search(text)) or bool(_NAMES_PARENT.search(text) and _ALONE.search(text))
    if not for_self or _OTHER_APPEAL.search(text):
        return None
    if _MYSELF.search(text) and (_APPEAL.search(text) or _ASK.search(text)):
        return APPEAL if _APPEAL.search(text) else ASK
    return VIEWS if young and _VIEWS.search(text) and _OF_VIEWS.search(text) else None
