"""That something should be for girls only, or for boys: no record has a field for it, so it ranks by name, and that it is not known is said."""

from __future__ import annotations

import re
from functools import lru_cache

from webhook.services.directory.vocabulary import Vocabulary, words_of

_THEIRS = r"(?<!\bmy )(?<!\bour )(?<!\btwo )(?<!\bthree )(?<!\bboth )(?<!\b2 )(?<!\b3 )"


def only_for(text: str, vocabulary: Vocabulary) -> str:
    """Whom alone it should be for, a key of `only`; "" where nobody says so, or both."""
    plain = " ".join(words_of(text))
    said = [who for who, pattern in _patterns(vocabulary).items() if pattern.search(plain)]
    return said[0] if len(said) == 1 else ""


@lru_cache(maxsize=4)
def _patterns(vocabulary: Vocabulary) -> dict[str, re.Pattern[str]]:
    either = {who: "|".join(re.escape(" ".join(words_of(str(phrase)))) for phrase in entry["words"]) for who, entry in vocabulary.raw["only"].items()}
    return {who: re.compile(rf"\b{_THEIRS}(?:{phrases})\b") for who, phrases in either.items()}
