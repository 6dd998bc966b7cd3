"""What a message of a conversation looks for: the question the search takes, with what could not be read of it, so that it can be said."""

from __future__ import annotations

import re
from dataclasses import replace

from webhook.bootstrap import Parts
from webhook.services.directory.asking import is_open, split_sentences
from webhook.services.directory.filters import Question
from webhook.services.directory.search import find_for, read_for
from webhook.services.directory.state import is_unlisted, keep_known, without
from webhook.services.directory.vocabulary import Vocabulary, words_of
from webhook.services.directory.words import words_of_services

MOST_LOST = 3  # words no service has, up to which it is worth saying so
FEW_HAVE, LEAST_NAME = 6, 4  # services that may have a word that is a name; letters of one
_AFTER = r"\s+(?:the\s+)?{word}\b(?:\W*$|\s*[,.;?!]|\s+(?:for|on|at|and|with|please|pls)\b)"


def read_wish(parts: Parts, text: str, vocabulary: Vocabulary) -> Question:
    """What is looked for. Where nobody says what, all that people do in their free time; the other words then only describe the child."""
    whole = read_for(parts, text)
    if "young_carer" in whole.filters.kinds:  # what the brother or sister has is no need of who goes there
        whole = replace(whole, filters=replace(whole.filters, needs=()), chips=tuple(chip for chip in whole.chips if not chip.key.startswith("need:")))
    question, whatever = keep_known(whole, words_of_services(parts), vocabulary), is_open(text, vocabulary)
    lost = [word for word in whole.words if word not in question.words and not _describes(word, text, vocabulary)]
    place = next((word for word in lost if _is_place(word, text, vocabulary)), None) if question.filters.place is None and question.unknown_place is None else None
    if place is not None:
        question, lost = replace(question, unknown_place=place.title()), [word for word in lost if word != place]
    if not whatever and len(lost) <= MOST_LOST:
        question = replace(question, unmentioned=tuple(lost))
    question = replace(question, words=tuple(word for word in question.words if word not in vocabulary.raw["asking"]["common"]) or question.words)
    question = replace(question, apart=_kinds_apart(parts, text, question))
    asking = vocabulary.raw["asking"]
    if question.filters.kinds == ("outings",) and set(question.phrases) <= set(asking["whatever_phrases"]):
        question = replace(without(question, "kind:outings", vocabulary), whatever=True)
    if question.filters.needs and set(question.words) <= set(asking["generic"]):
        whatever = True  # "clubs for a blind child": what is for them comes before what is called a club
    whatever = whatever or is_unlisted(question, vocabulary)  # "scuba club": what else there is, and not all that is called a club
    if question.filters.kinds or (question.words and not whatever):
        return question
    like = tuple(kind for kind, named in asking["like"].items() if set(named) & set(question.unmentioned))
    said = tuple(word for word in question.said if word not in asking["generic"])
    return replace(question, words=(), said=said, among=tuple(asking["whatever"]), like=like)


def find_named(parts: Parts, text: str, vocabulary: Vocabulary) -> Question | None:
    """The question for a service that a message calls by a name of its own, a word that few services and no filter have: "does Kooth need a referral"."""
    known, whole = words_of_services(parts), read_for(parts, text)
    common = vocabulary.single_words | {word for phrase in vocabulary.raw["asking"]["next"]["contact"] for word in words_of(str(phrase))}
    own = tuple(word for word in whole.words if 0 < known.get(word, 0) <= FEW_HAVE and word not in common and len(word) >= LEAST_NAME)
    if len(own) != 1 or whole.filters.kinds:
        return None
    question = Question(words=own, said=own)
    hits = find_for(parts, question, limit=1).hits
    return question if hits and own[0] in words_of(hits[0].service.name) else None


def _describes(word: str, text: str, vocabulary: Vocabulary) -> bool:
    """Whether a word is said of the child: "my clever boy", "he is clever", "my son Yusuf", "gets bored"."""
    asking, words = vocabulary.raw["asking"], words_of(text)
    if word in asking["told"] or word not in words:
        return word in asking["told"]
    at = words.index(word)
    return words[at + 1 : at + 2] in [[one] for one in asking["persons"]] or words[max(at - 1, 0) : at] in [[one] for one in asking["describing"]]


def _is_place(word: str, text: str, vocabulary: Vocabulary) -> bool:
    """Whether an unknown word is where somebody looks: "swimming in Kent"."""
    near = "|".join(map(re.escape, map(str, vocabulary.raw["asking"]["near"])))
    return re.search(rf"\b(?:{near}){_AFTER.format(word=re.escape(word))}", text, re.IGNORECASE) is not None


def _kinds_apart(parts: Parts, text: str, question: Question) -> tuple[str, ...]:
    """The kinds of a message that asks for different ones in different sentences; none, where it asks for one thing."""
    each = [set(read_for(parts, part).filters.kinds) for part in split_sentences(text)] if len(question.filters.kinds) > 1 else []
    named = [kinds for kinds in each if kinds]
    return question.filters.kinds if len(named) > 1 and not set.intersection(*named) else ()
