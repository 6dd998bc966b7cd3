"""Asking for a person: what is read back, when, and what is kept beside it; opening hours; and the card that goes out when staff do not answer."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.conftest import Verdict
from tests.duty_steps import CRISIS, WATCHED, chat_in, conversation_of, handovers_of, new_staff, pass_time, said, text_in, texts_to
from webhook.bootstrap import Parts
from webhook.services.people.access_needs import find_needs
from webhook.services.people.hours import closing_time, is_open, next_opening, say_opening
from webhook.services.staff.console import claim_conversation, hand_back, send_reply
from webhook.services.texts.outbox import send_due
from webhook.services.turn.work import sweep
from webhook.store.messages import ClockJob, Outbound

LONDON = ZoneInfo("Europe/London")
NINE_TO_FIVE: dict[str, Any] = {"days": {day: {"opens": "09:00", "closes": "17:00"} for day in ("monday", "tuesday", "wednesday", "thursday", "friday")}}


def at(text: str) -> datetime:
    """A London time."""
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


def open_hours(parts: Parts) -> None:
    """The council has set its hours. Tests begin at noon on a Monday: open."""
    object.__setattr__(parts.content, "hours", NINE_TO_FIVE)


@pytest.fixture(autouse=True)
def _own_hours(parts: Parts) -> Any:
    parts.rasa.default = [{"say": "unsure"}]  # type: ignore[attr-defined]
    before = parts.content.hours
    yield
    object.__setattr__(parts.content, "hours", before)


# ---- Hours ----


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("2026-11-23 08:59:59", False), ("2026-11-23 09:00", True), ("2026-11-23 16:59:59", True), ("2026-11-23 17:00", False),
        ("2026-11-22 12:00", False), ("2026-12-25 12:00", False), ("2026-12-28 12:00", False),  # a Sunday; Christmas; the day instead of Boxing Day
        ("2026-03-30 09:30", True), ("2026-10-26 08:30", False),  # the Mondays after the clocks changed
    ],
)  # fmt: skip
def test_open_from_the_first_minute_to_the_last_not_on_bank_holidays(moment: str, expected: bool) -> None:
    assert is_open(NINE_TO_FIVE, at(moment)) is expected
    assert is_open(NINE_TO_FIVE, at(moment).astimezone(ZoneInfo("UTC"))) is expected


@pytest.mark.parametrize(
    ("moment", "web", "sms"),
    [
        ("2026-11-20 17:00", "Monday 23 November at 9am", "Monday 23 Nov at 9am"),
        ("2026-11-23 08:00", "Monday 23 November at 9am", "Monday 23 Nov at 9am"),
        ("2026-12-24 18:00", "Tuesday 29 December at 9am", "Tuesday 29 Dec at 9am"),
        ("2026-12-31 18:00", "Monday 4 January at 9am", "Monday 4 Jan at 9am"),
        ("2026-03-27 18:00", "Monday 30 March at 9am", "Monday 30 Mar at 9am"),
    ],
)
def test_the_next_opening_skips_weekends_and_bank_holidays(moment: str, web: str, sms: str) -> None:
    opening = next_opening(NINE_TO_FIVE, at(moment))
    assert opening is not None
    assert (say_opening(opening), say_opening(opening, "sms")) == (web, sms)


def test_days_the_council_adds_are_closed() -> None:
    hours = {**NINE_TO_FIVE, "closed_dates": ["2026-12-29", "2026-12-30", "2026-12-31"]}
    opening = next_opening(hours, at("2026-12-24 18:00"))
    assert is_open(hours, at("2026-12-29 12:00")) is False
    assert opening is not None and say_opening(opening) == "Monday 4 January at 9am"


def test_half_hours_are_said_and_closing_only_while_open() -> None:
    hours = {"days": {"monday": {"opens": "09:30", "closes": "16:30"}}}
    assert closing_time(hours, at("2026-11-23 12:00")) == "4:30pm" and closing_time(hours, at("2026-11-23 16:30")) == ""
    assert say_opening(at("2026-11-23 09:30")) == "Monday 23 November at 9:30am"


@pytest.mark.parametrize("hours", [{}, {"days": {}}, {"days": None}])
def test_hours_that_are_not_set_name_no_time(hours: dict[str, Any]) -> None:
    noon = at("2026-11-23 12:00")
    assert is_open(hours, noon) is None and next_opening(hours, noon) is None and closing_time(hours, noon) == ""


# ---- The read-back ----


def test_it_reads_back_the_parents_own_words_and_who_and_until_when(parts: Parts) -> None:
    open_hours(parts)
    conversation_id = chat_in(parts, "Ali has had no taxi to school since Monday")
    chat_in(parts, "can i talk to a real person please", conversation_id)
    chat_in(parts, "PERSON", conversation_id)
    reply = said(parts, conversation_id)[-1]
    assert "the SEND team" in reply and "Ali has had no taxi to school since Monday" in reply and "today until 5pm" in reply and "999" in reply
    assert "{" not in reply and "they are here ." not in reply.lower()


def test_the_asking_itself_is_the_subject_when_it_says_what_it_is_about(parts: Parts) -> None:
    parts.rasa.default = [{"say": "handover", "kind": "person"}]  # type: ignore[attr-defined]
    conversation_id = chat_in(parts, "i want to speak to someone about my sons transport")
    assert "about my sons transport" in handovers_of(parts, conversation_id)[0].summary


def test_closed_it_says_when_it_opens_that_nobody_reads_that_it_was_saved_how_to_ask_for_a_call_and_999(parts: Parts) -> None:
    open_hours(parts)
    pass_time(parts, hours=6)
    conversation_id = text_in(parts, "the plan is eight weeks late")
    text_in(parts, "PERSON")
    reply = next(text for text in texts_to(parts) if "eight weeks late" in text)
    for part in ("Nobody from the council is reading this now", "Tuesday 24 Nov at 9am", "the plan is eight weeks late", "CALL", "999"):
        assert part in reply
    assert handovers_of(parts, conversation_id)[0].in_hours is False


def test_hours_unknown_no_time_is_named(parts: Parts) -> None:
    conversation_id = text_in(parts, "PERSON")
    reply = texts_to(parts)[0]
    assert "I don't have their hours" in reply and "CALL" in reply and "999" in reply
    assert not any(word in reply for word in ("today", "tomorrow", " at 9", "opens"))
    assert handovers_of(parts, conversation_id)[0].in_hours is None


def test_nothing_is_asked_twice(parts: Parts) -> None:
    conversation_id = chat_in(parts, "CALL 07700 900456")
    parts.rasa.default = [{"say": "handover", "kind": "callback"}]  # type: ignore[attr-defined]
    chat_in(parts, "please ring me about the draft plan on 07700 900456", conversation_id)
    asked = parts.content.messages["handover_ask_callback"].web
    assert asked not in said(parts, conversation_id)
    chat_in(parts, "CALL", conversation_id)
    assert asked not in said(parts, conversation_id)
    assert len(handovers_of(parts, conversation_id)) == 1 and "about the draft plan" in said(parts, conversation_id)[-1]


def test_on_the_web_the_number_is_the_one_thing_asked_and_then_it_is_read_back_without_it(parts: Parts) -> None:
    conversation_id = chat_in(parts, "the school has put him on a part time timetable")
    chat_in(parts, "CALL", conversation_id)
    assert said(parts, conversation_id)[-1] == parts.content.messages["handover_ask_callback"].web
    chat_in(parts, "07700 900456, after 3pm", conversation_id)
    reply = said(parts, conversation_id)[-1]
    assert "part time timetable" in reply and "after 3pm" in reply and "900456" not in reply
    row = handovers_of(parts, conversation_id)[0]
    assert row.callback_sealed is not None and parts.vault.open(row.callback_sealed) == "07700 900456"


def test_a_call_asked_by_text_is_to_that_number_and_asks_nothing(parts: Parts) -> None:
    open_hours(parts)
    text_in(parts, "he was sent home again at 10")
    text_in(parts, "CALL")
    assert any("ring you about: he was sent home again at 10" in text for text in texts_to(parts))
    pass_time(parts, hours=8)
    text_in(parts, "CALL", "+447700900777")
    assert any("Nobody from the council is reading this now. We open Tuesday 24 Nov at 9am" in text for text in texts_to(parts))


def test_an_ordinary_question_after_the_handover_is_not_taken_for_a_time(parts: Parts) -> None:
    conversation_id = chat_in(parts, "CALL")
    parts.rasa.default = [{"say": "answer", "topics": ["tribunal"]}]  # type: ignore[attr-defined]
    chat_in(parts, "is there anything on monday?", conversation_id)
    assert handovers_of(parts, conversation_id)[0].preferred_time == ""


def test_a_passed_question_is_kept_and_becomes_a_person_when_one_is_wanted(parts: Parts) -> None:
    conversation_id = chat_in(parts, "does the grant cover a laptop at home")
    chat_in(parts, "PASS", conversation_id)
    assert "does the grant cover a laptop at home" in said(parts, conversation_id)[-1]
    chat_in(parts, "PERSON", conversation_id)
    chat_in(parts, "PASS", conversation_id)
    assert [(row.kind, row.state) for row in handovers_of(parts, conversation_id)] == [("person", "waiting")]


def test_urgent_today_said_before_makes_the_handover_urgent(parts: Parts) -> None:
    conversation_id = chat_in(parts, "no taxi came and i am stuck", verdict=Verdict(flags=frozenset({"urgent_today"})))
    chat_in(parts, "PERSON", conversation_id)
    assert handovers_of(parts, conversation_id)[0].urgent


def test_a_disclosure_is_never_read_back(parts: Parts) -> None:
    conversation_id = text_in(parts, "he hits me and checks my phone", verdict=WATCHED)
    text_in(parts, "my daughter needs a school place")
    text_in(parts, "PERSON")
    quoted = [text for text in texts_to(parts) if "hits me" in text or "school place" in text]
    assert quoted == []
    assert handovers_of(parts, conversation_id)[0].summary == "my daughter needs a school place"


# ---- How to be reached ----


@pytest.mark.parametrize(
    ("words", "needs"),
    [
        ("text only please", ["Text only: don't ring"]), ("pls dont ring", ["Text only: don't ring"]), ("I can’t talk right now", ["Text only: don't ring"]),
        ("I'm deaf, I use BSL", ["BSL", "Deaf"]), ("could I have large print", ["Large print"]), ("CALL Somali", ["Language: Somali"]),
        ("i speak bengali i need an interpreter", ["Interpreter", "Language: Bengali"]), ("Sylheti", ["Language: Sylheti"]),
        ("they don't ring me back", []), ("my son is deaf", []), ("he can't speak", []), ("he is failing in French", []), ("I can't speak to the school", []),
        ("why don't you ring the school", []), ("Polish homework is hard", []),
    ],
)  # fmt: skip
def test_only_what_is_said_about_the_writer_counts(words: str, needs: list[str]) -> None:
    assert find_needs(words) == needs


@pytest.mark.parametrize(
    "words",
    [
        "mornings, its about transport, text only if u cant get me", "afternoons only and text only if you cant get me",
        "mornings best, its about his transport, text me if i dont pick up", "after 3pm and text me if I miss it",
    ],
)  # fmt: skip
def test_a_text_if_nobody_answers_does_not_undo_the_call(parts: Parts, words: str) -> None:
    conversation_id = text_in(parts, "CALL")
    text_in(parts, words)
    (handover,), told = handovers_of(parts, conversation_id), texts_to(parts)[-1]
    assert handover.kind == "callback" and handover.preferred_time == words and "Text only" not in handover.access_needs
    assert "will ring you" in told and words[:9].lower() in told.lower()


def test_needs_told_after_the_handover_are_kept_with_it_and_with_the_next(parts: Parts) -> None:
    conversation_id = text_in(parts, "PERSON")
    text_in(parts, "text only please")
    assert "Text only: don't ring" in texts_to(parts)[-1]
    staff = new_staff(parts)
    claim_conversation(parts, staff, conversation_id)
    hand_back(parts, staff, conversation_id, "answered")
    for number in range(25):
        text_in(parts, f"question number {number} about the plan")
    text_in(parts, "PERSON")
    assert [row.access_needs for row in handovers_of(parts, conversation_id)] == ["Text only: don't ring"] * 2


# ---- Staff hold it and somebody is in danger; the phone may be watched ----


def cards_sent(parts: Parts, conversation_id: str) -> int:
    """How many cards the clock sent."""
    with parts.db.reading() as session:
        return session.query(Outbound).filter(Outbound.conversation_id == conversation_id, Outbound.dedupe_key.startswith("card")).count()


@pytest.mark.parametrize(("reply_at", "cards"), [(None, 1), (-5, 1), (30, 0), (95, 1)])
def test_the_card_goes_out_after_90_seconds_unless_staff_replied_since(parts: Parts, reply_at: int | None, cards: int) -> None:
    staff, conversation_id = new_staff(parts), chat_in(parts, "PERSON")
    claim_conversation(parts, staff, conversation_id)
    if reply_at == -5:
        send_reply(parts, staff, conversation_id, "Hello", nonce="before-it")
        pass_time(parts, seconds=5)
    chat_in(parts, "he hit her just now", conversation_id, verdict=CRISIS)
    assert cards_sent(parts, conversation_id) == 0
    if reply_at == 30:
        pass_time(parts, seconds=30)
        send_reply(parts, staff, conversation_id, "Is she safe now?", nonce="in-time-01")
        pass_time(parts, seconds=59)
    else:
        pass_time(parts, seconds=89)
    sweep(parts)
    assert cards_sent(parts, conversation_id) == 0
    pass_time(parts, seconds=6)
    sweep(parts)
    sweep(parts)
    assert cards_sent(parts, conversation_id) == cards
    if reply_at == 95:
        send_reply(parts, staff, conversation_id, "Late", nonce="too-late-1")
        sweep(parts)
        assert cards_sent(parts, conversation_id) == 1
    assert conversation_of(parts, conversation_id).held_by == staff.id


def test_handing_back_does_not_lose_the_card(parts: Parts) -> None:
    staff, conversation_id = new_staff(parts), chat_in(parts, "PERSON")
    claim_conversation(parts, staff, conversation_id)
    chat_in(parts, "he hit her just now", conversation_id, verdict=CRISIS)
    hand_back(parts, staff, conversation_id, "rang")
    pass_time(parts, seconds=91)
    sweep(parts)
    assert cards_sent(parts, conversation_id) == 1


def test_a_disclosure_of_abuse_takes_back_queued_texts_and_jobs_but_not_the_safety_wording(parts: Parts) -> None:
    staff, conversation_id = new_staff(parts), text_in(parts, "PERSON")
    claim_conversation(parts, staff, conversation_id)
    send_reply(parts, staff, conversation_id, "We can ring you at 3", nonce="queued-one")
    with parts.db.writing() as session:
        session.add(ClockJob(kind="reminder", dedupe_key="r1", conversation_id=conversation_id, payload={}, due_at=parts.clock.now()))
    before = len(texts_to(parts))
    text_in(parts, "he is here and he will hit me", verdict=WATCHED)
    send_due(parts, conversation_id)
    assert len(texts_to(parts)) == before
    with parts.db.reading() as session:
        states = {job.kind: job.state for job in session.query(ClockJob)}
    assert states == {"reminder": "dropped", "safety_card": "due"}
    pass_time(parts, seconds=91)
    sweep(parts)
    send_due(parts, conversation_id)
    assert len(texts_to(parts)) == before + 1
