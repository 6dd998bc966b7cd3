"""Finds people's names in a message by where they stand, so that they are masked like other personal data (conduct 16).

Never by looking into a record: a message with a child's name on it must be read and answered in the same way whether or not that child has a case, or the answer
would tell strangers who has one (conduct 10). A word can be a name if parents do not use it in the training examples and the answers do not hold it, and
it is no misspelling of a common one; the word after it, if it is used seldom. It is one where a name belongs: "… ehcp", "my son …", "his name is …", or beside a
reference or a date of birth.
"""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from webhook.settings import ROOT

SHORT = 12  # words of a message that is only somebody's details
COMMON = 6  # times that a word stands in them
NEAR = 0.84  # how alike a misspelling is to the word that was meant
REST = 2  # words beside a name, from which the language of a message can be told
MISSPELT_FROM = 5  # letters: a shorter word that is not known is too like others to be told from a misspelling
_WORD = r"[^\W\d_]+(?:['-][^\W\d_]+)*"
_CASE = r"(?:ehcp?|echp|case|plan|assess?ment|application|file|request|status)(?:'?s)?\b"
_CHILD = r"(?:son|daughter|child|boy|girl|kid|lad|little one|grandson|granddaughter|grandchild|nephew|niece|brother|sister|ds|dd)"
_NUMBERS = frozenset(("upn", "nhs", "nino", "ni", "dob", "ref"))  # what a number is called is nobody's name
_TWO = rf"(?P<it>{_WORD} {_WORD})"
_ANYWHERE = (
    re.compile(rf"\b{_TWO}\W+{_CASE}", re.IGNORECASE),
    re.compile(rf"\b(?:my|our|his|her) (?:\w+ )?{_CHILD}\b(?:,| is| called| named|'s name is)* {_TWO}\b", re.IGNORECASE),
    re.compile(rf"\b(?:this is|i am|i'?m|it'?s|its) {_TWO}\b", re.IGNORECASE),
)
_NAMED = re.compile(
    rf"(?:\b(?:my|his|her|their|our|first|last|full|sur|child'?s?|{_CHILD}'?s?) ?name(?:'?s| is)?\W+|\b(?:{_CHILD}|he|she)(?:'?s| is)? (?:called|named) )"
    rf"(?P<it>{_WORD}(?: {_WORD}){{0,2}})\b",
    re.IGNORECASE,
)
_OF_A_CASE = re.compile(rf"\b(?:for|about|of|re|regarding) {_TWO}\b", re.IGNORECASE)
_FIRST_NAME = (  # a first name alone, only where what comes after it says that it is one
    re.compile(
        rf"\b(?:my|our) (?:\w+ )?{_CHILD}'?s?,? (?P<it>{_WORD})(?=,? (?:who|who'?s|aged?)\b|,? {_CASE}"
        r"| (?:is(?! (?:there|it|that|this)\b)|isn'?t|has|hasn'?t|was|wasn'?t|needs|does|doesn'?t|goes|gets|got|can'?t)\b)",
        re.IGNORECASE,
    ),
    re.compile(rf"\b(?:for|about|is|of|on|with|regarding) (?P<it>{_WORD}'?s) (?:\w+ )?{_CASE}", re.IGNORECASE),
    re.compile(rf"^\W*(?:(?:hi|hello|and|when|where|whens|wheres|is|what|what'?s|about|any|news|on|update|please|has|did)\W+)*(?P<it>{_WORD}'s) (?:\w+ )?{_CASE}", re.IGNORECASE),
)
_BORN = re.compile(  # "Lily (born 3.5.2019)", "Max, dob 1/2/2019", "Ahmed aged 6": whose day of birth or age comes next is named
    rf"\b(?P<it>{_WORD}(?: {_WORD})?)(?=[\s,(-]{{1,4}}(?:(?:was |is )?(?:born|d\.?o\.?b\.?|date of birth|birthday)\b[^.!?\d]{{0,12}}\d|aged? \d))",
    re.IGNORECASE,
)
_NO_NAMES = frozenset(("twins", "twin", "triplets", "baby", "toddler", "both", "kids", "was", "is", "were", "he", "she", "they", "i", *_CHILD.strip("(?:)").split("|")))
_IN_FULL = re.compile(rf"\b{_TWO}\b", re.IGNORECASE)


@dataclass(frozen=True)
class Words:
    """The words of the training examples and of the answers, in lower case, and those of them that are used often."""

    known: frozenset[str]
    common: frozenset[str]


@lru_cache(maxsize=4)
def load_words(content_dir: Path) -> Words:
    """The words of the project's own examples, and of a council's answers."""
    files = [*sorted((ROOT / "data" / "nlu").glob("*.yml")), *sorted((content_dir / "answers").glob("*.yml"))]
    counts = Counter(word for path in files for word in re.findall(_WORD, path.read_text(encoding="utf-8").lower().replace("\u2019", "'")))
    return Words(frozenset(counts), frozenset(word for word, count in counts.items() if count >= COMMON))


def find_names(text: str, words: Words, *, details: bool = False) -> list[tuple[int, int]]:
    """Where names stand in a message. `details`: a reference or a date stands in it, or the check of who is asking waits for one."""
    plain = text.replace("\u2019", "'")  # as long as the text
    spans = [_names_in(plain, match.span("it"), words) for pattern in _ANYWHERE for match in _overlapping(pattern, plain)]
    spans += [_names_in(plain, match.span("it"), words, one=True) for match in _NAMED.finditer(plain)]
    spans += [_names_in(plain, match.span("it"), words, one=True) for pattern in _FIRST_NAME for match in pattern.finditer(plain)]
    spans += [_born_name(plain, match.span("it"), words) for match in _overlapping(_BORN, plain)]
    if re.search(rf"\b{_CASE}", plain, re.IGNORECASE):
        spans += [_names_in(plain, match.span("it"), words) for match in _OF_A_CASE.finditer(plain)]
    if details and len(plain.split()) <= SHORT:
        spans += [_names_in(plain, match.span("it"), words) for match in _overlapping(_IN_FULL, plain)]
    return sorted({span for span in spans if span is not None and _among_known(plain, span, words)})


def _among_known(text: str, span: tuple[int, int], words: Words) -> bool:
    """Whether most of the rest of the message is in common words: in another language every word looks like a name."""
    rest = [word for word in re.findall(_WORD, (text[: span[0]] + " " + text[span[1] :]).lower()) if not re.fullmatch(_CASE, word)]
    return len(rest) < REST or 2 * sum(word in words.common for word in rest) > len(rest)


def _overlapping(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """Matches that begin at any word, also inside the one before."""
    for word in re.finditer(_WORD, text):
        if (match := pattern.match(text, word.start())) is not None:
            yield match


def _names_in(text: str, span: tuple[int, int], words: Words, *, one: bool = False) -> tuple[int, int] | None:
    """The words of the span that can be names, from its first on; `one`: the first by itself is enough."""
    end, count = span[0], 0
    for word in re.finditer(_WORD, text[slice(*span)]):
        if not _can_be_name(word.group().lower(), words, first=count == 0):
            break
        end, count = span[0] + word.end(), count + 1
    return (span[0], end) if count >= (1 if one else 2) else None


def _born_name(text: str, span: tuple[int, int], words: Words) -> tuple[int, int] | None:
    """The name beside a day of birth: one with a capital may be a word of the examples too ("Grace", "Max"), so long as it is not used often."""
    said = text[slice(*span)].split()
    as_name = all(word[0].isupper() and word.lower() not in _NO_NAMES for word in said) and said[0].lower() not in words.common
    return span if as_name else None if _NO_NAMES & {word.lower() for word in said} else _names_in(text, span, words, one=True)


def _can_be_name(word: str, words: Words, *, first: bool) -> bool:
    plain = word.removesuffix("'s")
    if len(plain) < 2 or plain in _NUMBERS or not (words.known if first else words.common).isdisjoint({plain, word, word.replace("'", "")}):
        return False
    return not first or len(plain) < MISSPELT_FROM or not difflib.get_close_matches(plain, [one for one in words.common if abs(len(one) - len(plain)) < 3], n=1, cutoff=NEAR)
