"""What the record of a surgery says, when it is asked for. Nothing is made up: what is not on the list is said not to be."""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta

from webhook.services.people.access_needs import LANGUAGES
from webhook.services.render.booking import BookingWords
from webhook.services.render.say import say_time
from webhook.services.render.surgeries import surgery_line
from webhook.services.surgeries.fact_asked import ACCESS, ACCESS_NAMED, COMPANION, ENDS, IN_MY_PLACE, LENGTH, LIST, PLACE, POSTCODE, SPOKEN, WALK_IN, WHAT_FOR, WHO_MEETS
from webhook.services.surgeries.surgeries import describe_surgery
from webhook.services.surgeries.unlisted import EXPERT, ROOM, UNLISTED
from webhook.store.surgeries import Surgery

SHOWN, MOST_PLACES = 3, 2  # surgeries; and addresses in one text
PARKING = re.compile(r"\bpark(?:ing)?\b", re.IGNORECASE)
_SAID_OF_ALL = {WHO_MEETS: "surgery_fact_who", COMPANION: "surgery_companion", LIST: "surgery_fact_list", WHAT_FOR: "surgery_fact_what"}


def say_fact(words: BookingWords, kind: str, text: str, surgeries: list[Surgery], slot: time | None = None, *, here: bool = False) -> str:
    """The record's own words for some surgeries; and where what was named is not among them, how to say what is needed: `here` and now, or when they book."""
    shown = surgeries[:SHOWN]
    if kind == COMPANION and IN_MY_PLACE.search(text):
        return words("surgery_instead")
    if kind in _SAID_OF_ALL:
        return words(_SAID_OF_ALL[kind])
    if kind == WALK_IN:
        return words("surgery_fact_walk_in" if not here and any(one.slot_minutes for one in shown) else "surgery_fact_walk_in_unlisted")
    if kind == LENGTH:
        return " ".join(words("surgery_fact_length" if one.slot_minutes else "surgery_fact_none", date=words.day(one.date), minutes=str(one.slot_minutes)) for one in shown[:1])
    if kind == ENDS:
        return _say_end(words, shown[0], slot)
    if kind == PLACE:
        unknown = POSTCODE.search(text) and not any(one.postcode for one in shown)
        no_postcode = [words("surgery_fact_no_postcode")] if unknown else []
        return (
            " ".join([words("surgery_fact_chosen", place=words.place(shown[0], slot)), *no_postcode])
            if slot
            else " ".join([*(surgery_line(words.parts.content, describe_surgery(one), words.channel) for one in shown), *no_postcode])
        )
    if kind in UNLISTED:
        return _say_unlisted(words, kind, shown)
    if kind == ACCESS and PARKING.search(text) and not any(PARKING.search(" ".join(one.access or [])) for one in shown):
        return words("surgery_unlisted", what=words("surgery_what_parking"))
    found = [(one, list((one.languages if kind == SPOKEN else one.access) or [])) for one in shown]
    lines = [words(f"surgery_fact_{kind}" if listed else "surgery_fact_none", date=words.day(one.date), list=", ".join(listed)) for one, listed in found]
    if not all(_is_named(text, kind, listed) for _, listed in found):
        lines.append(words("surgery_fact_say_here" if here else "surgery_fact_say"))
    return " ".join(lines)


def _say_end(words: BookingWords, surgery: Surgery, slot: time | None) -> str:
    """From when to when their own time is, where they chose one; else until when the surgery is, and how long each time."""
    if slot is not None and surgery.slot_minutes:
        end = (datetime.combine(surgery.date, slot) + timedelta(minutes=surgery.slot_minutes)).time()
        return words("surgery_fact_slot_ends", start=say_time(slot), end=say_time(end))
    if surgery.end is None:
        return words("surgery_fact_none", date=words.day(surgery.date))
    said = {"date": words.day(surgery.date), "end": say_time(surgery.end)}
    return words("surgery_fact_ends_length", minutes=str(surgery.slot_minutes), **said) if surgery.slot_minutes else words("surgery_fact_ends", **said)


def _say_unlisted(words: BookingWords, kind: str, surgeries: list[Surgery]) -> str:
    """That the list does not say, and who does; before it what is known of it: the address, or whom they meet."""
    if kind == EXPERT:
        return words("surgery_unlisted_expert")
    known = [words("surgery_where", date=words.day(one.date), venue=one.venue, address=one.address) for one in surgeries[:MOST_PLACES] if kind == ROOM and one.address]
    return " ".join([*known, words("surgery_unlisted", what=words(f"surgery_what_{kind}"))])


def _is_named(text: str, kind: str, listed: list[str]) -> bool:
    """Whether all that a question names is listed; a question that names nothing is answered by any list."""
    said = re.sub(r"[\s-]+", " ", text.lower())
    if kind == SPOKEN:
        named = [language.lower() for language in LANGUAGES if re.search(rf"\b{language}\b", said, re.IGNORECASE)]
        return bool(listed) and set(named) <= {language.lower() for language in listed}
    asked = {found.group().lower() for found in ACCESS_NAMED.finditer(said)} - {"access", "accessible"}
    return bool(listed) and (not asked or any(re.sub(r"[\s-]+", " ", one.lower()) in said for one in listed))
