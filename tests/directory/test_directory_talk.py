"""The directory in a conversation, the whole path but Rasa: found, refined, texted, called wrong, nothing found; on both channels."""

from __future__ import annotations

from typing import Any

import pytest

from tests.conftest import Verdict
from tests.directory_steps import BOY, MIXED, Chat, directory, names, own, titles
from tests.sms_tools import rows, text_in
from webhook.bootstrap import Parts
from webhook.clients.rasa import FakeRasa
from webhook.services.chat import read_messages
from webhook.services.texts.text import count_segments
from webhook.store.cases import IdentityCheck
from webhook.store.directory_use import UnmetNeed
from webhook.store.messages import Inbound

__all__ = ["directory", "own"]

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
    assert "The nearest comes first" in chat.text("closer"), "what can only be about a list is about it after an answer too"
    chat.say("how long does an EHCP take")
    chat.say("and if he is 12")
    assert len(directory.rasa.turns) == 3, "what may be about the answer is"  # type: ignore[attr-defined]


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
    assert "Last checked: 3 March 2024. That is a long time ago, so ask first." in old and "To start: somebody must refer you, so ask them who can, ring 020 7946 0000" in old
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
