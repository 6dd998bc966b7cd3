"""Steps for questions told by their own words before the dialogue model: the part of an answer that is for them (named_questions), a family of another
council, a no that may be one of two, and "dying to know if it is done".
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from webhook.bootstrap import Parts
from webhook.services.answers.brief import meaning_of
from webhook.services.answers.named_questions import asks_nothing_else, find_questions
from webhook.services.answers.part_asked import tells_refusal
from webhook.services.answers.question_row import Question
from webhook.services.dates.read import AWAITING
from webhook.services.render.render import answer_reply, answer_turn, clarify_turn
from webhook.services.render.situation import soften
from webhook.services.render.status import CASE_TOPIC
from webhook.services.steps.brief import is_recent
from webhook.services.steps.family import said_before
from webhook.services.turn.asked_apart import end_question
from webhook.services.turn.heard import Heard, Reply, Turn
from webhook.services.turn.told_beside import answer_told
from webhook.services.turn.told_topics import find_told_topics, is_told_outright

MOST, BY_SMS = 3, 2  # questions answered at once
LONGEST_NO, LONGEST_PLACE = 9, 30  # words
_PLAN = r"(?:ehc ?plan|ehcp?|echp|plan)"
_WANTS_TO_KNOW = re.compile(
    r"\b(?:dying|desperate|itching|bursting|gagging|can'?t wait|excited|eager|keen) (?:to )?(?:know|hear|find out|see|learn)\b.{0,20}"
    rf"\b(?:plan|ehcp?|assessment|case|request|application)\b.{{0,25}}\b(?:done|finished|ready|out|final\w*|in|back|through|up to|at|written|complete\w*|come|coming|sorted"
    rf"|agreed|approved|happening|yet)\b"
    rf"|^\W*(?:(?:hi|hello|just|so|pls|please|and)\W+)*(?:is|has|was) (?:my |his |her |our |the |their )(?:\w+'?s )?{_PLAN} (?:been )?(?:done|finished|ready|complete\w*"
    rf"|written|sorted)\b(?: yet| now| by now)?\W*$",
    re.IGNORECASE,
)
_GOT_A_NO = re.compile(r"\b(?:had|got|get|gotten|given|it'?s|came back) an? no\b(?! (?:one|place|way))", re.IGNORECASE)
_BOTH_NOS = ("ehcna_refused", "ehcp_not_issued")
_A_PLAN = re.compile(rf"\b{_PLAN}s?\b", re.IGNORECASE)
_ONE_NO = re.compile(
    r"\b(?:assess\w*|look\w*|request|application|appl\w+|draft|final|amend\w*|chang\w+|section|school|college|nursery|transport|taxi|panel|budget|direct|review\w*|grant|eng|issu\w+"
    r"|tribunal|appeal\w*|mediat\w+"
    r"|how|complain\w*|if|name|therapy|salt|support|hours|copy|see|late|when|not to|parents?|i|he|she)\b",
    re.IGNORECASE,
)
_LIVES = re.compile(
    r"\b(?:(?:i|we|they)(?:'?m|'?re)?|im|were|family)\b(?: (?:am|are|is|both|all|actually|just|now|currently|only|still))*(?: (?:live|living|lives|based|resident|from"
    r"|over))*(?: (?:in|from|under|at|with))? $"
    r"|\b(?:live|living|lives|based|reside|resident|home is|house is)(?: (?:just|over|now|actually|currently))* (?:in|at) $|^\W*(?:(?:hi|hello)\W+)*from $",
    re.IGNORECASE,
)
_NOT_AT_HOME = re.compile(
    r"\bmov(?:e|es|ed|ing)\b|\brelocat\w+|\bused to\b|\bwork(?:s|ing)?\b|\b(?:dad|mum|father|mother|ex|partner|husband|wife|sister|brother|friend|nan|gran\w*|aunt\w*|uncle"
    r"|cousin)\b.{0,10}\bliv\w+",
    re.IGNORECASE,
)
_WHO = re.compile(r"\bwho\b|\bwhich (?:council|borough|authority|la)\b", re.IGNORECASE)
_WHOM = re.compile(
    r"\bwho\b|\bwhich (?:council|borough|authority|la|one)\b|\bwhere (?:do|should|can|would) (?:i|we)\b|\b(?:can|could|do|does|will|would|are|is) (?:you|u|it you"
    r"|this you|this for)\b|\b(?:can|do|could|should) (?:i|we)\b|\bdoes \w+ do\b",
    re.IGNORECASE,
)
_OF_A_PLAN = re.compile(
    r"\b(?:ehc\w*|echp|plan|assess\w*|sen|send|special needs|case (?:officer|worker))\b|\bwho (?:do|should|can|would) (?:i|we) (?:ask|ring|contact|speak|talk|go|call|email"
    r"|write)\b",
    re.IGNORECASE,
)
_ELSE_THERE = re.compile(r"\b(?:clubs?|holidays?|activit\w+|groups?|swim\w*|parks?|surger\w+|surgery|near|nearest|events?|badge)\b", re.IGNORECASE)
HERE = Question("ehcp_what", "who", _WHO)  # for who lives here and asks whom to ask


def answer_named(parts: Parts, heard: Heard) -> Turn | None:
    """The part of an answer that a message asks for by words of its own; up to three of them where it asks nothing else."""
    if not _is_open(heard):
        return None
    last = heard.conversation.last_topic if is_recent(heard) else None
    text = end_question(heard.masked) or heard.masked  # a long story and one question: the question decides
    rows = [row for row in find_questions(text, last, lambda: said_before(parts, heard)) if _has_words(parts, row)]
    if heard.conversation.ladder:
        rows = [row for row in rows if not row.yields]
    if not meaning_of(heard.masked):
        rows = [row for row in rows if last in row.after]  # "what now" means nothing by itself
    if not rows or not asks_nothing_else(text, rows):
        return None
    if "urgent_today" in heard.flags and not all(row.now for row in rows):  # what to do in the next hour comes first
        return answer_turn(parts, heard, [row.topic for row in rows][:MOST], 0.9)
    turn = _told(parts, heard, rows)
    if turn.changes["options"] or any(parts.content.topics[row.topic] == "escalation" for row in rows):  # the trouble told beside a complaint is its reason
        return turn
    if text != heard.masked:
        return turn
    told = [topic for topic in find_told_topics(parts, heard, turn.topics) if is_told_outright(parts.content, heard.masked, topic)]
    return answer_told(parts, heard, turn, told) if told else turn  # "they stopped his taxi and school sends him home": both


def _has_words(parts: Parts, row: Question) -> bool:
    answer = parts.content.answers.get(row.topic)
    return answer is not None and row.part in answer.parts


def _told(parts: Parts, heard: Heard, rows: list[Question]) -> Turn:
    room = MOST if heard.channel == "web" else BY_SMS
    count = len(rows) if len(rows) <= room else room if heard.channel == "web" else 1
    said, left = rows[:count], rows[count:]
    replies = [answer_reply(parts, parts.content.answers[row.topic], heard.channel, row.part) for row in said]
    if left:
        *first, last = [parts.content.answers[row.topic].plain for row in left]
        text = parts.content.messages["more_many_topics" if first else "more_topics"].on(heard.channel)
        replies.append(Reply(text.format(first=", ".join(first), last=last, plain=last)))
    awaiting = f"{AWAITING}{rows[0].awaits}" if rows[0].awaits else None
    changes = {"last_topic": rows[0].topic, "options": [row.topic for row in left], "unsure_count": 0, "awaiting": awaiting, "ladder": None}
    turn = Turn(lane="answer", topics=[row.topic for row in said], replies=replies, confidence=0.9, flags=heard.flags, changes=changes)
    soften(parts.content, heard, turn)
    return turn


def answer_other_council(parts: Parts, heard: Heard) -> Turn | None:
    """ "We live in the next borough, who do I ask about the plan": that council, by its name; never how a plan moves, unless they move."""
    text = heard.text.replace("\u2019", "'")
    if not _is_plain(heard) or len(text.split()) > LONGEST_PLACE or _NOT_AT_HOME.search(text) or _ELSE_THERE.search(text) or not (_WHOM.search(text) and _OF_A_PLAN.search(text)):
        return None
    place = _lives_in(text, parts.content.other_councils)
    own = None if place else _lives_in(text, [str(parts.content.council.get("name") or "")])
    if own and _WHO.search(text) and _has_words(parts, HERE):
        return _told(parts, heard, [HERE])
    if place is None:
        return None
    words = parts.content.messages["other_council"].on(heard.channel).format(place=place)
    return Turn(lane="out_of_scope", topics=["out_of_scope"], replies=[Reply(words)], confidence=0.9, changes={"options": [], "unsure_count": 0, "awaiting": None})


def _lives_in(text: str, names: Sequence[str]) -> str | None:
    """The first of the names in which the family says that it lives."""
    for name in filter(None, names):
        found = re.search(rf"\b{re.escape(name)}\b(?!'s\b| (?:road|street|lane|avenue|house)\b)", text, re.IGNORECASE)
        if found and _LIVES.search(text[: found.start()]):
            return name
    return None


def ask_which_no(parts: Parts, heard: Heard) -> Turn | None:
    """ "EHCP refused": the council said no to assessing, or to a plan after it. Each has its own appeal, so which one is asked."""
    text = heard.text.replace("\u2019", "'")
    plain = re.sub(r"^\W*(?:i|we)(?:'ve|'re| have| were| got| are|ve)*\b", "", text, flags=re.IGNORECASE)
    if not _is_plain(heard) or heard.flags or len(text.split()) > LONGEST_NO or not _A_PLAN.search(text) or not (tells_refusal(text) or _GOT_A_NO.search(text)) or _ONE_NO.search(plain):
        return None
    if not set(_BOTH_NOS) <= set(parts.content.answers) or heard.conversation.unsure_count:
        return None
    return clarify_turn(parts, heard, list(_BOTH_NOS), 0.5)


def wants_status(parts: Parts, heard: Heard) -> None:
    """ "Dying to know if the plan is done": where the case is, and nothing ends."""
    if _is_plain(heard) and _WANTS_TO_KNOW.search(heard.text.replace("\u2019", "'")):
        heard.intent = CASE_TOPIC


def _is_plain(heard: Heard) -> bool:
    return _is_open(heard) and bool(meaning_of(heard.masked))


def _is_open(heard: Heard) -> bool:
    return not heard.form_open and heard.lane in (None, "gentle") and heard.intent is None and not heard.cut
