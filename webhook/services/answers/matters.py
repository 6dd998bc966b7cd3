"""One matter within a topic, and where a short question about it leads: "how long can they do that" after a part-time timetable is not about a suspension.

A matter has the name of the part that answers it. Which short questions lead to which part is content (follow_ups.yml, `leads`). Pure: reads words, decides nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from webhook.services.answers.brief import says_only
from webhook.services.answers.content import Content
from webhook.services.answers.named_questions import find_questions
from webhook.services.answers.part_asked import find_own_part
from webhook.services.answers.question_row import words
from webhook.services.answers.questions_of_exclusion import WAS_FETCHED
from webhook.services.answers.questions_of_life import HOME_EDUCATED, HOURS_CUT, PART_TIME
from webhook.services.answers.questions_of_stages import MEDICINE
from webhook.services.dates.appeal_told import asks_own_day
from webhook.services.turn.follow_ups import LONGEST, bare_question, find_part

AGREE, ALLOWED, IF_SO, MINE, NEXT, REFUSED = "agree", "allowed", "if_so", "mine", "next", "refused"  # kinds of short question, beside the parts that find_part knows
_TOLD: tuple[tuple[str, str, re.Pattern[str]], ...] = (  # topic, matter, words of whoever tells of it without asking
    ("exclusion_reduced_timetable", "fetched", WAS_FETCHED),
    ("exclusion_reduced_timetable", "part_time", words(rf"{PART_TIME}|{HOURS_CUT}")),
    ("out_of_school_provision", "home_education", words(HOME_EDUCATED)),
    ("benefits_money", "pip", words(r"\bpip\b|\b(?:16|sixteen)\b")),
    ("short_breaks", "direct_payments", words(r"\bdirect payments?\b")),
    ("health_equipment", "medicine", words(rf"\b{MEDICINE}\b")),
)
_OF_LAW = r"(?:allowed|permitted|legal(?:ly)?|illegal|lawful|unlawful|(?:against|in|within) (?:the )?(?:law|rules|their rights)|(?:have|has|got) (?:the|a|any) right|a right to)"
_THEM = r"(?:they|he|she|it|that|this|you|a|any|the|my|his|her|school|schools|nursery|nurseries|college|council|head|teachers?|staff)"
_MAY = re.compile(
    rf"\b{_OF_LAW}\b|^(?:surely )?(?:can|could|may|are|do|should) {_THEM}\b(?: \w+){{0,3}}? (?:do|make|say|insist|refuse)\b.{{0,15}}$"
    r"|^(?:can|could|may|are|should) (?:they|a school|the school|school|a nursery|the nursery|nursery|the council)(?: really| even| actually| just)?$",
    re.IGNORECASE,
)
_WORDS_OF_LAW = """
    allow allowed permit permitted legal legally illegal lawful unlawful law rule right against within school nursery college council head teacher staff surely actually really
    refuse insist force stop ask that isn't isnt arent aren't
"""
_OF_THE_LAW = frozenset(_WORDS_OF_LAW.split())
_AGREE = re.compile(
    r"^(?:can|could|do|must|should|may|what if|am) (?:i|we) (?:just |have to |got to |allowed to |simply )*(?:refuse|say no|agree"
    r"|accept|object|disagree|do(?:n'?t| not) (?:agree|want))(?: to)?(?: (?:it|that|this))?$",
    re.IGNORECASE,
)
_IF_SO = re.compile(
    r"^(?:what|what happens|what then|what can (?:i|we) do|then what)?\s*(?:if|when) (?:they|it|she|he|that|the council|the la)(?:'?s)? (?:do|does|did|happens?|happened|is"
    r"|are)(?: (?:that|it|end it|stop it))?$",
    re.IGNORECASE,
)
_NEXT = re.compile(
    r"^(?:what(?:'?s| is| will| do(?:es)?)? (?:happens?|comes?|next)(?: (?:next|then|now|after|after that))*|what (?:do|should|must|can) (?:i|we) do(?: (?:next|then|now))?|then what"
    r"|then|what then|what now|now what|next)$",
    re.IGNORECASE,
)
_NO = re.compile(
    r"^(?:(?:what|what happens|what do (?:i|we) do|what can (?:i|we) do)\s+)?(?:if |when )?(?:they|it|it's|the \w+|school|nursery|council|he|she)(?: still| just| then)? "
    r"(?:says? no|said no|is a no|is no|refuses?|refused|won'?t|do(?:es)?n'?t (?:agree|let (?:me|us)))(?: (?:to )?(?:it|that|me|us))?$",
    re.IGNORECASE,
)


def find_kind(text: str) -> str | None:
    """What a whole short message asks of the last answer, and names nothing else."""
    whole, plain = " ".join(text.replace("\u2019", "'").split()).strip(" ?!.,"), bare_question(text)
    if len(whole.split()) > LONGEST:
        return None
    then = re.sub(r"^(?:(?:and|so|ok|okay|right|but)\s+)+", "", whole, flags=re.IGNORECASE)  # `plain` has lost a "then" at either end
    for kind, pattern in ((AGREE, _AGREE), (NEXT, _NEXT), (IF_SO, _IF_SO), (REFUSED, _NO)):
        if pattern.match(then) or pattern.match(plain):
            return kind
    if _MAY.search(plain) and says_only(plain, _OF_THE_LAW):
        return ALLOWED
    return MINE if asks_own_day(text) else find_part(text)


def find_matter(content: Content, topic: str, said: Sequence[str]) -> str | None:
    """The matter within the topic that somebody spoke of: `said` is what they wrote, newest first."""
    answer = content.answers[topic]
    for text in said:
        own = next((row.part for row in find_questions(text) if row.topic == topic and row.part in answer.parts), None)
        own = own or find_own_part(answer, text) or next((matter for of, matter, told in _TOLD if of == topic and told.search(text)), None)
        if own is not None:
            return own
    return None


def find_leads(content: Content, topic: str, kind: str, said: Sequence[str]) -> tuple[str, ...]:
    """The parts that a short question leads to, the best first: of the matter spoken of, else of the topic as a whole; none where content has none."""
    matter = find_matter(content, topic, said)
    within = content.leads.get(f"{topic}/{matter}", {}) if matter else {}
    whole = content.leads.get(topic, {})
    kinds = (MINE, "how_long") if kind == MINE else (kind,)  # how long the family has is also how long it takes, where content tells no more
    return next((led for of in kinds if (led := within.get(of) or whole.get(of))), ())
