"""Words of booking: the question of each step, and a place as people read it. Texts fit two segments: the address, then choices, are left out first."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from functools import lru_cache
from pathlib import Path
from urllib.parse import quote, urlsplit

from sqlalchemy.orm import Session

from webhook.bootstrap import Parts
from webhook.clients.clock import LONDON
from webhook.services.answers.content_layers import read_layered
from webhook.services.booking.bookings import reminder_times
from webhook.services.booking.draft import MOVED, Draft
from webhook.services.people.passed_on import as_said
from webhook.services.render.say import say_day, say_time
from webhook.services.texts.text import count_segments
from webhook.services.turn.heard import Heard, Reply
from webhook.store.bookings import SurgeryBooking
from webhook.store.surgeries import Surgery

SEGMENTS = 2
DETAIL_CHARS, LEAST_CHARS = 120, 24  # of a detail that is read back
SKIPPED = ("name", "needs", "about", "phone")  # may be left out


class BookingWords:
    """The texts of booking on one channel."""

    def __init__(self, parts: Parts, channel: str) -> None:
        self.parts, self.channel = parts, channel
        self.messages = parts.content.messages

    def __call__(self, key: str, **slots: str) -> str:
        """A text with its slots filled, spaces and stray commas tidied."""
        return " ".join(self.messages[key].on(self.channel).format(**slots).split())

    def reply(self, key: str, **slots: str) -> Reply:
        """The same as a reply."""
        return Reply(self(key, **slots))

    def buttons(self, step: str) -> list[dict[str, str]]:
        """On the web the answers to a question as buttons: numbered, or to leave it out."""
        titles = self.messages["booking_buttons"].variants.get(step, ()) if self.channel == "web" else ()
        return [{"title": title, "text": "SKIP" if step in SKIPPED else str(number)} for number, title in enumerate(titles, 1)]

    def day(self, day: date) -> str:
        """A date with its weekday."""
        return say_day(day, self.channel)

    def days(self, days: list[date]) -> str:
        """Several dates: "Tue 1 Dec, Tue 15 Dec"."""
        return ", ".join(self.day(day) for day in days)

    def until(self, at: datetime) -> str:
        """ "5pm on Tuesday 24 November 2026"."""
        local = at.astimezone(LONDON)
        return self("booking_until", time=say_time(local.time()), date=self.day(local.date()))

    def reminders(self, booking: SurgeryBooking, now: datetime) -> str:
        """When reminders of a place are still to come: "Sun 6 Dec at 10am, Tue 8 Dec at 8am"; "" for none."""
        times = [due.astimezone(LONDON) for _, due in reminder_times(self.parts, booking, now)]
        return ", ".join(self("booking_reminder_at", date=self.day(due.date()), time=say_time(due.time())) for due in times)

    def place(self, surgery: Surgery, slot: time, *, address: bool = True, day: date | None = None) -> str:
        """Date, time, venue and, where there is room, the address."""
        where = ", ".join(part for part in (surgery.address, surgery.postcode) if part) if address else ""
        return self("surgery_place", date=self.day(day or surgery.date), time=say_time(slot), venue=surgery.venue, address=where).strip(" ,")

    def with_place(self, key: str, surgery: Surgery, slot: time, **slots: str) -> str:
        """A text about a place; by SMS without the address when it would not fit."""
        full = self(key, place=self.place(surgery, slot), **slots)
        if self.channel == "web" or count_segments(full) <= SEGMENTS:
            return full
        return self(key, place=self.place(surgery, slot, address=False), **slots)

    def with_details(self, key: str, surgery: Surgery, slot: time, name: str, needs: str, about: str) -> str:
        """A text about a place with all that is stored with it; by SMS what they want to talk about, then what they need, is shortened until it fits."""
        said = {"name": name, "needs": as_said(needs, DETAIL_CHARS).rstrip(" ."), "about": as_said(about, DETAIL_CHARS).rstrip(" .")}

        def text() -> str:
            return self.with_place(key, surgery, slot, details=" ".join(self(f"booking_{what}_line", **{what: value}) for what, value in said.items() if value))

        for what in ("about", "needs", "about", "needs"):
            if self.channel == "web" or count_segments(text()) <= SEGMENTS:
                break
            said[what] = as_said(said[what], max(len(said[what]) // 2, LEAST_CHARS)).rstrip(" .")
        return text()

    def booked(self, booking: SurgeryBooking) -> str:
        """A place in a list of one's own."""
        return self("surgery_place", date=self.day(booking.day), time=say_time(booking.slot), venue=booking.venue, address="").strip(" ,")


def ask_question(parts: Parts, session: Session, channel: str, draft: Draft, intro: str = "") -> Reply:
    """The question of a draft's step, after a sentence that goes before it."""
    words = BookingWords(parts, channel)
    reply = _QUESTIONS[draft.step](words, session, draft)
    reply.buttons = reply.buttons or words.buttons(draft.step)
    if intro:
        reply.text = f"{intro} {reply.text}"
    return reply


def number_options(words: BookingWords, key: str, names: list[str], short: list[str], after: str = "", **slots: str) -> Reply:
    """A question whose answers are numbered; on the web they are buttons too, by SMS in their short form where the long one does not fit."""

    def text(of: list[str]) -> str:
        listed = "; ".join(f"{number} {name}" for number, name in enumerate(of, 1))
        return " ".join(part for part in (words(key, options=listed, **slots), after) if part)

    if words.channel == "web":
        return Reply(text(names), buttons=[{"title": name, "text": str(number)} for number, name in enumerate(names, 1)])
    return Reply(text(names) if count_segments(text(names)) <= SEGMENTS else text(short))


def booked_replies(parts: Parts, heard: Heard, booking: SurgeryBooking, surgery: Surgery, key: str) -> list[Reply]:
    """A place was booked: what, where, and on the web a calendar file and the council's map. Nobody who may be watched is promised a text or handed an entry."""
    words = BookingWords(parts, heard.channel)
    text = words.with_place(key, surgery, booking.slot)
    if words.channel == "sms":
        reminded = "" if heard.unsafe else words.reminders(booking, heard.now)
        more = f"{text} {words('booking_reminded', when=reminded)}"
        return [Reply(more if reminded and count_segments(more) <= SEGMENTS else text)]
    lines = [text] if heard.unsafe else [text, words("booking_calendar", url=calendar_url(parts, surgery, booking.slot))]
    if booking.contact_hash and not heard.unsafe and (reminded := words.reminders(booking, heard.now)):
        lines.insert(1, words("booking_reminded", when=reminded))
    if link := map_link(parts.settings.content_dir, surgery.postcode):
        lines.append(words("booking_map", url=link))
    return [Reply("\n\n".join(lines))]


def calendar_url(parts: Parts, surgery: Surgery, slot: time) -> str:
    """The address of a calendar file for a slot. It says nothing about who comes."""
    return f"{parts.settings.public_base}/surgeries/{surgery.id}/{slot:%H%M}.ics"


@lru_cache(maxsize=8)
def _map_pattern(folder: Path) -> str:
    """The council's map link with {postcode} in it, when it is https and its site is on the list of links.yml."""
    links = read_layered(folder, "links.yml")
    pattern = str(links.get("map_link") or "")
    host = urlsplit(pattern).hostname or ""
    allowed = any(host == known or host.endswith(f".{known}") for known in links["hosts"])
    return pattern if pattern.startswith("https://") and "{postcode}" in pattern and allowed else ""


def map_link(folder: Path, postcode: str | None) -> str:
    """A map of a postcode; nothing where the council has allowed no map."""
    pattern = _map_pattern(folder)
    return pattern.format(postcode=quote(postcode)) if pattern and postcode else ""


# ---- The question of each step ----


def _surgery(session: Session, draft: Draft) -> Surgery:
    return session.get_one(Surgery, draft.surgery)


def _with_others(words: BookingWords, step: str, draft: Draft, asked: Reply) -> Reply:
    """On the web a button too for the other dates or times there are."""
    titles = words.messages["booking_buttons"].variants.get(f"{step}_more", ()) if words.channel == "web" and draft.more else ()
    asked.buttons += [{"title": title, "text": "OTHER"} for title in titles]
    return asked


def _ask_date(words: BookingWords, session: Session, draft: Draft) -> Reply:
    surgeries = [session.get_one(Surgery, int(key)) for key in draft.offered]
    days = [words.day(surgery.date) for surgery in surgeries]
    names = [f"{day}, {surgery.venue}" for day, surgery in zip(days, surgeries, strict=True)]
    return _with_others(words, "date", draft, number_options(words, "booking_date", names, days, words("booking_more_dates") if draft.more else ""))


def _ask_time(words: BookingWords, session: Session, draft: Draft) -> Reply:
    surgery = _surgery(session, draft)
    names = [say_time(time.fromisoformat(slot)) for slot in draft.offered]
    asked = number_options(words, "booking_time", names, names, words("booking_more") if draft.more else "", date=words.day(surgery.date), venue=surgery.venue)
    return _with_others(words, "time", draft, asked)


def _ask_name(words: BookingWords, session: Session, draft: Draft) -> Reply:
    return words.reply("booking_name")


def _ask_needs(words: BookingWords, session: Session, draft: Draft) -> Reply:
    return words.reply("booking_needs")


def _ask_about(words: BookingWords, session: Session, draft: Draft) -> Reply:
    return words.reply("booking_about")


def _ask_confirm(words: BookingWords, session: Session, draft: Draft) -> Reply:
    return Reply(words.with_details("booking_confirm", _surgery(session, draft), draft.time, draft.name, draft.needs, draft.about))


def _ask_phone(words: BookingWords, session: Session, draft: Draft) -> Reply:
    return words.reply("booking_phone")


def _ask_phone_sure(words: BookingWords, session: Session, draft: Draft) -> Reply:
    return words.reply("booking_phone_sure", end=draft.phone[-3:])


def _ask_alter(words: BookingWords, session: Session, draft: Draft) -> Reply:
    return words.reply("booking_alter")


def _ask_which(words: BookingWords, session: Session, draft: Draft) -> Reply:
    places = [session.get_one(SurgeryBooking, int(key)) for key in draft.offered]
    return number_options(words, "booking_which", [words.booked(place) for place in places], [f"{words.day(place.day)} {say_time(place.slot)}" for place in places])


def _ask_about_own(key: str) -> Callable[[BookingWords, Session, Draft], Reply]:
    def ask(words: BookingWords, session: Session, draft: Draft) -> Reply:
        booking = session.get_one(SurgeryBooking, draft.booking)
        return words.reply(key, place=words.booked(booking))

    return ask


def _ask_have(words: BookingWords, session: Session, draft: Draft) -> Reply:
    booking = session.get_one(SurgeryBooking, draft.booking)
    return Reply(words.with_place("booking_have", session.get_one(Surgery, booking.surgery_id), booking.slot))


def _ask_about_surgery(key: str) -> Callable[[BookingWords, Session, Draft], Reply]:
    def ask(words: BookingWords, session: Session, draft: Draft) -> Reply:
        surgery = _surgery(session, draft)
        return words.reply(key, date=words.day(surgery.date), venue=surgery.venue)

    return ask


def _ask_wait(words: BookingWords, session: Session, draft: Draft) -> Reply:
    reply = _ask_about_surgery("booking_wait_ask")(words, session, draft)
    more = f"{reply.text} {words('booking_more_dates')}"
    asked = Reply(more if draft.more and (words.channel == "web" or count_segments(more) <= SEGMENTS) else reply.text, buttons=words.buttons("wait"))
    return _with_others(words, "wait", draft, asked)


def _ask_waits(words: BookingWords, session: Session, draft: Draft) -> Reply:
    surgeries = [session.get_one(Surgery, int(key)) for key in draft.offered or (str(draft.surgery),)]
    return words.reply("booking_waits", places="; ".join(words("booking_waits_place", date=words.day(surgery.date), venue=surgery.venue) for surgery in surgeries))


def _ask_next(words: BookingWords, session: Session, draft: Draft) -> Reply:
    return _ask_about_surgery("booking_next_moved" if draft.wish == MOVED else "booking_next")(words, session, draft)


_QUESTIONS: dict[str, Callable[[BookingWords, Session, Draft], Reply]] = {
    "date": _ask_date,
    "time": _ask_time,
    "name": _ask_name,
    "needs": _ask_needs,
    "about": _ask_about,
    "confirm": _ask_confirm,
    "alter": _ask_alter,
    "phone": _ask_phone,
    "phone_sure": _ask_phone_sure,
    "have": _ask_have,
    "which": _ask_which,
    "give_up": _ask_about_own("booking_give_up_ask"),
    "wait": _ask_wait,
    "waits": _ask_waits,
    "next": _ask_next,
}
