"""Booking a SEND surgery from the first word to the place, on both channels: what is asked, what is read, and what never happens."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.booking_steps import BOOK, MUM, SECOND, Talk, booked, bookings, outbox, put, waits
from tests.conftest import Verdict
from tests.duty_steps import conversation_of, pass_time
from webhook.bootstrap import Parts
from webhook.services.booking.draft import KEPT
from webhook.services.render.booking import map_link
from webhook.services.surgeries.offers import offer_freed_places
from webhook.services.surgeries.surgeries import upcoming_surgeries
from webhook.services.texts.text import count_segments
from webhook.settings import ROOT
from webhook.store.duty import Alert

BOTH = pytest.mark.parametrize("number", ["", MUM], ids=["web", "sms"])


@BOTH
def test_a_place_is_booked_with_one_question_a_text(any_parts: Parts, tmp_path: Path, number: str) -> None:
    put(any_parts, tmp_path)
    who = Talk(any_parts, number)
    assert "1 9:30am; 2 9:50am; 3 10:10am" in who.say(BOOK)
    assert "first name" in who.say("2")
    assert "What do you need" in who.say("ama")
    assert "talk about" in who.say("step-free and a BSL interpreter")
    read_back = who.say("the draft plan")
    assert "9:50am, Sample School" in read_back and "ame: Ama." in read_back and "Needs: step-free and a BSL interpreter." in read_back
    assert booked(any_parts) == []
    done = who.say("yes please")
    assert "booked: " in done.lower() and "1 Sample Street" in done and booked(any_parts) == ["4 Dec 09:50"]
    row = bookings(any_parts)[0]
    assert any_parts.vault.open(row.first_name_sealed or b"") == "Ama"
    assert any_parts.vault.open(row.needs_sealed or b"") == "step-free and a BSL interpreter" and row.about == "the draft plan"
    assert ("https://send.example/surgeries/1/0950.ics" in done) == (not number)
    assert ("We will text you a reminder: " in done) == bool(number)


def test_no_text_is_longer_than_two_segments_or_asks_for_an_opt_out_word(parts: Parts, tmp_path: Path) -> None:
    long = {"venue": "The Sample Primary School and Nursery with a Name of Some Length, Lower Hall", "address": "A Very Long Address, Sample Road, Sample Estate"}
    put(parts, tmp_path, long, SECOND | long, {"surgery_id": "S3", "date": "2027-01-08"} | long)
    who = Talk(parts, MUM)
    for text in (BOOK, "1", "OTHER", "1", "ama", "x" * 200, "2", "4", "a ramp, " * 14, "2", "1", "3", "1", "CHANGE", "1", "1", "CAN'T COME", "2", BOOK):
        who.say(text)
    bodies = [sent["body"] for sent in parts.sms.sent]  # type: ignore[attr-defined]
    assert len(bodies) >= 16 and all(count_segments(body) <= 2 for body in bodies), max(bodies, key=len)


def test_name_and_needs_may_be_left_out(parts: Parts, tmp_path: Path) -> None:
    put(parts, tmp_path)
    assert "booked" in Talk(parts, MUM).book().lower()
    assert (bookings(parts)[0].first_name_sealed, bookings(parts)[0].needs_sealed) == (None, None)


@pytest.mark.parametrize(
    ("asked", "offered"),
    [
        ("book surgery after 10.30", "1 10:30am; 2 10:50am; 3 11:10am."),
        ("please book the next surgery", "1 9:30am; 2 9:50am; 3 10:10am."),
    ],
)
def test_a_time_in_the_first_message_is_heard(parts: Parts, tmp_path: Path, asked: str, offered: str) -> None:
    put(parts, tmp_path)
    parts.rasa.default = [{"say": "surgeries", "wants": "book", "surgeries": [{"surgery_id": "S1"}]}]  # type: ignore[attr-defined]
    assert offered in Talk(parts, MUM).say(asked)


@pytest.mark.parametrize(("said", "slot"), [("10.10", "10:10"), ("ten past", None), ("the second one", "09:50"), ("3", "10:10"), ("10:50am please", "10:50"), ("11:10", "11:10")])
def test_a_time_is_picked_by_number_or_in_words(parts: Parts, tmp_path: Path, said: str, slot: str | None) -> None:
    put(parts, tmp_path)
    parts.rasa.default = [{"say": "unsure"}]  # type: ignore[attr-defined]
    who = Talk(parts)
    reply = who.say(BOOK, said)
    if slot is None:
        assert "I did not get that." in reply and "1 9:30am" in reply
    else:
        who.say("SKIP", "SKIP", "SKIP", "1")
        assert booked(parts) == [f"4 Dec {slot}"]


def test_other_times_go_on_and_a_number_that_was_not_offered_is_asked_again(parts: Parts, tmp_path: Path) -> None:
    put(parts, tmp_path)
    who = Talk(parts, MUM)
    assert "OTHER" in who.say(BOOK)
    assert "I did not offer that number." in who.say("7") and booked(parts) == []
    assert "1 10:30am; 2 10:50am; 3 11:10am" in who.say("OTHER")
    assert "1 9:30am" in who.say("other times please")
    assert "I have no free time like that." in who.say("after 3pm")
    assert "1 9:30am" in who.say("in the morning")


def test_of_several_dates_one_is_picked_by_number_or_day(parts: Parts, tmp_path: Path) -> None:
    put(parts, tmp_path, {}, SECOND)
    who = Talk(parts)
    assert "1 Friday 4 December 2026, Sample School; 2 Friday 18 December 2026, Sample Nursery" in who.say(BOOK)
    assert "Sample Nursery" in who.say("the 18th please")
    assert "SEND surgery on Friday 4 December 2026, Sample School. Which time" in who.say("is there another date")


def test_more_dates_than_three_are_shown_on(parts: Parts, tmp_path: Path) -> None:
    put(parts, tmp_path, *({"surgery_id": f"S{n}", "date": f"2026-12-{n:02}"} for n in range(7, 12)))
    who = Talk(parts, MUM)
    assert "1 Mon 7 Dec, Sample School; 2 Tue 8 Dec, Sample School; 3 Wed 9 Dec" in (first := who.say(BOOK)) and "For other dates text OTHER." in first
    assert "1 Thu 10 Dec, Sample School; 2 Fri 11 Dec" in who.say("OTHER")
    assert "1 Mon 7 Dec" in who.say("other ones")
    assert "SEND surgery Wed 9 Dec" in who.say("the third")


def test_what_is_read_back_can_be_changed_and_left(parts: Parts, tmp_path: Path) -> None:
    put(parts, tmp_path, {}, SECOND)
    who = Talk(parts, MUM)
    assert "Is that right?" in who.say(BOOK, "1", "1", "ama", "SKIP", "SKIP")
    assert "1 for the time" in who.say("2") and "1 9:30am" in who.say("1")
    assert "10:10am, Sample School" in who.say("3") and "1 9:30am" in who.say("no", "another time")
    assert "Name: Ama" in who.say("2") and "Sample Nursery. Which time?" in who.say("2", "another date")
    assert "18 Dec 9:30am" in who.say("1") and "talk about" in who.say("2", "5") and "Nothing is booked" in who.say("SKIP", "2", "6")
    assert booked(parts) == [] and conversation_of(parts, who.id).awaiting is None


@BOTH
@pytest.mark.parametrize("at", [0, 1, 2, 3, 4])
def test_changing_ones_mind_at_any_step_books_nothing(parts: Parts, tmp_path: Path, number: str, at: int) -> None:
    put(parts, tmp_path)
    parts.rasa.default = [{"say": "unsure"}]  # type: ignore[attr-defined]
    who = Talk(parts, number)
    who.say(*[BOOK, "1", "ama", "a quiet room"][: at or 1])
    assert "Nothing is booked" in who.say("actually never mind")
    who.say("1")
    assert booked(parts) == []


@BOTH
@pytest.mark.parametrize("lane", ["crisis", "concern"])
@pytest.mark.parametrize("steps", [1, 2, 3, 4])
def test_a_disclosure_in_the_middle_comes_first_and_the_booking_is_not_taken_up(parts: Parts, tmp_path: Path, number: str, lane: str, steps: int) -> None:
    put(parts, tmp_path)
    who = Talk(parts, number)
    who.say(*[BOOK, "1", "ama", "step-free"][:steps])
    reply = who.say("he hit her again and she is bleeding", verdict=Verdict(lane=lane, topic="harm_to_child"))
    assert "999" in reply and "Reply 1" not in reply and "Sample School" not in reply
    parts.rasa.default = [{"say": "answer", "topics": ["ehcna_timeline"]}]  # type: ignore[attr-defined]
    after = who.say("1", "how long does a plan take")
    assert booked(parts) == [] and "first name" not in after and "Sample School" not in after
    with parts.db.reading() as session:
        assert session.query(Alert).filter_by(kind=lane).count() == 1


def test_a_disclosure_leaves_a_booking_as_it_is(parts: Parts, tmp_path: Path) -> None:
    put(parts, tmp_path)
    who = Talk(parts, MUM)
    who.book()
    who.say("CAN'T COME")
    who.say("he has a knife", verdict=Verdict(lane="crisis", topic="harm_to_child"))
    who.say("1")
    assert booked(parts) == ["4 Dec 09:30"]


def test_a_question_in_the_middle_is_answered_and_the_booking_asked_on(parts: Parts, tmp_path: Path) -> None:
    put(parts, tmp_path)
    parts.rasa.default = [{"say": "answer", "topics": ["ehcna_timeline"]}]  # type: ignore[attr-defined]
    who = Talk(parts, MUM)
    reply = who.say(BOOK, "1", "how long does a plan take?")
    assert "20 weeks" in reply and "first name" in reply.splitlines()[-1]
    assert "What do you need" in who.say("Ama")


def test_not_wanting_texts_in_the_middle_is_an_opt_out(parts: Parts, tmp_path: Path) -> None:
    put(parts, tmp_path)
    parts.rasa.default = [{"say": "act", "act": "opt_out"}]  # type: ignore[attr-defined]
    who = Talk(parts, MUM)
    assert "no more texts" in who.say(BOOK, "1", "stop texting me please")


def test_distress_in_the_middle_is_not_met_with_the_form(parts: Parts, tmp_path: Path) -> None:
    put(parts, tmp_path)
    parts.rasa.default = [{"say": "answer", "topics": ["ehcna_timeline"]}]  # type: ignore[attr-defined]
    who = Talk(parts)
    who.say(BOOK, "1")
    reply = who.say("i am so tired of waiting for this plan, how long", verdict=Verdict(lane="gentle"))
    assert "first name" not in reply


def test_a_draft_of_the_day_before_is_not_taken_up(parts: Parts, tmp_path: Path) -> None:
    put(parts, tmp_path)
    parts.rasa.default = [{"say": "unsure"}]  # type: ignore[attr-defined]
    who = Talk(parts, MUM)
    who.say(BOOK, "1", "SKIP", "SKIP", "SKIP")
    pass_time(parts, hours=KEPT.total_seconds() / 3600 + 1)
    assert "ooked" not in who.say("1") and booked(parts) == []


def test_the_list_of_dates_says_how_to_book(parts: Parts, tmp_path: Path) -> None:
    put(parts, tmp_path)
    with parts.db.reading() as session:
        listed = upcoming_surgeries(session, parts.clock.now())
    parts.rasa.default = [{"say": "surgeries", "wants": "info", **listed}]  # type: ignore[attr-defined]
    assert "type BOOK SURGERY." in Talk(parts).say("when is the next surgery") and "text BOOK SURGERY." in Talk(parts, MUM).say("when is the next surgery")


@pytest.mark.parametrize(
    ("pattern", "link"),
    [
        ("https://maps.gov.uk/?q={postcode}", "https://maps.gov.uk/?q=NW1%200AA"),
        ("http://maps.gov.uk/?q={postcode}", ""),
        ("https://maps.example.com/?q={postcode}", ""),
        ("https://notgov.uk/?q={postcode}", ""),
        ("https://maps.gov.uk/", ""),
        ("", ""),
    ],
)
def test_a_map_only_where_the_council_allows_one(tmp_path: Path, pattern: str, link: str) -> None:
    shutil.copytree(ROOT / "content", tmp_path / "content")
    links = tmp_path / "content" / "links.yml"
    links.write_text(links.read_text("utf-8").replace('map_link: ""', f'map_link: "{pattern}"'), "utf-8")
    assert map_link(tmp_path / "content", "NW1 0AA") == link
    assert map_link(tmp_path / "content", None) == ""


# ---- Bad input ----


def test_a_surgery_cancelled_in_the_middle_is_not_booked(parts: Parts, tmp_path: Path) -> None:
    put(parts, tmp_path)
    who = Talk(parts, MUM)
    who.say(BOOK, "1", "SKIP", "SKIP", "SKIP")
    put(parts, tmp_path, {"status": "cancelled"})
    reply = who.say("1")
    assert booked(parts) == [] and "4 Dec at Sample School will not happen" in reply and "I don't have the next date" in reply


def test_a_slot_that_has_begun_is_not_offered_and_not_booked(parts: Parts, tmp_path: Path) -> None:
    put(parts, tmp_path, {"date": "2026-11-23", "start": "12:00", "end": "14:00"})
    who = Talk(parts, MUM)
    assert "1 12:20pm" in who.say(BOOK)
    who.say("1", "SKIP", "SKIP", "SKIP")
    pass_time(parts, minutes=21)
    assert "That time is no longer free. SEND surgery" in who.say("1") and booked(parts) == []


def test_a_full_surgery_by_the_councils_word_has_its_waiting_list(parts: Parts, tmp_path: Path) -> None:
    put(parts, tmp_path, {"status": "full"})
    who = Talk(parts, MUM)
    assert "no free place on Fri 4 Dec" in who.say(BOOK) and "on the waiting list" in who.say("1") and booked(parts) == []
    offer_freed_places(parts)
    assert waits(parts) == ["waiting"], "free seats of our own are no places where the council says full"
    put(parts, tmp_path, {"status": "open"})
    offer_freed_places(parts)
    assert waits(parts) == ["offered"]


def test_a_full_surgery_without_times_goes_to_a_person(parts: Parts, tmp_path: Path) -> None:
    put(parts, tmp_path, {"status": "full", "capacity": "", "slot_minutes": ""})
    parts.rasa.default = [{"say": "surgeries", "wants": "book", "surgeries": [{"surgery_id": "S1"}]}]  # type: ignore[attr-defined]
    assert "A person has to do this one" in Talk(parts, MUM).say(BOOK)


def test_an_open_date_is_offered_before_the_list_of_a_full_one(parts: Parts, tmp_path: Path) -> None:
    put(parts, tmp_path, {"status": "full"}, SECOND)
    assert "SEND surgery Fri 18 Dec" in Talk(parts, MUM).say(BOOK)


def test_without_any_date_they_are_told_of_the_next(parts: Parts, tmp_path: Path) -> None:
    parts.rasa.default = [{"say": "surgeries", "wants": "book", "surgeries": []}]  # type: ignore[attr-defined]
    who = Talk(parts, MUM)
    assert "I don't have the next date" in who.say(BOOK)
    parts.rasa.default = [{"say": "surgeries", "wants": "info", "surgeries": []}]  # type: ignore[attr-defined]
    assert "Saved" in who.say("1")
    put(parts, tmp_path)
    assert "To come, text BOOK SURGERY." in [parts.vault.open(row.body_sealed) for row in outbox(parts)][-1]
    assert "1 9:30am" in who.say(BOOK)
