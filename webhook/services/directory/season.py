"""School holidays in a question ("xmas hols") and in a record ("half-term holidays"): a scheme of the summer is none for Christmas."""

from __future__ import annotations

import re

from webhook.services.directory.denied import ends_denying

SEASONS = {
    "christmas": r"christmas|xmas|x-mas|chrismas|winter",
    "easter": r"easter|spring",
    "summer": r"summer",
    "half_term": r"half[- ]?term",
}
ALONE = 3  # words
_HOLIDAYS = r"(?:school )?(?:holidays?|hols?|break|vacation)"
_NAMED = {name: re.compile(rf"\b(?:{words})\b(?:\W*{_HOLIDAYS}\b)?", re.IGNORECASE) for name, words in SEASONS.items()}
_OTHERS = {"christmas": "winter", "easter": "spring", "summer": "summer"}  # of these words alone a season of the year may be meant
_HOLIDAY = re.compile(rf"\b{_HOLIDAYS}\b", re.IGNORECASE)
_EVERY = re.compile(rf"\b(?:all|every|each)(?: of)?(?: the)? {_HOLIDAYS}\b|\ball year round\b", re.IGNORECASE)
_HOLS = re.compile(r"\b(?:school )?hols\b|(?:^|(?<=\bthe )|(?<=\bfor )|(?<=\bin )|(?<=\bover ))(?:school )?holidays\b(?! (?:in|to|abroad|with|away)\b)", re.IGNORECASE)


def take_season(text: str) -> tuple[str, str | None, bool]:
    """The text with its holidays in plain words ("xmas" is "christmas holidays"), and which they are; None for none, or more than one. Denied ones are taken out, and said to be."""
    named = [(name, found) for name, pattern in _NAMED.items() for found in [pattern.search(text)] if found and _is_holiday(name, found[0], text)]
    if len(named) != 1:
        return _HOLS.sub("school holidays", text), None, False
    name, found = named[0]
    if ends_denying(text[: found.start()]):
        return f"{text[: found.start()]} {text[found.end() :]}", None, True
    return f"{text[: found.start()]}{'half term' if name == 'half_term' else f'{name} holidays'}{text[found.end() :]}", name, False


def is_other_season(season: str, text: str, *, of_holidays: bool = False) -> bool:
    """Whether a record's own words name holidays, and not these. `of_holidays`: it is a holiday club, so that a season is enough ("Summer camp")."""
    named = {name for name, pattern in _NAMED.items() if pattern.search(text)}
    return bool(named) and season not in named and bool(of_holidays or _HOLIDAY.search(text) or "half_term" in named)


def says_season(season: str, text: str, *, of_holidays: bool = False) -> bool:
    """Whether a record's own words say that it runs in these holidays: by their name, or in all of them. "Spring House" says it only of a holiday club."""
    found = _NAMED[season].search(text)
    named = found is not None and (of_holidays or found[0].lower() not in _OTHERS.values() or _HOLIDAY.search(text) is not None)
    return named or _EVERY.search(text) is not None


def names_season(text: str) -> set[str]:
    """The school holidays that a sentence of a record names: "summer and winter holidays"; no season of the year alone."""
    return {name for name, pattern in _NAMED.items() if (found := pattern.search(text)) and (found[0].lower() not in _OTHERS.values() or _HOLIDAY.search(text))}


def _is_holiday(name: str, said: str, text: str) -> bool:
    """Whether holidays are meant, and not a season or a term: "summer" alone is, as an answer of two or three words."""
    return said.lower() != _OTHERS.get(name) or (len(text.split()) <= ALONE and "term" not in text.lower())
