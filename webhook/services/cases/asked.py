"""What a short message asks of the case that was just shown: "is that late", "has it been 20 weeks yet", "when will it be done", "what can I do".

Pure: reads a message, decides nothing. A message that names anything else ("when is half term", "what can I do about transport") asks nothing of the case.
"""

from __future__ import annotations

import re

from webhook.services.answers.brief import known_meaning, says_only
from webhook.services.turn.follow_ups import LONGEST, bare_question

LATE, WEEKS, WHEN, DO, DECIDED, APPEAL, WHO, WHY = "late", "weeks", "when", "do", "decided", "appeal", "who", "why"
REQUESTED, RING = "requested", "ring"
OFFICER = "officer"  # the name of who has the case
PLACE = "place"  # the day by which the plan must name the next school or college
AFTER, MEANING = "after", "meaning"  # what comes after the next step, and all of it again in short: the second is learnt (understanding/replies), not read here
_IF = re.compile(r"\bif\b", re.IGNORECASE)  # "what if it is late" asks for the step after
_CASE_WORDS = """
    case plan ehcp ehc application assessment request decision answer draft final finalised finalized letter council status record process son daughter child boy girl
    still yet already gone exactly actually supposed
"""
_LATE_WORDS = """
    late overdue delayed delay behind past date due missed broken met meeting kept within outside law legal legally lawful officially same done slow step how on time track
    passed up over been run deadline long running taking took
"""
_WEEK_WORDS = "20 twenty wk passed past up over been gone reached hit run ran finished ended end since longer limit deadline mark on off"
_WHEN_WORDS = """
    done finished finish finishes ready complete completed issued sent come coming back hear find out get expect expected date due deadline end long longer soon take taking left
    next step stage latest earliest wait waiting review annual review's happen happens roughly reply written write arrive limit timescale timeframe decide decides decided make made
"""
_DO_WORDS = """
    do say next step option right speed push hurry chase chasing move faster quicker quickly along help action advice advise advised suggest recommend
    ring phone call ask contact email write speak talk complain about number
"""
_DECIDED_WORDS = """
    yes no decide decided agree agreed refuse refused approve approved accept accepted get got said say turned down reject rejected result outcome was did is good bad assess assessing assess
"""
_APPEAL_WORDS = "too late enough still now even last day date appeal appealing tribunal deadline limit time long left until till by when"
_WHO_WORDS = "decide decides decided deciding deal dealing deals handling handle responsible charge working waiting wait hold holding got person officer next step make makes final"
_WHY_WORDS = "why long slow slowly late delay delayed delays taking take takes taken reason hold held holding behind earth everything nothing happening happened moving wait waiting overdue"
_REQUESTED_WORDS = """
    day date request requested asking asked ask apply applied application put send sent submitted submit receive received first made make come came start started begin began
    register registered logged school nursery senco
"""
_RING_WORDS = "ring phone call ask contact email write speak talk number telephone best about"
_OFFICER_WORDS = """
    who whos whose name names named called call worker caseworker officer caseofficer coordinator co ordinator manager person sen send ehcp assigned allocated looking after looks
    got has have know tell record on my our his her their number
"""
_PLACE_WORDS = f"""
    {_WHEN_WORDS} school college secondary primary sixth form placement place new name named naming told transfer move moving transition phase confirm confirmed sorted offered settled
    picked chosen said update news till until
"""
_AFTER = re.compile(
    r"^\W*(?:(?:and|n|nd|so|ok|okay|right|yes|yeah|thanks|but|oh|well|um|erm)\b\W*)*"
    r"(?:(?:what|wot|wat)(?:'?s| is| will| would| does| do| did| it| they| the council| you)*(?: (?:happens?|happening|comes?|come|going on|going to happen|next|do|be))*"
    r" (?:(?:straight |right |even )?(?:after|following|past|beyond) (?:that|this|it|then)(?: (?:one|bit|step|stage))?|(?:straight |right )?(?:after|afterwards|then)|from there)"
    r"|(?:what|wot|wat)(?:'?s| is) (?:the )?(?:(?:next )?(?:step|stage|bit|one|thing)) (?:after|following|past)(?: (?:that|this|it)(?: one)?)?"
    r"|(?:and|n|nd) then|then (?:what|wot|wat)"
    r"|(?:and )?after (?:that|this)(?: (?:what|wot)(?: happens)?)?|(?:and |so )?(?:what|wot) then|where (?:does|do) (?:it|we) go (?:from there|after that|then))"
    r"(?:\W+(?:please|pls|plz|though|tho|like|thanks|x+|happens|exactly))*\W*$",
    re.IGNORECASE,
)
_MAY_APPEAL = re.compile(
    r"^(?:can|could|may|should|shall|must|do) (?:i|we)\b.*\b(?:appeal|tribunal|challenge)\b|^(?:am i|are we) (?:able|allowed) to\b.*\b(?:appeal|tribunal|challenge)\b"
    r"|^(?:do|have|has) (?:i|we)(?: have| got)? (?:a|the|any|my|our) rights? (?:to|of) appeal\b|^is there (?:anything|something|a right|any right) to appeal\b"
    r"|^(?:when|how|where) (?:can|could|do|would|should|will) (?:i|we)\b.*\b(?:appeal|tribunal|challenge)\b"
    r"|^(?:i|we)(?:'?d like| want| would like|'?m going) to (?:appeal|challenge|go to (?:the )?tribunal)\b",
    re.IGNORECASE,
)
_MAY_APPEAL_WORDS = "appeal appealing tribunal challenge go take able allowed right anything something now even have want like going next this yet start about school section named"
_SCHOOL = r"(?:schools?|colleges?|secondary|sixth form|placement|place)"
_WHICH_DAY = r"\b(?:when|by when|how (?:long|soon)|what (?:date|day))\b"
_HOW_IT_GOES = r"\b(?:when(?:'?s| is| does| will)|what(?:'?s| is) (?:happening|going on|the news)|how(?:'?s| is)|any (?:news|update))\b"
_OFFICERS = r"(?:case ?(?:worker|officer|manager|holder)|(?:(?:sen|send|ehcp?|plan|case|our|my|his|her) )(?:officer|co-?ordinator|manager))"
_ASKS = (
    (
        OFFICER,
        re.compile(
            rf"^(?:do you (?:know|have) )?who(?:'?s| is| are|se)?\b(?! (?:can|should|do|could|would) (?:i|we)\b).*\b{_OFFICERS}(?:'?s)?\b(?! (?:number|phone|email))"
            rf"|^wh?at(?:'?s| is| are)?\b.*\b{_OFFICERS}(?:'?s)?\b.*\b(?:called|named?)\b"
            rf"|\bname (?:of|for) (?:\w+ ){{0,2}}{_OFFICERS}\b|\b{_OFFICERS}(?:'?s)? name\b|\b(?:call|called|name) (?:my|our|his|her|the) {_OFFICERS}\b",
            re.IGNORECASE,
        ),
        _OFFICER_WORDS,
    ),
    (
        PLACE,
        re.compile(
            rf"{_WHICH_DAY}.*\b(?:know|knows|hear|find out|told|told about|named?|decid\w+|get|say|confirm\w*|sorted|offered)\b.*\b{_SCHOOL}\b"
            rf"|{_WHICH_DAY}.*\b{_SCHOOL}\b.*\b(?:named?|decid\w+|told|known|confirm\w*|sorted|offered|settled|picked|chosen|said|come|due)\b"
            rf"|{_HOW_IT_GOES}.*\b(?:transfer|move|moving|transition|phase)\b.*\b{_SCHOOL}\b",
            re.IGNORECASE,
        ),
        _PLACE_WORDS,
    ),
    (
        WHO,
        re.compile(
            r"^who(?:'?s| is| are| has| will| does| do| makes?)?\b(?! (?:can|should|do|could|would) (?:i|we)\b).*"
            r"\b(?:decid\w+|decision|deal\w*|handl\w+|responsible|in charge|got it|working on|hold\w*|waiting (?:for|on))\b",
            re.IGNORECASE,
        ),
        _WHO_WORDS,
    ),
    (
        WHY,
        re.compile(
            r"^(?:but )?(?:why|how come)$|\b(?:why|how come)\b.*\b(?:long|slow\w*|late|delay\w*|tak\w+|held up|behind|overdue|nothing|waiting|moving)\b"
            r"|\bwhat(?:'?s| is) (?:the (?:hold ?up|delay|reason)|taking (?:\w+ )?so long|holding (?:it|them|things) up)\b",
            re.IGNORECASE,
        ),
        _WHY_WORDS,
    ),
    (
        APPEAL,
        re.compile(
            r"^(?!.*\bhow (?:do|can|would|should)\b)(?=.*\b(?:appeal\w*|tribunal)\b).*(?:\blast (?:day|date)\b|\bdeadline\b|\btime ?limit\b|\bby when\b|\bhow long\b"
            r"|\bwhen (?:do|must|should|can) (?:i|we)\b"
            r"|^(?:can|could|may) (?:i|we) (?:still |even |now )*appeal\b|\bstill (?:in|have|got) time\b|\btoo late to appeal\b)",
            re.IGNORECASE,
        ),
        _APPEAL_WORDS,
    ),
    (
        DECIDED,
        re.compile(
            r"\b(?:yes or (?:a )?no|no or (?:a )?yes)\b|^(?:is|was) (?:it|that|the answer) (?:a )?(?:yes|no)\b"
            r"|\b(?:what|have|has|did) (?:did |have |has )?(?:they|the council|it) (?:been )?(?:decided?|agreed?|refused?|approved?|said|say)\b"
            r"|\bwhat(?:'?s| is| was) the (?:decision|outcome|result|answer)\b|\b(?:did|have) (?:i|we|he|she|they) (?:get|got) (?:it|the plan|one|a plan)\b",
            re.IGNORECASE,
        ),
        _DECIDED_WORDS,
    ),
    (
        REQUESTED,
        re.compile(
            r"\b(?:when|what (?:date|day)|which (?:date|day)|how long ago)\b(?! (?:will|would|do|should|can|could|must|is|are)\b).{0,30}\b(?:request(?:ed)?|asked|ask|appl(?:y|ied|ication)"
            r"|received?|sent|submit(?:ted)?|got)\b|^(?:what(?:'?s| is| was) )?(?:the )?(?:date of (?:the |my |our )?(?:request|application)|(?:request|application) date)$",
            re.IGNORECASE,
        ),
        _REQUESTED_WORDS,
    ),
    (
        RING,
        re.compile(
            r"^who (?:do|should|can|would|could|shall|must) (?:i|we) (?:ring|phone|call|ask|contact|speak to|talk to|email|write to)\b|^who to (?:ring|phone|call|contact|ask)$"
            r"|^(?:(?:what(?:'?s| is)|is there|have you got|do you have|got|can (?:i|we) have|give me) )?(?:the |their |a |an )?(?:phone |telephone |contact )?number"
            r"|^(?:what|which) (?:phone )?number (?:do|should|can) (?:i|we) (?:ring|call|phone)\b",
            re.IGNORECASE,
        ),
        _RING_WORDS,
    ),
    (
        WEEKS,
        re.compile(r"\b(?:20|twenty)[ -]?(?:weeks?|wks?)\b", re.IGNORECASE),
        _WEEK_WORDS,
    ),
    (
        WHEN,
        re.compile(
            r"\bwhen\b|\bhow (?:long|soon|much longer|many (?:more )?(?:weeks|days|months))\b(?! ago)"
            r"|\bwhat(?:'?s| is| are| happens| comes| will be)? (?:the )?(?:next|date|deadline|due date)\b"
            r"|\bwhat (?:date|day)\b|\bby (?:when|what date)\b|^(?:the )?next (?:step|steps|stage|date)$"
            r"|\bwhat(?:'?s| is)? (?:happens|happening|comes|going on) (?:next|now|from here)$",
            re.IGNORECASE,
        ),
        _WHEN_WORDS,
    ),
    (
        LATE,
        re.compile(
            r"\b(?:late|overdue|delayed|behind|(?:on|in) time|on track|too (?:long|slow)|past (?:the|its|their) \w+|(?:missed|broken|met|meeting|kept|within|outside) (?:the|its|their)\b"
            r"|by now|supposed to (?:take|be (?:done|finished|ready|here|sent|in)\b(?! ?(?:by )?when))|(?:has|is|have) (?:it|they|the deadline) (?:been |gone |run )?(?:past|over|passed))\b",
            re.IGNORECASE,
        ),
        _LATE_WORDS,
    ),
    (
        DO,
        re.compile(
            r"^what does (?:that|this|it|all that) (?:all )?mean(?: for (?:us|me|him|her|them))?$|^(?:so )?meaning(?: what)?$"
            r"|\bwhat (?:can|could|do|should|shall|must|would|might|else can) (?:i|we)\b.*\b(?:do|say)\b|\bwhat (?:now|to do)\b"
            r"|\bwhat(?:'?s| is| are) (?:my|our) (?:options?|rights?|next steps?)\b"
            r"|\banything (?:else )?(?:i|we) (?:can|could|should) do\b|\b(?:can|could|should) (?:i|we) do (?:something|anything)\b"
            r"|\bhow (?:can|do|could) (?:i|we) (?:speed|push|hurry|chase|move|get)\b"
            r"|^who (?:do|should|can|would|could) (?:i|we) (?:chase|complain to)\b",
            re.IGNORECASE,
        ),
        _DO_WORDS,
    ),
)


def asks_to_appeal(text: str) -> bool:
    """Whether a message asks if, when or how one can appeal, and names nothing of its own: said of a case it means that case."""
    plain = bare_question(text)
    return len(plain.split()) <= LONGEST and not _IF.search(plain) and bool(_MAY_APPEAL.search(plain)) and says_only(plain, frozenset(known_meaning(f"{_MAY_APPEAL_WORDS} {_CASE_WORDS}")))


def asked_of_case(text: str) -> str | None:
    """place (the day by which a school is named), late, weeks (have the 20 weeks passed), when, do (what can be done), decided, appeal (its last day),
    officer (the name of who has it), requested (which day), ring (whom), who (decides), why (so long) or after (the next step).

    None where a message asks none of these, or names something of its own.
    """
    if _AFTER.match(" ".join(text.replace("\u2019", "'").split())):
        return AFTER
    plain = bare_question(text)
    if len(plain.split()) > LONGEST or _IF.search(plain):
        return None
    return next((kind for kind, pattern, words in _ASKS if pattern.search(plain) and says_only(plain, frozenset(known_meaning(words + _CASE_WORDS)))), None)
