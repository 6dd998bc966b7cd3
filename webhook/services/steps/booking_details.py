"""The details of a place: first name ▸ needs ▸ what to talk about. Each is asked once and may be left out; only the first two are printed (conduct 10)."""

from __future__ import annotations

import re
from dataclasses import replace

from sqlalchemy.orm import Session

from webhook.bootstrap import Parts
from webhook.clients.clock import local_date
from webhook.services.booking.ask import ask_on
from webhook.services.booking.draft import Draft
from webhook.services.booking.instead import concerns_other
from webhook.services.booking.names import read_name
from webhook.services.booking.others import offer_others, take_other_time
from webhook.services.booking.read import is_question, is_skip, read_yes_no
from webhook.services.booking.subject import read_subject
from webhook.services.directory.asking import SEARCH, asks_for
from webhook.services.directory.search import read_for
from webhook.services.directory.vocabulary import load_vocabulary
from webhook.services.people.passed_on import shorten
from webhook.services.personal.names import load_words
from webhook.services.render.booking import BookingWords
from webhook.services.steps.booking_reminder import offer_reminder
from webhook.services.surgeries.needs import names_matter, not_listed, split_needs
from webhook.services.surgeries.needs_told import read_told
from webhook.services.turn.heard import Heard, Turn
from webhook.services.turn.small_talk import says_thanks_only
from webhook.store.bookings import SurgeryBooking
from webhook.store.surgeries import Surgery

NEEDS_CHARS = 120
BRINGS = "bringing {who}"
MOST_EARLY = 14  # words of needs that are said before they are asked for
_NO_NEED = re.compile(  # another matter, or of the surgery's places
    r"\?|\bblue badge\b(?! (?:park|bay|space|holder))|\b(?:clubs?|groups?|class(?:es)?|activit\w+|services?|apply\w*|application|grants?"
    r"|benefits?|allowance|tests?|training|toys?|assess\w*|referr?al|diagnos\w*|courses?|support group"
    r"|(?:any|no|more|other|got|have) (?:free )?space|what|how|who|where|when|why|help with)\b",
    re.IGNORECASE,
)
_ONLY_A_NUMBER = re.compile(r"\W*\d{1,2}(?:[.:]\d\d)?(?: ?[ap]m)?\W*", re.IGNORECASE)  # the answer to another question: no need, and nothing to talk about
SHORT = 6  # words: longer ones say what they want to talk about


def take_name(parts: Parts, heard: Heard, draft: Draft) -> Turn | None:
    """The first name, or that it is left out. Needs that are said instead are kept, and the name asked again."""
    if not draft.taken and (turn := take_other_time(parts, heard, draft)) is not None:
        return turn
    said_no = is_skip(heard.text) or read_yes_no(heard.text) is False
    name = "" if said_no else None if read_yes_no(heard.text) else read_name(heard.text, load_words(parts.settings.content_dir).common)
    if name is None:
        needs = "" if is_question(heard.text) else split_needs(heard.masked)[0]
        return ask_on(parts, heard, draft.at("name", needs=needs), BookingWords(parts, heard.channel)("booking_needs_noted")) if needs else None
    return after_name(parts, heard, draft.at("name", name=name))


def note_name(parts: Parts, heard: Heard, draft: Draft) -> Turn | None:
    """A first name that is a whole message, said before it was asked for: kept, and the open question asked on."""
    name = None if is_skip(heard.text) or says_thanks_only(heard.text) else read_name(heard.text, load_words(parts.settings.content_dir).common)
    if not name or read_for(parts, heard.text).chips:  # "Kilburn" is a place
        return None
    return ask_on(parts, heard, draft.at(draft.step, name=name), BookingWords(parts, heard.channel)("booking_name_noted", name=name))


def note_needs(parts: Parts, heard: Heard, draft: Draft) -> Turn | None:
    """What they need, where it is a whole message said before it was asked for: kept, and the open question asked on."""
    if is_question(heard.text) or len(heard.text.split()) > MOST_EARLY or _NO_NEED.search(heard.text) or read_for(parts, heard.text).filters.place:
        return None
    needs, other = split_needs(shorten(heard.masked, NEEDS_CHARS))
    if not needs or other:
        return None
    needs = ", ".join(filter(None, [draft.needs, needs])) if needs not in draft.needs else draft.needs
    noted = _say_not_listed(parts, heard, draft.at(draft.step, needs=needs)) or BookingWords(parts, heard.channel)("booking_needs_noted")
    return ask_on(parts, heard, draft.at(draft.step, needs=shorten(needs, NEEDS_CHARS)), noted)


def after_name(parts: Parts, heard: Heard, draft: Draft) -> Turn:
    """What is asked once the name is known."""
    return _ask_about(parts, heard, draft) if draft.asked or draft.needs else ask_on(parts, heard, draft.at("needs"))


def take_needs(parts: Parts, heard: Heard, draft: Draft) -> Turn | None:
    """What they need so that they can come; whatever else is said with it is what they want to talk about."""
    if not draft.taken and (turn := take_other_time(parts, heard, draft)) is not None:
        return turn
    if is_question(heard.text) or is_search(parts, heard):
        return None
    if _ONLY_A_NUMBER.fullmatch(heard.text):
        return ask_on(parts, heard, draft, BookingWords(parts, heard.channel)("booking_not_read"))
    if read_yes_no(heard.text):
        return ask_on(parts, heard, draft)  # yes, there is something: and what
    needs, other = ("", "") if is_skip(heard.text) else split_needs(shorten(heard.masked, NEEDS_CHARS))
    if (told := read_told(other, load_words(parts.settings.content_dir).known, asked=True)).brings:  # "wheelchair. my sister is coming": no subject
        needs, other = ", ".join(filter(None, [needs, BRINGS.format(who=told.brings), *told.needs])), told.rest
    described = bool(other) and not draft.about and not names_matter(other) and len(other.split()) <= SHORT  # "autism": for the officers' eyes, and no subject yet
    draft = draft.at("needs", needs=needs, about=shorten("; ".join(part for part in (draft.about, read_subject(other) or other) if part)))
    if described and not draft.asked:
        return ask_on(parts, heard, draft.at("about"), _say_not_listed(parts, heard, draft) or BookingWords(parts, heard.channel)("booking_noted"))
    if other and not needs and not draft.needs_again:  # "transport": what to talk about, and what they need is asked once more
        return ask_on(parts, heard, replace(draft, step="needs", needs_again=True), BookingWords(parts, heard.channel)("booking_subject_noted"))
    return _ask_about(parts, heard, draft, BookingWords(parts, heard.channel)("booking_companion_noted") if told.brings else "")


def take_about(parts: Parts, heard: Heard, draft: Draft) -> Turn | None:
    """What they want to talk about, masked."""
    if not draft.taken and (turn := take_other_time(parts, heard, draft)) is not None:
        return turn
    if not is_skip(heard.text) and len(heard.text.split()) <= SHORT and not concerns_other(heard.text) and (turn := offer_others(parts, heard, draft)) is not None:
        return turn
    if "?" in heard.text or is_search(parts, heard):
        return None
    if _ONLY_A_NUMBER.fullmatch(heard.text):
        return ask_on(parts, heard, draft, BookingWords(parts, heard.channel)("booking_not_read"))
    if read_yes_no(heard.text):
        return ask_on(parts, heard, draft)
    about = "" if is_skip(heard.text) else shorten(read_subject(heard.masked) or heard.masked)
    if not draft.asked and draft.about and about != draft.about:  # what they told of themselves when they were asked what they need
        about = shorten("; ".join(part for part in (draft.about, about) if part))
    return _ask_about(parts, heard, draft.at("about", about=about, asked=True))


def _ask_about(parts: Parts, heard: Heard, draft: Draft, noted: str = "") -> Turn:
    """What they want to talk about, once, where nothing they said tells it; then what was chosen is read back."""
    if not draft.asked and not draft.about:
        return ask_on(parts, heard, draft.at("about"), noted or _say_not_listed(parts, heard, draft))
    draft = draft.at("confirm", asked=True)
    return _keep_details(parts, heard, draft) if draft.taken else ask_on(parts, heard, draft, noted)


def _say_not_listed(parts: Parts, heard: Heard, draft: Draft) -> str:
    """That the record of the place does not say that it has what they need, so that nobody counts on it."""
    if not draft.needs or draft.surgery is None:
        return ""
    with parts.db.reading() as session:
        access = session.get_one(Surgery, draft.surgery).access or []
    return BookingWords(parts, heard.channel)("booking_needs_unlisted") if not_listed(draft.needs, access) else ""


def is_search(parts: Parts, heard: Heard) -> bool:
    """Whether a message looks for a service, with where or for whom: no need of theirs, whatever was asked."""
    vocabulary = load_vocabulary(parts.settings.content_dir)
    filters = read_for(parts, heard.text).filters
    return bool(filters.place or filters.age) and asks_for(heard.text, vocabulary, local_date(heard.now)) == SEARCH


def _keep_details(parts: Parts, heard: Heard, draft: Draft) -> Turn:
    """The name and needs of a place that is theirs already."""
    words = BookingWords(parts, heard.channel)
    with parts.db.reading() as session:
        booking = session.get_one(SurgeryBooking, draft.booking)

    def keep(session: Session) -> None:
        row = session.get_one(SurgeryBooking, booking.id)
        row.first_name_sealed, row.needs_sealed, row.about = seal(parts, draft.name), seal(parts, draft.needs), draft.about

    turn = offer_reminder(parts, heard, booking, words.reply("booking_saved", place=words.booked(booking)))
    turn.effects.append(keep)
    return turn


def seal(parts: Parts, text: str) -> bytes | None:
    """A detail as it is kept; nothing where nothing was given."""
    return parts.vault.seal(text) if text else None
