"""Booking a SEND surgery from the first word to the place, on both channels: what is asked, what is read, and what never happens."""

from __future__ import annotations

import shutil
import threading
from datetime import time
from pathlib import Path

import pytest

from tests.booking_steps import BOOK, DAD, GRAN, MUM, ONE_PLACE, SECOND, Talk, booked, bookings, put, waits
from tests.conftest import Verdict
from tests.duty_steps import conversation_of, handovers_of, pass_time, said
from webhook.bootstrap import Parts
from webhook.services.booking_draft import KEPT
from webhook.services.bookings import BOOKED, Person, take_place
from webhook.services.inbox import accept_sms
from webhook.services.render_booking import map_link
from webhook.services.surgeries import upcoming_surgeries
from webhook.services.surgery_offers import offer_freed_places
from webhook.services.text import count_segments
from webhook.services.work import work_conversation
from webhook.settings import ROOT
from webhook.store.duty import Alert
from webhook.store.surgeries import Surgery

BOTH = pytest.mark.parametrize("number", ["", MUM], ids=["web", "sms"])


@BOTH
def test_a_place_is_booked_with_one_question_a_text(any_parts: Parts, tmp_path: Path, number: str) -> None:
    put(any_parts, tmp_path)
    who = Talk(any_parts, number)
    assert "1 9:30am; 2 9:50am; 3 10:10am" in who.say(BOOK)
    assert "first name" in who.say("2")
    assert "What do you need" in who.say("ama")
    read_back = who.say("step-free and a BSL interpreter")
    assert "9:50am, Sample School" in read_back and "ame: Ama." in read_back and "Needs: step-free and a BSL interpreter." in read_back
    assert booked(any_parts) == []
    done = who.say("yes please")
    assert "booked: " in done.lower() and "1 Sample Street" in done and booked(any_parts) == ["4 Dec 09:50"]
    row = bookings(any_parts)[0]
    assert any_parts.vault.open(row.first_name_sealed or b"") == "Ama" and any_parts.vault.open(row.needs_sealed or b"") == "step-free and a BSL interpreter"
    assert ("https://send.example/surgeries/1/0950.ics" in done) == (not number)
    assert ("We will text you a reminder." in done) == bool(number)


def test_no_text_is_longer_than_two_segments_or_asks_for_an_opt_out_word(parts: Parts, tmp_path: Path) -> None:
    long = {"venue": "The Sample Primary School and Nursery with a Name of Some Length, Lower Hall", "address": "A Very Long Address, Sample Road, Sample Estate"}
    put(parts, tmp_path, long, SECOND | long, {"surgery_id": "S3", "date": "2027-01-08"} | long)
    who = Talk(parts, MUM)
    for text in (BOOK, "1", "OTHER", "1", "ama", "x" * 200, "2", "1", "3", "1", "CHANGE", "1", "1", "CAN'T COME", "2", BOOK):
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
        who.say("SKIP", "SKIP", "1")
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
    assert "Is that right?" in who.say(BOOK, "1", "1", "ama", "SKIP")
    assert "1 for the time" in who.say("2") and "1 9:30am" in who.say("1")
    assert "10:10am, Sample School" in who.say("3") and "1 9:30am" in who.say("no", "another time")
    assert "Name: Ama" in who.say("2") and "Sample Nursery. Which time?" in who.say("2", "another date")
    assert "18 Dec 9:30am" in who.say("1") and "Nothing is booked" in who.say("2", "3")
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
    who.say(BOOK, "1", "SKIP", "SKIP")
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


# ---- Whose place it is ----


def test_one_place_a_person_and_surgery(parts: Parts, tmp_path: Path) -> None:
    put(parts, tmp_path, {}, SECOND)
    who = Talk(parts, MUM)
    who.say(BOOK, "1", "1", "SKIP", "SKIP", "1")
    assert "You have a place: Fri 4 Dec 9:30am, Sample School" in who.say(BOOK)
    assert "Sample Nursery" in who.say("3")
    who.say("1", "SKIP", "SKIP", "1")
    assert booked(parts) == ["4 Dec 09:30", "18 Dec 09:30"]
    assert "Which place do you mean?" in who.say("CAN'T COME")
    assert "18 Dec" in who.say("2") and "no longer have a place" in who.say("1") and booked(parts) == ["4 Dec 09:30"]


def test_nothing_said_to_one_tells_of_another(parts: Parts, tmp_path: Path) -> None:
    put(parts, tmp_path)
    Talk(parts, MUM).book(name="Zadie")
    other = Talk(parts, DAD)
    said = other.say(BOOK) + other.say("CAN'T COME") + other.say("is my surgery booking confirmed")
    assert "Zadie" not in said and "9:30am" not in other.say(BOOK) and "You have a place" not in said
    assert booked(parts) == ["4 Dec 09:30"]


def test_change_keeps_the_old_place_until_the_new_one_is_booked(any_parts: Parts, tmp_path: Path) -> None:
    put(any_parts, tmp_path)
    who = Talk(any_parts, MUM)
    who.book(name="Ama", needs="step-free")
    assert "You keep your place until" in who.say("CHANGE") and booked(any_parts) == ["4 Dec 09:30"]
    assert "Name: Ama. Needs: step-free" in who.say("2") and booked(any_parts) == ["4 Dec 09:30"]
    assert "Changed. Your place is now" in who.say("1")
    assert booked(any_parts) == ["4 Dec 10:10"] and [row.state for row in bookings(any_parts)] == ["given_up", "booked"]
    assert "stays as it is" in who.say("CHANGE", "forget it") and booked(any_parts) == ["4 Dec 10:10"]


@pytest.mark.parametrize(("answer", "left"), [("1", []), ("yes", []), ("give it up", []), ("2", ["4 Dec 09:30"]), ("no keep it", ["4 Dec 09:30"]), ("9", ["4 Dec 09:30"])])
def test_giving_up_asks_once_and_does_as_told(parts: Parts, tmp_path: Path, answer: str, left: list[str]) -> None:
    put(parts, tmp_path)
    who = Talk(parts, MUM)
    who.book()
    assert "Shall I give it up?" in who.say("sorry we can't make it on friday")
    who.say(answer)
    assert booked(parts) == left


@pytest.mark.parametrize("words", ["cancel my surgery booking", "Please cancel our surgery appointment, it's been sorted", "cant make my slot tmrw, baby has a temp"])
def test_plain_words_through_the_dialogue_model_reach_the_own_place(parts: Parts, tmp_path: Path, words: str) -> None:
    put(parts, tmp_path)
    who = Talk(parts, MUM)
    who.book()
    parts.rasa.default = [{"say": "surgeries", "wants": "book", "surgeries": []}]  # type: ignore[attr-defined]
    assert "Shall I give it up?" in who.say(words)


def test_a_place_that_was_not_booked_here_goes_to_a_person(parts: Parts, tmp_path: Path) -> None:
    put(parts, tmp_path)
    parts.rasa.default = [{"say": "surgeries", "wants": "book", "surgeries": [{"surgery_id": "S1"}]}]  # type: ignore[attr-defined]
    who = Talk(parts, MUM)
    assert "Nothing is booked or changed" in who.say("cancel my surgery slot on weds please, mock exam")
    assert handovers_of(parts, who.id)[0].kind == "surgery_book"


@pytest.mark.parametrize("word", ["CANCEL", "STOP"])
def test_an_opt_out_word_with_a_booking_tells_staff_to_ring_and_leaves_the_place(parts: Parts, tmp_path: Path, word: str) -> None:
    put(parts, tmp_path)
    who = Talk(parts, MUM)
    who.book()
    assert "no more texts" in who.say(word) and booked(parts) == ["4 Dec 09:30"]
    with parts.db.reading() as session:
        assert [alert.kind for alert in session.query(Alert)] == ["may_mean_booking"]


# ---- Bad input ----


def test_a_surgery_cancelled_in_the_middle_is_not_booked(parts: Parts, tmp_path: Path) -> None:
    put(parts, tmp_path)
    who = Talk(parts, MUM)
    who.say(BOOK, "1", "SKIP", "SKIP")
    put(parts, tmp_path, {"status": "cancelled"})
    reply = who.say("1")
    assert booked(parts) == [] and reply == "That time is no longer free."


def test_a_slot_that_has_begun_is_not_offered_and_not_booked(parts: Parts, tmp_path: Path) -> None:
    put(parts, tmp_path, {"date": "2026-11-23", "start": "12:00", "end": "14:00"})
    who = Talk(parts, MUM)
    assert "1 12:20pm" in who.say(BOOK)
    who.say("1", "SKIP", "SKIP")
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
    assert "To come, text BOOK SURGERY." in [parts.vault.open(row.body_sealed) for row in _outbox(parts)][-1]
    assert "1 9:30am" in who.say(BOOK)


def _outbox(parts: Parts) -> list:  # type: ignore[type-arg]
    from webhook.store.messages import Outbound

    with parts.db.reading() as session:
        return list(session.query(Outbound).order_by(Outbound.id))


# ---- Once, and one of many ----


def test_a_message_worked_twice_books_once(any_parts: Parts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The process dies after the place was taken and before its words were written down: the same message takes nothing more."""
    put(any_parts, tmp_path)
    who = Talk(any_parts, MUM)
    who.say(BOOK, "1", "SKIP", "SKIP")
    accept_sms(any_parts, number=MUM, message_sid="SMonce", text="1")
    with monkeypatch.context() as broken:
        broken.setattr("webhook.services.turn.record_turn", lambda *_: (_ for _ in ()).throw(RuntimeError("died")))
        broken.setattr("webhook.services.work.hold_broken", lambda *_: None)
        broken.setattr("webhook.services.work.next_inbound", _once(broken))
        work_conversation(any_parts, who.id)
    assert booked(any_parts) == ["4 Dec 09:30"]
    pass_time(any_parts, minutes=5)
    work_conversation(any_parts, who.id)
    assert booked(any_parts) == ["4 Dec 09:30"] and len(bookings(any_parts)) == 1
    assert sum("Booked: " in any_parts.vault.open(row.body_sealed) for row in _outbox(any_parts)) == 1


def _once(patch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    """The next message the first time, none after: a worker that dies does not come back at once."""
    from webhook.store.inbox import next_inbound

    seen: list[int] = []

    def given(*arguments):  # type: ignore[no-untyped-def]
        return None if seen else (seen.append(1), next_inbound(*arguments))[1]

    return given


@pytest.mark.parametrize(("capacity", "places"), [("1", 1), ("3", 3)])
def test_of_twenty_at_once_as_many_get_the_slot_as_it_holds(any_parts: Parts, tmp_path: Path, capacity: str, places: int) -> None:
    put(any_parts, tmp_path, ONE_PLACE | {"capacity": capacity})
    people = [Talk(any_parts, f"+4477009001{n:02}") for n in range(20)]
    for who in people:
        who.say("hello")
    start, how = threading.Barrier(20), list[str]()

    def race(who: Talk) -> None:
        start.wait()
        with any_parts.db.writing() as session:
            surgery = session.query(Surgery).one()
            how.append(take_place(any_parts, session, Person(who.id, who.id, False), surgery, time(9, 30), details={"about": ""}, instead_of=None, now=any_parts.clock.now()))

    threads = [threading.Thread(target=race, args=(who,)) for who in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert len(how) == 20 and how.count(BOOKED) == places and len(booked(any_parts)) == places
    assert len({(row.slot, row.seat) for row in bookings(any_parts)}) == places


def test_twenty_parents_who_say_yes_at_once_through_the_whole_path(any_parts: Parts, tmp_path: Path) -> None:
    """Each has read back the same last place. One gets it; the others are told, and asked whether to wait."""
    put(any_parts, tmp_path, ONE_PLACE)
    people = [Talk(any_parts, f"+4477009001{n:02}") for n in range(20)]
    for who in people:
        who.say(BOOK, "1", "SKIP", "SKIP")
    start = threading.Barrier(20)

    def race(who: Talk) -> None:
        accept_sms(any_parts, number=who.number, message_sid=f"SM{who.number}", text="1")
        start.wait()
        work_conversation(any_parts, who.id)

    threads = [threading.Thread(target=race, args=(who,)) for who in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    last = [said(any_parts, who.id)[-1] for who in people]
    assert sum(text.startswith("Booked: ") for text in last) == 1 and sum("waiting list?" in text for text in last) == 19
    assert booked(any_parts) == ["4 Dec 09:30"]


def test_one_person_trying_twenty_times_at_once_has_one_place(any_parts: Parts, tmp_path: Path) -> None:
    put(any_parts, tmp_path, {"capacity": "2"})
    who = Talk(any_parts, MUM)
    who.say("hello")
    start, how = threading.Barrier(20), list[str]()

    def race(number: int) -> None:
        start.wait()
        with any_parts.db.writing() as session:
            surgery = session.query(Surgery).one()
            slot = time(9, 30) if number % 2 else time(9, 50)
            how.append(take_place(any_parts, session, Person(who.id, "same", False), surgery, slot, details={"about": ""}, instead_of=None, now=any_parts.clock.now()))

    threads = [threading.Thread(target=race, args=(number,)) for number in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert how.count(BOOKED) == 1 and len(booked(any_parts)) == 1


def test_who_comes_second_for_the_last_place_is_offered_the_next(any_parts: Parts, tmp_path: Path) -> None:
    """Both were shown the same time; the second is not told who has it."""
    put(any_parts, tmp_path, {"end": "10:10"})
    mum, dad = Talk(any_parts, MUM), Talk(any_parts, DAD)
    for who in (mum, dad):
        who.say(BOOK, "1", "SKIP", "SKIP")
    assert "Booked" in mum.say("1")
    assert dad.say("1").startswith("That time is no longer free. SEND surgery Fri 4 Dec, Sample School. Which time? 1 9:50am.")
    assert "Booked" in dad.say("1", "1")
    third = Talk(any_parts, GRAN)
    assert "There is no free place" in third.say(BOOK) and "You are on the waiting list" in third.say("yes please")
    assert waits(any_parts) == ["waiting"]
