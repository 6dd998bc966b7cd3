"""Words for SEND surgeries: the dates, none yet, the wish to be told, the wish to come."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from typing import Any

from sqlalchemy.orm import Session

from webhook.bootstrap import Parts
from webhook.services.answers.content import Content
from webhook.services.booking.ask import begin_booking
from webhook.services.booking.bookings import list_open, who_books
from webhook.services.booking.draft import AWAITING
from webhook.services.booking.read import BOOK, find_days, names_day, read_wish
from webhook.services.booking.subject import subject_of
from webhook.services.people.handovers import request_handover
from webhook.services.people.hours import is_open
from webhook.services.render.say import say_day, say_time
from webhook.services.steps.booking_own import start_booking
from webhook.services.surgeries.surgeries import TELL, pass_summary, wish_to_be_told, wish_to_come
from webhook.services.texts.text import count_segments
from webhook.services.turn.heard import Heard, Reply, Turn
from webhook.store.conversations import Conversation
from webhook.store.duty_queries import find_sealed_phone
from webhook.store.messages import Inbound
from webhook.store.surgery_list import NEXT, drop_wish

MORE, NUMBER = "surgery_more", "surgery_number"  # beside TELL, what our last text offered, in `awaiting`
SHOWN_IN_CHAT = 6
SEGMENTS = 2


def surgeries_turn(parts: Parts, heard: Heard, item: dict[str, Any]) -> Turn:
    """The turn for the surgeries the action read; `wants` is info or book."""
    awaiting, listed = heard.conversation.awaiting or "", list(item.get("surgeries") or [])
    if item.get("wants") == "book" and (turn := start_booking(parts, heard)) is not None:
        return turn
    if awaiting == TELL and heard.intent == "surgery_info":
        return tell_turn(parts, heard)
    to_come = [surgery for surgery in listed if surgery.get("status") != "cancelled"]
    if item.get("wants") == "book" and (to_come or read_wish(heard.text) != BOOK):
        return _book_turn(parts, heard)
    if not to_come:
        changes = {"options": ["surgery_info", "deny"], "awaiting": TELL, "unsure_count": 0}
        return _turn([Reply(parts.content.messages["surgery_none_left" if listed else "surgery_none"].on(heard.channel))], changes)
    listed.sort(key=lambda surgery: surgery["status"] == "cancelled")  # last, each part by date
    start = int(awaiting.partition(":")[2] or 0) if awaiting.startswith(MORE) and heard.intent == "surgery_info" else 0
    turn = _list_turn(parts, heard, listed, start if start < len(listed) else 0)
    days = find_days(heard.text, [date.fromisoformat(surgery["date"]) for surgery in to_come])
    full = len(days) == 1 and all(surgery["status"] == "full" for surgery in to_come if surgery["date"] == days[0].isoformat())
    return _ask_list(parts, heard, turn) if full and start == 0 else turn


def _ask_list(parts: Parts, heard: Heard, turn: Turn) -> Turn:
    """The one date they named is full: whether to be put on its list is asked at once, so that a "yes" means that date."""
    asked = begin_booking(parts, heard, subject_of(parts, heard))
    if asked is None or not (asked.changes.get("awaiting") or "").startswith(f"{AWAITING}wait"):
        return turn
    hint = parts.content.messages["booking_hint"].on(heard.channel)
    turn.replies = [*(replace(reply, text=reply.text.removesuffix(hint).rstrip(), buttons=[]) for reply in turn.replies), *asked.replies]
    turn.changes |= asked.changes
    turn.effects += asked.effects
    return turn


def take_surgery_number(parts: Parts, heard: Heard) -> Turn | None:
    """A step of the turn: the number to text, after we asked for it on the web. Staff text it; a typed number is never texted unasked."""
    if heard.conversation.awaiting != NUMBER or "phone" not in heard.personal_kinds:
        return None

    def apply(session: Session) -> None:
        conversation = session.get_one(Conversation, heard.conversation.id)
        wish_to_be_told(session, conversation, heard.now)
        summary = pass_summary(parts, session, heard.conversation.id, heard.masked)
        in_hours = is_open(parts.content.hours, heard.now)
        handover = request_handover(session, conversation, kind="surgery_book", summary=summary, urgent=False, in_hours=in_hours, now=heard.now)
        handover.callback_sealed = find_sealed_phone(session, heard.inbound.id) or handover.callback_sealed

    turn = _turn([Reply(parts.content.messages["surgery_none_saved"].on(heard.channel))], {"awaiting": None, "options": []})
    turn.effects.append(apply)
    return turn


def tell_turn(parts: Parts, heard: Heard) -> Turn:
    """The wish to be told of the next date: kept by SMS, on the web the number is asked for."""
    if heard.channel == "web":
        return _turn([Reply(parts.content.messages["surgery_none_ask_number"].web)], {"awaiting": NUMBER, "options": []})
    turn = _turn([Reply(parts.content.messages["surgery_none_saved"].sms)], {"awaiting": None, "options": []})
    turn.effects.append(lambda session: wish_to_be_told(session, session.get_one(Conversation, heard.conversation.id), heard.now))
    return turn


def untold_turn(parts: Parts, heard: Heard) -> Turn:
    """No wish to be told of the next date; one that was kept before is kept no more."""
    turn = _turn([Reply(parts.content.messages["small_talk_no"].on(heard.channel))], {"awaiting": None, "options": [], "unsure_count": 0})
    turn.effects.append(lambda session: drop_wish(session, heard.conversation.id, NEXT))
    return turn


def _book_turn(parts: Parts, heard: Heard) -> Turn:
    with parts.db.reading() as session:
        summary = pass_summary(parts, session, heard.conversation.id, heard.masked)

    def apply(session: Session) -> None:
        inbound = session.get_one(Inbound, heard.inbound.id)
        wish_to_come(parts, session, session.get_one(Conversation, heard.conversation.id), inbound, heard.now)

    shown = parts.content.messages["handover_no_subject"].on(heard.channel) if heard.unsafe else summary
    text = parts.content.messages["surgery_booking_by_person"].on(heard.channel).format(summary=shown.rstrip(" .,;:"))
    turn = _turn([Reply(text)], {"awaiting": None, "options": [], "unsure_count": 0}, topic="surgery_book")
    turn.effects.append(apply)
    return turn


def _list_turn(parts: Parts, heard: Heard, listed: list[dict[str, Any]], start: int) -> Turn:
    content, channel, lines, no_such_day = parts.content, heard.channel, list[str](), False
    if start == 0:
        days = [date.fromisoformat(surgery["date"]) for surgery in listed]
        named = find_days(heard.text, days)
        no_such_day = names_day(heard.text) and not named
        listed = [surgery for surgery, day in zip(listed, days, strict=True) if day in named or not named]
        lines = [content.messages[key].on(channel) for key in (("booking_no_such_day",) if no_such_day else ()) + ("surgery_list_intro",)]
    can_book, stop, after = _can_book(parts, heard), start, ""
    for surgery in listed[start:]:
        line = surgery_line(content, surgery, channel)
        left = [content.messages[key].on(channel) if key else "" for key in _list_after(no_such_day, stop + 1 < len(listed), can_book)]
        fits = [text for text in left if channel == "web" or count_segments(" ".join([*lines, line, text]).rstrip()) <= SEGMENTS]
        if stop > start and (stop - start >= SHOWN_IN_CHAT if channel == "web" else fits[:1] != left[:1]):
            break
        lines, after, stop = [*lines, line], (fits or left)[0], stop + 1
    more = stop < len(listed)
    changes: dict[str, Any] = {"options": ["surgery_info"] if more else [], "awaiting": f"{MORE}:{stop}" if more else None, "unsure_count": 0}
    if no_such_day:
        changes |= {"options": ["surgery_info", "deny"], "awaiting": TELL}
    titles = content.messages["booking_buttons"].variants.get("info", ()) if channel == "web" and can_book and not no_such_day else ()
    buttons = [{"title": title, "text": "BOOK SURGERY"} for title in titles]
    return _turn([Reply(("\n\n" if channel == "web" else " ").join([*lines, after]).rstrip(), buttons=buttons)], changes)


def _list_after(no_such_day: bool, more: bool, can_book: bool) -> list[str]:
    """What ends a list of dates: the first of these that fits."""
    if no_such_day:
        return ["surgery_tell_ask"]
    return ["surgery_list_more_book", "surgery_list_more"] if more and can_book else ["surgery_list_more"] if more else ["booking_hint", ""] if can_book else [""]


def _can_book(parts: Parts, heard: Heard) -> bool:
    with parts.db.reading() as session:
        return bool(list_open(session, heard.now, who_books(heard.conversation)))


def surgery_line(content: Content, surgery: dict[str, Any], channel: str) -> str:
    """One surgery in words; full, moved and cancelled are said."""
    messages = content.messages
    extras = [messages[f"surgery_status_{surgery['status']}"].on(channel)] if surgery["status"] != "open" else []
    if surgery["status"] in ("open", "full"):
        kinds = ("access", "languages") if channel == "web" else ("access",)
        extras += [messages[f"surgery_{kind}"].on(channel).format(list=", ".join(surgery[kind])) for kind in kinds if surgery.get(kind)]
    timed = surgery.get("start") and surgery.get("end")
    address = ", ".join(part for part in (surgery.get("address"), surgery.get("postcode")) if part)
    line = (
        messages["surgery_line" if timed else "surgery_line_no_time"]
        .on(channel)
        .format(
            date=say_day(date.fromisoformat(surgery["date"]), channel),
            start=say_time(time.fromisoformat(surgery["start"])) if timed else "",
            end=say_time(time.fromisoformat(surgery["end"])) if timed else "",
            venue=surgery["venue"],
            address=address,
            access=" ".join(extras),
        )
    )
    return line.replace(", .", ".").strip()


def _turn(replies: list[Reply], changes: dict[str, Any], topic: str = "surgery_info") -> Turn:
    return Turn(lane="lookup", topics=[topic], replies=replies, changes=changes)
