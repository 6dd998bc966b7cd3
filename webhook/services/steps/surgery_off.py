"""What somebody hears of a place that is no more when they ask for it later, and when they are upset at the text that said so."""

from __future__ import annotations

from webhook.bootstrap import Parts
from webhook.clients.clock import local_date
from webhook.services.booking.ask import ask_on
from webhook.services.booking.bookings import who_books
from webhook.services.booking.draft import NEW, asking, closing, read_draft
from webhook.services.booking.instead import concerns_other
from webhook.services.booking.read import is_question
from webhook.services.identity.check_question import check_question
from webhook.services.render.booking import BookingWords, ask_question
from webhook.services.surgeries.off import next_draft, note_told, off_text
from webhook.services.surgeries.off_asked import asks_why, names_change, sounds_upset
from webhook.services.surgeries.surgeries import TELL
from webhook.services.turn.heard import Heard, Reply, Turn
from webhook.store.booking_find import find_moved
from webhook.store.duty_queries import list_our_words
from webhook.store.surgeries import Surgery

UPSET_LANES, UPSET_WORDS = ("clarify", "out_of_scope"), 12  # how so many words were guessed at that answer no question
LOOKED_BACK = 3  # texts of ours
TOLD_OF_CHANGE = ("surgery_off_booked", "surgery_moved_booked", "surgery_off_waiting", "surgery_moved_waiting", "surgery_moved_still", "surgery_new_place", "surgery_off_no_reason")


def say_lost(parts: Parts, heard: Heard) -> Turn | None:
    """That the place they had is no more, and the next date as a question; None for those who lost none."""
    person, words = who_books(heard.conversation), BookingWords(parts, heard.channel)
    with parts.db.reading() as session:
        lost = find_moved(session, person.key, local_date(heard.now), trial=person.trial)
        if lost is None:
            return None
        off = session.get_one(Surgery, lost.surgery_id)
        told = Reply(off_text(words, "lost", lost.day, lost.venue, off, heard.now))
        draft = next_draft(session, off, heard.now, person)
        if draft is not None:
            turn = asking(parts, heard, draft, told, ask_question(parts, session, heard.channel, draft))
        else:
            turn = closing(heard, told, words.reply("surgery_off_no_date"))
    if draft is None and heard.channel == "sms":
        turn.changes |= {"awaiting": TELL, "options": ["surgery_info", "deny"]}
    turn.effects.append(lambda session: note_told(session, session.get_one(Surgery, off.id), person, heard.now))
    return turn


def hear_upset(parts: Parts, heard: Heard, turn: Turn) -> Turn:
    """Words that nobody could read, said to the text that a surgery is off: they are heard, and what was asked is asked again."""
    guessed = (turn.lane in UPSET_LANES or (turn.lane == "small_talk" and sounds_upset(heard.text))) and heard.lane is None and not heard.flags
    return (say_sorry(parts, heard) or turn) if guessed else turn


def say_sorry(parts: Parts, heard: Heard) -> Turn | None:
    """That it was heard, and what the text that a surgery is off asked; None for a question, for other matters, and where nothing of the kind is asked."""
    if len(heard.text.split()) > UPSET_WORDS or is_question(heard.text) or concerns_other(heard.text):
        return None
    return _ask_on(parts, heard, "surgery_off_sorry")


def answer_why_off(parts: Parts, heard: Heard) -> Turn | None:
    """A step of the turn: "oh no, why?" to the text that theirs is off, moved or elsewhere. No reason is on record, and what that text asked stays open; in the identity check too."""
    if heard.lane not in (None, "gentle") or heard.flags or not asks_why(heard.text):
        return None
    turn = _ask_on(parts, heard, "surgery_off_no_reason")
    if turn is None and _was_told_of_change(parts, heard):
        again = check_question(parts, heard)
        replies = [BookingWords(parts, heard.channel).reply("surgery_off_no_reason"), *([again] if again else [])]
        turn = Turn(lane="lookup", topics=["surgery_info"], replies=replies, changes={"unsure_count": 0})
    return turn


def _ask_on(parts: Parts, heard: Heard, key: str) -> Turn | None:
    """What our text that a surgery is off asked, once more after a sentence; None where that is not what is asked."""
    draft, words = read_draft(parts, heard), BookingWords(parts, heard.channel)
    if draft is not None and draft.step == "next":
        return ask_on(parts, heard, draft, words("booking_not_read" if draft.wish == NEW else key))
    if heard.conversation.awaiting != TELL:
        return None
    with parts.db.reading() as session:
        if not any(words("surgery_off_no_date") in text for text in list_our_words(session, heard.conversation.id, limit=LOOKED_BACK)):
            return None
    text = f"{words(key)} {words('surgery_off_no_date')}"
    return Turn(lane="lookup", topics=["surgery_info"], replies=[Reply(text)], changes={"awaiting": TELL, "options": ["surgery_info", "deny"], "unsure_count": 0})


def _was_told_of_change(parts: Parts, heard: Heard) -> bool:
    """Whether one of our last texts said that something is off or elsewhere; or they lost a place to come to, and their words say what they ask about."""
    person, begin = who_books(heard.conversation), tuple(parts.content.messages[key].on(heard.channel).split("{")[0] for key in TOLD_OF_CHANGE)
    with parts.db.reading() as session:
        if any(text.startswith(begin) for text in list_our_words(session, heard.conversation.id, limit=LOOKED_BACK)):
            return True
        return names_change(heard.text) and find_moved(session, person.key, local_date(heard.now), trial=person.trial) is not None
