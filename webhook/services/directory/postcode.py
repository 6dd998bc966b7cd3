"""The postcode in a question: taken out before anything else sees it, and kept as its sector or district only."""

from __future__ import annotations

import re

from webhook.services.directory.denied import ends_denying
from webhook.services.directory.vocabulary import Point, Vocabulary


def take_postcode(text: str, vocabulary: Vocabulary) -> tuple[str, Point | None, str | None, bool]:
    """The text without its postcode, which leaves before anything else sees it (only its sector stays: conduct 16); where that is, or its district; whether it is denied."""
    found = re.search(r"\b([A-Z]{1,2}\d[A-Z\d]?)(?:\s*\d[A-Z]{2}|\s+\d(?!\s*(?:year|yr|y|mile|month|km|to)))?\b", text, re.IGNORECASE)
    if not found:
        return text, None, None, False
    point, before, after = vocabulary.point_for(found[0]), text[: found.start()], text[found.end() :]
    if point is None:
        whole = re.fullmatch(r".*\d[A-Z]{2}", found[0], re.IGNORECASE) and len(found[0]) > len(found[1])
        named = re.search(r"\b(?:near|in|around|by)\s+$", before, re.IGNORECASE)
        return (f"{before} {after}" if whole or named else text), None, (found[1].upper() if whole or named else None), False
    denied = ends_denying(before)
    return f"{before} {after}", None if denied else point, None, denied


def label_place(point: Point, vocabulary: Vocabulary) -> str:
    """What a place is called: "near NW5 2 (Kentish Town)"."""
    names = vocabulary.raw["places"].get(point.code)
    return str(vocabulary.raw["chips"]["place"].format(detail=f"{point.code} ({names[0].title()})" if names else point.code))
