"""Reads the hour of an email: one sent after 5pm counts as received on the next working day. Pure."""

from __future__ import annotations

import re

_HOUR = re.compile(r"\b(?P<after>after\s+)?(?P<hour>\d{1,2})(?:[:.](?P<minutes>\d\d))?\s?(?P<half>[ap])m\b|\b(?P<hour24>1[7-9]|2[0-3])[:.](?P<minutes24>\d\d)\b", re.IGNORECASE)
_EVENING = re.compile(r"\b(?:in the evening|at night|late (?:at night|evening)|that evening|evening|midnight|after (?:5|five|work|hours)|past five)\b", re.IGNORECASE)


def is_after_five(text: str) -> bool:
    """Whether the message names an hour after 5pm, or the evening."""
    hour = _HOUR.search(text)
    if hour is None:
        return bool(_EVENING.search(text))
    if hour["hour24"]:
        return (int(hour["hour24"]), int(hour["minutes24"])) > (17, 0)
    if hour["half"].lower() == "a" or int(hour["hour"]) > 11:
        return False
    return (int(hour["hour"]), int(hour["minutes"] or 0)) > (5, 0) or bool(hour["after"] and int(hour["hour"]) == 5)
