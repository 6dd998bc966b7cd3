"""Decides whether a message looks for a service, so that the directory is searched and not the answers.

Never by a single word: somebody must be looking ("is there a", "where can I take"), or name a thing people go to together with where, when or
for whom; and the sentence that does so must not be about the process, the law or a decision. The phrases are data (content/directory).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from webhook.services.directory.filters import Question
from webhook.services.directory.question import read_question
from webhook.services.directory.vocabulary import Vocabulary, words_of

SEARCH, BOTH, MAYBE = "search", "both", "maybe"
TINY = 4  # words of a bare wish: "minecraft club"
SHORT, BARE, LONG = 16, 9, 45  # words up to which a sentence may search without asking; a bare "kind in place"; and from which a message is a story
SURE = 6  # letters from which a mended slip decides: "swiming" is "swimming", but "sorts" is no "sports"
WISHED = 3  # things said of what is looked for, from which a sentence is a wish whatever its verbs
LONGEST = 1600
_SENTENCE = re.compile(
    r"[.?!;\n]+|,\s+(?=(?:is|are|any|what|where|who|how)\b)|\s(?:and|but|also|plus)\s+(?=(?:whos?|wheres?|is there|are there|any|what|whats|how|do you|can you|im looking|looking)\b)",
    re.IGNORECASE,
)
_TELLS = re.compile(
    r"\b(?:he|she|they|it|i|we|you|who|that|teacher|school|nursery|mum|dad) (?:\w+ )?"
    r"(?:is|was|has|had|have|got|gets?|went|goes|did|does|dont|doesnt|said|says?|told|came|left|been|will|keeps?|needs?)\b"
    r"|\b(?:ive|hes|shes|theyve|weve|theyre|id|youve|said|says|told)\b"
)
# Says for whom, or what it should be, and tells nothing
_AGED = re.compile(
    r"\b(?:hes|shes|theyre|whos|im|(?:he|she|they|who|i|son|daughter|child|lad|boy|girl) (?:is|are|am))(?: now| only| just| nearly| about)? (?:aged? )?\d{1,2}\b"
    r"|\bthat (?:is|are|does|do|has|have|takes?|runs?|offers?)\b"
)
_FOR = re.compile(r"(?<=[a-z] )4(?= [a-z])(?! (?:y|yo|yrs?|years?|months?|to|and|or|n)\b)", re.IGNORECASE)  # "anything 4 teens"
_IDEAS = frozenset(["ideas", "idea", "options", "feb", "oct", "ds", "dd", "holidays"])  # beside school holidays they name nothing else
_SOMEBODY = re.compile(r"\b(?:my|his|her|our|their|your|he|she|i|we|they|who)\b")
_DAYS = [f"{day}{many}" for day in ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "weekend", "weekday") for many in ("", "s")]
_WHERE_GET = ("where can i get", "where can we get", "where do i get", "where do we get", "where do i take", "where do we take", "where do i find", "where do we find")
_WHERE_WHEN = ("place", "within", "day:", "hours", "kind:holiday_club")
_WITH_THING = (*_WHERE_WHEN, "cost:", "below", "language:", "access:", "referral:")
_FOR_WHOM = ("age", "need:", "learning_disability:", "only:")
_ANY = (*_WITH_THING, *_FOR_WHOM)
_SAID = (("age",), ("need:", "learning_disability:"), ("place", "within"), ("day:", "hours"), ("cost:", "below", "price:"), ("access:", "language:", "referral:"))


@dataclass(frozen=True)
class _Sentence:
    """What one sentence says, as far as the decision needs it."""

    words: int
    seeks: bool  # looks for something; with a thing beside it, for that
    finds: bool
    open: bool  # looks for whatever there is
    names_thing: bool  # a club, a class, something of the kinds people go to
    begins: bool  # with it, or with its filters: nobody is named before it
    names_place: bool  # a thing that needs no explaining: "cinema"
    names_other: bool  # a service of another kind
    names_free_time: bool  # something of the kinds there are to choose from
    process: bool
    explain: bool
    tells: bool  # tells what happened, and so is no bare list of wishes
    filters: frozenset[str]
    framed: bool  # something, whatever it is, at a time: "something after school", "anything on sundays"
    only_alone: bool  # says that it should be for girls, or boys, and nothing else
    in_area: bool  # names the council's area
    holidays: bool  # says nothing but school holidays and filters: "half term nw5", "summer holidays ideas, age 8"


def asks_for(text: str, vocabulary: Vocabulary, today: date) -> str | None:
    """SEARCH; BOTH (an answer comes first) and MAYBE, which are searches only if what is asked has a topic with services; or None."""
    sentences = [_read(part, vocabulary, today) for part in split_sentences(text)]
    everything = frozenset(key for sentence in sentences for key in sentence.filters)
    process, story = any(sentence.process for sentence in sentences), sum(sentence.words for sentence in sentences) > LONG
    searching = [] if story and process else [sentence for sentence in sentences if _searches(sentence, everything, sentences)]
    if not searching and _is_wish_in_parts(sentences, everything):
        return SEARCH
    if not searching:
        calm = not story and not process and not any(sentence.explain or sentence.tells for sentence in sentences)
        return MAYBE if calm and _has(everything, _ANY) and any(sentence.names_thing for sentence in sentences) else None
    if story:
        return MAYBE
    rest = [sentence for sentence in sentences if sentence not in searching]
    bare = not _has(everything, (*_ANY, *(f"kind:{kind}" for kind in vocabulary.raw["asking"]["plain"]))) and not any(
        sentence.names_place and sentence.words <= BARE for sentence in searching
    )
    return BOTH if bare or any(sentence.process or sentence.explain for sentence in rest) else SEARCH


def looks_for_service(text: str, vocabulary: Vocabulary, today: date) -> bool:
    """Whether a message looks for a service by what it is or whom it is for, and not only by a day, a time or a place: "any swimming on sundays"."""
    if asks_for(text, vocabulary, today) not in (SEARCH, BOTH):
        return False
    parts = [_read(part, vocabulary, today) for part in split_sentences(text)]
    return any(part.names_thing or part.names_free_time or part.names_place or _has(part.filters, ("kind:", "need:", "age")) for part in parts)


def split_sentences(text: str) -> list[str]:
    """The parts of a message that ask by themselves."""
    return [part for part in _SENTENCE.split(text[:LONGEST]) if part and part.strip()]


def is_process(text: str, vocabulary: Vocabulary, *, or_explained: bool = False) -> bool:
    """Whether a text is about the process, the law or a decision, or (if wanted) asks how something works."""
    plain, phrases = _said(text, vocabulary), _phrases(vocabulary)
    return bool(phrases["process"].search(plain) or (or_explained and phrases["explain"].search(phrases["whats_on"].sub(" ", plain))))


def is_open(text: str, vocabulary: Vocabulary) -> bool:
    """Whether whatever there is is looked for, so that the other words only describe the child."""
    return bool(_phrases(vocabulary)["open"].search(_said(text, vocabulary)))


def topic_of(question: Question, vocabulary: Vocabulary) -> str:
    """The topic a search counts under."""
    topics = vocabulary.raw["asking"]["topics"]
    return str(next((topics[kind] for kind in question.filters.kinds if kind in topics), topics["other"]))


def _searches(sentence: _Sentence, everything: frozenset[str], sentences: list[_Sentence]) -> bool:
    if sentence.process:
        return False
    if _is_wish(sentence):
        return True
    if sentence.finds and not sentence.explain:
        return True
    if sentence.seeks and sentence.names_free_time and not sentence.explain and _has(everything, _FOR_WHOM + _WITH_THING[:2]):
        return True
    if sentence.open and not sentence.names_other and (_has(everything, (*_ANY, "kind:young_carer")) or sentence.words <= TINY):
        return True
    elsewhere = any(other.names_thing or other.names_other or (other.explain and other.words <= TINY) for other in sentences)
    if (sentence.seeks or sentence.open) and not sentence.explain and elsewhere and sentence.words <= SHORT and _has(everything, _WHERE_WHEN):
        return True
    if sentence.holidays and sentence.words <= SHORT and not sentence.explain and not sentence.tells and _has(everything, (*_FOR_WHOM, *_WITH_THING[:2], "access:", "language:")):
        return True
    if sentence.explain or sentence.tells:
        return False
    if sentence.framed and sentence.words <= SHORT and not sentence.names_other and (_has(everything, (*_FOR_WHOM, *_WITH_THING[:2])) or sentence.words <= TINY):
        return True
    if sentence.words <= BARE and _has(sentence.filters, ("only:",)) and (sentence.seeks or sentence.open or sentence.only_alone):
        return True
    if sentence.begins and (sentence.words <= TINY or (sentence.words <= SHORT and (sentence.in_area or _has(sentence.filters, _ANY)))):
        return True
    return sentence.names_other and sentence.words <= BARE and _has(sentence.filters, ("place", "within"))


def _is_wish_in_parts(sentences: list[_Sentence], everything: frozenset[str]) -> bool:
    """The same in several short sentences: "it's sensory stuff I want for a 3 yo. NW5. Free pls"."""
    calm = not any(sentence.process or sentence.explain or sentence.tells for sentence in sentences)
    named = any(sentence.names_thing or sentence.names_free_time or sentence.seeks or sentence.open for sentence in sentences)
    said = sum(_has(everything, names) for names in _SAID)
    return calm and named and said >= WISHED and sum(sentence.words for sentence in sentences) <= SHORT and _has(everything, (*_WITH_THING[:2], "day:"))


def _is_wish(sentence: _Sentence) -> bool:
    """Whether a sentence says three things or more of what is looked for, a place or a day among them: "scuba diving, deaf, 15, NW2, Mondays"."""
    said = sum(_has(sentence.filters, names) for names in _SAID)
    return said >= WISHED and not sentence.explain and not sentence.tells and _has(sentence.filters, (*_WITH_THING[:2], "day:"))


def _read(text: str, vocabulary: Vocabulary, today: date) -> _Sentence:
    phrases, question = _phrases(vocabulary), read_question(text, vocabulary, today=today)
    plain = _said(text, vocabulary, {word: mended for word, mended in question.mended.items() if len(word) >= SURE})
    kinds, leisure = set(question.filters.kinds), set(vocabulary.raw["asking"]["leisure"])
    thing = phrases["things"].search(plain)
    return _Sentence(
        words=len(plain.split()),
        seeks=bool(phrases["seek"].search(plain)),
        finds=bool(phrases["finds"].search(plain) or (phrases["needed"].search(plain) and any(chip.key.startswith(_ANY) for chip in question.chips))),
        open=bool(phrases["open"].search(plain)),
        names_thing=thing is not None,
        begins=thing is not None and not _SOMEBODY.search(plain[: thing.start()]),
        names_free_time=bool(kinds & set(vocabulary.raw["asking"]["whatever"])),
        names_place=bool(phrases["places"].search(plain)),
        names_other=bool(kinds - leisure - {"holiday_club", "after_school", "outings", "arts", "young_carer"}) and thing is None,
        process=bool(phrases["process"].search(plain)),
        explain=bool(phrases["explain"].search(phrases["whats_on"].sub(" ", plain))),
        tells=bool(_TELLS.search(phrases["needed"].sub(" ", _AGED.sub(" ", plain)))),
        filters=frozenset(
            [chip.key for chip in question.chips] + (["place"] if question.wants_place or question.unknown_place else []) + ([f"only:{question.only}"] if question.only else [])
        ),
        framed=phrases["framed"].search(plain) is not None,
        only_alone=phrases["only"].fullmatch(plain) is not None,
        holidays="holiday_club" in kinds and kinds <= {"holiday_club", "outings"} and not set(question.words) - _IDEAS - set(vocabulary.raw["asking"]["generic"]),
        in_area=bool(vocabulary.council & set(plain.split())),
    )


def _has(keys: frozenset[str], names: tuple[str, ...]) -> bool:
    return any(key.startswith(names) for key in keys)


def _said(text: str, vocabulary: Vocabulary, mended: Mapping[str, str] = {}) -> str:
    """A text in plain words, those written as people write them ("anythin") as they are meant."""
    meant = {**mended, **vocabulary.raw["asking"]["written"]}
    text = _FOR.sub("for", text)
    return " ".join(str(meant.get(word, word)) for word in words_of(text))


def _plain(text: str) -> str:
    return " ".join(words_of(text))


@lru_cache(maxsize=4)
def _phrases(vocabulary: Vocabulary) -> dict[str, re.Pattern[str]]:
    asking = vocabulary.raw["asking"]
    leisure = [written for kind in asking["leisure"] for written in vocabulary.words_for("kind", kind)]
    seek, opened, process, explain = (_either(asking[name]) for name in ("seek", "open", "process", "explain"))
    things, after = _either([*asking["things"], *asking["places"], *leisure]), _either(asking["after"])
    patterns = {"seek": seek, "open": opened, "process": process, "explain": explain, "things": things, "places": _either(asking["places"])}
    weak = _either([*asking["seek"], *asking["beside"]])
    patterns["finds"] = rf"(?:{weak}(?: \w+){{0,6}}? {things}|{things}(?: \w+){{0,6}}? {after})"
    places = _either(asking["places"])
    patterns["finds"] += rf"|^(?:any |some )?(?:\w+ )?{places}(?: \w+)? for (?:\w+ )?(?:disabled|autistic|sen|send|special needs|adhd) (?:kids|children|teens|teenagers|people)"
    patterns["needed"] = rf"\b(?:i|we|he|she|they) (?:(?:really|just|also|do|desperately) )?(?:needs?|wants?)(?: \w+){{0,3}}?(?= {things[2:]})"
    only = _either([phrase for entry in vocabulary.raw["only"].values() for phrase in entry["words"]])
    patterns["only"] = rf"(?:(?:any|anything|something|somewhere|and|is there|what about) )*{only}(?: (?:club|clubs|group|groups|stuff|ones|activities|sessions|please|pls))*"
    named = [("kind", frame) for frame in asking["frames"]] + [("hours", name) for name in vocabulary.raw["hours"]]
    times = _either([*(written for kind, value in named for written in vocabulary.words_for(kind, value)), *_DAYS])
    something = r"\b(?:(?:any|some)(?:thing|where)|stuff|things|activities|what is there|whats there)(?: (?:to do|on|there|available|like))?"
    patterns["framed"] = rf"{something} (?:at |in the |on |for )?{times}|^(?:(?:hi|hello|any|the) )*{times} (?:for|stuff|things|activities|clubs?|groups?|near|in|on|please|pls)\b"
    patterns["whats_on"] = _either(
        ["whats on", "what is on", "whats available", "what is available", "what is there", "whats there", "what groups", "what clubs", "what activities", *_WHERE_GET]
    )
    return {name: re.compile(pattern) for name, pattern in patterns.items()}


def _either(phrases: Iterable[object]) -> str:
    written = sorted({_plain(str(phrase)) for phrase in phrases}, key=len, reverse=True)
    return rf"\b(?:{'|'.join(map(re.escape, written))})\b"
