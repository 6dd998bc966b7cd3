"""School holidays asked of a service that was opened ("is it on at christmas", "does it run in half term"): what its record says of them, in its own words, or that it says nothing."""

from __future__ import annotations

import re

from webhook.services.directory.season import SEASONS, names_season
from webhook.services.directory.vocabulary import Vocabulary, words_of

HOLIDAYS, TERM = "holidays", "term"  # beside the seasons: any school holidays, and term time
_SPANS = {
    TERM: r"(?:outside |out of )?term ?times?(?: only)?|in term|outside (?:of )?term|only term|all year(?: round| long)?|year round|whole year",
    **{name: rf"(?:{words})(?: (?:day|eve|time))?(?: (?:school )?(?:holidays?|hols?|break|vacation|week))?" for name, words in SEASONS.items()},
    HOLIDAYS: r"school (?:holidays?|hols)|holidays|hols|holiday (?:time|times|weeks|periods?)|school breaks?",
}
_NAMED = {name: re.compile(rf"\b(?:{words})\b") for name, words in _SPANS.items()}
_WORDS = """
    is are isnt arent do does dont doesnt will wont would can could has have it its they this that these those one ones number 1 2 3 first second third club group place
    sessions session he she we i my son daughter him her
    on at in the during over through for of to a and also too as well or just only still even but so ok okay thanks please pls then what about how next coming same normal
    open opens opened opening closed close closes shut shuts stop stops run runs running happen happens happening carry going go goes come attend work continue be there
    feb february may oct october school time times hours whole all every
"""
_KNOWN = frozenset(_WORDS.split())
_OF_IT = re.compile(
    r"\b(?:it|its|they|this|that|these|those|number|one|club|group|place|he|she|we|open|opened|closed|shut|run|runs"
    r"|what about|how about|and|too|on|as well|also|in the|over the|during)\b"
)
_WISH = re.compile(r"\b(?:there (?!in|at|over|during|on|for)|ones|something for)")
MOST = 14  # words of such a question
_SENTENCE = re.compile(r"(?<=[.!?;])\s+|\n+")
_TIMES = re.compile(r"\b(?:term[- ]?times?|school holidays?|half[- ]?terms?|all year|year round|bank holidays?)\b", re.IGNORECASE)


def season_asked(text: str, vocabulary: Vocabulary) -> str | None:
    """Which holidays a message asks of one that is opened: a season, HOLIDAYS or TERM. None where anything else stands in it: "anything on at christmas" is a wish."""
    plain = " ".join(words_of(text.replace("-", " ")))
    named = next(((name, found) for name, pattern in _NAMED.items() if (found := pattern.search(plain))), None)
    if named is None or len(plain.split()) > MOST:
        return None
    rest = f"{plain[: named[1].start()]} {plain[named[1].end() :]}"
    if set(rest.split()) - _KNOWN or _WISH.search(rest) or (rest.split() and not _OF_IT.search(rest)):
        return None
    return named[0]


def names_those(text: str) -> bool:
    """Whether it is asked of all that are shown: "are they open at christmas"."""
    return re.search(r"\b(?:it|they|these|those|this|that)\b", " ".join(words_of(text))) is not None


def season_said(record: dict[str, object], season: str) -> str:
    """The sentence of a record that says something of these holidays, else of any or of term time; "" where none does."""
    sessions = record.get("sessions") or []
    notes = [str(one.get("note") or "") for one in sessions] if isinstance(sessions, list) else []
    told = [*notes, *_SENTENCE.split(str(record.get("alert") or "")), *_SENTENCE.split(str(record.get("description") or ""))]
    said = [" ".join(sentence.split()).rstrip(".") for sentence in told if sentence.strip()]
    same = [sentence for sentence in said if season in SEASONS and names_season(sentence) == {season}]
    return next(iter([*same, *(sentence for sentence in said if _TIMES.search(sentence) or names_season(sentence))]), "")
