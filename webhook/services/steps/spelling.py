"""Topics that are named with slips of spelling: "blu bage, speach therpy and wen is surgry" is read as what it means before anybody says that it can't be read.

Only a message with a word that is none is touched, and only towards the name of a topic (topic_names.yml) that is missed by a letter or two.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from rapidfuzz.distance import OSA

from webhook.bootstrap import Parts
from webhook.services.answers.brief import meaning_of, words_of
from webhook.services.answers.content import Content
from webhook.services.directory.spelling import SHORTEST, english_words
from webhook.services.render.render import answer_turn
from webhook.services.turn.also_asked import named_in
from webhook.services.turn.heard import Heard, Reply, Turn

CLOSE, CLOSE_ALONE = 0.75, 0.8  # similarity to a name of words that are slips one and all, and of others
LEAST, LEAST_ALONE, MOST_WORDS = 4, 6, 3  # letters of a word that can be told from another; of a name of one word; words of a name
LONGEST, SHORT = 30, 12  # words of a message; of one in which a word of English may be the wrong one ("short brakes")
LEAST_LISTED, MOST_LISTED = 2, 3  # topics of a list
_WORDS_OF_A_LIST = """
    hi hello hiya hey question qestion qeston queston thing info information infos about abt abot bout help hav have date surgery surgerie send pls plz please thank thx ta x xx
    tel tell yu wen wot wat when what how two three first second then plus also know more no detail advice stuff bit ok
"""
_OF_A_LIST = frozenset(_WORDS_OF_A_LIST.split())  # what topics are asked for with, slips and all, in the singular
_OURS = ("surgery", "send surgery", "surgery dates")  # names of what has no answer of its own


def mend_topics(parts: Parts, heard: Heard) -> Turn | None:
    """Read a message with the names of topics spelt as we know them. It answers nothing itself."""
    if heard.form_open or heard.lane not in (None, "gentle") or heard.conversation.language != "en":
        return None
    mended = spell_topics(parts.content, heard.masked)
    if mended != heard.masked:
        heard.masked, heard.text = mended, spell_topics(parts.content, heard.text)
    return None


def answer_list(parts: Parts, heard: Heard) -> Turn | None:
    """Two or more topics named and nothing else said: each is answered, a surgery is named to be asked for next."""
    if heard.form_open or heard.lane not in (None, "gentle") or heard.flags or len(heard.masked.split()) > LONGEST:
        return None
    words = [word for word in meaning_of(heard.masked) if not word.isdigit()]
    rest = _without_names(parts.content, words)
    named, surgery = named_in(parts.content, words), any(word in ("surgery", "surgerie") for word in words)
    topics = list(dict.fromkeys(named))
    if len(topics) + surgery < LEAST_LISTED or len(topics) > MOST_LISTED or not topics or set(rest) - _OF_A_LIST:
        return None
    turn = answer_turn(parts, heard, topics, 0.9)
    if surgery:
        turn.replies.append(Reply(parts.content.messages["ask_next"].on(heard.channel).format(plain=parts.content.plain_name("surgery_info"))))
    return turn


def _without_names(content: Content, words: list[str]) -> list[str]:
    """The words of meaning that belong to no topic's name."""
    taken: set[int] = set()
    for topic, names in content.topic_names.items():
        for said in (meaning_of(name) for name in names if topic in content.answers):
            for start in range(len(words) - len(said) + 1) if said else ():
                if words[start : start + len(said)] == said:
                    taken |= set(range(start, start + len(said)))
    return [word for place, word in enumerate(words) if place not in taken]


def spell_topics(content: Content, text: str) -> str:
    """The text with every near miss of a topic's name put right; as it is, where it has none, or is in no Latin script."""
    words = [(found.start(), found.end(), found.group().lower()) for found in re.finditer(r"[A-Za-z']+", text)]
    if len(words) > LONGEST or not words or re.search(r"[^\x00-\u024f\u2000-\u206f]", text):
        return text
    known, places, at = _known(content), list[tuple[int, int, str]](), 0
    strange = [_is_strange(word, known) for _, _, word in words]
    if not any(strange):
        return text
    odd = [bad or (word not in known and len(words) <= SHORT) for bad, (_, _, word) in zip(strange, words, strict=True)]
    while at < len(words):
        size, name = next(_near_names(content, [word for _, _, word in words], at, strange, odd), (1, ""))
        if name:
            places.append((words[at][0], words[at + size - 1][1], name))
        at += size
    for start, end, name in reversed(places):
        text = f"{text[:start]}{name}{text[end:]}"
    return text


def _near_names(content: Content, words: list[str], at: int, strange: list[bool], odd: list[bool]) -> Iterator[tuple[int, str]]:
    """The names that the words from `at` on may miss, the longest first."""
    for size in range(MOST_WORDS, 0, -1):
        if name := _near_name(content, words[at : at + size], size, (strange if size == 1 else odd)[at : at + size]):
            yield size, name


def _near_name(content: Content, words: list[str], size: int, strange: list[bool]) -> str | None:
    """The name that some words miss by a letter or two; every one of them begins as the name's does."""
    if len(words) != size or not any(strange):
        return None
    said, best = " ".join(words), (0.0, "")
    for name in _names(content)[size]:
        parts = name.split()
        if all(part[0] == word[0] for part, word in zip(parts, words, strict=True)) and (size > 1 or len(name) >= LEAST_ALONE):
            best = max(best, *((float(OSA.normalized_similarity(form, name)), name) for form in {said, said.removesuffix("s")}))
    return best[1] if best[0] >= CLOSE_ALONE or (size > 1 and best[0] >= CLOSE and sum(strange) > 1) else None


def _is_strange(word: str, known: frozenset[str]) -> bool:
    if len(word) < LEAST or word in known or word.removesuffix("s") in known or f"{word}s" in known:
        return False
    return len(word) < SHORTEST or word not in english_words()


def _names(content: Content) -> dict[int, tuple[str, ...]]:
    return _by_size(tuple(dict.fromkeys([*(name for topic, names in content.topic_names.items() if topic in content.answers for name in names), *_OURS])))


@lru_cache(maxsize=4)
def _by_size(names: tuple[str, ...]) -> dict[int, tuple[str, ...]]:
    """Names by how many words they have, those of a single short word left out."""
    plain = [name for name in names if re.fullmatch(r"[a-z' ]+", name)]
    return {size: tuple(name for name in plain if len(name.split()) == size) for size in range(1, MOST_WORDS + 1)}


def _known(content: Content) -> frozenset[str]:
    answers = [text.web for answer in content.answers.values() for text in (answer.short, *answer.parts.values())]
    return _words_in((*answers, *(name for names in content.topic_names.values() for name in names)))


@lru_cache(maxsize=4)
def _words_in(texts: tuple[str, ...]) -> frozenset[str]:
    """Every word that stands in an answer or a name: none of them is a slip."""
    return frozenset(word for text in texts for word in words_of(text))
