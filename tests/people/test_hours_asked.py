""" "When are they open": the duty line's hours as the council has set them, or that we don't have them; of a service that was shown, its own."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from tests.conversation import OFFICE
from tests.directory_steps import Chat, directory, names
from tests.sms_tools import rows
from tests.steps.test_steps_named import CHANNELS, asked
from webhook.bootstrap import Parts
from webhook.services.people.hours import say_week
from webhook.services.people.hours_asked import asks_hours
from webhook.services.texts.text import count_segments
from webhook.store.duty import Handover

__all__ = ["directory"]  # a fixture
ASKS = ["when are they open", "what are your opening hours", "what time do you open", "are you open now", "when do you open?", "opening hours",
     "whats ur opening times", "are they open tomorrow",
        "ok and when are they open", "is anyone there now", "what time does the duty line close", "what time can i ring", "are u open at weekends", "what hours do you work"]  # fmt: skip
NUMBER = "020 7974 6500"


def set_hours(parts: Parts, days: dict[str, Any]) -> None:
    parts.content = replace(parts.content, hours={**parts.content.hours, "days": days})


@CHANNELS
@pytest.mark.parametrize("text", ASKS)
def test_hours_that_are_not_set_are_not_guessed_and_a_person_can_be_had(parts: Parts, channel: str, text: str) -> None:
    heard = asked(parts, channel, "how long does it take to get a plan", text, guess="ehcna_timeline")
    assert heard[0].startswith("I don't have the SEND team's opening hours") and NUMBER in heard[0] and "PERSON" in heard[0] and "9am" not in heard[0]
    assert not rows(parts, Handover) and (channel == "web" or count_segments(heard[0]) <= 2)


@CHANNELS
@pytest.mark.parametrize(
    ("at", "now"), [(datetime(2026, 11, 23, 12, tzinfo=UTC), "It is open now, until 5pm."), (datetime(2026, 11, 21, 22, tzinfo=UTC), "It is closed now. It opens on Monday 23 Nov")]
)
def test_hours_that_are_set_are_said_with_whether_it_is_open(parts: Parts, channel: str, at: datetime, now: str) -> None:
    set_hours(parts, OFFICE)
    parts.clock.at = at  # type: ignore[attr-defined]
    heard = asked(parts, channel, "what are your opening hours")
    assert "Monday to Friday 9am to 5pm" in heard[0] and now in heard[0] and NUMBER in heard[0] and (channel == "web" or count_segments(heard[0]) <= 2)


def test_a_week_is_said_by_days_that_are_alike() -> None:
    short, long = {"opens": "10:00", "closes": "12:30"}, {"opens": "09:00", "closes": "17:00"}
    week = say_week({"days": {"monday": long, "tuesday": long, "wednesday": short, "friday": long, "saturday": short}})
    assert week == "Monday to Tuesday 9am to 5pm, Wednesday 10am to 12:30pm, Friday 9am to 5pm, Saturday 10am to 12:30pm"


@pytest.mark.parametrize("text", ["when are they open", "what time do they open", "are they open on saturdays"])
def test_after_a_service_was_opened_it_is_asked_of_that_service(directory: Parts, text: str) -> None:
    chat = Chat(directory)
    name = names(chat.text("anything for a 6 year old autistic boy near Kentish Town"))[0].removeprefix("Sample: ").split(",")[0]
    chat.text("1")
    told = chat.text(text)
    assert not told.startswith("I don't have the SEND team's opening hours")
    assert "saturdays" in text or name[:20] in told, (name, told)


@CHANNELS
def test_after_an_answer_on_clubs_they_are_the_clubs(parts: Parts, channel: str) -> None:
    assert "SEND team's opening hours" not in asked(parts, channel, "any holiday clubs", "when are they open", guess="holiday_clubs")[0]
    assert "SEND team's opening hours" in asked(parts, channel, "any holiday clubs", "what are your opening hours", guess="holiday_clubs")[0]


@pytest.mark.parametrize("text", ["when do they open the applications", "are they open to mediation", "when is the surgery",
     "are there any clubs open on saturday", "when does the school open", "are you there",
     "is the library open now", "when will someone ring me", "is anyone there who speaks somali", "when do they decide", "how long till they answer", "when can i appeal"])  # fmt: skip
def test_other_questions_are_none_for_the_hours(text: str) -> None:
    assert not asks_hours(text)
