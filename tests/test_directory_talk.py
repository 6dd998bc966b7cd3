"""The directory in a conversation, the whole path but Rasa: found, refined, texted, called wrong, nothing found; on both channels."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from duty_steps import chat_in, enter, new_staff
from flask import Flask
from sms_tools import bodies, rows, text_in

from directory.run import Options, import_directory
from directory.samples import load_samples
from tests.conftest import Verdict
from webhook.bootstrap import Parts
from webhook.clients.rasa import FakeRasa
from webhook.services.chat import read_messages
from webhook.services.directory_reports import view_unmet
from webhook.services.inbox import accept_chat, number_hash
from webhook.services.text import count_segments, gsm7_length
from webhook.services.work import work_conversation
from webhook.store.cases import IdentityCheck
from webhook.store.conversations import Conversation, PhoneNumber
from webhook.store.directory_use import DirectoryReport, DirectorySearch, UnmetNeed
from webhook.store.duty import Audit
from webhook.store.messages import Inbound, Message, Outbound
from webhook.store.retention import purge_old

MIXED = "what is respite and who does it near NW5"
BOY = "anything for a 6 year old autistic boy near Kentish Town on Saturdays that isn't £40?"
NUMBER, PHONE = "+447700900555", "07700 900555"
COLUMNS = "service_id,name,organisation,description,status,url,phone,postcode,min_age,max_age,needs,categories,days,opens,closes,cost,fees,referral,checked_on,sample"


@pytest.fixture
def directory(any_parts: Parts) -> Iterator[Parts]:
    """The sample services on each store; Rasa answers everything with short breaks."""
    load_samples(any_parts)
    any_parts.rasa = FakeRasa(default=[{"say": "answer", "topics": ["short_breaks"], "confidence": 0.9}])
    yield any_parts


@pytest.fixture
def own(parts: Parts, tmp_path: Path) -> Any:
    """A directory of one's own rows, real ones, on SQLite."""

    def load(*lines: str) -> Parts:
        path = tmp_path / "own.csv"
        path.write_text("\n".join([COLUMNS, *lines]) + "\n", "utf-8")
        assert import_directory(parts, str(path), Options(allow_drop=True)).written
        return parts

    return load


class Chat:
    """One web conversation, message by message."""

    def __init__(self, parts: Parts) -> None:
        self.parts, self.id, self.seen = parts, "", 0

    def say(self, text: str, verdict: Verdict | None = None) -> list[Message]:
        self.id = chat_in(self.parts, text, self.id, verdict)
        new = [message for message in rows(self.parts, Message, conversation_id=self.id) if message.id > self.seen]
        self.seen = max((message.id for message in new), default=self.seen)
        return [message for message in new if message.sender == "bot"]

    def text(self, text: str) -> str:
        return "\n".join(message.text for message in self.say(text))

    def lane(self) -> str:
        return str(rows(self.parts, Inbound, conversation_id=self.id)[-1].lane)


def titles(message: Message) -> list[str]:
    return [button["title"] for button in message.buttons]


def names(text: str) -> list[str]:
    return re.findall(r"^\d\. (.+)$", text, re.MULTILINE)


# ---- On the web ----


def test_the_question_of_the_brief_gets_cards_chips_and_its_lane(directory: Parts) -> None:
    chat = Chat(directory)
    intro, cards = chat.say(BOY)
    assert intro.text.startswith("This is what I found for: under £40, age 6, autism, near NW5 2 (Kentish Town), Saturday.")
    assert "sample list" in intro.text
    assert cards.kind == "cards" and len(names(cards.text)) == 3
    first = cards.text.split("\n\n")[0].split("\n")
    assert first[0] == "1. Sample: Saturday sensory club"
    assert first[2:] == [
        "Ages: 3 to 8",
        "When: Saturday, 10am to 12pm",
        "Where: Sample venue, NW5 2, about 0.1 miles away",
        "Cost: free",
        "To start: no referral needed",
        "Last checked: 21 November 2026",
    ]
    assert titles(cards)[:5] == [f"{label} (remove)" for label in ("under £40", "age 6", "autism", "near NW5 2 (Kentish Town)", "Saturday")]
    assert titles(cards)[5:] == ["More", "Closer", "Cheaper", "Text me these", "Something here is wrong"]
    assert cards.sources[0]["checked_on"] == "2026-11-21"
    inbound = rows(directory, Inbound, conversation_id=chat.id)[-1]
    assert (inbound.lane, inbound.topics) == ("lookup", ["holiday_clubs"])
    assert directory.rasa.turns == []  # type: ignore[attr-defined]


def test_a_chip_is_taken_off_and_the_rest_stays(directory: Parts) -> None:
    chat = Chat(directory)
    chip = next(button for button in chat.say(BOY)[1].buttons if button["title"].startswith("Saturday"))
    intro, cards = chat.say(chip["text"])
    assert intro.text.startswith("This is what I found for: under £40, age 6, autism, near NW5 2 (Kentish Town).")
    assert "Saturday (remove)" not in titles(cards)


def test_what_is_typed_next_refines(directory: Parts) -> None:
    chat = Chat(directory)
    first = names(chat.text(BOY))
    more = names(chat.text("more"))
    assert more and not set(first) & set(more)
    assert "The nearest comes first" in chat.text("closer") and chat.text("closer") == "The nearest ones come first already."
    assert "under £5" in chat.text("any cheaper?")
    assert "Saturday" not in (sunday := chat.text("and on sundays?")) and "age 6" in sunday and "Sunday" in sunday
    assert "near NW3 (Hampstead)" in chat.text("in hampstead")
    assert "age 9" in (older := chat.text("what about a 9 year old")) and "age 6" not in older
    assert "swimming" in chat.text("only swimming")
    assert "near NW3" not in chat.text("youth clubs near NW5 for teenagers"), "a whole search is a new one"
    one = chat.text("the second one")
    assert "Last checked" in one and not names(one)


def test_cheaper_ends_with_free_ones(directory: Parts) -> None:
    chat = Chat(directory)
    chat.say("swimming near NW3")
    assert "under £" in chat.text("cheaper")
    assert "I left out one thing: under £4." in chat.text("cheaper"), "none costs less than the cheapest, which is said"
    chat.say("free activities near NW3")
    assert chat.text("cheaper") == "I only look for free ones already."


def test_closer_without_a_place_asks_for_one(directory: Parts) -> None:
    chat = Chat(directory)
    chat.say("any youth clubs for a 13 year old")
    assert chat.text("closer") == "Near which place? Write the first part of a postcode or an area."
    assert "near NW5" in (found := chat.text("NW5")) and "age 13" in found and "nearest comes first" in found


def test_a_changed_subject_is_a_changed_subject(directory: Parts) -> None:
    chat = Chat(directory)
    chat.say(BOY)
    chat.say("how long does an EHCP take")
    assert len(directory.rasa.turns) == 1 and chat.lane() == "answer"  # type: ignore[attr-defined]
    chat.say("closer")
    assert len(directory.rasa.turns) == 2, "a list that is no longer our last word is not refined"  # type: ignore[attr-defined]


def test_a_mixed_message_is_answered_first(directory: Parts) -> None:
    chat = Chat(directory)
    answer, intro, cards, *_ = chat.say("what is respite and who does it near NW5")
    assert answer.text.startswith(directory.content.answers["short_breaks"].short.web[:40])
    assert "near NW5" in intro.text and cards.kind == "cards"
    inbound = rows(directory, Inbound, conversation_id=chat.id)[-1]
    assert (inbound.lane, inbound.topics) == ("answer", ["short_breaks"])
    assert names(chat.text("more"))


def test_a_list_belongs_under_an_answer_only_where_its_topic_has_services(directory: Parts) -> None:
    directory.rasa = FakeRasa(default=[{"say": "answer", "topics": ["tribunal"], "confidence": 0.9}])
    chat = Chat(directory)
    assert all(message.kind != "cards" for message in chat.say("Something to do"))
    directory.rasa = FakeRasa(default=[{"say": "unsure", "confidence": 0.1}])
    assert any(message.kind == "cards" for message in chat.say("Something to do")), "a search is better than not knowing"


def test_script_in_a_record_is_text(own: Any) -> None:
    parts = own('r1,"<script>alert(1)</script> Club","Org","Fun <img src=x onerror=alert(1)>. {high}",active,,,NW5 2AB,5,11,,swimming,Saturday,10:00,12:00,free,,no,2026-11-01,no')
    chat = Chat(parts)
    cards = chat.say("swimming near NW5")[-1]
    assert "{high}" in chat.text("1")
    shown = [piece for message in read_messages(parts, chat.id) for paragraph in message["paragraphs"] for piece in paragraph]
    assert all(set(piece) <= {"text", "strong"} for piece in shown), "pieces of text only: page and widget put them in as text"
    assert cards.text.startswith("1. ")


def test_stale_and_closed_are_said_and_links_are_links(own: Any) -> None:
    parts = own(
        "r1,Old swim,Org,Swimming.,active,https://swim.example/x,020 7946 0000,NW5 2AB,5,11,,swimming,Saturday,10:00,12:00,paid,£4,yes,2024-03-03,no",
        "r2,Shut swim,Org,Swimming.,temporarily closed,,,NW5 2AB,,,,swimming,,,,,,,,no",
    )
    chat = Chat(parts)
    intro, cards = chat.say("swimming near NW5")
    old, shut = sorted(cards.text.split("\n\n"), key=lambda card: "Shut" in card)
    assert "sample" not in intro.text
    assert "Last checked: 3 March 2024. That is a long time ago, so ask first." in old and "To start: somebody must refer you, so ask them how, ring 020 7946 0000" in old
    assert "Closed for now." in shut and "Not stated, so ask: ages, days and times, cost, how to start" in shut
    assert "It does not say when this was last checked" in shut
    pieces = [piece for paragraph in read_messages(parts, chat.id)[-1]["paragraphs"] for piece in paragraph]
    assert {"text": "https://swim.example/x", "href": "https://swim.example/x"} in pieces
    assert sum(piece.get("strong") == "1" for piece in pieces) == 2
    by_text = text_in(parts, "swimming near NW5")[0]
    assert "old: checked 3 Mar, ask first" in by_text and "Closed for now" in by_text


def test_without_services_nothing_is_searched(parts: Parts) -> None:
    parts.rasa = FakeRasa(default=[{"say": "answer", "topics": ["holiday_clubs"], "confidence": 0.9}])
    chat = Chat(parts)
    assert all(message.kind != "cards" for message in chat.say(BOY)) and len(parts.rasa.turns) == 1
    assert rows(parts, UnmetNeed) == []


def test_a_place_far_away_is_said(directory: Parts) -> None:
    said = Chat(directory).text("swimming clubs near ZE2 9AA")
    assert "I don't know where ZE2 is" in said and names(said)


@pytest.mark.parametrize("text", ["x" * 1600, "clubs near NW5 " * 106, "is there a club for " + "very " * 300 + "quiet children", BOY + " " + "😀" * 400])
def test_sixteen_hundred_characters_are_answered(directory: Parts, text: str) -> None:
    assert Chat(directory).say(text[:1600])
    said = text_in(directory, text[:1600])
    assert said and all(count_segments(body) <= 2 for body in said)


def test_danger_stop_and_people_come_first(directory: Parts) -> None:
    chat = Chat(directory)
    assert "999" in chat.say(BOY, Verdict(lane="crisis", topic="harm_to_child"))[0].text
    directory.safety.verdicts.clear()  # type: ignore[union-attr]
    chat.say(BOY)
    assert "SEND team" in chat.text("PERSON")
    text_in(directory, BOY)
    text_in(directory, "STOP")
    assert text_in(directory, BOY) == []


@pytest.mark.parametrize(("asked", "words"), [("case_ref", "case reference"), ("child_dob", "date of birth"), ("code", "code")])
def test_a_search_in_the_identity_check_is_answered_and_the_check_asks_again(directory: Parts, asked: str, words: str) -> None:
    chat = _in_the_check(directory, asked)
    said = chat.say("Is there swimming near NW5?")
    assert [message.kind for message in said] == ["reply", "cards", "reply"] and words in said[-1].text
    chosen = chat.say("2")
    assert "cards" in [message.kind for message in chosen] and words in chosen[-1].text
    assert _asked(directory, chat) == asked and len(directory.rasa.turns) == 1  # type: ignore[attr-defined]


@pytest.mark.parametrize("answer", ["swimming CAM-2024-0042", "4 March 2017, he is at the club", "481 920", "I won't give that to a robot", "no phone near me"])
def test_an_answer_to_the_identity_check_is_no_search(directory: Parts, answer: str) -> None:
    chat = _in_the_check(directory, "code")
    chat.say("Is there swimming near NW5?")
    chat.say(answer)
    assert len(directory.rasa.turns) == 2  # type: ignore[attr-defined]


def test_in_the_identity_check_no_number_is_asked_for_the_list(directory: Parts) -> None:
    chat = _in_the_check(directory, "code")
    chat.say("Is there swimming near NW5?")
    said = chat.say("text me these")
    assert "won't text the list" in said[0].text and "code" in said[1].text


def test_an_answer_with_a_list_in_the_identity_check_ends_with_its_question_once(directory: Parts) -> None:
    chat = _in_the_check(directory, "child_dob")
    ask = {"say": "ask_child_dob", "requested": "child_dob", "again": True}
    directory.rasa.answers = {MIXED: [{"say": "answer", "topics": ["short_breaks"], "confidence": 0.9}, ask]}  # type: ignore[attr-defined]
    said = [(message.kind, "date of birth" in message.text) for message in chat.say(MIXED) if message.kind != "notice"]
    assert said == [("reply", False), ("reply", False), ("cards", False), ("reply", True)]


def _in_the_check(parts: Parts, asked: str) -> Chat:
    chat = Chat(parts)
    chat.say("hello")
    with parts.db.writing() as session:
        session.add(IdentityCheck(conversation_id=chat.id, requested=asked, updated_at=parts.clock.now()))
    return chat


def _asked(parts: Parts, chat: Chat) -> str | None:
    return str(rows(parts, IdentityCheck, conversation_id=chat.id)[0].requested)


# ---- By SMS ----


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


# ---- A record that is wrong ----


def test_a_wrong_record_reaches_the_editors_with_what_they_said(directory: Parts) -> None:
    chat = Chat(directory)
    chat.say(BOY)
    assert chat.text("Something here is wrong") == "Which one is wrong? Type its number."
    assert "What is wrong with it?" in chat.text("2")
    assert chat.text("the phone number is 07700 900111 now") == "Thank you. I have added that."
    report = rows(directory, DirectoryReport)[0]
    assert report.words == "2\nthe phone number is [phone] now"
    assert "Sample: Saturday sensory club" in chat.text("number 1 has closed down")
    assert len(rows(directory, DirectoryReport)) == 2


def test_after_wrong_a_question_is_a_question(directory: Parts) -> None:
    chat = Chat(directory)
    chat.say(BOY)
    chat.say("1")
    assert "What is wrong with it?" in chat.text("this is wrong")
    chat.say("how long does an EHCP take")
    assert rows(directory, DirectoryReport)[0].words == "this is wrong" and chat.lane() == "answer"


@pytest.mark.parametrize("role", ["editor", "officer", "manager"])
def test_the_editors_page_shows_and_closes_with_an_audit(directory: Parts, role: str) -> None:
    from webhook.app import create_app

    chat = Chat(directory)
    chat.say(BOY)
    chat.say("number 1 is wrong <b>now</b>")
    app: Flask = create_app(directory)
    client = app.test_client()
    assert client.get("/duty/directory").status_code == 302, "not without signing in"
    staff = new_staff(directory, role=role)
    enter(client, directory)
    page = client.get("/duty/directory").get_data(as_text=True)
    assert "Sample: Saturday sensory club" in page and "&lt;b&gt;now&lt;/b&gt;" in page and "sample-" in page
    token = re.findall(r'name="csrf" value="([^"]+)"', page)[0]
    report = rows(directory, DirectoryReport)[0]
    path = f"/duty/directory/reports/{report.id}/close"
    assert client.post(path, data={"csrf": token, "outcome": "nonsense"}).status_code == 302 and rows(directory, DirectoryReport)[0].closed_at is None
    assert client.post(path, data={"outcome": "corrected"}).status_code == 400
    assert client.post(path, data={"csrf": token, "outcome": "corrected"}).status_code == 302
    assert client.post(path, data={"csrf": token, "outcome": "corrected"}).status_code == 404
    closed = rows(directory, DirectoryReport)[0]
    assert (closed.outcome, closed.closed_by) == ("corrected", staff.id)
    actions = [row.action for row in rows(directory, Audit, subject=f"directory_report:{report.id}")]
    assert actions == ["directory_report_seen", "directory_report_closed", "directory_report_refused"]
    assert "No open reports" in client.get("/duty/directory").get_data(as_text=True)


# ---- What is kept ----


def test_what_is_kept_is_forgotten(directory: Parts) -> None:
    chat = Chat(directory)
    chat.say(BOY)
    chat.say("number 1 is wrong")
    with directory.db.writing() as session:
        session.add(UnmetNeed(filters=["day:5"], channel="web", widened=False, day=directory.clock.now().date()))
    now = directory.clock.now()
    with directory.db.writing() as session:
        purge_old(session, now + timedelta(days=2), 28)
        session.query(DirectoryReport).update({"closed_at": now})
    assert rows(directory, DirectorySearch) == [] and len(rows(directory, DirectoryReport)) == 1 and len(rows(directory, UnmetNeed)) == 1
    with directory.db.writing() as session:
        purge_old(session, now + timedelta(days=60), 28)
    assert rows(directory, DirectoryReport) == [] and len(rows(directory, UnmetNeed)) == 1
    with directory.db.writing() as session:
        purge_old(session, now + timedelta(days=800), 28)
    assert rows(directory, UnmetNeed) == []
