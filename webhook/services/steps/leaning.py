"""What leans on the last answer and names nothing itself: "the second one", "and then what", "she's 4", "is there a letter", "what's the cost".

Each of them is answered from the topic before, or it is said that we don't have it; none is guessed at by the dialogue model, which knows one message only.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from webhook.bootstrap import Parts
from webhook.services.answers.brief import find_named, meaning_of, topic_words
from webhook.services.answers.content import Answer
from webhook.services.people.who_to_ring import WHO, ring_turn
from webhook.services.render.escalation import step_after
from webhook.services.render.render import answer_reply, answer_turn, letter_line
from webhook.services.steps.brief import is_recent
from webhook.services.steps.family import said_before
from webhook.services.steps.plain import part_turn
from webhook.services.steps.two_refused import list_refused
from webhook.services.turn.follow_ups import REFUSED, bare_question, find_part
from webhook.services.turn.heard import Heard, Reply, Turn
from webhook.store.duty_queries import list_our_words
from webhook.store.inbox import list_several

UNDER_FIVE, EARLY = 5, "early_years"
TURNS, LATELY = 3, 6  # how far back, in turns and in texts of ours
_PLACES = {"first": 0, "1st": 0, "second": 1, "2nd": 1, "other": 1, "third": 2, "3rd": 2, "last": -1}
_ORDER = "|".join(_PLACES)
_NOUN = r"(?:(?:thing|one|question) (?:that )?i asked(?: about)?|one|thing|question|bit|part|point|topic|answer)"
_ONE_OF = re.compile(
    rf"^(?:(?:what|how) about |(?:tell me )?(?:more )?(?:about|on) |(?:go )?back to |can you (?:answer|do) )?(?:the |my |that )?(?:(?P<a>{_ORDER}) {_NOUN}|(?:the |my )(?P<b>{_ORDER}))"
    r"(?:[\s,;:.?-]+(?P<rest>.{3,60}))?$",
    re.IGNORECASE,
)
_NAMED_ONE = re.compile(  # "and the money one", "the transport bit, how long"
    rf"^(?:(?:what|how) about |(?:tell me )?(?:more )?(?:about|on) |(?:go )?back to |for )?(?:the |my |that )(?P<name>[\w' -]{{2,30}}?) {_NOUN}(?:[\s,;:.?-]+(?P<rest>.{{3,60}}))?$",
    re.IGNORECASE,
)
_ASKED_OF_ONE = re.compile(  # "how long have i got for the dla one"
    rf"^(?P<rest>.{{3,40}}?) (?:for|of|on|with|about) (?:the |my |that )(?P<name>[\w' -]{{2,30}}?) {_NOUN}$", re.IGNORECASE
)
_JOINS = re.compile(r"^\W*(?:(?:and|so|ok|okay|right|but|well|yes|yeah|thanks|sorry)\W+)*", re.IGNORECASE)
_STEP = r"(?: (?:next|now|then|after (?:that|this)))"
_NEXT = re.compile(
    r"^(?:then what|what then|what(?:'?s| is| comes| happens)? (?:after|next)(?: (?:that|then|this))?|after (?:that|this)|next(?: step)?|who(?:'?s| is)? next"
    rf"|what (?:do|can|should) (?:i|we) do{_STEP}|where (?:do|can) (?:i|we) go{_STEP}|wh?at(?:'?s| is| happens| comes)? (?:then|next)(?: (?:then|after (?:that|this)))?)\W*$"
    r"|^(?:what )?if (?:that|this|it) (?:does not|doesn'?t|did not|didn'?t) (?:work|help)\W*$",
    re.IGNORECASE,
)
_AND_THEN = re.compile(r"^\W*(?:(?:ok|okay|right|so|yes|yeah|thanks|but|well)\W+)*(?:and|n|but) then\W*$", re.IGNORECASE)  # "ok then" ends a talk
_BY_NUMBER = ("first", "second", "third")
_NUMBER = re.compile(r"\b(?:the )?(?:number|no\.?|num|question|q|#|point) ?(?P<number>[123])\b(?! ?(?:bus|road|street|weeks?|days?|months?|years?|hours?))", re.IGNORECASE)
_PAIR = (0, 1)
_REFUSED_TIME = "refused_time"  # the part of an answer on how long there is to challenge a no
_MORE = ("how", "if_late", "how_long", "who")  # parts of an answer in the order in which they are done
_TOO = r"(?: (?:either|too|again|still|yet|already|as well))*"
_THEY = r"(?:they|she|he|that one|the (?:head|manager|officer|senior officer|team|council|line|duty line)|nobody|no ?one|none of them|that|it)(?:'?s)?"
_NOT = r"(?:(?:did|has|have|had|will|wo|does|do|is|was)(?: ?n'?o?t| never)|never|still not|not|ignored|refused|was (?:useless|no (?:help|use)))"
_DO = r"(?:repl\w+|answer\w*|respond\w*|(?:get(?:ting)?|got|come|came|ring|rang|call|called) back|pick(?:s|ed|ing)? up|help\w*|work\w*|do(?:ne)? anything|care)"
_OFTEN = r"(?:them |her |him )?(?:once|twice|again|(?:\w+ )?(?:\w+ )?times)"
_DID = rf"(?:(?:i|we)(?:'?ve| have)? )?(?:did|done|tried|asked|rang|rung|emailed|chased|called|wrote(?: to)?) (?:(?:that|it|them|her|him|all that|this){_TOO}|{_OFTEN})"
_NO_GOOD = re.compile(
    rf"^(?:but )?(?:still nothing|nothing(?: from (?:them|her|him))?{_TOO}|no (?:reply|answer|response|luck|joy|good)(?: from (?:them|her|him|that))?{_TOO}"
    rf"|(?:{_DID}[\s,.]*(?:and |but )?)?(?:nobody|no ?one|none of them) {_DO}(?: (?:to )?(?:me|us|that|it))?{_TOO}"
    rf"|(?:{_DID}[\s,.]*(?:and |but )?)?{_THEY}(?: still| just)* {_NOT}(?: (?:even|ever|still))*(?: {_DO})?(?: (?:to )?(?:me|us|that|it|this|them))?{_TOO}"
    rf"|{_DID}(?:[\s,.]+(?:and |but )?(?:nothing|no (?:luck|joy|reply|answer|good)))?)\W*$",
    re.IGNORECASE,
)
_ANY_LETTER = r"(?:an?|any)(?: template| model| sample| standard)? (?:letters?|templates?)(?=\W*$| (?:that )?(?:i|we|to|like|letter)\b| (?:for|about) (?:this|that|it)\b)"
_LETTER = re.compile(
    rf"\b(?:is|are) there {_ANY_LETTER}|\b(?:have you(?: got)?|do you have|you got) {_ANY_LETTER}|\b(?:letter|template)(?: that)? (?:to|i|we)(?: can| could)? (?:send|use|copy)\b"
    r"|\b(?:can|could|will) (?:you|u) (?:write|draft|give|send|help (?:me )?(?:write|with))(?: me| us)? (?:a|an|the)(?: \w+)? (?:letter|template|email)\b"
    r"|\bhelp (?:me )?(?:to )?writ(?:e|ing) (?:a|an|the|it)\b",
    re.IGNORECASE,
)
LONGEST_LETTER = 14  # words of a question for a letter that leans on the answer before it
_OTHER_CHILD = (
    r"(?:my|our|the|his|her) (?:(?:other|second|younger|older|youngest|oldest|eldest|little|big|middle|wee) )?(?:one|child|kid|son|daughter|boy|girl|brother|sister"
    r"|twin|baby|toddler|lad)"
)
_AGE = re.compile(
    rf"^(?:(?:what about |how about )?(?:for )?{_OTHER_CHILD}(?:,? (?:who|he|she|they))?(?:'?s|'?re| is| are|,)? |(?:he|she|they|my \w+|our \w+|the (?:child|boy|girl))(?:'?s"
    rf"|'?re| is| are)? )(?:only |just |nearly |almost |about |still )*"
    r"(?P<age>\d{1,2}|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen)"
    r"(?: and a half)?(?: years?(?: old)?| yrs?(?: old)?| yo| now| (?:this|next) \w+)*(?: (?:so|does that (?:change|matter).*))?$",
    re.IGNORECASE,
)
_SPELLED = ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen"]
_COST = re.compile(
    r"^(?:(?:what(?:'?s| is| are| will| would| does| do)?|how much (?:does|do|will|would|is|are)|any idea (?:of|on)|and) )*(?:the |a |any |it |that |this |one |they |there )*"
    r"(?:(?:be )?(?:the )?(?:costs?|price|charge|fee)s?|how much|pay(?:ing)?)(?: (?:of|for) (?:it|that|this|one|them))?(?: (?:me|us|anything))?$"
    r"|^(?:do|will|would) (?:i|we) have to pay(?: (?:for (?:it|that)|anything))?$|^(?:is there|are there) (?:a |any )?(?:cost|charge|fee|price)s?(?: (?:for (?:it|that)))?$",
    re.IGNORECASE,
)
_HELP = r"(?:help|support|services?|things?|advice|stuff|info(?:rmation)?)"
_ASKS_HELP = rf"(?:(?:what|which)(?: other| more)? {_HELP} (?:is|are) there|(?:is|are) there(?: any| some| other| more)? {_HELP}|(?:any|some|other|more) {_HELP}(?: there)?|{_HELP})"
_HELP_FOR = re.compile(
    rf"^{_ASKS_HELP} (?:for|with|about|on)(?: the)? (?P<what>[\w' -]{{3,40}})$|^(?:for|with)(?: the)? (?P<for>[\w' -]{{3,40}}?) {_ASKS_HELP}$"
    r"|^(?:what about|how about)(?: the)? (?!under\b)(?P<about>[\w' -]{3,40})$",  # "what about under 5s" asks it of the last topic
    re.IGNORECASE,
)


def take_leaning(parts: Parts, heard: Heard) -> Turn | None:
    """The answer to a short message that stands on the one before it; None for one that says something of its own."""
    if heard.form_open or heard.intent or heard.lane not in (None, "gentle") or heard.flags or not is_recent(heard):
        return None
    plain = bare_question(heard.masked)
    for take in (_one_of_several, _named_instead, _next_step, _its_letter, _its_cost, _at_this_age):
        if (turn := take(parts, heard, plain)) is not None:
            return turn
    return None


def take_numbered(parts: Parts, heard: Heard) -> Turn | None:
    """ "How long does number 2 take": the second of several that were answered, whatever else its words could mean after the first."""
    if heard.form_open or heard.intent or heard.lane not in (None, "gentle") or heard.flags or not is_recent(heard) or heard.conversation.unsure_count:
        return None
    plain = bare_question(heard.masked)
    return _one_of_several(parts, heard, plain) if _by_number(plain) != plain else None


def _last_answer(parts: Parts, heard: Heard) -> Answer | None:
    answer = parts.content.answers.get(heard.conversation.last_topic or "")
    return answer if answer is not None and not answer.off else None


def _one_of_several(parts: Parts, heard: Heard, plain: str) -> Turn | None:
    """ "And the second one?", "the other one, how long": of the topics that the last answer was about, or had no room for."""
    plain = _by_number(plain)
    found = _ONE_OF.match(plain)
    named = None if found else _NAMED_ONE.match(plain) or _ASKED_OF_ONE.match(plain)
    rest = found["rest"] if found else named["rest"] if named else None
    if not (found or named) or heard.conversation.unsure_count or (rest and find_part(rest) is None and not _COST.match(bare_question(rest))):
        return None
    with parts.db.reading() as session:
        before = list_several(session, heard.inbound, TURNS)
    topics = [topic for topic in dict.fromkeys([*before, *heard.conversation.options]) if topic in parts.content.answers]
    place = _PLACES[(found["a"] or found["b"]).lower()] if found else _place_of(parts, topics, named["name"] if named else "")
    if len(topics) < 2 or place >= len(topics):
        return None
    if found and "other" in (found["a"] or found["b"]).lower() and len(topics) == len(_PAIR):
        place = _PAIR[topics[0] == heard.conversation.last_topic]  # the one that was not spoken of last
    answer = parts.content.answers[topics[place]]
    part = find_part(rest) if rest else None
    if part == WHO and not answer.off:
        return ring_turn(parts, heard, answer)
    if (not rest or part == "how_long") and REFUSED in answer.parts and _is_refused(parts, heard, answer.topic):
        return _of_a_no(parts, heard, answer, part)
    if rest and (part or "cost") not in answer.parts:
        return None if part else _no_price(parts, heard, answer)
    return part_turn(parts, heard, answer, part or "cost") if rest else _more_of(parts, heard, answer)


def _by_number(plain: str) -> str:
    """ "How long does number 2 take" as "the second one, how long does it take"; any other message as it is."""
    found = _NUMBER.search(plain)
    if found is None:
        return plain
    rest = f"{plain[: found.start()]}it{plain[found.end() :]}".strip()
    return f"the {_BY_NUMBER[int(found['number']) - 1]} one" + ("" if rest in ("it", "about it", "what about it", "and it") else f", {rest.removesuffix(' for it').removesuffix(' on it')}")


def _is_refused(parts: Parts, heard: Heard, topic: str) -> bool:
    """Whether they said that it was refused, beside another."""
    told = [list_refused(parts.content, text) for text in said_before(parts, heard)]
    return any(topic in refused for refused in told if len(refused) > 1)


def _of_a_no(parts: Parts, heard: Heard, answer: Answer, part: str | None) -> Turn:
    """What can be done about a no, or how long there is; where the first was just said, the second."""
    with parts.db.reading() as session:
        said = any(answer.parts[REFUSED].on(heard.channel)[:60] in text for text in list_our_words(session, heard.conversation.id, limit=LATELY))
    by = next((name for name in (_REFUSED_TIME, *(("how_long",) if part else ())) if name in answer.parts and (part or said)), REFUSED)
    return part_turn(parts, heard, answer, by)


def _place_of(parts: Parts, topics: Sequence[str], name: str) -> int:
    """Where the one topic stands whose name these words are of; beyond the last where none is, or more than one."""
    said = set(meaning_of(name))
    meant = [place for place, topic in enumerate(topics) if said and said <= topic_words(parts.content, topic)]
    return meant[0] if len(meant) == 1 else len(topics)


def _more_of(parts: Parts, heard: Heard, answer: Answer, names: Sequence[str] = ("how", "who", "if_late", "how_long")) -> Turn:
    """An answer that was perhaps just given: the short one, or, where that was said, what we have besides."""
    with parts.db.reading() as session:
        ours = list_our_words(session, heard.conversation.id, limit=LATELY)
    said = names == _MORE or any(answer.short.on(heard.channel)[:60] in text for text in ours)
    part = next((name for name in names if said and name in answer.parts and answer.parts[name].on(heard.channel)[:60] not in " ".join(ours)), None)
    return part_turn(parts, heard, answer, part) if part else answer_turn(parts, heard, [answer.topic], 0.9)


def _named_instead(parts: Parts, heard: Heard, plain: str) -> Turn | None:
    """ "What help is there for under 5s", "any support for siblings": another topic's own name, whatever was answered last."""
    found = _HELP_FOR.match(plain)
    what = (found["what"] or found["for"] or found["about"]) if found else ""
    topic = (find_named(parts.content, what) or find_named(parts.content, what.rstrip("s"))) if what else None  # "under 5s"
    return answer_turn(parts, heard, [topic], 0.9) if topic and topic != heard.conversation.last_topic else None


def _next_step(parts: Parts, heard: Heard, plain: str) -> Turn | None:
    """ "And then what", "she didn't reply either": the rung after the one that was named."""
    whole = _JOINS.sub("", " ".join(heard.masked.replace("\u2019", "'").split()))  # "and then what": `plain` has lost its "then"
    asks_next = _NEXT.match(whole) or _AND_THEN.match(heard.masked)
    if not (asks_next or _NO_GOOD.match(whole) or _NO_GOOD.match(plain)):
        return None
    turn, answer = step_after(parts, heard, letter_line), _last_answer(parts, heard)
    if turn is not None or not asks_next or answer is None or (heard.conversation.awaiting or "").startswith("search"):
        return turn
    led = parts.content.follow_ups.get("next", {}).get(answer.topic)
    return part_turn(parts, heard, parts.content.answers[led[0]], led[1]) if led else _more_of(parts, heard, answer, _MORE)


def _its_letter(parts: Parts, heard: Heard, plain: str) -> Turn | None:
    """ "Is there a letter I could send": the one that belongs to the last answer, filled in on its own page only."""
    answer = _last_answer(parts, heard)
    if answer is None or not _LETTER.search(plain) or len(plain.split()) > LONGEST_LETTER:
        return None
    line, key = letter_line(parts, answer.topic, heard.channel), "letter_offer"
    if not line:
        url = f"{parts.settings.public_base}/letters/"
        line, key = url.removeprefix("https://") if heard.channel == "sms" else url, "letter_none"
    words = parts.content.messages[key].on(heard.channel).format(letter=line, plain=answer.plain)
    return _lean(heard, answer, Reply(words, sources=[dict(source) for source in answer.sources]))


def _its_cost(parts: Parts, heard: Heard, plain: str) -> Turn | None:
    """ "What's the cost": of what was just answered, or that we have no price for it."""
    answer = _last_answer(parts, heard)
    if answer is None or (heard.conversation.awaiting or "").startswith("search") or not _COST.match(plain):
        return None
    return part_turn(parts, heard, answer, "cost") if "cost" in answer.parts else _no_price(parts, heard, answer)


def _no_price(parts: Parts, heard: Heard, answer: Answer) -> Turn:
    return _lean(heard, answer, Reply(parts.content.messages["no_price"].on(heard.channel).format(plain=answer.plain)))


def _at_this_age(parts: Parts, heard: Heard, plain: str) -> Turn | None:
    """ "She's 4 tho": the last answer stands; under five there is early years help beside it, else what else we have on the topic."""
    answer, found = _last_answer(parts, heard), _AGE.match(plain)
    if answer is None or found is None or heard.conversation.unsure_count:
        return None
    age = int(found["age"]) if found["age"].isdigit() else _SPELLED.index(found["age"].lower()) + 2
    turn = _more_of(parts, heard, answer)
    early = parts.content.answers.get(EARLY)
    if age < UNDER_FIVE and early is not None and not early.off and answer.topic != EARLY:
        turn.replies.append(answer_reply(parts, early, heard.channel))
        turn.topics.append(EARLY)
    return turn


def _lean(heard: Heard, answer: Answer, reply: Reply) -> Turn:
    changes: dict[str, Any] = {"options": [], "unsure_count": 0}
    return Turn(lane="answer", topics=[answer.topic], replies=[reply], confidence=0.9, flags=heard.flags, changes=changes)
