"""When staff are there, asked in so many words: the duty line's hours as the council has confirmed them, or that we don't have them, with the way to a person."""

from __future__ import annotations

from webhook.bootstrap import Parts
from webhook.services.people.hours import closing_time, is_open, next_opening, say_opening, say_week
from webhook.services.people.hours_asked import asks_hours, names_us
from webhook.services.steps.brief import is_recent
from webhook.services.steps.search import has_list_behind
from webhook.services.turn.heard import Heard, Reply, Turn

OF_OTHERS = (  # "they" after these are not the duty line
    "holiday_clubs", "short_breaks", "parent_groups", "carer_support", "news_events", "early_years", "sendiass", "camhs_mental_health", "health_equipment", "tribunal", "mediation",
    "ombudsman",
)  # fmt: skip


def answer_hours(parts: Parts, heard: Heard) -> Turn | None:
    """A step of the turn. "They" are ours unless a list of services, a surgery or somebody else was spoken of."""
    if heard.form_open or heard.lane not in (None, "gentle") or heard.intent is not None or not asks_hours(heard.text):
        return None
    if not names_us(heard.text) and _speaks_of_others(parts, heard):
        return None
    return Turn(lane="answer", topics=["service_standards"], replies=[Reply(say_hours(parts, heard))], confidence=0.9, flags=heard.flags, changes={"options": [], "unsure_count": 0})


def _speaks_of_others(parts: Parts, heard: Heard) -> bool:
    if not is_recent(heard):
        return False
    awaiting = heard.conversation.awaiting or ""
    return awaiting.startswith(("search", "surgery", "book")) or heard.conversation.last_topic in OF_OTHERS or has_list_behind(parts, heard)


def say_hours(parts: Parts, heard: Heard) -> str:
    """The hours, and whether somebody is there now; none is named while the council has not confirmed them."""
    hours, channel, messages = parts.content.hours, heard.channel, parts.content.messages
    open_now = is_open(hours, heard.now)
    if open_now is None:
        return messages["hours_not_known"].on(channel)
    opening = next_opening(hours, heard.now)
    now = messages["hours_open_now"].on(channel).format(closes=closing_time(hours, heard.now)) if open_now else ""
    if not open_now and opening is not None:
        now = messages["hours_closed_now"].on(channel).format(opens=say_opening(opening, channel))
    return messages["hours_known"].on(channel).format(week=say_week(hours), now=now)
