"""What each clause of a longer message is about, read one by one: the dialogue model reads a message as a whole, and a second or third thing in it is easily lost.

A clause counts only where it asks, and is surely of its topic or names it; or where it tells a trouble that has a way out of its own (a child sent home, a
request refused). What is only said of the child in passing ("she has a plan", "he is autistic") is no question. Phrases and troubles are content
(topic_names.yml); measured on 40 messages of two or three topics and 60 of one (docs/adr/0023).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from understanding.splitter import SHORT_PART, split_message
from understanding.topics import ORDINARY, URGENCY
from webhook.bootstrap import Parts
from webhook.clients.rasa import RasaUnavailable
from webhook.services.answers.brief import find_named, is_pointing, meaning_of, topic_words
from webhook.services.answers.content import Content
from webhook.services.answers.escalation import says_phrase
from webhook.services.turn.also_asked import named_in
from webhook.services.turn.asked_apart import end_question
from webhook.services.turn.follow_ups import find_part
from webhook.services.turn.heard import Heard

LEAST_WORDS, MOST_CLAUSES = 6, 8  # of a message that may hold two things; the end of a long one holds its questions
READ, TASKS = ("answer", "clarify", "unsure"), ("identity_ask_ref", "surgeries", "handover")  # what the dialogue model says to questions, and to what it begins
NAMED, SURE = 0.5, 0.9  # likelihood of a topic whose own word stands in the clause, and of any other
TELLING = 2  # words of meaning that a clause needs to be sure by itself
OWN_WORD = 4  # topics among whose names a word may stand and still point at one
MOST_ANSWERED = 3
UNLIKELY = 0.5  # a topic less likely than not is no second question: it is what the message may have meant instead
WITHOUT_LESSONS = ("out_of_school_provision", "exclusion_reduced_timetable", "attendance_ebsa")  # what a child misses today
TRIBUNAL = "tribunal"  # "how do I appeal" is asked of what was refused, and most of that has another way
DEADLINES = ("ehcp_draft", "ehcna_refused", "ehcp_not_issued", "ehcp_final", TRIBUNAL)  # days of the family's own run from these
ASKING_ONLY = ("ehcp_what", "local_offer_what")  # "he has a plan", "what can help" are said in passing
STAGES = ("ehcp_draft",)  # "we only have a draft" says where they are, and is no trouble
_CUT = re.compile(
    r"(?:,\s*|\s+)(?=(?:and|but|plus|then|(?<!\band i )(?<!\band we )(?<!\bi )(?<!\bwe )also)\s)|,\s+|\s+(?=(?:separately|meanwhile|oh and)\b)"
    r"|(?:^|\s+)\(?\d[).]\s+|:\s+|\s+&\s+|(?<=[.!?])\s+(?=[^.!?]{3,40}\?)"
    r"|\s+(?=(?:he'?s|she'?s|they'?re|he|she|school) (?:got|has|have|is|sends?|keeps?|ring|rings|rang)\b)",
    re.IGNORECASE,
)
_LEADS = re.compile(
    r"^(?:(?:and|but|so|plus|also|then|oh|separately|meanwhile|hi|hello|hiya|good (?:morning|afternoon|evening)|firstly|secondly|first|second|another thing|the other thing(?: is)?)\W+)+",
    re.IGNORECASE,
)
_BESIDE = re.compile(r"\b(?:also|plus|separately|as well|too|secondly|another thing|the other thing|oh and|meanwhile)\b", re.IGNORECASE)
_WANTS = re.compile(r"\b(?:needs?|wants?|wondering|what about|asks? (?:about|what|if|for)|help with|getting (?:him|her|them)|applying)\b|\?", re.IGNORECASE)
_NO_ASKING = re.compile(  # "has adhd", "are both autistic": the one who has it was named before
    r"^(?:has|have|is|are|was|were|am)\b(?! (?:i|we|he|she|they|it|you|u|there|this|that|the|an?|my|our|his|her|their|any\w*|schools?|council)\b)",
    re.IGNORECASE,
)
_GOES_ON = re.compile(r"^(?:and|or|plus) (?:an?|the|any|some|about|for|his|her|my|our)\b", re.IGNORECASE)
_JOINED = re.compile(r"^(?:and|also|plus|oh|what about|how about|separately)\b", re.IGNORECASE)
_LISTED = re.compile(r"^(?:and|or|plus)(?: \w+){1,4}\W*$", re.IGNORECASE)  # "tell me about respite and blue badges"
_BY_ITSELF = re.compile(r"\?$|^(?:and|or|plus) \w+$", re.IGNORECASE)
_ANNOUNCES = re.compile(  # then each thing is one of them
    r"\b(?:two|three|four|2|3|4|an? (?:couple|few)(?: of)?|several|some|few|couple)(?: \w+)? (?:things|questions|q[ue]*stions|problems|issues|worries)\b", re.IGNORECASE
)
_SUPPOSED = re.compile(
    r"\b(?:if|whether|unless|in case|might|may|could|would|worried|scared)\b"
    r"|\b(?:have|has|did)(?:n'?t| not) (?:yet |even )?(?:refus|reject|declin|turn|s[ae][yi]|sen[dt]|got|had|received|seen)|\bno draft\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Clause:
    """One thing said, and whether it asks or wishes something."""

    text: str
    asks: bool


def add_told(parts: Parts, heard: Heard, said: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What the dialogue model said to a message, with the topics of its clauses added: most urgent first, at most three answered, the others under `more`."""
    first = said[0] if said else {}
    if first.get("say") not in (*READ, *TASKS) or heard.lane not in (None, "gentle") or heard.form_open or heard.intent:
        return said
    if first["say"] in TASKS:
        also = [str(topic["topic"]) for topic in first.get("also") or []]
        beside = [topic for topic in find_told_topics(parts, heard, also) if topic in parts.content.troubles]
        return [{**first, "also": [*(first.get("also") or []), *({"topic": topic, "confidence": SURE} for topic in beside)]}, *said[1:]] if beside else said
    known = [topic if isinstance(topic, dict) else {"topic": str(topic)} for topic in first.get("topics") or []] if first["say"] == "answer" else []
    asked = [topic for topic in known if topic is known[0] or float(topic.get("confidence", 1.0)) > UNLIKELY]
    told = find_told_topics(parts, heard, [str(topic["topic"]) for topic in asked])
    if not told or (not asked and len(told) < 2 and told[0] not in WITHOUT_LESSONS):
        return said
    urgent = by_urgency([str(topic["topic"]) for topic in asked] + told, today="urgent_today" in heard.flags)
    kept = [] if urgent[0] in DEADLINES else [str(topic["topic"]) for topic in known[:1]]  # what the message as a whole is about stays first
    topics = list(dict.fromkeys(kept + urgent))
    likely = {str(topic["topic"]): topic for topic in asked}
    answered = [likely.get(topic, {"topic": topic, "confidence": SURE}) for topic in topics[:MOST_ANSWERED]]
    rest = {key: value for key, value in first.items() if key not in ("options", "brief")}
    return [{**rest, "say": "answer", "topics": answered, "more": topics[MOST_ANSWERED:], "confidence": max(SURE, float(first.get("confidence", 0.0)))}, *said[1:]]


def by_end_question(parts: Parts, heard: Heard, said: list[dict[str, Any]]) -> list[dict[str, Any]] | None:
    """A long story with one question at its end: what the question by itself is surely about, where the story led elsewhere; else None."""
    first, asked = said[0] if said else {}, end_question(heard.masked)
    if asked is None or first.get("say") not in READ or heard.lane not in (None, "gentle") or heard.form_open or heard.intent or heard.flags:
        return None
    ranked = _rank(parts, [asked])[0]
    if not ranked or ranked[0][1] < SURE or ranked[0][0] not in parts.content.answers:
        return None
    read = [topic["topic"] if isinstance(topic, dict) else topic for topic in first.get("topics") or []] if first["say"] == "answer" else []
    if read[:1] == [ranked[0][0]]:
        return None
    return [{"say": "answer", "topics": [{"topic": ranked[0][0], "confidence": ranked[0][1]}], "confidence": ranked[0][1]}, *said[1:]]


def find_told_topics(parts: Parts, heard: Heard, said: Sequence[str]) -> list[str]:
    """Topics of single clauses besides those in `said`, and what is the same by another name; in the order they stand."""
    clauses = split_clauses(heard.masked)
    if len(clauses) < 2 or len(heard.masked.split()) < LEAST_WORDS:
        return []
    content = parts.content
    if _ANNOUNCES.search(heard.masked):
        clauses = [Clause(clause.text, asks=True) for clause in clauses]
    ranks = _rank(parts, [bare_clause(clause.text) for clause in clauses])
    found, spread = list(said), spread_of_words(content)
    asked = False
    for clause, ranking in zip(clauses, ranks, strict=True):
        listed = find_named(content, bare_clause(clause.text)) if asked and not clause.asks and _LISTED.match(clause.text) else None
        topic, asked = listed or topic_told(content, clause, ranking, spread), clause.asks or listed is not None
        if topic is not None and not content.answers[topic].off and not is_alike(content, topic, found):
            found.append(topic)
    return found[len(said) :]


def topic_told(content: Content, clause: Clause, ranking: Sequence[tuple[str, float]], spread: Mapping[str, int]) -> str | None:
    """The topic that one clause asks about, or whose trouble it tells; None for what is said in passing."""
    bare = bare_clause(clause.text)
    words = meaning_of(bare)
    if find_part(bare) is not None:
        return None  # "and how long does it take" is asked of what was named before it
    if not _SUPPOSED.search(bare) and (told := next((topic for topic, phrases in content.told.items() if topic in content.answers and says_phrase(bare, phrases)), None)):
        return told
    likely = [(label, sure) for label, sure in ranking if label in content.answers]
    if clause.asks and (named := [topic for topic in named_in(content, words) if topic in dict(likely) and _may_be(topic, bare)]):
        return named[0]
    if not likely or likely[0] != ranking[0]:
        return None
    topic, sure = likely[0]
    if not _may_be(topic, bare):
        return None
    if clause.asks:
        if any(spread[word] <= OWN_WORD for word in topic_words(content, topic) & set(words)):
            return topic if sure >= NAMED else None
        if not _BESIDE.search(clause.text):
            return None
    return topic if sure >= SURE and (topic in content.troubles or _BESIDE.search(clause.text)) and topic not in ASKING_ONLY and _tells(words, spread) else None


def is_told_outright(content: Content, text: str, topic: str) -> bool:
    """Whether a clause tells that trouble in so many words, or is joined on and names that topic ("and what about respite"): no guess from the rest."""
    clauses = split_clauses(text)
    joined = [clause for clause in clauses if clause.asks and _JOINED.match(clause.text)]
    told = topic not in STAGES and any(says_phrase(bare_clause(clause.text), content.told.get(topic, ())) for clause in clauses)
    return told or any(topic in named_in(content, meaning_of(bare_clause(clause.text))) for clause in joined)


def _may_be(topic: str, clause: str) -> bool:
    return topic != TRIBUNAL or TRIBUNAL in clause.lower()


def split_clauses(text: str) -> list[Clause]:
    """The clauses of a message, finer than its parts; of a very long one the last ones."""
    found: list[Clause] = []
    for part in split_message(text.replace("\u2019", "'")):
        pieces = _join_short([piece.strip(" ,") for piece in _CUT.split(part.text) if piece and piece.strip(" ,")])
        for piece in pieces:
            asks = bool(_WANTS.search(piece) or _BESIDE.search(piece)) or (not _NO_ASKING.match(bare_clause(piece)) and any(each.asks for each in split_message(piece)))
            goes_on = bool(found) and found[-1].asks and bool(_GOES_ON.match(piece))
            found.append(Clause(piece, asks or goes_on))
    return found[-MOST_CLAUSES:]


def _join_short(pieces: list[str]) -> list[str]:
    """Fragments ("Hi.") go with what follows; a question is one however short ("Any benefits?"), and so is what is listed ("and respite")."""
    joined: list[str] = []
    for piece in pieces:
        short = bool(joined) and (len(joined[-1].split()) < SHORT_PART or len(piece.split()) < SHORT_PART) and not _BY_ITSELF.search(piece) and not joined[-1].endswith("?")
        joined = [*joined[:-1], f"{joined[-1]} {piece}"] if short else [*joined, piece]
    return joined


def bare_clause(text: str) -> str:
    """A clause without the words that only join it to the one before."""
    return _LEADS.sub("", text)


def by_urgency(topics: Iterable[str], *, today: bool) -> list[str]:
    """Most urgent first, each once; among equals the order given. Transport and CAMHS come before a legal deadline only where it is about `today`."""
    return sorted(dict.fromkeys(topics), key=lambda topic: ORDINARY if not today and URGENCY.get(topic) == 0 and topic not in WITHOUT_LESSONS else URGENCY.get(topic, ORDINARY))


def is_alike(content: Content, topic: str, others: Iterable[str]) -> bool:
    """Whether a topic is among the others, or says much the same as one of them."""
    return any(topic == other or any({topic, other} <= group for group in content.alike) for other in others)


def _rank(parts: Parts, texts: list[str]) -> list[list[tuple[str, float]]]:
    try:
        return [parts.rasa.rank(text) for text in texts]
    except RasaUnavailable:  # what was answered stands without it
        return [[] for _ in texts]


def _tells(words: Sequence[str], spread: Mapping[str, int]) -> bool:
    """Whether a clause says enough by itself: "he won't get in", "what happens to his plan" do not."""
    return len({word for word in words if is_pointing(word) and spread.get(word, 0) <= OWN_WORD}) >= TELLING


def spread_of_words(content: Content) -> dict[str, int]:
    """In how many topics' names each word stands."""
    return Counter(word for topic in content.answers for word in topic_words(content, topic))
