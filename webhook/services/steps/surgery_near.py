"""Which of the coming SEND surgeries is nearest: by their own postcodes, measured here. Where the list holds none that is said, with the places. Nothing is booked by asking."""

from __future__ import annotations

import re

from webhook.bootstrap import Parts
from webhook.clients.clock import local_date
from webhook.services.booking.bookings import TAKES_NAMES
from webhook.services.booking.draft import read_draft
from webhook.services.booking.instead import concerns_other
from webhook.services.directory.asking import looks_for_service
from webhook.services.directory.question import read_question
from webhook.services.directory.vocabulary import Vocabulary, load_vocabulary
from webhook.services.render.booking import BookingWords
from webhook.services.render.render import SURGERIES
from webhook.services.render.surgeries import SEGMENTS, surgery_line
from webhook.services.steps.surgery_still import OF_THEIRS, then_ask
from webhook.services.surgeries.asked import names_surgery
from webhook.services.surgeries.surgeries import describe_surgery
from webhook.services.texts.text import count_segments
from webhook.services.turn.heard import Heard, Reply, Turn
from webhook.store.inbox import list_last_topics
from webhook.store.surgeries import Surgery
from webhook.store.surgery_list import list_upcoming

RECENT = 2  # turns, back to which "which is nearest" may refer
LONGEST = 16  # words: what is longer asks more than this
_NEAREST = re.compile(r"\b(?:nearest|closest|nearer|closer)\b|\b(?:which|what|where|any|one|ones|there|it|they)\b.{0,24}\b(?:near|nearby|close (?:to|by)|local to)\b", re.IGNORECASE)

_OTHER = re.compile(
    r"\b(?:clubs?|groups?|activit\w+|things|services?|classes|playgroups?|nurser(?:y|ies)|parks?|gp|hospital|playschemes?|respite|short breaks?|teens?|teenagers?|kids?|years? old|yr old)\b",
    re.IGNORECASE,
)


def answer_nearest(parts: Parts, heard: Heard) -> Turn | None:
    """A step of the turn, before the answers to a booking and to the check. None where no surgery is meant, or none is coming."""
    if heard.lane not in (None, "gentle") or heard.flags or SURGERIES & set(parts.content.answers) or len(heard.text.split()) > LONGEST or not _NEAREST.search(heard.text):
        return None
    draft, named = read_draft(parts, heard), names_surgery(heard.text)
    choosing = draft is not None and draft.step not in OF_THEIRS
    if not named and not choosing and (_OTHER.search(heard.text) or concerns_other(heard.text) or (heard.conversation.awaiting or "").startswith("search") or not _spoken(parts, heard)):
        return None
    if not named and choosing and looks_for_service(heard.text, load_vocabulary(parts.settings.content_dir), local_date(heard.now)):
        return None  # "is there a sensory room near n7" is no question of surgeries, whatever is being booked
    with parts.db.reading() as session:
        coming = [surgery for surgery in list_upcoming(session, local_date(heard.now)) if surgery.status in TAKES_NAMES]
    return then_ask(parts, heard, draft if choosing else None, [Reply(_say(parts, heard, coming))]) if coming else None


def _spoken(parts: Parts, heard: Heard) -> bool:
    with parts.db.reading() as session:
        return any(SURGERIES & topics for topics in list_last_topics(session, heard.inbound, RECENT))


def _say(parts: Parts, heard: Heard, coming: list[Surgery]) -> str:
    vocabulary = load_vocabulary(parts.settings.content_dir)
    place = read_question(heard.text, vocabulary, today=local_date(heard.now)).filters.place
    placed = [surgery for surgery in coming if _point(vocabulary, surgery) is not None]
    words = BookingWords(parts, heard.channel)
    if place is None or not placed:
        return _with_lines(words, "surgery_near_which" if placed else "surgery_near_unknown", coming)
    nearest = min(placed, key=lambda surgery: (_km(vocabulary, surgery, place.latitude, place.longitude), surgery.date))
    key = "surgery_near" if len(placed) == len(coming) else "surgery_near_of_some"
    return words(key, place=place.code, line=surgery_line(parts.content, describe_surgery(nearest), heard.channel))


def _km(vocabulary: Vocabulary, surgery: Surgery, latitude: float, longitude: float) -> float:
    point = vocabulary.point_for(surgery.postcode or "")
    assert point is not None
    return point.km_to(latitude, longitude)


def _point(vocabulary: Vocabulary, surgery: Surgery) -> object:
    return vocabulary.point_for(surgery.postcode or "")


def _with_lines(words: BookingWords, key: str, coming: list[Surgery]) -> str:
    """A sentence, then the surgeries: all on the web, by text those that fit."""
    said = words(key)
    for surgery in coming:
        line = surgery_line(words.parts.content, describe_surgery(surgery), words.channel)
        longer = f"{said}{chr(10) * 2 if words.channel == 'web' else ' '}{line}"
        if words.channel == "sms" and count_segments(longer) > SEGMENTS:
            break
        said = longer
    return said
