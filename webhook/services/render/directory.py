"""Words for one service of the directory: a card on the web, a line or a text by SMS. Only what its record says; what it does not say is named, so that people ask."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from webhook.services.answers.content import Content
from webhook.services.directory.price import free_for_some, least_price, one_price, say_price
from webhook.services.directory.search import Hit
from webhook.services.directory.vocabulary import Vocabulary
from webhook.services.render.say import say_date, say_time
from webhook.services.texts.text import count_segments, to_gsm7

WHAT_WEB, WHOLE_WEB, NAME_SMS, NAME_WHOLE, WHAT_SMS, COST_SMS = 150, 700, 40, 80, 110, 40  # characters
ON_CARDS = {"age": "ages", "day": "when", "distance": "where", "cost": "cost"}  # what may be asked for ▸ the line of a card, which is named as missing anyway
CLOSED = "temporarily closed"  # the standard's word
TWO_SEGMENTS = 2
_SENTENCE = re.compile(r"(?<=[.!?])\s")


@dataclass(frozen=True)
class Speaker:
    """What all words about services need."""

    content: Content
    vocabulary: Vocabulary
    channel: str
    today: date

    def say(self, key: str, **slots: object) -> str:
        """One text of content/directory_words.yml. Slots are filled by plain replacement: a record may hold braces of its own."""
        text = self.content.directory[key].on(self.channel)
        for name, value in slots.items():
            text = text.replace(f"{{{name}}}", str(value))
        return text


def card(speaker: Speaker, hit: Hit, number: int | None, *, whole: bool = False) -> str:
    """A card for the web. Its first line is the name; chat.js and the page make a heading of it."""
    record, name = hit.service.record, one_line(hit.service.name)
    what = one_line(record.get("description")) or one_line(hit.service.organisation)
    lines = [f"{number}. {name}" if number else name, what[:WHOLE_WEB] if whole else shorten(_SENTENCE.split(what)[0], WHAT_WEB)]
    details = details_of(speaker, hit)
    lines += [speaker.say("card_closed")] if record.get("status") == CLOSED else []
    lines += [speaker.say("card_alert", detail=shorten(one_line(record["alert"]), WHAT_WEB))] if record.get("alert") else []
    lines += [speaker.say(f"card_{key}", detail=detail) for key, detail in details.items() if detail]
    missing = [speaker.say(f"ask_{key}") for key, detail in details.items() if not detail]
    missing += [str(speaker.vocabulary.raw["ask_short"][name]) for name in hit.asks if not (key := ON_CARDS.get(name)) or (details[key] and key != "where")]
    lines += [speaker.say("card_ask", detail=", ".join(missing))] if missing else []
    lines += [record["url"]] if record.get("url") else []
    key, day = said_checked(speaker, hit)
    return "\n".join(filter(None, [*lines, speaker.say(key, detail=day)]))


def sms_line(speaker: Speaker, hit: Hit, number: int, bits: int, name: int = NAME_SMS) -> str:
    """One of several by SMS: number, name, and as many of its facts as there is room for."""
    asks = _asks(speaker, hit) if bits else []
    facts = [*[detail for detail in _sms_facts(speaker, hit) if detail][: bits - len(asks)], *asks]
    closed = [speaker.say("card_closed")] if hit.service.record.get("status") == CLOSED else []
    return f"{number} {to_gsm7(shorten(one_line(hit.service.name), name))}" + (f": {to_gsm7(', '.join([*closed, *facts]))}" if closed or facts else "") + "."


def sms_text(speaker: Speaker, hit: Hit, tail: str) -> str:
    """One service in one text of two segments: what must be said, then facts while they fit."""
    record = hit.service.record
    key, day = said_checked(speaker, hit)
    parts = [to_gsm7(shorten(one_line(hit.service.name), NAME_WHOLE)) + "."]
    must = [speaker.say("card_closed")] if record.get("status") == CLOSED else []
    must += _asks(speaker, hit)
    must += [speaker.say(key, detail=day)] if key != "card_checked" else []
    what = shorten(_SENTENCE.split(one_line(record.get("description")))[0], WHAT_SMS)
    details = details_of(speaker, hit)
    wanted = [
        *must,
        details["start"],
        record.get("url") or ("" if record.get("phone") or record.get("email") else speaker.say("no_contact")),
        details["when"],
        details["where"],
        details["cost"],
        details["ages"],
        what,
        speaker.say(key, detail=day) if key == "card_checked" else "",
    ]
    last = _ended(to_gsm7(wanted[-1])) if wanted[-1] else ""  # when it was checked is said before what it is in its own words
    for said in filter(None, wanted):
        more = [*parts, _ended(to_gsm7(said))]
        if count_segments(" ".join([*more, "" if said == wanted[-1] else last, tail]).strip()) <= TWO_SEGMENTS:
            parts = more
    return " ".join([*parts, tail]).strip()


def one_line(text: Any) -> str:
    """A text of a record without line breaks: a card's lines are ours."""
    return " ".join(str(text or "").split())


def shorten(text: str, most: int) -> str:
    """At most so many characters, cut between words."""
    return text if len(text) <= most else text[: most - 3].rsplit(" ", 1)[0].rstrip(" ,;:.(") + "..."


def is_stale(checked: date | None, today: date, vocabulary: Vocabulary) -> bool:
    """Whether a record was last checked so long ago that it should be said."""
    return checked is not None and (today - checked).days > int(vocabulary.raw["asking"]["stale_days"])


def _asks(speaker: Speaker, hit: Hit) -> list[str]:
    """Of what was asked for, what the record does not say; one text, or none."""
    short = speaker.vocabulary.raw["ask_short"]
    return [speaker.say("card_ask", detail=" & ".join(str(short[name]) for name in hit.asks))] if hit.asks else []


def _sms_facts(speaker: Speaker, hit: Hit) -> list[str]:
    """Facts of a line, the most wanted first."""
    details, record = details_of(speaker, hit), hit.service.record
    checked = hit.service.checked_on
    stale = [speaker.say("card_stale", detail=say_date(checked, "sms"))] if checked and is_stale(checked, speaker.today, speaker.vocabulary) else []
    away = "" if hit.km is None else speaker.say("card_away", detail=_miles(speaker, hit.km))
    return [*stale, details["ages"], details["when"], away or details["where"], details["cost"], record.get("phone") or ""]


def details_of(speaker: Speaker, hit: Hit) -> dict[str, str]:
    """Ages, when, where, cost and how to start, as the record has them; "" where it says nothing."""
    service = hit.service
    low, high = (None if age is None else f"{age:g}" for age in (service.age_from, service.age_to))
    ages = "ages_between" if low and high else "ages_from" if low else "ages_to" if high else ""
    return {
        "ages": speaker.say(ages, low=low, high=high) if ages else "",
        "when": "; ".join(filter(None, (_session(speaker, session) for session in service.record.get("sessions") or []))),
        "where": where_of(speaker, hit),
        "cost": _cost(speaker, hit),
        "start": ", ".join(_start(speaker, service)),
    }


def _session(speaker: Speaker, session: dict[str, Any]) -> str:
    labels = [str(speaker.vocabulary.raw["days"][day]["label"]) for day in session.get("days") or []]
    days = speaker.say("all_week") if len(labels) == 7 else ", ".join(label if speaker.channel == "web" else label[:3] for label in labels)
    opens, closes = (say_time(time.fromisoformat(hour)) if hour else "" for hour in (session.get("opens"), session.get("closes")))
    hours = speaker.say("hours", opens=opens, closes=closes) if opens and closes else speaker.say("hours_from", opens=opens) if opens else ""
    between = ", " if speaker.channel == "web" else " "
    note = one_line(session.get("note")) if speaker.channel == "web" else ""
    return between.join(filter(None, [days, hours, shorten(note, WHAT_WEB)]))


def where_of(speaker: Speaker, hit: Hit) -> str:
    """The first of its places, and how far that is; "" where the record has none."""
    places = hit.service.record.get("places") or []
    place = next((one for one in places if not one.get("online")), None)
    if place is None:
        return speaker.say("card_online") if places or "online" in (hit.service.record.get("access") or ()) else ""
    named = [one_line(place.get(key)) for key in (("name", "address", "postcode") if speaker.channel == "web" else ("name", "postcode"))]
    away = speaker.say("card_away", detail=_miles(speaker, hit.km)) if hit.km is not None else ""
    return ", ".join(filter(None, [*named, away]))


def _miles(speaker: Speaker, km: float) -> str:
    return f"{max(km / speaker.vocabulary.raw['units']['km_per_mile'], 0.1):.1f}"


def _cost(speaker: Speaker, hit: Hit) -> str:
    fees = one_line(hit.service.record.get("fees"))
    price = least_price(hit.service.cost, fees)
    free = price == 0 and not free_for_some(fees)
    if fees and (speaker.channel == "web" or not (free or one_price(fees))):
        return fees if speaker.channel == "web" else shorten(fees, COST_SMS)
    return speaker.say("card_free") if free else say_price(price) if price else speaker.say("card_paid") if hit.service.cost == "paid" else ""


def _start(speaker: Speaker, service: Any) -> Iterator[str]:
    if service.referral is not None:
        yield speaker.say("start_referral" if service.referral else "start_open")
    if service.record.get("phone"):
        yield speaker.say("start_phone", detail=one_line(service.record["phone"]))
    if service.record.get("email") and (speaker.channel == "web" or not service.record.get("phone")):
        yield speaker.say("start_email", detail=one_line(service.record["email"]))


def said_checked(speaker: Speaker, hit: Hit) -> tuple[str, str]:
    """The text that says when it was last checked, and the day in words."""
    checked = hit.service.checked_on
    if checked is None:
        return "card_unchecked", ""
    stale = is_stale(checked, speaker.today, speaker.vocabulary)
    day = say_date(checked, speaker.channel)
    return ("card_stale" if stale else "card_checked"), day if speaker.channel == "web" else checked.strftime("%-d %b %Y")


def _ended(text: str) -> str:
    """As a sentence; an address stays as it is."""
    if "@" in text or "://" in text:
        return text
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "!", "?")) else ".")
