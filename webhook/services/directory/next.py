"""What somebody asks of a list of services that they have just seen: more, closer, cheaper, the second one, without a filter, "this is wrong"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from webhook.services.directory.asking import is_process
from webhook.services.directory.filters import Chip, Question
from webhook.services.directory.vocabulary import Vocabulary, words_of

MORE, CLOSER, CHEAPER, TEXT, WRONG = "more", "closer", "cheaper", "text", "wrong"
CONTACT, AGREE, NONE, BACK, AGAIN, AGE = "contact", "agree", "none", "back", "again", "age"
STEPS = (TEXT, BACK, AGAIN, NONE, MORE, CLOSER, CHEAPER, AGE, WRONG, AGREE, CONTACT)
HOME, REFUSES = "home", "refuses"  # answers to "near which place?" that name none
SHORT = 10  # words up to which a message can refine a search
_ASKED = re.compile(r"(?:(?:and|but|so|ok|hi|sorry) )*(?:is|are|has|have|was|were|do|does|did|when|why|will|what|which|if|can|who)\b")
_ITS = r"(?:it|they|this|that|(?:this|that|the \w+) (?:one|club|group|place|centre)|number \d|the (?:first|second|third|last))"
_GONE = re.compile(
    rf"\b(?:{_ITS}(?: (?:has|have|is|are|was|were|got))?|its|theyre|thats|theyve)(?: (?:all|now|actually|just|permanently|been))?"
    r" (?:closed|shut|gone|moved|stopped|ended|finished|folded|packed up|disbanded)"
    r"(?: (?:down|up|bust|now|ages|years|months|weeks|a|in|since|last|for good|because|cos|during|over|at|this|after|from|running|then|permanently|when|before|already|sorry)\b|$)"
    r"|\b(?:it|they|that) (?:doesnt|dont|isnt|arent|aint) (?:exist|run|there|running|on|happening)(?: (?:any|anymore|there|now|it|no|at)\b|$)"
    r"|\b(?:dont|doesnt) (?:do|run) (?:it|this|that) any ?more\b"
)
LEAST_LETTERS, STEM = 4, 6  # of a word of a name; and of the beginning that two forms of a word share: "trampoline", "trampolining"
_SAID_OF_ANY = """
    sample club clubs group groups service services children childrens kid kids family families disabled autistic autism send special needs with your they them this that wrong closed
    number phone free open what which where when does have there their people support centre session sessions young london for after from school holiday summer weekend
    monday tuesday wednesday thursday friday saturday sunday mondays tuesdays wednesdays thursdays fridays saturdays sundays morning afternoon evening
"""
_NO_PART_OF_NAMES = frozenset(_SAID_OF_ANY.split())  # and filters
_WHICH = {"1": 0, "one": 0, "first": 0, "2": 1, "two": 1, "second": 1, "3": 2, "three": 2, "third": 2}
_NAMED = re.compile(r"\b(?:number |no |the )?(1|2|3|first|second|third)\b(?! ?(?:year|yr|mile|month|pm|am|week|day))", re.IGNORECASE)

_FIGURE = re.compile(r"\W*(?:(?:number |no\.? ?|option )?\d{1,3}|(?:the )?(?:second|third|fourth|fifth|sixth|last)(?: one)?|number (?:two|three|four|five|six))\W*", re.IGNORECASE)
_NOT_ONE = re.compile(
    r"\W*(?:no\W+)?(?:not|without|except|but not|anything but)\W+(?:the )?(?:number |no\.? ?)?(that|this|it|1|2|3|one|two|three|first|second|third|last)(?: one)?\W*",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"\b(?:number |no\.? ?(?=\d))(1|2|3|one|two|three)\b|\bthe (first|second|third) one\b", re.IGNORECASE)
_FORGETS = re.compile(r"^\W*(?:(?:ok|oh|actually|please|pls|and|then|just|well)\W+)*(?:forget|forget about|never ?mind|drop|remove|take off|take away)\b(?! it\b| that\b)", re.IGNORECASE)
_NEEDS_PLAN = re.compile(
    r"^\W*(?:(?:and|but|ok|any|anything|some|ones?|clubs?|places?)\W+)*without (?:needing |having )?(?:an? |the )?(?:ehcp|ehc plan|plan)\b"
    r"|\b(?:do|does|would) (?:they|it|you|u|these|those|any of them|number \d)(?: all| both)? need (?:him |her |them )?"
    r"(?:to have )?(?:an? )?(?:ehcp|ehc plan)\b|\bis (?:an? )?(?:ehcp|ehc plan) needed\b|\b(?:that|which) (?:dont|doesnt|do not|does not) need (?:an? )?(?:ehcp|ehc plan)\b",
    re.IGNORECASE,
)
_TELL_LATER = re.compile(
    r"\b(?:let (?:me|us) know|tell (?:me|us)|text (?:me|us)|message (?:me|us)|inform (?:me|us))\b.{0,12}\b(?:if|when|as soon as|once)\b.{0,20}"
    r"\b(?:there is|theres|there are|something|anything|one (?:comes|starts|opens)|you (?:find|get|hear|have)|u (?:find|get|hear|have)|it (?:starts|opens)|comes? up|come available)\b",
    re.IGNORECASE,
)
_BEFORE_MORE = re.compile(  # "ok cool and at weekends": said to the list before more is asked of it
    r"^\W*(?:(?:oh|ah|sorry|wait|hang on|hold on|actually|btw|ok|okay|k|cool|great|brilliant|brill|lovely|perfect|fab\w*|nice|good"
    r"|right|fine|alright|all right|cheers|ta|thanks|thank you|thankyou|thx|amazing|excellent|super|yes|yeah)\W+)+"
    r"(?=(?:(?:and|so|but)\W+)?(?:what about|how about|any|anything|is there|are there|do (?:you|they)|in|on|at|for|near|during|over)\b|and\b)",
    re.IGNORECASE,
)
_WHO = r"(?:him|her|them|us|my \w+)"
_START = (  # how to get into it, whoever goes: "how do i get a place", "how can my son join"
    r"how (?:do|can|would|could|does|should) (?:i|we|you|u|he|she|they|my \w+) (?:"
    rf"(?:get|go about getting)(?: {_WHO})?(?: (?:a|the|his|her|their))? (?:place|space|spot|in|into it|onto it|on it|on|started|going|there booked)"
    rf"|(?:sign|put)(?: (?:{_WHO}|his name|her name|our names?))? (?:up|down)"
    rf"|(?:join|enrol|register|start|reserve|book)(?: {_WHO})?(?: (?:on|in|in for|a place|a space))?"
    r")(?: (?:up|there|on it|at it|for it|for this|for that|on this|on that|with it|with them|it|this|that|here))*"
)
_FOR_WHOM = (
    r"(?:who(?:s| is)? (?:it|this|that|this one|that one)?(?: is)? ?(?:for|aimed at|meant for)|who (?:can|is allowed to|gets to) (?:go|come|join|use it)"
    r"|(?:is it|is this|is that) for (?:everyone|everybody|anyone|all kids|all children))"
)
_OTHER_ONE = re.compile(
    r"\W*(?:(?:and|ok|okay|no|or|so|well|actually|what about|how about|whats|what is|tell me about|show me|open|read|see|can i see|more about|then|please|pls)\W+)*"
    r"(?:the |that )?other (?:one|club|group|place|service)(?:\W+(?:then|instead|please|pls|thanks))*\W*",
    re.IGNORECASE,
)
_HOLIDAYS = re.compile(r"\b(and|about|any|during|for|in|over|the)\s+(?:the )?(?:holidays|hols)\b(?! (?:in|to|abroad|with|away))", re.IGNORECASE)
_ADDS = re.compile(r"\W*(?:and|also|plus|as well as)\b", re.IGNORECASE)
_TOO = re.compile(r"\b(?:too|as well|aswell|also)\b", re.IGNORECASE)
_SOMEBODYS = re.compile(r"(?:my|his|her|their|our|your|the|this|that|these|those|it) (?!\d)")  # "what about his teacher" looks for nothing


def after_thanks(text: str) -> str:
    """A message about a list without the "ok", "great", "thanks" before what more is asked; thanks alone stays."""
    return _BEFORE_MORE.sub("", text)


def next_step(text: str, vocabulary: Vocabulary) -> str | None:
    """The step a whole message asks for."""
    plain = _plain(text)
    return next((step for step in STEPS if _patterns(vocabulary)[step].fullmatch(plain)), None)


def words_to_send(step: str, vocabulary: Vocabulary) -> str:
    """What the button of a step sends."""
    return str(vocabulary.raw["asking"]["next"][step][0]).capitalize()


def says_wrong(text: str, vocabulary: Vocabulary) -> bool:
    """Whether a message says that something about a record is wrong."""
    return bool(_patterns(vocabulary)["wrong_words"].search(_plain(text))) and not is_process(text, vocabulary)


def says_gone(text: str, vocabulary: Vocabulary) -> bool:
    """Whether a message tells that something shown is there no more: "they closed in the summer", "we turned up and it was shut"."""
    plain = _plain(text)
    if "?" in text or len(plain.split()) > 2 * SHORT or _ASKED.match(plain):
        return False
    found = _GONE.search(plain)
    return found is not None and not is_process(f"{plain[: found.start()]} {plain[found.end() :]}", vocabulary)


def number_named(text: str, count: int) -> int | None:
    """Which of the services shown a sentence names ("number 2 has closed"), from 0; the only one when there is one."""
    found = _NAMED.search(text)
    place = _WHICH[found[1].lower()] if found else 0 if count == 1 else count
    return place if place < count else None


def named_by_word(text: str, names: Iterable[str]) -> int | None:
    """Which of the services shown a sentence names by a word that no other of them has ("the trampoline one"), from 0; None where it names none, or more than one."""
    words = [{word for word in words_of(name) if len(word) >= LEAST_LETTERS and word not in _NO_PART_OF_NAMES} for name in names]
    said = [word for word in words_of(text) if len(word) >= LEAST_LETTERS and word not in _NO_PART_OF_NAMES]

    def has(of: set[str], word: str) -> bool:
        return any(one == word or (min(len(one), len(word)) >= STEM and one[:STEM] == word[:STEM]) for one in of)

    found = {place for word in said if len(having := [place for place, of in enumerate(words) if has(of, word)]) == 1 for place in having}
    return found.pop() if len(found) == 1 else None


def chip_taken_off(text: str, chips: Iterable[Chip], vocabulary: Vocabulary) -> Chip | None:
    """The filter that a message takes off: "Without: age 6", "forget the age"."""
    plain, groups = _plain(text), vocabulary.raw["asking"]["next"]["groups"]

    def is_meant(chip: Chip) -> bool:
        kind, _, value = chip.key.partition(":")
        words = (" ".join(phrase) for phrase, meant in vocabulary.phrases.items() if (kind, value) in meant)
        called = _either([chip.label, *words, *groups.get(kind, ())])
        return re.fullmatch(rf"{_patterns(vocabulary)['removing'].pattern} (?:the |my )?{called}", plain) is not None

    return next((chip for chip in chips if is_meant(chip)), None)


def say_filters(text: str, vocabulary: Vocabulary) -> str:
    """A message about a list as its filters alone: "no, I mean Kentish Town" is "Kentish Town", "the holidays" are the school's; whatever takes a filter off is "without"."""
    patterns = _patterns(vocabulary)
    said = _HOLIDAYS.sub(r"\1 school holidays", patterns["corrects"].sub("", _bare(text)))
    return patterns["nearest_to"].sub("near ", patterns["takes_off"].sub("without ", patterns["will_do"].sub(r"\1", said)))


def asks_nearest(text: str, vocabulary: Vocabulary) -> bool:
    """Whether the nearest to a place is asked for: "the nearest to" somewhere."""
    return bool(_patterns(vocabulary)["nearest_to"].search(_bare(text)))


def asks_diagnosis(text: str, vocabulary: Vocabulary) -> bool:
    """Whether a short message asks if those shown need a diagnosis."""
    return len(text.split()) <= SHORT and bool(_patterns(vocabulary)["diagnosis"].search(_plain(text)))


def asks_of_number(text: str, count: int, vocabulary: Vocabulary) -> int | None:
    """Which of the services shown a question names by its number ("is number 1 free"), from 0."""
    named = _NUMBERED.search(text) if len(text.split()) <= SHORT and not is_process(text, vocabulary) else None
    place = _WHICH[(named[1] or named[2]).lower()] if named else count
    return place if place < count else None


def asks_contact(text: str, vocabulary: Vocabulary) -> bool:
    """Whether a short message asks how to get to something: its number, its price, a referral."""
    return len(text.split()) <= SHORT and bool(_patterns(vocabulary)["contact_words"].search(_plain(text)))


def asks_for_number(text: str) -> bool:
    """Whether a whole message is a number: "7", "number 7", "the third"."""
    return _FIGURE.fullmatch(text.strip()) is not None


def number_refused(text: str, count: int, looking_at: int | None) -> int | None:
    """Which of the services shown is not wanted, from 0: "not the first one"; "not that one" is the one that was read last, or the only one. None: no such message."""
    found = _NOT_ONE.fullmatch(text)
    if found is None:
        return None
    named = found[1].lower()
    if named in ("that", "this", "it"):
        return looking_at if looking_at is not None else 0 if count == 1 else None
    place = count - 1 if named == "last" else _WHICH[named]
    return place if place < count else None


def asks_for_other(text: str) -> bool:
    """Whether a whole message asks for the one of those shown that was not opened: "the other one then"."""
    return _OTHER_ONE.fullmatch(text) is not None


def forgets(text: str) -> bool:
    """Whether a message lets something go, and does not rule it out: "forget Saturdays" is no "not on Saturdays"."""
    return _FORGETS.match(_bare(text)) is not None


def asks_what_no_record_says(text: str, vocabulary: Vocabulary) -> str | None:
    """The text for what is asked of a list and no record or step of ours has: whether a plan is needed, or word when there is something."""
    bare = _bare(text)
    if len(bare.split()) > 2 * SHORT:
        return None
    return "no_plan_field" if _NEEDS_PLAN.search(bare) else "no_word_later" if _TELL_LATER.search(bare) and not is_process(text, vocabulary) else None


def place_not_named(text: str, vocabulary: Vocabulary) -> str | None:
    """What somebody says to "near which place?" who names none: HOME, or REFUSES; None for anything else."""
    plain = _plain(text)
    return next((name for name in (HOME, REFUSES) if re.fullmatch(_either(vocabulary.raw["asking"]["next"][name]), plain)), None)


def words_to_take_off(chip: Chip, vocabulary: Vocabulary) -> str:
    """What the button of a filter sends."""
    return f"{str(vocabulary.raw['asking']['next']['removing'][0]).capitalize()}: {chip.label}"


def adds_to(text: str) -> bool:
    """Whether a message adds to what was said before: "and deaf"."""
    return _ADDS.match(text) is not None


def adds_child(text: str) -> bool:
    """Whether a message names a child beside the one it was looked for: "and a 5 year old too"."""
    return _TOO.search(text) is not None


def refines(text: str, question: Question, vocabulary: Vocabulary) -> bool:
    """Whether a message is only filters ("and on Sundays?", "in Hampstead"), and so goes with what was looked for before."""
    words = _plain(text).split()
    small = {word for phrase in vocabulary.raw["asking"]["next"]["small"] for word in words_of(str(phrase))}
    return (
        len(words) <= SHORT
        and bool(question.chips or question.unknown_place or question.denied or question.only)
        and not set(question.words) - small
        and not is_process(text, vocabulary, or_explained="price" not in question.denied)  # "don't care how much it costs" asks nothing
    )


def asks_for_another(text: str, question: Question, vocabulary: Vocabulary) -> bool:
    """Whether a message turns to another thing of those people go to: "what about cooking for teenagers"."""
    asking, plain = vocabulary.raw["asking"], _plain(text)
    about = _patterns(vocabulary)["about"].match(plain)
    if about is None or len(plain.split()) > SHORT or is_process(text, vocabulary, or_explained=True):
        return False
    if set(question.filters.kinds) & {*asking["leisure"], *asking["whatever"]}:
        return True
    return bool(question.words or (question.unmentioned and question.chips)) and not _SOMEBODYS.match(plain, about.end())


def _bare(text: str) -> str:
    """As it was written, without apostrophes."""
    return text.replace("\u2019", "").replace("'", "")


def _plain(text: str) -> str:
    return " ".join(words_of(text))


@lru_cache(maxsize=4)
def _patterns(vocabulary: Vocabulary) -> dict[str, re.Pattern[str]]:
    asking = vocabulary.raw["asking"]
    small = _either(asking["next"]["small"])
    patterns = {step: re.compile(rf"(?:{small} )*{_either(asking['next'][step])}(?: {small})*") for step in STEPS}
    contact = rf"(?:{_either([*asking['next'][CONTACT], *asking['next']['times']])}|{_START}|{_FOR_WHOM})"
    patterns[CONTACT] = re.compile(rf"(?:(?:{small}|so) )*{contact}(?: {small})*")
    patterns["wrong_words"] = re.compile(rf"\b{_either(asking['next']['wrong_words'])}\b")
    patterns["contact_words"] = re.compile(rf"\b{_either(asking['next']['contact'])}\b")
    patterns["diagnosis"] = re.compile(rf"\b{_either(asking['next']['diagnosis'])}\b")
    patterns["nearest_to"] = re.compile(rf"\b{_written(asking['next']['nearest_to'])}\b", re.IGNORECASE)
    patterns["about"] = re.compile(rf"(?:{small} )*{_either(asking['next']['about'])} ")
    patterns["removing"] = re.compile(_either(asking["next"]["removing"]))
    patterns["takes_off"] = re.compile(rf"^\W*(?:(?:can you|could you|please|pls|ok|and)\W+)*{_written(asking['next']['removing'])}\b:?\s+", re.IGNORECASE)
    whatever = _written(phrase for entry in vocabulary.raw["whatever"].values() for phrase in entry["words"])
    patterns["will_do"] = re.compile(rf"\b({whatever})\W+(?:is|are|will be|would be|s)\W+(?:fine|ok|okay|good|alright|great)\b", re.IGNORECASE)
    patterns["corrects"] = re.compile(rf"^\W*(?:{_written(asking['next']['corrects'])}\b\W*)+", re.IGNORECASE)
    return patterns


def _written(phrases: Iterable[object]) -> str:
    """Like `_either`, in a text as it was written: a comma may stand between the words."""
    either = sorted({str(phrase) for phrase in phrases}, key=len, reverse=True)
    return rf"(?:{'|'.join(re.escape(phrase).replace(chr(92) + ' ', '[ ,]+') for phrase in either)})"


def _either(phrases: Iterable[object]) -> str:
    written = sorted({_plain(str(phrase)) for phrase in phrases}, key=len, reverse=True)
    return rf"(?:{'|'.join(map(re.escape, written))})"
