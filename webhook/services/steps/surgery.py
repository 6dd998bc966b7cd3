"""What somebody says of SEND surgeries outside a booking, read in code: their own place, the dates, a date that was just shown, what to bring, "yes, text me"."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from webhook.bootstrap import Parts
from webhook.clients.clock import local_date
from webhook.services.booking.ask import begin_booking, in_dates, list_bookable
from webhook.services.booking.bookings import TAKES_NAMES
from webhook.services.booking.draft import booking_turn, read_draft
from webhook.services.booking.instead import concerns_other, names_booking
from webhook.services.booking.own_words import CANT, UNWANTED, asks_out, drops_booking
from webhook.services.booking.read import (
    BOOK,
    GIVE_UP,
    STATUS,
    find_days,
    find_venues,
    is_about_texts,
    is_skip,
    is_skip_word,
    names_day,
    read_number,
    read_yes_no,
    wants_no_telling,
    without_date,
)
from webhook.services.booking.read_next import FIGURES, asks_others, read_pick
from webhook.services.booking.subject import subject_of
from webhook.services.render.booking import BookingWords
from webhook.services.render.surgeries import MORE, surgeries_turn, tell_turn, untold_turn
from webhook.services.steps.booking_list import leave_lists, say_waits
from webhook.services.steps.booking_own import has_any, say_reminders, start_booking
from webhook.services.steps.booking_own_words import OWN, change_details, changes_details, hear_own
from webhook.services.steps.booking_reminder import REMINDER_STEPS
from webhook.services.steps.surgery_facts import answer_fact, bring_turn
from webhook.services.steps.surgery_place import say_place
from webhook.services.steps.surgery_still import OF_THEIRS
from webhook.services.surgeries.asked import BRING, INFO, LEAVE, LISTED, REMIND, TELLS, WAIT, WHERE, WHO, asks_room, chooses, names_surgery, read_asked, wants_list, wants_list_only
from webhook.services.surgeries.fact_asked import (
    ACCESS,
    COMPANION,
    ENDS,
    LENGTH,
    LIST,
    SPOKEN,
    WALK_IN,
    WHAT_FOR,
    WHO_MEETS,
    is_about_ours,
    may_come,
    read_fact,
    split_time,
    suits,
    wants_place,
)
from webhook.services.surgeries.surgeries import TELL, has_dates, upcoming_surgeries
from webhook.services.surgeries.unlisted import UNLISTED
from webhook.services.turn.heard import Heard, Reply, Turn
from webhook.store.duty_queries import list_our_words
from webhook.store.inbox import list_last_topics
from webhook.store.surgery_list import list_upcoming

TOPICS, SMALL_TALK = {"surgery_info", "surgery_book"}, {"small_talk"}
OF_RECORD = (SPOKEN, ACCESS, WHO_MEETS, LENGTH, ENDS, COMPANION, LIST, WALK_IN, WHAT_FOR, *UNLISTED)
DAY_ALONE = 5  # words of a message that is only a day, or a place
RECENT = 3  # turns back to which "my place" or "the list" may refer
ASKS_TO_TELL = ("surgery_none", "surgery_none_left", "surgery_tell_ask", "booking_tell_ask", "surgery_off_no_date")  # our texts that end with that question
_TELL_ME = re.compile(r"\b(?:text|tell|message|let|inform|notify) (?:me|us)\b|^\W*(?:yes|yeah|yep|yh|ok|okay|please|pls)\b(?!.{0,40}\?)", re.IGNORECASE)
_FIGURE = re.compile(r"^\W*\d\W*$")


def hear_surgery(parts: Parts, heard: Heard) -> Turn | None:
    """A step of the turn, after the booking that is under way."""
    draft = read_draft(parts, heard)
    between = draft is None or draft.step in OF_THEIRS or (draft.step in REMINDER_STEPS and asks_out(heard.text))
    if heard.form_open or TOPICS & set(parts.content.answers) or not between:
        return None
    if _wants_telling(heard.text) and (heard.conversation.awaiting == TELL or _asked_to_tell(parts, heard)):
        return tell_turn(parts, heard)
    if wants_no_telling(heard.text) and (heard.conversation.awaiting == TELL or (_FIGURE.match(heard.text) and _asked_to_tell(parts, heard))):
        return untold_turn(parts, heard)
    fact = read_fact(heard.text) if not (heard.conversation.awaiting or "").startswith("search") else ""  # a list of services stands: it may be asked about
    comes = may_come(heard.text) and read_pick(heard.text) is None and _nothing_asked(heard)
    agrees = suits(heard.text) and _nothing_asked(heard)
    dated = without_date(heard.text) if heard.conversation.awaiting is None and not heard.conversation.options and not concerns_other(heard.text) else heard.text
    on_day = dated != " ".join(heard.text.split()) and (may_come(dated) or wants_place(dated))  # "can i come to the 30 dec one"
    on_day = on_day or (asks_room(heard.text) and names_day(heard.text) and _nothing_asked(heard) and _names_one(parts, heard))
    fact = fact or (read_fact(dated) if dated != heard.text else "")
    fact = fact if fact in OF_RECORD else ""
    listed = wants_list(heard.text)
    others = asks_others(heard.text) is not None and heard.conversation.awaiting is None and not heard.conversation.options
    says_more = listed or others or fact or on_day or comes or agrees or asks_out(heard.text) or _may_lean(heard.text) or changes_details(heard.text)
    if not says_more and not any(read_asked(heard.text, spoken=True, booked=booked) for booked in (False, True)):
        return None  # whatever was spoken of before: an ordinary question costs no look
    with parts.db.reading() as session:
        recent = list_last_topics(session, heard.inbound, RECENT)
    spoken = any(TOPICS & topics for topics in recent)
    held = (on_day or (bool(fact) and dated != heard.text)) and _has_surgery_on(parts, heard)
    if fact in UNLISTED and not (TOPICS & {topic for topics in recent[:1] for topic in topics}) and not names_surgery(heard.text) and not held:
        fact = ""  # "do I need a referral" is asked of what was spoken of last
    ours = spoken or held or names_surgery(heard.text) or (bool(fact) and is_about_ours(fact, heard.text) and (fact == WHO_MEETS or not concerns_other(heard.text)) and has_any(parts, heard))
    if listed and (ours or wants_list_only(heard.text) or _has_surgery_at(parts, heard) or _has_surgery_on(parts, heard)):
        return start_booking(parts, heard, BOOK) or _say_dates(parts, heard, "book")
    if (spoken or names_booking(heard.text)) and (turn := change_details(parts, heard)) is not None:
        return turn
    if (out := asks_out(heard.text)) and (names_booking(heard.text) or (recent and TOPICS & recent[0])):
        return _ask_whether_to_give_up(parts, heard, heard.text[: out.start()])
    last = next((topics for topics in recent if topics - SMALL_TALK), set[str]())
    if (comes or fact in (WALK_IN, WHAT_FOR, ENDS)) and not TOPICS & last and not names_surgery(heard.text):
        comes, fact = False, ""  # "can i just turn up" is asked of what was spoken of last
    comes = comes or (on_day and (held or not last or bool(TOPICS & last))) or (agrees and "surgery_info" in last and not has_any(parts, heard))
    if (fact == WALK_IN and has_any(parts, heard)) or (comes and not fact):
        return start_booking(parts, heard, STATUS if has_any(parts, heard) and not on_day else BOOK) or _say_dates(parts, heard, "book")
    if fact and ours and (turn := answer_fact(parts, heard, fact)) is not None:
        return _then_book(parts, heard, turn) if fact == COMPANION and _nothing_asked(heard) else turn
    if recent and "surgery_info" in recent[0] and (turn := _take_pick(parts, heard)) is not None:
        return turn
    if is_skip_word(heard.text) and spoken:
        return booking_turn([Reply(parts.content.messages["booking_nothing_open"].on(heard.channel))], {})
    if others and "surgery_book" in last:
        return _say_dates(parts, heard, "info")  # "whens the next one" after a no to the date that was offered
    asked, if_booked = (read_asked(heard.text, spoken=spoken, booked=booked) for booked in (False, True))
    if asked != if_booked and has_any(parts, heard):
        asked = if_booked
    if not asked and if_booked in (CANT, UNWANTED) and recent and TOPICS & recent[0] and drops_booking(heard.text):
        asked = GIVE_UP  # right after the dates, by somebody who has no place: that nothing is booked
    if asked in OWN:
        return hear_own(parts, heard, asked, spoken=spoken)
    if asked == BRING:
        return bring_turn(parts, heard)
    if asked == INFO:
        return _say_dates(parts, heard, "info")
    if asked == TELLS:
        return _say_dates_and_tell(parts, heard)
    if asked in (LISTED, LEAVE):
        return (say_waits if asked == LISTED else leave_lists)(parts, heard) or start_booking(parts, heard, STATUS if asked == LISTED else GIVE_UP)
    if asked in (WHO, REMIND, WHERE):
        return _ANSWERS[asked](parts, heard)
    if asked in (BOOK, WAIT):
        return start_booking(parts, heard, BOOK) or _say_dates(parts, heard, "book")
    if asked:
        return start_booking(parts, heard, asked)
    return _take_shown(parts, heard) if recent and "surgery_info" in recent[0] else None


def _has_surgery_on(parts: Parts, heard: Heard) -> bool:
    """Whether a SEND surgery is to come on a day that is named: then it is meant, though nothing was said of surgeries before."""
    with parts.db.reading() as session:
        return bool(find_days(in_dates(heard).text, [surgery.date for surgery in list_upcoming(session, local_date(heard.now)) if surgery.status in TAKES_NAMES]))


def _names_one(parts: Parts, heard: Heard) -> bool:
    """Whether both the day and the place of one SEND surgery to come are named: "is there a place thurs 26th owl library"."""
    with parts.db.reading() as session:
        coming = [surgery for surgery in list_upcoming(session, local_date(heard.now)) if surgery.status in TAKES_NAMES]
    days, venues = find_days(in_dates(heard).text, [surgery.date for surgery in coming]), find_venues(heard.text, {surgery.venue for surgery in coming})
    return any(surgery.date in days and surgery.venue in venues for surgery in coming)


def _has_surgery_at(parts: Parts, heard: Heard) -> bool:
    """Whether a SEND surgery is to come at a place that is named, and at no other."""
    with parts.db.reading() as session:
        return bool(find_venues(heard.text, {surgery.venue for surgery in list_upcoming(session, local_date(heard.now)) if surgery.status in TAKES_NAMES}))


def _then_book(parts: Parts, heard: Heard, turn: Turn) -> Turn:
    """ "Can I come with my baby at 10am": what is said of the baby, and then a place at that time is asked about."""
    timed = split_time(heard.text)[1]
    asked = start_booking(parts, replace(heard, text=timed), BOOK) if timed and not has_any(parts, heard) else None
    if asked is not None:
        asked.replies = [*turn.replies, *asked.replies]
    return asked or turn


def _nothing_asked(heard: Heard) -> bool:
    """Whether no question of ours is open: "for more dates text MORE" is none."""
    return (heard.conversation.awaiting or MORE).startswith(MORE)


def _ask_whether_to_give_up(parts: Parts, heard: Heard, before: str) -> Turn | None:
    """ "How do I get out of it": whether to give the place up, after where it is, if that was asked first."""
    turn = start_booking(parts, heard, GIVE_UP)
    where = say_place(parts, heard) if turn is not None and read_asked(re.sub(r"\W*(?:\band\b)?\W*$", "", before), spoken=True, booked=True) == WHERE else None
    if turn is not None and where is not None:
        turn.replies = [*where.replies, *turn.replies]
    return turn


def _say_dates(parts: Parts, heard: Heard, wants: str) -> Turn:
    """The dates, or that there are none; `book`: where nothing can be booked here."""
    with parts.db.reading() as session:
        item = {"wants": wants, **upcoming_surgeries(session, heard.now)}
    return surgeries_turn(parts, heard, item)


def _say_dates_and_tell(parts: Parts, heard: Heard) -> Turn:
    """Somebody asks to be told of dates: those there are come first, so that "when there is a date" does not read as none."""
    turn = tell_turn(parts, heard)
    if not has_dates(parts, heard):
        return turn
    dates = _say_dates(parts, replace(heard, text=""), "info")  # all of them, whatever day they hope for
    saved = [replace(reply, text=parts.content.messages["surgery_new_saved"].sms) for reply in turn.replies] if heard.channel == "sms" else turn.replies
    turn.replies = [*dates.replies, *saved]
    if not turn.changes.get("awaiting"):
        turn.changes = dates.changes
    return turn


def say_who_comes(parts: Parts, heard: Heard) -> Turn:
    """That nobody hears who else has booked, and a person for who is worried (conduct 10)."""
    text = parts.content.messages["surgery_who_comes"].on(heard.channel)
    return Turn(lane="lookup", topics=["surgery_info"], replies=[Reply(text)], changes={"unsure_count": 0})


def _wants_telling(text: str) -> bool:
    if is_about_texts(text) or is_skip(text) or read_yes_no(text) is False or read_number(text, 1) == -1:
        return False
    return bool(read_yes_no(text) or _TELL_ME.search(text))


def _asked_to_tell(parts: Parts, heard: Heard) -> bool:
    """Whether one of our last texts asked to tell of a new date, and nothing else is asked by now."""
    if heard.conversation.awaiting or heard.conversation.options or len(heard.text.split()) > DAY_ALONE:
        return False
    with parts.db.reading() as session:
        ours = list_our_words(session, heard.conversation.id, limit=RECENT)
    return any(parts.content.messages[key].on(heard.channel) in text for key in ASKS_TO_TELL for text in ours)


def _may_lean(text: str) -> bool:
    """Whether a message may answer what was just shown: a day, a place, the second of them, yes or skip."""
    return len(text.split()) <= DAY_ALONE or names_day(text) or read_yes_no(text) is True or read_pick(text) is not None


def _take_shown(parts: Parts, heard: Heard) -> Turn | None:
    """An answer to dates that were just shown: one of their days, or that they would like to come."""
    heard, short = in_dates(heard), len(heard.text.split()) <= DAY_ALONE
    with parts.db.reading() as session:
        coming = [surgery for surgery, _ in list_bookable(session, heard)]
    if short and find_venues(heard.text, {surgery.venue for surgery in coming}):
        return begin_booking(parts, heard, subject_of(parts, heard))
    if not chooses(heard.text) or concerns_other(heard.text):
        return None
    days = [surgery.date for surgery in coming]
    agrees = not heard.conversation.options and heard.conversation.awaiting is None and read_yes_no(heard.text) is True
    names = find_days(heard.text, days) or (names_day(heard.text) and short)
    return begin_booking(parts, heard, subject_of(parts, heard)) if days and (agrees or names) else None


def _take_pick(parts: Parts, heard: Heard) -> Turn | None:
    """ "Can I book the first one": that of the dates our last text showed, with the time or the name that is said beside it."""
    pick = read_pick(heard.text) if not concerns_other(heard.text) else None
    if pick is None or names_day(FIGURES.sub(" ", pick[1])):
        return None
    words, today = BookingWords(parts, heard.channel), local_date(heard.now)
    with parts.db.reading() as session:
        ours = list_our_words(session, heard.conversation.id, limit=RECENT)
        coming = [surgery for surgery in list_upcoming(session, today) if surgery.status in TAKES_NAMES]
    shown = next((found for text in ours if (found := sorted((text.index(words.day(one.date)), one.date) for one in coming if words.day(one.date) in text))), [])
    if not -len(shown) <= pick[0] < len(shown):
        return None
    day = shown[pick[0]][1]
    return start_booking(parts, replace(heard, text=f"{day.day} {day:%B} {pick[1]}"), BOOK)


_ANSWERS: dict[str, Callable[[Parts, Heard], Turn | None]] = {WHO: say_who_comes, REMIND: say_reminders, WHERE: say_place}
