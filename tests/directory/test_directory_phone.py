"""The directory by SMS: filters, MORE, nothing found, and a list sent to a phone from the chat."""

from __future__ import annotations

from typing import Any

import pytest

from tests.directory_steps import BOY, NUMBER, PHONE, Chat, directory, names, own, titles
from tests.sms_tools import bodies, rows, text_in
from webhook.bootstrap import Parts
from webhook.services.directory.reports import view_unmet
from webhook.services.texts.inbox import accept_chat, number_hash
from webhook.services.texts.text import count_segments, gsm7_length
from webhook.services.turn.work import work_conversation
from webhook.store.conversations import Conversation, PhoneNumber
from webhook.store.directory_use import DirectoryReport, DirectorySearch, UnmetNeed
from webhook.store.messages import Message, Outbound

__all__ = ["directory", "own"]


def test_by_sms_filters_are_said_and_three_fit_two_segments(directory: Parts) -> None:
    first = text_in(directory, BOY)[0]
    assert first.startswith("For under £40, age 6, autism, near NW5 2 (Kentish Town), Saturday: 1 Sample: Saturday sensory club: ages 3-8")
    assert " 3 " in first and "or MORE" in first and first.endswith("Sample list: check first.")
    assert count_segments(first) <= 2
    more = text_in(directory, "MORE")[0]
    assert more.startswith("More for") and "Saturday sensory club" not in more and count_segments(more) <= 2
    one = text_in(directory, "2")[0]
    assert "Checked 21 Nov 2026" in one and count_segments(one) <= 2
    assert "Sunday" in text_in(directory, "and on sundays?")[0]
    assert text_in(directory, "text me these")[0].startswith("They are in the text above")


def test_a_record_with_signs_of_its_own_costs_no_segments(own: Any) -> None:
    long = "Ÿ" * 30 + " – “Łódź” 🏊 " + "long name " * 20
    parts = own(*[f'r{n},"{long} {n}",Org,"Swimming 🏊 – “fun”…",active,,,NW5 2AB,5,11,,swimming,Saturday,10:00,12:00,paid,£4,no,2026-11-01,no' for n in range(5)])
    for text in ("swimming near NW5", "MORE", "1"):
        said = text_in(parts, text)[0]
        assert gsm7_length(said) is not None and count_segments(said) <= 2, said


def test_more_comes_to_an_end(directory: Parts) -> None:
    text_in(directory, "swimming near NW5")
    said = [text_in(directory, "MORE")[0] for _ in range(30)]
    assert said[-1].startswith("That is all I have for this.")


# ---- Nothing found ----


def test_nothing_found_is_widened_once_and_counted_without_a_person(own: Any) -> None:
    parts = own("r1,Swim,Org,Swimming.,active,,,NW5 2AB,5,11,,swimming,Saturday,10:00,12:00,free,,no,2026-11-01,no")
    chat = Chat(parts)
    said = chat.text("swimming for my 7 year old Yusuf near NW5 2BX on sundays")
    assert "I left out one thing: Sunday." in said and "PERSON" in said and names(said) == ["Swim"]
    nothing = chat.say("swimming for a 17 year old on mondays")[0]
    assert nothing.text.startswith("I found nothing for: swimming, age 17, Monday.") and titles(nothing)[-1] == "Talk to a person"
    needs = rows(parts, UnmetNeed)
    assert [(need.filters, need.channel, need.widened) for need in needs] == [
        (["age:5-10", "day:6", "kind:swimming", "place:NW5"], "web", True),
        (["age:16-25", "day:0", "kind:swimming"], "web", False),
    ]
    assert {column.name for column in UnmetNeed.__table__.columns} == {"id", "filters", "channel", "widened", "day"}
    assert [(need.filters, need.times, need.never) for need in view_unmet(parts)] == [("age 16-25, Monday, swimming", 1, 1), ("age 5-10, Sunday, swimming, near NW5", 1, 0)]
    assert "yusuf" not in str(rows(parts, DirectorySearch)[0].state).lower() and "2BX" not in str(rows(parts, DirectorySearch)[0].state)


def test_trials_are_not_counted(own: Any) -> None:
    parts = own("r1,Swim,Org,Swimming.,active,,,NW5 2AB,5,11,,swimming,Saturday,10:00,12:00,free,,no,2026-11-01,no")
    parts.settings.trial = True
    chat = Chat(parts)
    chat.say("swimming for a 17 year old on mondays")
    chat.say("swimming for a 7 year old on saturdays")
    chat.say("this is wrong")
    assert rows(parts, UnmetNeed) == [] and rows(parts, DirectoryReport) == []


def test_words_no_service_has_are_said(directory: Parts) -> None:
    assert "No service on the list mentions: llama." in Chat(directory).text("is there a llama club near NW5")


# ---- A list to a phone ----


def test_the_list_goes_to_a_phone_once_asked_for(directory: Parts) -> None:
    chat = Chat(directory)
    chat.say(BOY)
    assert chat.text("Text me these") == "What is your mobile number? I will text the list to it once."
    assert chat.text(PHONE).startswith("Thank you.")
    assert all("07700" not in message.text for message in rows(directory, Message, conversation_id=chat.id)), "a phone is masked in the transcript"
    sent = bodies(directory, number_hash=number_hash(directory, NUMBER))
    assert sent[0].startswith("The list you asked Camden Council's SEND chat for: 1 Sample: Saturday sensory club") and count_segments(sent[0]) <= 2
    assert sent[1].startswith("Automatic reply from Camden Council")
    chat.say("more")
    assert chat.text("text me these").startswith("Thank you."), "the number is not asked for twice"
    for _ in range(3):
        chat.text("text me these")
    assert len(bodies(directory, number_hash=number_hash(directory, NUMBER), kind="reply")) == 3, "three a day"


@pytest.mark.parametrize("column", ["opted_out_at", "unsafe_at"])
def test_nothing_is_texted_to_a_phone_that_must_not_be(directory: Parts, column: str) -> None:
    with directory.db.writing() as session:
        values: dict[str, Any] = {"number_hash": number_hash(directory, NUMBER), "number_sealed": directory.vault.seal(NUMBER), "created_at": directory.clock.now()}
        session.add(PhoneNumber(**values, **{column: directory.clock.now()}))
    chat = Chat(directory)
    chat.say(BOY)
    assert chat.text(f"text me these on {PHONE}") == "Thank you. If that phone can get our texts, the list is on its way.", "the words tell nothing about a phone"
    assert rows(directory, Outbound, number_hash=number_hash(directory, NUMBER)) == []


def test_a_chat_that_may_be_watched_sends_no_list(directory: Parts) -> None:
    chat = Chat(directory)
    chat.say(BOY)
    with directory.db.writing() as session:
        session.get_one(Conversation, chat.id).unsafe_at = directory.clock.now()
    assert chat.text("text me these") == "I won't text the list. It stays here on this page."


def test_only_a_mobile_in_the_uk_is_texted(directory: Parts) -> None:
    chat = Chat(directory)
    chat.say(BOY)
    chat.say("text me these")
    assert chat.text("+1 202 555 0123").startswith("I can only text a mobile number in the UK.")
    assert rows(directory, Outbound, channel="sms") == []


def test_a_turn_worked_twice_sends_one_list(directory: Parts) -> None:
    chat = Chat(directory)
    chat.say(BOY)
    chat.say("text me these")
    accept_chat(directory, conversation_id=chat.id, client_id="same", text=PHONE)
    accept_chat(directory, conversation_id=chat.id, client_id="same", text=PHONE)
    work_conversation(directory, chat.id)
    work_conversation(directory, chat.id)
    assert len(bodies(directory, number_hash=number_hash(directory, NUMBER), kind="reply")) == 1
