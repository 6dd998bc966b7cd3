"""What somebody hears of a place that is no more when they ask for it later, and when they are upset at the text that said so."""

from __future__ import annotations

from webhook.bootstrap import Parts
from webhook.clients.clock import local_date
from webhook.services.booking_ask import ask_on
from webhook.services.booking_draft import NEW, asking, closing, read_draft
from webhook.services.booking_instead import concerns_other
from webhook.services.booking_read import is_question
from webhook.services.bookings import who_books
from webhook.services.heard import Heard, Reply, Turn
from webhook.services.render_booking import BookingWords, ask_question
from webhook.services.surgeries import TELL
from webhook.services.surgery_off import next_draft, off_text
from webhook.store.booking_find import find_moved
from webhook.store.duty_queries import list_our_words
from webhook.store.surgeries import Surgery

UPSET_LANES, UPSET_WORDS = ("clarify", "out_of_scope"), 12  # how so many words were guessed at that answer no question


def say_lost(parts: Parts, heard: Heard) -> Turn | None:
    """That the place they had is no more, and the next date as a question; None for those who lost none."""
    person, words = who_books(heard.conversation), BookingWords(parts, heard.channel)
    with parts.db.reading() as session:
        lost = find_moved(session, person.key, local_date(heard.now), trial=person.trial)
        if lost is None:
            return None
        off = session.get_one(Surgery, lost.surgery_id)
        told = Reply(off_text(words, "lost", lost.day, lost.venue, off, heard.now))
        draft = next_draft(session, off, heard.now, trial=person.trial)
        if draft is not None:
            return asking(parts, heard, draft, told, ask_question(parts, session, heard.channel, draft))
    turn = closing(heard, told, words.reply("surgery_off_no_date"))
    if heard.channel == "sms":
        turn.changes |= {"awaiting": TELL, "options": ["surgery_info", "deny"]}
    return turn


def hear_upset(parts: Parts, heard: Heard, turn: Turn) -> Turn:
    """Words that nobody could read, said to the text that a surgery is off: they are heard, and what was asked is asked again."""
    guessed = turn.lane in UPSET_LANES and len(heard.text.split()) <= UPSET_WORDS and heard.lane is None and not heard.flags
    if not guessed or is_question(heard.text) or concerns_other(heard.text):
        return turn
    draft, words = read_draft(parts, heard), BookingWords(parts, heard.channel)
    if draft is not None and draft.step == "next":
        return ask_on(parts, heard, draft, words("booking_not_read" if draft.wish == NEW else "surgery_off_sorry"))
    if heard.conversation.awaiting != TELL:
        return turn
    with parts.db.reading() as session:
        if words("surgery_off_no_date") not in list_our_words(session, heard.conversation.id, limit=1):
            return turn
    text = f"{words('surgery_off_sorry')} {words('surgery_off_no_date')}"
    return Turn(lane="lookup", topics=["surgery_info"], replies=[Reply(text)], changes={"awaiting": TELL, "options": ["surgery_info", "deny"], "unsure_count": 0})
